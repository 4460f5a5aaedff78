using System.Text.Json;
using System.Text.RegularExpressions;
using Lianxin.BrowserTests.Infrastructure;
using Microsoft.Playwright;

namespace Lianxin.BrowserTests;

/// <summary>Somebody new in the hall, and two clerks at one record.</summary>
public sealed class ResidentStory(Chromium chromium)
{
    private const string Midwife = "周敏", Clerk = "唐雪";

    // From the test range of clinical/identifiers.md: a placeholder division, a number of nobody.
    private const string Number = "430200199603159021", Name = "阿依古丽·𠮷玛";

    /// <summary>A minute is for about so many keystrokes, the name as an input method enters it.</summary>
    private const int MostKeystrokes = 60;

    [Fact]
    public async Task A_woman_is_registered_by_keyboard_in_a_minute_and_the_rest_stands_to_be_completed()
    {
        await using var server = await LianxinServer.StartAsync("demo");
        await Screen.PlayAsync(chromium, server.Url, async screen =>
        {
            await screen.BecomeAsync(Midwife);
            await screen.GoToAsync("residents/new");
            var name = screen.Page.Locator("#f-full_name");
            await name.WaitForAsync();
            screen.ResetEffort();
            await Assertions.Expect(name).ToBeFocusedAsync(); // nothing to press before the first letter
            await screen.Page.Keyboard.InsertTextAsync(Name);
            await screen.PressAsync("Enter");
            await screen.TypeAsync(Number);
            await screen.PressAsync("Enter");
            // The number says both; nobody types them again.
            await Assertions.Expect(screen.Page.Locator(".lx-fx", new() { HasText = "出生日期" }).First).ToContainTextAsync("1996-03-15");
            await screen.PictureAsync("registration-filled");
            await Assertions.Expect(screen.Page.Locator("#f-mobile")).ToBeFocusedAsync();
            await screen.TypeAsync("19900004321");
            await screen.PressAsync("Enter"); // to the community
            await screen.PressAsync("Enter"); // which may come later
            await screen.TypeAsync("2025-08-01");
            await screen.PressAsync("Control+s");
            await Assertions.Expect(screen.Page).ToHaveURLAsync(new Regex("/residents/[0-9a-f-]{36}$"));
            var effort = await screen.EffortAsync();
            Assert.True(effort <= MostKeystrokes, $"{screen.Keystrokes} keystrokes and {screen.Clicks} clicks");

            await Assertions.Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Name = Name, Level = 1 })).ToBeVisibleAsync();
            await Assertions.Expect(screen.Page.GetByText(new Regex("待补 \\d+ 项"))).ToBeVisibleAsync();
            Assert.DoesNotContain(Number, await screen.Page.InnerTextAsync("body"), StringComparison.Ordinal);
        });
        Assert.Empty(server.Errors);
    }

    [Fact]
    public async Task Two_clerks_change_one_value_and_the_second_sees_both_and_chooses()
    {
        await using var server = await LianxinServer.StartAsync("demo");
        await Screen.PlayAsync(chromium, server.Url, async screen =>
        {
            await screen.BecomeAsync(Clerk);
            var woman = await screen.FindAsync("cj");
            await screen.GoToAsync($"residents/{woman}/particulars");
            await screen.Page.Locator("#f-full_name").WaitForAsync();
            var field = screen.Page.Locator("#f-contact_name");
            await field.FillAsync("王强");

            // Meanwhile, at another desk.
            await ChangeElsewhereAsync(screen, woman, "王建国");
            if (await screen.Page.Locator("#why").CountAsync() > 0) await screen.Page.FillAsync("#why", "本人更正");
            await screen.PressAsync("Control+s");
            var conflict = screen.Page.Locator(".rs-conflict");
            await Assertions.Expect(conflict).ToContainTextAsync("王建国");
            await Assertions.Expect(conflict).ToContainTextAsync("王强");
            await screen.AssertAccessibleAsync("a conflict of particulars");
            Assert.Equal("王建国", await NowAsync(screen, woman)); // nothing was overwritten

            await conflict.GetByRole(AriaRole.Button, new() { Name = "用我的" }).ClickAsync();
            await screen.Page.FillAsync("#why", "本人更正");
            await screen.PressAsync("Control+s");
            await Assertions.Expect(screen.Page).ToHaveURLAsync(new Regex("/residents/[0-9a-f-]{36}$"));
            Assert.Equal("王强", await NowAsync(screen, woman));
        });
        Assert.Empty(server.Errors);
    }

    private static async Task<JsonElement> ResidentAsync(Screen screen, string woman) =>
        JsonDocument.Parse(await screen.EvaluateAsync<string>($"fetch('/api/residents/{woman}/record').then(r => r.text())")).RootElement.GetProperty("resident");

    private static async Task<string> NowAsync(Screen screen, string woman) =>
        (await ResidentAsync(screen, woman)).GetProperty("particulars").GetProperty("contact_name")[0].GetProperty("v").GetString()!;

    private static async Task ChangeElsewhereAsync(Screen screen, string woman, string contact)
    {
        var version = (await ResidentAsync(screen, woman)).GetProperty("particularsVersion").GetInt64();
        var answer = await screen.EvaluateAsync<string>($$"""
            (async () => {
              const session = await (await fetch('/api/session')).json();
              const body = { residentId: '{{woman}}', basedOn: {{version}}, changed: { contact_name: [{ v: '{{contact}}' }] }, reason: '电话核实' };
              const envelope = { id: '{{Guid.CreateVersion7()}}', kind: 'residents/save-particulars', version: 1, at: session.now, body };
              const answer = await fetch('/api/operations', { method: 'POST', headers: { 'content-type': 'application/json', 'X-Lianxin-Csrf': session.csrf }, body: JSON.stringify([envelope]) });
              return (await answer.text());
            })()
            """);
        Assert.Contains("\"done\"", answer, StringComparison.OrdinalIgnoreCase);
    }
}
