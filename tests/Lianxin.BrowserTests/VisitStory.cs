using System.Text.Json;
using System.Text.RegularExpressions;
using Lianxin.BrowserTests.Infrastructure;
using Microsoft.Playwright;

namespace Lianxin.BrowserTests;

/// <summary>The main job in a real browser: a visit typed without a mouse, what its numbers mean, and a colour confirmed.</summary>
public sealed class VisitStory(Chromium chromium)
{
    /// <summary>The bar of the issue: keystrokes and clicks from the open record to saved.</summary>
    private const int MostKeystrokes = 60;
    private const string Midwife = "周敏", Doctor = "许静", NurseElsewhere = "莫莉", Woman = "陈洁", Initials = "cj";

    [Fact]
    public async Task A_complete_visit_is_typed_in_sixty_keystrokes_and_says_what_it_means()
    {
        await using var server = await LianxinServer.StartAsync("demo");
        await Screen.PlayAsync(chromium, server.Url, async midwife =>
        {
            await midwife.BecomeAsync(Midwife);
            await OpenRecordAsync(midwife);
            midwife.ResetEffort();

            await midwife.PressAsync("v");
            await Assertions.Expect(Pressure(midwife)).ToBeFocusedAsync();
            await TypeCompleteVisitAsync(midwife);

            var advice = midwife.Page.Locator(".vs-adv .lx-adv.urgent").First;
            await Assertions.Expect(advice).ToContainTextAsync("146/94");
            await Assertions.Expect(advice).ToContainTextAsync("P-SBP-4");
            await Assertions.Expect(advice).ToContainTextAsync("WHO/SRH/21.2");
            await Assertions.Expect(advice).ToContainTextAsync("部分见条文");
            await Assertions.Expect(advice).ToContainTextAsync("规则未签发");
            await Assertions.Expect(advice).ToContainTextAsync("不代替医生判断");

            await midwife.PressAsync("Control+s");
            await Assertions.Expect(midwife.Page).ToHaveURLAsync(new Regex("/residents/[0-9a-f-]{36}$"));
            var effort = await midwife.EffortAsync();
            Assert.True(effort <= MostKeystrokes, $"{midwife.Keystrokes} keystrokes and {midwife.Clicks} clicks");
            Assert.Equal(0, midwife.Clicks);
            await Assertions.Expect(midwife.Page.Locator(".rc-alerts")).ToContainTextAsync(Doctor);
            Assert.Equal("146/94", await LastPressureAsync(midwife));
        });
        Assert.Empty(server.Errors);
    }

    [Fact]
    public async Task A_server_killed_while_a_visit_is_typed_loses_nothing_of_it()
    {
        await using var server = await LianxinServer.StartAsync("demo");
        await Screen.PlayAsync(chromium, server.Url, async midwife =>
        {
            await midwife.BecomeAsync(Midwife);
            await OpenRecordAsync(midwife);
            var before = await CountVisitsAsync(midwife);
            await midwife.PressAsync("v");
            await Assertions.Expect(Pressure(midwife)).ToBeFocusedAsync();

            await midwife.WithoutServerAsync(async () =>
            {
                server.Kill();
                await TypeCompleteVisitAsync(midwife);
                await midwife.PressAsync("Control+s");
                await Assertions.Expect(midwife.Page.GetByText("还没有上传")).ToBeVisibleAsync();
                await Assertions.Expect(Pressure(midwife)).ToHaveValueAsync("146/94");
                await server.RestartAsync();
                await midwife.Page.GetByRole(AriaRole.Button, new() { Name = "现在再试" }).ClickAsync();
                await Assertions.Expect(midwife.Page).ToHaveURLAsync(new Regex("/residents/[0-9a-f-]{36}$"), new() { Timeout = 60_000 });
            });
            Assert.Equal(before + 1, await CountVisitsAsync(midwife));
            Assert.Equal("146/94", await LastPressureAsync(midwife));
        });
    }

