using System.Text.RegularExpressions;
using Lianxin.BrowserTests.Infrastructure;
using Microsoft.Playwright;

namespace Lianxin.BrowserTests;

/// <summary>
/// Story 1 without its thirty-minute check: Xiaojie, 38, three miscarriages, from her first booking to a case that nobody forgets. A midwife books her and visits her at home on Saturday, the doctor of the hospital
/// confirms her colour and opens the case, the doctor of her centre gets the contact that was missed and hears a refusal, the health office sends the report, and a midwife elsewhere sees nothing.
/// </summary>
/// <remarks>Five people in browsers of their own. Each step leaves its picture in <c>artifacts/screens</c>; those of <c>docs/pictures/story-1</c> are copies.</remarks>
public sealed class XiaojieStory(Chromium chromium)
{
    private const string Midwife = "周敏", HospitalDoctor = "许静", CentreDoctor = "易帆", Office = "王葆", Stranger = "莫莉", Name = "林小洁", Refuses = "拒绝管理";
    private string woman = "", pregnancy = "", @case = "";

    [Fact]
    public async Task A_case_is_opened_missed_refused_and_never_forgotten()
    {
        await using var server = await LianxinServer.StartAsync("demo");
        await Screen.PlayAsync(chromium, server.Url, BookAsync);
        await Screen.PlayAsync(chromium, server.Url, OpenCaseAsync);
        await Screen.PlayAsync(chromium, server.Url, ReportAsync);
        await server.MoveToAsync(new(2025, 11, 22, 10, 0, 0, TimeSpan.FromHours(8))); // Saturday
        await Screen.PlayAsync(chromium, server.Url, VisitAtHomeAsync, width: 390);
        await server.MoveToAsync(new(2025, 12, 3, 9, 0, 0, TimeSpan.FromHours(8))); // nobody called on the 29th, and orange waits three days
        await Screen.PlayAsync(chromium, server.Url, HearRefusalAsync);
        await Screen.PlayAsync(chromium, server.Url, AnswerRefusalAsync);
        await Screen.PlayAsync(chromium, server.Url, SeeNothingAsync);
        Assert.Empty(server.Errors);
    }

    private async Task BookAsync(Screen midwife)
    {
        await midwife.BecomeAsync(Midwife);
        woman = await BookingStory.RegisterAsync(midwife);
        await BookingStory.GiveToDoctorAsync(midwife, woman);
        await BookingStory.AskAsync(midwife, woman);
        await midwife.GoToAsync($"residents/{woman}/risk");
        // By rule, with the value that made it: her age, and three miscarriages although nobody asked for other losses.
        foreach (var reason in new[] { "Y-1.1", "38 年", "Y-1.5", "3 次" }) await Assertions.Expect(midwife.Page.Locator(".rk-list")).ToContainTextAsync(reason);
        await Assertions.Expect(midwife.Page.Locator(".rk-acts .lx-btn.p")).ToHaveCountAsync(0); // a midwife confirms no colour
        await midwife.PictureAsync("story-1-01-booked");
        pregnancy = await midwife.EvaluateAsync<string>($"fetch('/api/residents/{woman}/record').then(r => r.json()).then(r => r.maternalCare.pregnancies[0].id)");
    }

