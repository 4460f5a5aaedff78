using System.Text.RegularExpressions;
using Lianxin.BrowserTests.Infrastructure;
using Microsoft.Playwright;

namespace Lianxin.BrowserTests;

/// <summary>A clerk brings in the list of a community: good rows are imported, the rest goes back annotated, and the same list again is recognized.</summary>
public sealed class ImportStory(Chromium chromium)
{
    private static readonly string Roster = Path.Combine(Repository.Root, "tests", "Lianxin.BrowserTests", "files", "roster.xlsx");

    // A wrong check character, a 13th month, no name.
    private static readonly int[] WithMistakes = [10, 17, 23];

    [Fact]
    public async Task A_messy_roster_comes_in_and_the_rest_goes_back()
    {
        await using var server = await LianxinServer.StartAsync("demo");
        await Screen.PlayAsync(chromium, server.Url, async screen =>
        {
            var page = screen.Page;
            await BecomeClerkAsync(screen);
            await ReadAsync(screen);
            await Assertions.Expect(page.Locator(".im-ban")).ToContainTextAsync("还没有导入任何数据");
            foreach (var row in WithMistakes) await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new($"^改\\s*第 {row} 行$") })).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator("td:has(> .im-bad)").First).ToBeVisibleAsync();
            await screen.AssertAccessibleAsync("the rows of a roster");
            await screen.AssertFitsWidthAsync();

            await DecideByKeyboardAsync(screen);
            var good = Number(await Count(page, 0).InnerTextAsync());
            var back = Number(await Count(page, 1).InnerTextAsync()) + Number(await Count(page, 2).InnerTextAsync());
            Assert.True(good > 20 && back > 5, $"{good} good, {back} back");
            await screen.PictureAsync("import");

            await page.GetByRole(AriaRole.Button, new() { Name = $"导入 {good} 行，其余退回" }).ClickAsync();
            await Assertions.Expect(page.Locator(".im-done")).ToContainTextAsync($"已导入 {good} 行", new() { Timeout = 60_000 });
            await screen.AssertAccessibleAsync("the result of an import");
            var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "下载退回的表" }).ClickAsync());
            Assert.Equal("roster（退回）.xlsx", download.SuggestedFilename);

            await OpenAsync(page, "潘春梅");
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync("未评估");

            // The same list a second time: who came in is known, and nothing of hers is new.
            await page.GotoAsync("app/import/pregnancies");
            await page.Locator("#im-sender").WaitForAsync(new() { Timeout = 60_000 });
            await ReadAsync(screen);
            await page.GetByText(new Regex("^更新 \\d+$")).ClickAsync();
            await Assertions.Expect(page.Locator(".im-table tbody tr").First).ToContainTextAsync("证件号和档案里的一个人相同");
            Assert.True(Number(await page.GetByText(new Regex("^更新 \\d+$")).InnerTextAsync()) >= good - 5);
        });
        Assert.Empty(server.Errors);
    }

    [Fact]
    public async Task A_file_that_cannot_be_taken_says_why_and_leaving_with_a_roster_open_asks_first()
    {
        await using var server = await LianxinServer.StartAsync("demo");
        await Screen.PlayAsync(chromium, server.Url, async screen =>
        {
            screen.Expect("422");
            var page = screen.Page;
            await BecomeClerkAsync(screen);
            await page.FillAsync("#im-sender", "新塘社区");
            foreach (var (name, content, says) in new[] { ("fetal.csv", "姓名,证件号,末次月经,胎儿性别\n罗小满,,2025-05-03,\n", "胎儿性别的列"), ("names.csv", "甲,乙\n1,2\n", "没有找到表头"), ("broken.xlsx", "no workbook", "损坏") })
            {
                await page.SetInputFilesAsync("#im-file", new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = System.Text.Encoding.UTF8.GetBytes(content) });
                await Assertions.Expect(page.Locator("#im-file-name")).ToContainTextAsync(name);
                await screen.PressAsync("Control+Enter");
                await Assertions.Expect(page.Locator(".lx-problems")).ToContainTextAsync(says);
                await Assertions.Expect(page.Locator("#im-sender")).ToHaveValueAsync("新塘社区");
            }
            await screen.AssertAccessibleAsync("a refused roster");
        });
        await Screen.PlayAsync(chromium, server.Url, async screen =>
        {
            var page = screen.Page;
            await BecomeClerkAsync(screen);
            await ReadAsync(screen);
            await screen.AssertFitsWidthAsync();
            await screen.AssertAccessibleAsync("the rows of a roster on a phone");
            await page.Locator(".lx-tabbar a").First.ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Give up this import?");
            await page.GetByRole(AriaRole.Button, new() { Name = "Go on checking" }).ClickAsync();
            await Assertions.Expect(page.Locator(".im-kp")).ToBeVisibleAsync();
        }, width: 390, language: "en");
    }

    private static async Task BecomeClerkAsync(Screen screen)
    {
        var page = screen.Page;
        await screen.BecomeAsync("唐雪");
        await page.GotoAsync("app/import/pregnancies");
        await page.Locator("#im-sender").WaitForAsync(new() { Timeout = 60_000 });
    }

    // By keyboard from step to step; the centre is proposed.
    private static async Task ReadAsync(Screen screen)
    {
        var page = screen.Page;
        await page.FillAsync("#im-sender", "新塘社区");
        await page.SetInputFilesAsync("#im-file", Roster);
        await Assertions.Expect(page.Locator("#im-file-name")).ToContainTextAsync("roster.xlsx");
        await screen.PressAsync("Control+Enter");
        await page.Locator(".im-sheet").WaitForAsync(new() { Timeout = 60_000 });
        await screen.PressAsync("Control+Enter");
        await page.Locator(".im-kp").WaitForAsync(new() { Timeout = 60_000 });
    }

    // The lunar date: down to its row, Enter opens it, the converted day is confirmed, Esc closes.
    private static async Task DecideByKeyboardAsync(Screen screen)
    {
        var page = screen.Page;
        var before = Number(await Count(page, 0).InnerTextAsync());
        var lunar = page.Locator(".im-table tbody tr", new() { HasText = "农历" });
        await page.Locator(".im-table tbody tr").First.FocusAsync();
        for (var i = 0; i < 40 && !await lunar.EvaluateAsync<bool>("e => e === document.activeElement"); i++) await screen.PressAsync("ArrowDown");
        await screen.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await screen.AssertAccessibleAsync("one row of a roster");
        await screen.TabToAsync(page.GetByRole(AriaRole.Button, new() { NameRegex = new("核对过，用 2025-07-12") }));
        await screen.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("这一行可以导入");
        await screen.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Assertions.Expect(Count(page, 0)).ToContainTextAsync($"{before + 1}");
    }

    private static async Task OpenAsync(IPage page, string name)
    {
        await page.GotoAsync("app/residents");
        await page.FillAsync("#search", name, new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Option).First.ClickAsync();
        await Assertions.Expect(page.Locator("h1", new() { HasText = name })).ToBeVisibleAsync();
    }

    private static ILocator Count(IPage page, int at) => page.Locator(".im-kp button").Nth(at).Locator("b");

    private static int Number(string text) => int.Parse(Regex.Match(text, "\\d+").Value, System.Globalization.CultureInfo.InvariantCulture);
}