    [Fact]
    public async Task A_physician_confirms_a_colour_and_a_nurse_of_another_centre_sees_nothing()
    {
        await using var server = await LianxinServer.StartAsync("demo");
        Guid woman = default;
        await Screen.PlayAsync(chromium, server.Url, async midwife =>
        {
            // A raised pressure makes a new proposal.
            await midwife.BecomeAsync(Midwife);
            await OpenRecordAsync(midwife);
            woman = Guid.Parse(midwife.Page.Url[^36..]);
            await midwife.PressAsync("v");
            await Assertions.Expect(Pressure(midwife)).ToBeFocusedAsync();
            await TypeCompleteVisitAsync(midwife);
            await midwife.PressAsync("Control+s");
            await Assertions.Expect(midwife.Page).ToHaveURLAsync(new Regex("/residents/[0-9a-f-]{36}$"));
        });
        await Screen.PlayAsync(chromium, server.Url, async doctor =>
        {
            await doctor.BecomeAsync(Doctor);
            await doctor.Page.GotoAsync($"{server.Url}app/residents/{woman}/risk");
            await Assertions.Expect(doctor.Page.GetByRole(AriaRole.Heading, new() { Name = Woman, Level = 1 })).ToBeVisibleAsync();
            foreach (var question in await doctor.Page.Locator(".rk-rs.p").AllAsync())
                await question.GetByText("待4小时后复测").ClickAsync();
            var confirm = doctor.Page.Locator(".rk-acts .lx-btn.p");
            if (await confirm.CountAsync() > 0)
            {
                await Assertions.Expect(confirm).ToBeEnabledAsync();
                await doctor.PressAsync("Control+Enter");
            }
            await Assertions.Expect(doctor.Page.GetByRole(AriaRole.Heading, new() { Name = "已确认" })).ToBeVisibleAsync();
        });
        await Screen.PlayAsync(chromium, server.Url, async nurse =>
        {
            nurse.Expect("404");
            await nurse.BecomeAsync(NurseElsewhere);
            foreach (var page in new[] { "visit", "risk" })
            {
                await nurse.Page.GotoAsync($"{server.Url}app/residents/{woman}/{page}");
                await Assertions.Expect(nurse.Page.GetByText("这份档案不在你的范围")).ToBeVisibleAsync();
                Assert.DoesNotContain(Woman, await nurse.Page.InnerTextAsync("body"), StringComparison.Ordinal);
            }
        });
    }

    internal static ILocator Pressure(Screen screen) => screen.Page.Locator("#f-sbp");

    // Found as a midwife finds her: by the initials of her name, without a mouse.
    private static async Task OpenRecordAsync(Screen screen)
    {
        await screen.PressAsync("/");
        await Assertions.Expect(screen.Page.Locator("#top-search")).ToBeFocusedAsync();
        await screen.TypeAsync(Initials);
        await screen.PressAsync("Enter");
        var first = screen.Page.Locator("#found [role=option]").First;
        await Assertions.Expect(first).ToContainTextAsync(Woman);
        await screen.Page.Locator("#search").FocusAsync();
        await screen.PressAsync("Enter");
        await Assertions.Expect(screen.Page).ToHaveURLAsync(new Regex("/residents/[0-9a-f-]{36}$"));
        await Assertions.Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Name = Woman, Level = 1 })).ToBeVisibleAsync();
    }

    // Every required field and the eleven items of the picture; the blood is taken and not back.
    internal static async Task TypeCompleteVisitAsync(Screen screen)
    {
        foreach (var (typed, next) in new[]
        {
            ("14694", "f-bp_repeat_sbp"), ("", "f-weight_kg"), ("66.8", "f-fundal_height"), ("29", "f-abdominal_girth"), ("93", "f-fhr-1"), ("144", "f-protein_dipstick"), ("n", "f-hb"), ("113", "f-oedema"),
            ("0", "f-presentation-1"), ("c", "f-complaint_codes"), ("0", "f-contractions"), ("0", "f-assessment"), ("", "f-guidance"), ("", "f-referral"), ("", "f-next_visit_date"), ("", "f-doctor"),
        })
        {
            if (typed.Length > 0) await screen.TypeAsync(typed);
            await screen.PressAsync("Enter");
            await Assertions.Expect(screen.Page.Locator($"[id^='{next}']:focus")).ToBeVisibleAsync(new() { Visible = true });
        }
        await screen.PressAsync("Enter"); // the signature
    }

    private static async Task<JsonElement> VisitsAsync(Screen screen)
    {
        var id = Regex.Match(screen.Page.Url, "residents/([0-9a-f-]{36})").Groups[1].Value;
        var text = await screen.EvaluateAsync<string>($"fetch('/api/residents/{id}/record').then(r => r.text())");
        return JsonDocument.Parse(text).RootElement.GetProperty("maternalCare").GetProperty("pregnancies")[0].GetProperty("visits");
    }

    private static async Task<int> CountVisitsAsync(Screen screen) => (await VisitsAsync(screen)).GetArrayLength();

    private static async Task<string> LastPressureAsync(Screen screen)
    {
        var answers = (await VisitsAsync(screen)).EnumerateArray().Last().GetProperty("answers");
        return $"{answers.GetProperty("sbp")[0].GetProperty("v")}/{answers.GetProperty("dbp")[0].GetProperty("v")}";
    }
}
