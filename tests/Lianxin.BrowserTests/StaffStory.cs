using Lianxin.BrowserTests.Infrastructure;
using Microsoft.Playwright;

namespace Lianxin.BrowserTests;

/// <summary>A colleague is new: the security administrator adds her, gives her a post and a slip; she signs in with it once, chooses her own password and finds the house's people, whom the administrator never sees.</summary>
public sealed class StaffStory(Chromium chromium)
{
    private const string Admin = "邓敏", Name = "简新来", Own = "li-shu-yuan-2025-kai-hua";

    [Fact]
    public async Task A_slip_opens_the_house_once()
    {
        await using var server = await LianxinServer.StartAsync("demo");
        var password = "";
        await Screen.PlayAsync(chromium, server.Url, async admin =>
        {
            var page = admin.Page;
            await admin.BecomeAsync(Admin);
            await admin.GoToAsync("staff");
            await page.GetByRole(AriaRole.Button, new() { Name = "新增人员" }).ClickAsync();
            await page.Locator("#sf-name").FillAsync(Name);
            await page.Locator("#sf-title").FillAsync("助产士");
            await page.Locator("#sf-house").SelectOptionAsync(new SelectOptionValue { Label = "新塘社区卫生服务中心" });
            await page.Locator("dialog[open] .lx-btn.p").ClickAsync();
            await page.GetByPlaceholder("按姓名或工号查找").FillAsync(Name);
            var row = page.Locator("main tbody tr", new() { HasText = Name });
            // Without a post there is nothing that an account could open.
            await Assertions.Expect(row).ToContainTextAsync("还没有岗位");
            await Assertions.Expect(row.Locator("input[type=checkbox]")).ToHaveCountAsync(0);
            await row.GetByRole(AriaRole.Button, new() { Name = "管理" }).ClickAsync();
            await page.Locator("#sf-role").SelectOptionAsync("midwife");
            await page.GetByRole(AriaRole.Button, new() { Name = "给岗位" }).ClickAsync();
            await Assertions.Expect(row).ToContainTextAsync("助产士 新塘社区卫生服务中心");
            // A leave that ends before it begins is refused at its last day, and stands as typed.
            await page.Locator("#sf-from").FillAsync("2025-12-10");
            await page.Locator("#sf-until").FillAsync("2025-12-01");
            await page.GetByRole(AriaRole.Button, new() { Name = "记休假" }).ClickAsync();
            await Assertions.Expect(page.Locator("#sf-until-problem .lx-msg")).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator("#sf-until")).ToHaveValueAsync("2025-12-01");
            await admin.AssertAccessibleAsync("a colleague");
            await admin.PictureAsync("staff-colleague");
            await page.GetByRole(AriaRole.Button, new() { Name = "关闭" }).ClickAsync();

            await row.Locator("input[type=checkbox]").CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "开账号（1）" }).ClickAsync();
            // A name that is somebody's is refused at its field, and nothing is opened.
            await page.Locator("dialog[open] input").FillAsync("zhoumin");
            await page.Locator("dialog[open] .lx-btn.p").ClickAsync();
            await Assertions.Expect(page.Locator("dialog[open] .lx-msg.err")).ToBeVisibleAsync();
            await page.Locator("dialog[open] input").FillAsync("jianxin");
            await page.Locator("dialog[open] .lx-btn.p").ClickAsync();
            await Assertions.Expect(page.Locator(".pp-slip")).ToContainTextAsync("jianxin");
            password = await page.Locator(".pp-slip code").Nth(1).InnerTextAsync();
            await admin.AssertAccessibleAsync("slips");
            await admin.PictureAsync("staff-slips");
            // Left, it is gone.
            await page.GetByRole(AriaRole.Button, new() { Name = "返回" }).ClickAsync();
            await Assertions.Expect(page.Locator("main tbody tr").First).ToBeVisibleAsync();
            await admin.PictureAsync("staff");
            await admin.GoToAsync("staff/slips");
            await Assertions.Expect(page.GetByText("这里已经没有密码条")).ToBeVisibleAsync();
            Assert.DoesNotContain(password, await admin.EvaluateAsync<string>("JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.body.innerText"), StringComparison.Ordinal);
            // She who opens accounts reads no record.
            admin.Expect("403");
            Assert.Equal(403, await admin.EvaluateAsync<int>("fetch('/api/session').then(r => r.json()).then(s => fetch('/api/residents/search', { method: 'POST', headers: { 'content-type': 'application/json', 'X-Lianxin-Csrf': s.csrf }, body: '{\"text\":\"cj\"}' })).then(r => r.status)"));
        });
        Assert.DoesNotContain(server.Log, l => l.Contains(password, StringComparison.Ordinal));
        await Screen.PlayAsync(chromium, server.Url, async colleague =>
        {
            await SignInAsync(colleague, password);
            await colleague.Page.Locator("#cp-old").FillAsync(password);
            await colleague.Page.Locator("#cp-new").FillAsync(Own);
            await colleague.PressAsync("Enter");
            await Assertions.Expect(colleague.Page.Locator(".lx-app")).ToBeVisibleAsync();
            await Assertions.Expect(colleague.Page.Locator(".lx-who")).ToContainTextAsync(Name);
        });
        await Screen.PlayAsync(chromium, server.Url, async thief =>
        {
            thief.Expect("401|422|403");
            await SignInAsync(thief, password);
            await Assertions.Expect(thief.Page.Locator("#si-problem")).Not.ToBeEmptyAsync();
            await Assertions.Expect(thief.Page.Locator(".lx-app")).ToHaveCountAsync(0);
        });
        Assert.Empty(server.Errors);
    }

    private static async Task SignInAsync(Screen screen, string password)
    {
        await screen.OpenPeopleAsync();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "用工号密码登录" }).ClickAsync();
        await screen.Page.Locator("#si-name").FillAsync("jianxin");
        await screen.Page.Locator("#si-password").FillAsync(password);
        await screen.PressAsync("Enter");
    }
}
