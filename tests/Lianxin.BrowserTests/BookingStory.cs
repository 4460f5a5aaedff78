using System.Text.RegularExpressions;
using Lianxin.BrowserTests.Infrastructure;
using Microsoft.Playwright;

namespace Lianxin.BrowserTests;

/// <summary>A woman of 38 after three miscarriages is new in the community: registered, given to a doctor of the hospital, asked the questions of the screening, seen; and her doctor, who could not find her before, confirms her colour.</summary>
public sealed class BookingStory(Chromium chromium)
{
    private const string Midwife = "周敏", Doctor = "许静", Stranger = "莫莉", Name = "林小洁";

    // Of the test range: a placeholder division, a number of nobody.
    private const string Number = "430200198706229040";

    [Fact]
    public async Task Who_is_new_is_asked_seen_and_given_to_a_doctor_who_then_reaches_her()
    {
        await using var server = await LianxinServer.StartAsync("demo");
        var woman = "";
        await Screen.PlayAsync(chromium, server.Url, async midwife =>
        {
            await midwife.BecomeAsync(Midwife);
            woman = await RegisterAsync(midwife);
            await GiveToDoctorAsync(midwife, woman);
            await AskAsync(midwife, woman);
            await midwife.GoToAsync($"residents/{woman}/visit");
            await Assertions.Expect(VisitStory.Pressure(midwife)).ToBeFocusedAsync();
            await VisitStory.TypeCompleteVisitAsync(midwife);
            await midwife.PressAsync("Control+s");
            await Assertions.Expect(midwife.Page).ToHaveURLAsync(new Regex("/residents/[0-9a-f-]{36}$"));
        });
        await Screen.PlayAsync(chromium, server.Url, async doctor =>
        {
            await doctor.BecomeAsync(Doctor);
            await doctor.GoToAsync($"residents/{woman}/risk");
            await Assertions.Expect(doctor.Page.GetByRole(AriaRole.Heading, new() { Name = Name, Level = 1 })).ToBeVisibleAsync();
            // Age and the lost pregnancies are reasons by rule, the raised pressure is a proposal that waits for its second reading.
            foreach (var reason in new[] { "Y-1.1", "38 年" }) await Assertions.Expect(doctor.Page.Locator(".rk-list")).ToContainTextAsync(reason);
            foreach (var question in await doctor.Page.Locator(".rk-rs.p").AllAsync()) await question.GetByText("待4小时后复测").ClickAsync();
            await doctor.PictureAsync("booking-colour", whole: true);
            await Assertions.Expect(doctor.Page.Locator(".rk-acts .lx-btn.p")).ToBeEnabledAsync();
            await doctor.PressAsync("Control+Enter");
            await Assertions.Expect(doctor.Page.GetByRole(AriaRole.Heading, new() { Name = "已确认" })).ToBeVisibleAsync();
        });
        await Screen.PlayAsync(chromium, server.Url, async nurse =>
        {
            nurse.Expect("404");
            await nurse.BecomeAsync(Stranger);
            await nurse.Page.GotoAsync($"{server.Url}app/residents/{woman}");
            await Assertions.Expect(nurse.Page.GetByText("这份档案不在你的范围")).ToBeVisibleAsync();
            Assert.DoesNotContain(Name, await nurse.Page.InnerTextAsync("body"), StringComparison.Ordinal);
        });
        Assert.Empty(server.Errors);
    }

    internal static async Task<string> RegisterAsync(Screen screen)
    {
        await screen.GoToAsync("residents/new");
        foreach (var (field, value) in new[] { ("full_name", Name), ("id_number", Number), ("mobile", "19900004322"), ("lmp", "2025-04-18") }) await screen.Page.Locator($"#f-{field}").FillAsync(value);
        await screen.PressAsync("Control+s");
        await Assertions.Expect(screen.Page).ToHaveURLAsync(new Regex("/residents/[0-9a-f-]{36}$"));
        return screen.Page.Url[^36..];
    }

    // A doctor of another house is offered by name; what the identity number said is not asked again.
    internal static async Task GiveToDoctorAsync(Screen screen, string woman)
    {
        await screen.GoToAsync($"residents/{woman}/particulars");
        await Assertions.Expect(screen.Page.Locator($"#f-responsible_doctor-known option[value='{Doctor}']")).ToBeAttachedAsync();
        await screen.Page.Locator("#f-responsible_doctor").FillAsync(Doctor);
        await screen.PressAsync("Control+s");
        await Assertions.Expect(screen.Page).ToHaveURLAsync(new Regex("/residents/[0-9a-f-]{36}$"));
        await Assertions.Expect(screen.Page.GetByText($"责任医生 {Doctor}")).ToBeVisibleAsync();
    }

    // Six groups; each answer shows before the server has it, and the page goes on to the next by itself.
    internal static async Task AskAsync(Screen screen, string woman)
    {
        await screen.GoToAsync($"residents/{woman}/risk");
        await screen.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^开始问") }).ClickAsync();
        await screen.Page.Locator("#f-height_cm").FillAsync("160");
        await screen.Page.Locator("#f-prepregnancy_weight_kg").FillAsync("58");
        await screen.PressAsync("Control+s");
        foreach (var (field, value) in new[] { ("gravidity", "4"), ("vaginal_births", "0"), ("caesarean_count", "0"), ("fetuses", "1"), ("spontaneous_abortions", "3") }) await screen.Page.Locator($"#f-{field}").FillAsync(value);
        await screen.PictureAsync("booking-questions");
        foreach (var (group, answered) in new[] { ("异常妊娠及分娩史", 2), ("妇产科疾病及手术史", 3), ("家族史", 4), ("既往疾病及手术史", 5), ("需要关注的表现", 6) })
        {
            // The form of this group stands with its cursor in it: a click on the one before would go nowhere.
            await Assertions.Expect(screen.Page.Locator(".rk-form h2").First).ToHaveTextAsync(group);
            await Assertions.Expect(screen.Page.Locator(".rk-form :focus")).ToBeAttachedAsync();
            await screen.Page.GetByRole(AriaRole.Button, new() { Name = "其余都没有，问完这一组" }).ClickAsync();
            await Assertions.Expect(screen.Page.GetByText($"7 组答了 {answered} 组")).ToBeVisibleAsync();
        }
    }
}
