using Lianxin.BrowserTests.Infrastructure;
using Microsoft.Playwright;

namespace Lianxin.BrowserTests;

/// <summary>Xiaojie's case, as four people see it: her doctor records a contact and agrees the next, the health office opens a figure, the midwife finds her in a list, and a nurse elsewhere sees nothing.</summary>
public sealed class CaseStory(Chromium chromium)
{
    [Fact]
    public async Task A_contact_is_recorded_with_the_next_one_and_a_nurse_elsewhere_sees_nothing()
    {
        await using var server = await LianxinServer.StartAsync("demo");
        string woman = "", @case = "";
        await Screen.PlayAsync(chromium, server.Url, async screen =>
        {
            await screen.OpenPeopleAsync();
            await screen.BecomeAsync("许静");
            woman = (await screen.FindAsync("cj")).ToString()!;
            @case = await screen.EvaluateAsync<string>($"fetch('/api/residents/{woman}/record').then(r => r.json()).then(r => r.maternalCare.cases[0].caseId)");
            await screen.GoToAsync($"residents/{woman}/cases/{@case}");
            await screen.Page.Locator(".cs-next").WaitForAsync();
            await screen.PictureAsync("story-1-case");

            await screen.PressAsync("c");
            await screen.Page.Locator("textarea[id^='f-contact_finding-']").WaitForAsync();
            // What is missing is told at its field, and nothing typed is lost.
            await screen.Page.Locator("label", new() { HasTextString = "家庭" }).First.ClickAsync();
            await screen.Page.Locator("textarea[id^='f-contact_finding-']").FillAsync("周六上门，胎心 146，血压 128/82，分娩计划谈过");
            await screen.Page.Locator("textarea[id^='f-contact_action-']").FillAsync("按计划随访");
            await screen.PressAsync("Control+s");
            await screen.Page.Locator(".lx-problems").WaitForAsync();
            await screen.Page.GetByRole(AriaRole.Button, new() { Name = "许静 签名" }).First.ClickAsync();
            await screen.Page.Locator("#f-next_contact_date").FillAsync("2025-12-02");
            await screen.PressAsync("Control+s");
            await screen.Page.Locator(".cs-next").WaitForAsync();
            await Assertions.Expect(screen.Page.Locator(".cs-next")).ToContainTextAsync("12-02");
            await Assertions.Expect(screen.Page.GetByText("周六上门，胎心 146")).ToBeVisibleAsync();
            await screen.PictureAsync("story-1-case-after");

            // The national sheet goes to paper from here: every visit a column, and the browser makes the PDF.
            var pregnancy = await screen.EvaluateAsync<string>($"fetch('/api/residents/{woman}/record').then(r => r.json()).then(r => r.maternalCare.pregnancies[0].id)");
            await screen.GoToAsync($"residents/{woman}/pregnancies/{pregnancy}/sheet");
            await screen.Page.Locator(".pp-visits").First.WaitForAsync();
            await screen.PictureAsync("story-1-sheet", whole: true);
            foreach (var line in new[] { "体重", "血压", "产科检查：宫底高度", "产科检查：胎心率", "血红蛋白", "尿蛋白", "分类", "指导", "转诊", "下次随访日期", "随访医生签名" })
                Assert.True(await screen.Page.Locator("th.k", new() { HasTextString = line }).CountAsync() > 0, $"No line {line}");
            await screen.Page.EmulateMediaAsync(new() { Media = Media.Print });
            var pdf = await screen.Page.PdfAsync(new() { Format = "A4", PreferCSSPageSize = true });
            Assert.Equal("%PDF", System.Text.Encoding.ASCII.GetString(pdf, 0, 4));
            Assert.False(await screen.Page.Locator(".pp-bar").IsVisibleAsync());
        });
        await Screen.PlayAsync(chromium, server.Url, async screen =>
        {
            await screen.OpenPeopleAsync();
            await screen.BecomeAsync("王葆");
            await screen.GoToAsync("reports?open=cases-open");
            await screen.Page.Locator("main .lx-li b").First.WaitForAsync();
            await screen.PictureAsync("story-1-report");
        });
        await Screen.PlayAsync(chromium, server.Url, async screen =>
        {
            await screen.OpenPeopleAsync();
            await screen.BecomeAsync("莫莉");
            screen.Expect("404");
            await screen.GoToAsync($"residents/{woman}/cases/{@case}");
            await screen.Page.GetByText("这份档案不在你的范围").First.WaitForAsync();
            Assert.DoesNotContain("陈洁", await screen.Page.ContentAsync(), StringComparison.Ordinal);
        });
        Assert.Empty(server.Errors);
    }
}