    private async Task OpenCaseAsync(Screen doctor)
    {
        await doctor.BecomeAsync(HospitalDoctor);
        await doctor.GoToAsync($"residents/{woman}/risk");
        // What the hospital's laboratory found after the third loss is hers to add: antiphospholipid syndrome.
        await doctor.Page.GetByRole(AriaRole.Button, new() { Name = "医生补充一条" }).ClickAsync();
        await doctor.Page.Locator("#f-risk_items").ClickAsync();
        await doctor.Page.GetByPlaceholder("在清单里找").FillAsync("磷脂");
        await doctor.Page.Locator(".rk-form .lx-filter").First.ClickAsync();
        await doctor.PressAsync("Control+s");
        await Assertions.Expect(doctor.Page.Locator(".rk-list")).ToContainTextAsync("O-2.6.4");
        await doctor.PictureAsync("story-1-02-colour");
        await doctor.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^确认橙色") }).ClickAsync();
        await Assertions.Expect(doctor.Page.GetByRole(AriaRole.Heading, new() { Name = "已确认" })).ToBeVisibleAsync();

        await doctor.GoToAsync($"residents/{woman}/pregnancies/{pregnancy}/case");
        await doctor.Page.Locator("#f-deputy_owner").FillAsync("邹岚");
        // Without a next contact no case comes into being.
        await doctor.Page.Locator("#f-opened_by").ClickAsync();
        await doctor.PressAsync("Control+s");
        await Assertions.Expect(doctor.Page.Locator(".lx-problems")).ToContainTextAsync("下次随访日期");
        await doctor.PictureAsync("story-1-03-no-next-contact");
        await doctor.Page.Locator("#f-next_contact_date").FillAsync("2025-11-22");
        await doctor.PressAsync("Control+s");
        await Assertions.Expect(doctor.Page.Locator(".cs-next")).ToContainTextAsync("11-22");
        @case = doctor.Page.Url[^36..];

        await doctor.GoToAsync($"residents/{woman}/cases/{@case}/plan");
        await doctor.Page.Locator("#f-plan").FillAsync("低分子肝素按医嘱，每两周联系一次；周末上门听胎心，谈分娩计划");
        await doctor.Page.Locator("#f-visit_interval_days").FillAsync("14");
        await doctor.Page.Locator("#f-delivery_hospital").FillAsync("云渚妇幼保健院");
        await doctor.Page.GetByText("阴道试产").ClickAsync();
        await doctor.Page.Locator("#f-transport_plan").FillAsync("家属驾车 12 分钟；夜间打社区值班电话");
        await doctor.Page.Locator("#f-assessed_by").ClickAsync();
        await doctor.Page.Locator("#f-informed_consent-paper").ClickAsync();
        await doctor.Page.GetByLabel("纸上签名的人").FillAsync(Name);
        await doctor.PressAsync("Tab");
        await doctor.Page.Locator("#f-informed_consent-witness").FillAsync(HospitalDoctor);
        await SaveAsync(doctor);
        await Assertions.Expect(doctor.Page.GetByText("低分子肝素按医嘱")).ToBeVisibleAsync();
        await doctor.PictureAsync("story-1-04-case");
    }

