using Lianxin.BrowserTests.Infrastructure;
using Microsoft.Playwright;

namespace Lianxin.BrowserTests;

/// <summary>Every screen, at every width of the design, in both languages, light and dark: axe finds nothing and nothing has to be scrolled sideways.</summary>
/// <remarks>The long run leaves a picture of each in <c>artifacts/screens</c>, to be laid beside the drawings.</remarks>
public sealed class EveryScreenStory(Chromium chromium)
{
    private const string Doctor = "许静", Clerk = "唐雪", Midwife = "周敏", Admin = "程海", Security = "邓敏", Office = "谢芬", Initials = "cj";

    /// <summary>A screen: its name, its address below <c>app/</c> (<c>{0}</c> is a woman with a history, <c>{1}</c> her pregnancy, <c>{2}</c> her case, <c>{3}</c> a form of hers), and what stands there once it is ready.</summary>
    private static readonly (string Name, string Address, string Ready)[] OfTheDoctor =
    [
        ("today", "today", ".lx-who"),
        ("search", "residents", "#search"),
        ("registration", "residents/new", "#f-full_name"),
        ("record", "residents/{0}", "h1"),
        ("particulars", "residents/{0}/particulars", "#f-full_name"),
        ("duplicates", "residents/duplicates", "main .lx-empty, main .rs-twins"),
        ("household", "residents/{0}/household", "main .lx-empty, main .lx-card"),
        ("pregnancies", "pregnancies", "main table, main .lx-li"),
        ("visit", "residents/{0}/visit", "#f-sbp"),
        ("risk", "residents/{0}/risk", ".rk-cmp"),
        ("cases", "cases", "main table tbody tr"),
        ("case", "residents/{0}/cases/{2}", ".cs-next"),
        ("case-contact", "residents/{0}/cases/{2}/contact", ".lx-form"),
        ("case-plan", "residents/{0}/cases/{2}/plan", ".lx-form"),
        ("case-close", "residents/{0}/cases/{2}/close", ".lx-form"),
        ("lists", "lists/births", "main table, main .lx-empty"),
        ("reports", "reports?open=booked", "main .lx-li b"),
        ("assessment-paper", "residents/{0}/pregnancies/{1}/assessment", ".pp-t"),
        ("looks", "residents/{0}/looks", "main table"),
        ("forms", "residents/{0}/forms", "main .lx-gh"),
        ("first-visit", "residents/{0}/forms/new/antenatal-first?about={1}", ".lx-form"),
        ("delivery", "residents/{0}/forms/new/delivery?about={1}", ".lx-form"),
        ("outcome", "residents/{0}/forms/new/pregnancy-outcome?about={1}", ".lx-form"),
        ("form", "residents/{0}/forms/{3}", ".rc-answers"),
        ("paper", "residents/{0}/forms/{3}/paper", ".pp-t"),
        ("visits-paper", "residents/{0}/pregnancies/{1}/sheet", ".pp-visits"),
    ];

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public Task Every_screen_can_be_used_on_a_phone_and_at_a_desk(string language) => PlayAsync(language, LookAsync);

    [Theory, Trait("speed", "long")]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public Task Every_screen_can_be_used_at_every_width_light_and_dark(string language) => PlayAsync(language, LookCloselyAsync);

