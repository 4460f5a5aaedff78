using Lianxin.BrowserTests.Infrastructure;
using Microsoft.Playwright;

namespace Lianxin.BrowserTests;

/// <summary>The Party office writes down what changed in a branch; a member and a colleague see what each may see.</summary>
public sealed class BranchStory(Chromium chromium)
{
    private const string Office = "谢芬", Secretary = "邹岚", Member = "罗燕", Leader = "向前", Branch = "第二党支部（产科）";

    [Fact]
    public async Task The_office_gives_a_brand_a_new_version_and_a_member_a_function_and_others_see_no_members()
    {
        await using var server = await LianxinServer.StartAsync("demo");
        await Screen.PlayAsync(chromium, server.Url, async screen =>
        {
            var page = screen.Page;
            await screen.BecomeAsync(Office);
            await OpenAsync(screen);

            // A version that was there is refused where it was typed; what was typed stays.
            await page.GetByRole(AriaRole.Button, new() { Name = "新版本" }).ClickAsync();
            await page.Locator("#bd-version").FillAsync("1.0");
            await page.Locator("#bd-slogan").FillAsync("约到孩子满月");
            await screen.TabToAsync(page.Locator("dialog[open] .lx-btn.p"));
            await screen.PressAsync("Enter");
            await Assertions.Expect(page.Locator("#bd-version-problem")).ToContainTextAsync("已有过这一版");
            await Assertions.Expect(page.Locator("#bd-version")).ToHaveAttributeAsync("aria-invalid", "true");
            await screen.AssertAccessibleAsync("a refused brand");
            await page.Locator("#bd-version").FillAsync("3.0");
            await page.Locator("#bd-version").PressAsync("Tab");
            await page.Locator("dialog[open] .lx-btn.p").ClickAsync();
            await Assertions.Expect(page.Locator("main .lx-tl li")).ToHaveCountAsync(3);
            await Assertions.Expect(page.Locator("main .br-slogan")).ToHaveTextAsync("约到孩子满月");

            // There is a secretary; a plain member becomes discipline member instead.
            await page.GetByRole(AriaRole.Button, new() { Name = $"改任 {Member}" }).ClickAsync();
            await page.Locator("#bc-function").SelectOptionAsync("secretary");
            await page.Locator("dialog[open] .lx-btn.p").ClickAsync();
            await Assertions.Expect(page.Locator("#bc-function-problem")).ToContainTextAsync("已有书记");
            await page.Locator("#bc-function").SelectOptionAsync("discipline");
            await page.Locator("dialog[open] .lx-btn.p").ClickAsync();
            await Assertions.Expect(page.Locator("main tr", new() { HasText = Member }).First).ToContainTextAsync("纪检委员");
            await screen.PictureAsync("branch-changed", whole: true);
        });
        await Screen.PlayAsync(chromium, server.Url, async screen =>
        {
            await screen.BecomeAsync(Secretary);
            await OpenAsync(screen);
            await Assertions.Expect(screen.Page.Locator("main tr", new() { HasText = Member }).First).ToBeVisibleAsync();
            await Assertions.Expect(screen.Page.Locator("main button")).ToHaveCountAsync(0); // to read, not to write
        });
        await Screen.PlayAsync(chromium, server.Url, async screen =>
        {
            await screen.BecomeAsync(Leader);
            await screen.Page.Locator(".lx-who").ClickAsync();
            await screen.Page.GetByRole(AriaRole.Button, new() { Name = "党支部" }).ClickAsync();
            await screen.Page.Locator("main tbody tr", new() { HasText = Branch }).ClickAsync();
            await Assertions.Expect(screen.Page.Locator("main .br-slogan")).ToHaveTextAsync("约到孩子满月");
            await Assertions.Expect(screen.Page.Locator("main")).ToContainTextAsync(Secretary);
            await Assertions.Expect(screen.Page.Locator("main")).Not.ToContainTextAsync(Member);
        });
        Assert.Empty(server.Errors);
    }

    private static async Task OpenAsync(Screen screen)
    {
        await screen.GoToAsync("branches");
        await screen.Page.Locator("main tbody tr", new() { HasText = Branch }).FocusAsync();
        await screen.PressAsync("Enter");
        await screen.Page.Locator("main .lx-tl li").First.WaitForAsync();
    }
}
