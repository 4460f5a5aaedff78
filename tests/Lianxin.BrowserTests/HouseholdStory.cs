using System.Text.RegularExpressions;
using Lianxin.BrowserTests.Infrastructure;
using Microsoft.Playwright;

namespace Lianxin.BrowserTests;

/// <summary>What she allows, with whom she lives, and a record that may be hers twice.</summary>
public sealed class HouseholdStory(Chromium chromium)
{
    private const string Midwife = "周敏";
    private static readonly int[] Everywhere = [390, 820, 1440];

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task What_she_refuses_whom_she_lives_with_and_a_second_record_are_written_down(string language)
    {
        await using var server = await LianxinServer.StartAsync("demo");
        await Screen.PlayAsync(chromium, server.Url, async screen =>
        {
            var page = screen.Page;
            await screen.BecomeAsync(Midwife);
            var woman = await screen.FindAsync("cj");
            await screen.GoToAsync($"residents/{woman}");

            // She wants no reminders until a day: the card says so, and so does the card of the next contact.
            var purposes = page.Locator(".rs-consents li");
            await purposes.First.WaitForAsync();
            Assert.Equal(8, await purposes.CountAsync());
            Assert.Equal(6, await purposes.Locator("button").CountAsync()); // the law asks nobody
            await purposes.Nth(3).Locator("button").ClickAsync();
            await page.Locator("dialog[open] .lx-dlg-acts .p").ClickAsync();
            await page.Locator("#consent-problem .lx-msg").WaitForAsync(); // nothing said yet
            await page.Locator("dialog[open] .lx-seg").First.Locator("label").Nth(1).ClickAsync();
            await page.FillAsync("#consent-until", "2099-12-31");
            await page.FillAsync("#consent-note", "换号");
            await screen.AssertUsableAsync("consent", Everywhere, $"consent-{language}");
            await page.Locator("dialog[open] .lx-dlg-acts .p").ClickAsync();
            await Assertions.Expect(purposes.Nth(3)).ToContainTextAsync("2099-12-31");
            await Assertions.Expect(page.Locator(".rc-side")).ToContainTextAsync("2099-12-31");
            await page.Locator("details.rc-more", new() { HasText = "换号" }).Locator("summary").ClickAsync();
            await page.Locator(".rs-consents").ScrollIntoViewIfNeededAsync();
            await screen.AssertUsableAsync("record with consents", Everywhere, $"consents-{language}");

            // Her home, her sister-in-law in it, her mother who cares.
            await screen.GoToAsync($"residents/{woman}/household");
            await page.Locator("main .lx-empty .lx-btn").ClickAsync();
            await page.FillAsync("#f-building_name", "新塘花园 3栋");
            await page.FillAsync("#f-detailed_address", "新塘花园 3栋 2单元 502室");
            await screen.AssertUsableAsync("home", [390, 1440], $"home-{language}");
            await screen.PressAsync("Control+s");
            var members = page.Locator("main .lx-card ul").First.Locator("li");
            await Assertions.Expect(members).ToHaveCountAsync(1);
            await page.Locator("main .lx-card").First.Locator("header button").ClickAsync();
            await page.FillAsync("#member-who", "lh");
            await screen.PressAsync("Enter");
            await page.Locator("dialog[open] .rs-pick").First.ClickAsync();
            await page.SelectOptionAsync("#member-relation", "8");
            await screen.AssertUsableAsync("member", Everywhere, $"member-{language}");
            await page.Locator("dialog[open] .lx-dlg-acts .p").ClickAsync();
            await Assertions.Expect(members).ToHaveCountAsync(2);

            await page.Locator("main .lx-card").Nth(2).Locator("header button").ClickAsync();
            await page.Locator("dialog[open] .lx-seg").First.Locator("label").Nth(1).ClickAsync();
            await page.FillAsync("#carer-name", "王秀英");
            await page.FillAsync("#carer-phone", "19900001212");
            await page.FillAsync("#carer-relation", "母亲");
            await page.Locator("dialog[open] .lx-filter").Nth(1).ClickAsync();
            await screen.AssertUsableAsync("carer", Everywhere, $"carer-{language}");
            await page.Locator("dialog[open] .lx-dlg-acts .p").ClickAsync();
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync("王秀英");
            await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("19900001212");
            await screen.AssertUsableAsync("household", Everywhere, $"household-{language}");

            // Two records of one man: side by side, then said to be one person.
            await screen.EvaluateAsync<string>("""
                (async () => {
                  const { csrf, organizationId } = await (await fetch('/api/session')).json();
                  for (const phone of ['19900003434', '19900003535']) {
                    const person = { full_name: [{ v: '王建国' }], sex: [{ v: '1' }], birth_date: [{ v: '1950-01-01' }], mobile: [{ v: phone }] };
                    const answer = await fetch('/api/residents/register-resident', {
                      method: 'POST', headers: { 'content-type': 'application/json', 'X-Lianxin-Csrf': csrf, 'Idempotency-Key': crypto.randomUUID() },
                      body: JSON.stringify({ residentId: crypto.randomUUID(), organizationId, notADuplicate: true, person }),
                    });
                    if (!answer.ok) throw new Error(await answer.text());
                  }
                  return 'done';
                })()
                """);
            await screen.GoToAsync("residents/duplicates");
            await page.Locator(".rs-twins").WaitForAsync();
            await screen.AssertUsableAsync("duplicates", Everywhere, $"duplicates-{language}");
            await page.Locator("main .lx-card footer button").Nth(1).ClickAsync();
            await page.FillAsync("#judge-note", "电话核实");
            await page.Locator("dialog[open] .lx-dlg-acts .p").ClickAsync();
            await page.Locator("main .lx-empty").WaitForAsync();
            await page.Locator(".rc-filters label").Nth(1).ClickAsync();
            await Assertions.Expect(page.Locator("main .lx-card footer")).ToContainTextAsync(new Regex("电话核实"));
        }, language: language);
        Assert.Empty(server.Errors);
    }
}