    private async Task PlayAsync(string language, Func<Screen, string, string, Task> look)
    {
        await using var server = await LianxinServer.StartAsync("demo");
        await Screen.PlayAsync(chromium, server.Url, async screen =>
        {
            await screen.OpenPeopleAsync();
            await look(screen, "people", language);
            await screen.BecomeAsync(Doctor);
            var woman = await screen.FindAsync(Initials);
            var (pregnancy, @case, form) = (await IdAsync("record", "maternalCare.pregnancies[0].id"), await IdAsync("record", "maternalCare.cases[0].caseId"), await IdAsync("forms", "find(f => f.form === 'antenatal-followup').id"));
            Task<string> IdAsync(string of, string path) => screen.EvaluateAsync<string>($"fetch('/api/residents/{woman}/{of}').then(r => r.json()).then(r => r.{path})");
            foreach (var (name, address, ready) in OfTheDoctor)
            {
                await screen.GoToAsync(string.Format(null, address, woman, pregnancy, @case, form));
                await screen.Page.Locator(ready).First.WaitForAsync();
                if (name == "search")
                {
                    await screen.Page.Locator(ready).FocusAsync();
                    await screen.TypeAsync(Initials);
                    await screen.Page.Locator("#found [role=option]").First.WaitForAsync();
                }
                await look(screen, name, language);
                if (name != "visit") continue;
                await screen.Page.Locator("#f-sbp").FocusAsync();
                await screen.TypeAsync("16594");
                await screen.PressAsync("Enter");
                await screen.Page.Locator(".vs-emg").WaitForAsync();
                await look(screen, "visit-emergency", language);
            }
        }, language: language);
        await Screen.PlayAsync(chromium, server.Url, async screen =>
        {
            await screen.BecomeAsync(Clerk);
            await screen.GoToAsync("import/pregnancies");
            await screen.Page.Locator("#im-sender").WaitForAsync();
            await look(screen, "import", language);
            await screen.GoToAsync("import");
            await screen.Page.Locator("main .lx-card table, main .lx-empty").First.WaitForAsync();
            await look(screen, "lists-to-import", language);
        }, language: language);
        await Screen.PlayAsync(chromium, server.Url, async screen =>
        {
            await screen.BecomeAsync(Midwife);
            // A mother whose child was weighed at home: the curve of its weight stands on her record.
            var mother = await screen.EvaluateAsync<string>("""
                (async () => {
                  const { organizationId } = await (await fetch('/api/session')).json();
                  for (const row of await (await fetch(`/api/maternal-care/lists/${organizationId}/after-birth`)).json())
                    if ((await (await fetch(`/api/residents/${row.residentId}/record`)).json()).maternalCare.pregnancies[0].newborns.some(n => n.weighed.length > 0)) return row.residentId;
                })()
                """);
            await screen.GoToAsync($"residents/{mother}");
            await screen.Page.Locator(".rc-charts .lx-chart").First.WaitForAsync();
            await look(screen, "record-after-birth", language);
        }, language: language);
        await Screen.PlayAsync(chromium, server.Url, async screen =>
        {
            await screen.BecomeAsync(Admin);
            await screen.GoToAsync("visit-schedule");
            await screen.Page.Locator("main select").First.WaitForAsync();
            await look(screen, "visit-schedule", language);
        }, language: language);
        await Screen.PlayAsync(chromium, server.Url, async screen =>
        {
            await screen.BecomeAsync(Security);
            await screen.GoToAsync("staff");
            await screen.Page.Locator("main tbody tr .lx-btn").First.WaitForAsync();
            await look(screen, "staff", language);
            await screen.Page.Locator("main tbody tr .lx-btn").First.ClickAsync();
            await screen.Page.Locator("dialog[open] #sf-role").WaitForAsync();
            await look(screen, "staff-colleague", language);
        }, language: language);
        await Screen.PlayAsync(chromium, server.Url, async screen =>
        {
            await LookAtBranchesAsync(screen, look, language);
        }, language: language);
        Assert.Empty(server.Errors);
    }

    // By keyboard from the list into the branch whose brand has a history, and into its dialogs.
    private static async Task LookAtBranchesAsync(Screen screen, Func<Screen, string, string, Task> look, string language)
    {
        await screen.BecomeAsync(Office);
        await screen.GoToAsync("branches");
        await screen.Page.Locator("main table tbody tr").First.WaitForAsync();
        await look(screen, "branches", language);
        await screen.Page.Locator("main tbody tr", new() { HasText = "第二党支部" }).FocusAsync();
        await screen.PressAsync("Enter");
        await screen.Page.Locator("main .lx-tl li").Nth(1).WaitForAsync();
        await look(screen, "branch", language);
        foreach (var (name, button, field) in new[] { ("branch-change", "main .br-head button", "#br-name"), ("branch-brand", "main .lx-card-side button >> nth=1", "#bd-meaning"), ("branch-member", "main .lx-card-side button >> nth=2", "#bc-staff") })
        {
            await screen.Page.Locator(button).FocusAsync();
            await screen.PressAsync("Enter");
            await screen.Page.Locator(field).WaitForAsync();
            await look(screen, name, language);
            await screen.PressAsync("Escape");
            await screen.Page.Locator(field).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        }
    }

    // axe walks through every element: seconds a page on two cores. The usual run asks it where each language has it hardest, and measures every width.
    private static Task LookAsync(Screen screen, string name, string language) => screen.AssertUsableAsync(name, askedAt: [language == "en" ? 390 : 1440]);

    private static async Task LookCloselyAsync(Screen screen, string name, string language)
    {
        await screen.AssertUsableAsync(name, askedAt: [390, 820, 1280, 1440], picture: $"{name}-{language}");
        await screen.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await screen.AssertAccessibleAsync($"{name}, dark");
        await screen.PictureAsync($"{name}-{language}-dark");
        await screen.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }
}