    private async Task ReportAsync(Screen office)
    {
        await office.BecomeAsync(Office);
        await office.GoToAsync("reports?open=cases-open");
        await Assertions.Expect(office.Page.GetByText(Name).First).ToBeVisibleAsync();
        await office.GoToAsync($"residents/{woman}/pregnancies/{pregnancy}/assessment");
        await office.Page.Locator(".pp-t").First.WaitForAsync();
        await office.PictureAsync("story-1-05-report");
        // Whoever sent it says so; the software never claims to have sent anything.
        await office.GoToAsync($"residents/{woman}/cases/{@case}");
        await office.Page.GetByRole(AriaRole.Button, new() { Name = "处理" }).First.ClickAsync();
        await office.Page.Locator("#task-note").FillAsync("评估报告单已交区妇幼");
        await office.Page.Locator("dialog[open] .lx-btn.p").ClickAsync();
        await Assertions.Expect(office.Page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await Assertions.Expect(office.Page.GetByText("0 未完")).ToBeVisibleAsync();
    }

    private async Task VisitAtHomeAsync(Screen midwife)
    {
        await midwife.BecomeAsync(Midwife);
        await ContactAsync(midwife, "家庭", "周六上门，胎心 146，血压 128/82，分娩计划谈过，她爱人在场", "按计划随访", "2025-11-29");
        await Assertions.Expect(midwife.Page.GetByText("周六上门，胎心 146")).ToBeVisibleAsync();
        await midwife.PictureAsync("story-1-06-home-visit");
    }

    private async Task HearRefusalAsync(Screen doctor)
    {
        await doctor.BecomeAsync(CentreDoctor);
        // The hospital's doctor was silent; the contact went up by itself to a person with a name.
        await doctor.EvaluateAsync<bool>($$"""
            (async () => { for (;;) { const c = await (await fetch('/api/residents/{{woman}}/cases/{{@case}}')).json(); if (c.row.escalatedTo === '{{CentreDoctor}}') return true; await new Promise(r => setTimeout(r, 500)); } })()
            """, TimeSpan.FromSeconds(120));
        await doctor.GoToAsync("residents");
        await doctor.GoToAsync("today"); // asked anew: the page that stood there was fetched before it went up
        await Assertions.Expect(doctor.Page.Locator("main")).ToContainTextAsync(Name);
        await doctor.GoToAsync($"residents/{woman}/cases/{@case}");
        await Assertions.Expect(doctor.Page.Locator(".cs-next")).ToContainTextAsync(CentreDoctor);
        await doctor.PictureAsync("story-1-07-went-up");

        await ContactAsync(doctor, "电话", "不愿去市里的医院，怕花钱；母婴情况好", "告知风险，明天许静来电", "2025-12-04", Refuses);
        // A refusal closes nothing: the case stands, with its next contact and the flag.
        await Assertions.Expect(doctor.Page.Locator(".cs-next")).ToContainTextAsync("明天");
        await Assertions.Expect(doctor.Page.GetByText(Refuses).First).ToBeVisibleAsync();
        await doctor.PictureAsync("story-1-08-refusal");
    }

    private async Task AnswerRefusalAsync(Screen doctor)
    {
        await doctor.BecomeAsync(HospitalDoctor);
        await ContactAsync(doctor, "电话", "费用有救助，讲清楚了；同意来院分娩", "12-17 门诊，分娩计划照旧", "2025-12-17", "无");
        await Assertions.Expect(doctor.Page.Locator(".cs-next")).ToContainTextAsync("12-17");
        await doctor.PictureAsync("story-1-09-agreed");
        await doctor.GoToAsync($"residents/{woman}/looks");
        foreach (var who in new[] { Midwife, CentreDoctor, Office }) await Assertions.Expect(doctor.Page.Locator("main table")).ToContainTextAsync(who);
        await Assertions.Expect(doctor.Page.Locator("main table")).Not.ToContainTextAsync(Stranger);
        await doctor.PictureAsync("story-1-10-who-looked");
    }

    private async Task SeeNothingAsync(Screen nurse)
    {
        nurse.Expect("404");
        await nurse.BecomeAsync(Stranger);
        foreach (var page in new[] { $"residents/{woman}", $"residents/{woman}/cases/{@case}", $"residents/{woman}/risk" })
        {
            await nurse.GoToAsync(page);
            await Assertions.Expect(nurse.Page.GetByText("这份档案不在你的范围").First).ToBeVisibleAsync();
            Assert.DoesNotContain(Name, await nurse.Page.ContentAsync(), StringComparison.Ordinal);
        }
        await nurse.PictureAsync("story-1-11-elsewhere");
    }

    private async Task ContactAsync(Screen screen, string mode, string finding, string action, string next, string? flag = null)
    {
        await screen.GoToAsync($"residents/{woman}/cases/{@case}/contact");
        await screen.Page.Locator("textarea[id^='f-contact_finding-']").FillAsync(finding);
        await screen.Page.Locator("label", new() { HasTextString = mode }).First.ClickAsync();
        await screen.Page.Locator("textarea[id^='f-contact_action-']").FillAsync(action);
        await screen.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("签名$") }).First.ClickAsync();
        await screen.Page.Locator("#f-next_contact_date").FillAsync(next);
        if (flag is not null)
        {
            await screen.Page.Locator(".lx-more").Last.ClickAsync();
            await screen.Page.Locator("label:has([id^='f-management_flag'])", new() { HasTextString = flag }).ClickAsync();
        }
        // Whoever says that she refuses is not alone.
        if (flag is Refuses) await screen.Page.Locator("#f-flag_second_person").FillAsync(Midwife);
        await SaveAsync(screen);
    }

    private async Task SaveAsync(Screen screen)
    {
        await screen.PressAsync("Control+s");
        await Assertions.Expect(screen.Page).ToHaveURLAsync(new Regex($"/cases/{@case}$"));
        await screen.Page.Locator(".cs-next").WaitForAsync();
    }
}
