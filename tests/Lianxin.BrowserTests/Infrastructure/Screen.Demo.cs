using Microsoft.Playwright;

namespace Lianxin.BrowserTests.Infrastructure;

/// <summary>Working in the demo as one of its people.</summary>
public sealed partial class Screen
{
    /// <summary>Opens the page that offers everybody of the demo.</summary>
    public async Task OpenPeopleAsync()
    {
        Expect("401"); // who is signed in: nobody yet
        await Page.GotoAsync("app/");
        await Page.Locator(".dp-one").First.WaitForAsync();
    }

    /// <summary>Signs in as somebody of the demo with one click.</summary>
    /// <param name="name">Her name as the page shows it.</param>
    public async Task BecomeAsync(string name)
    {
        await OpenPeopleAsync();
        await Page.Locator(".dp-one", new() { HasText = name }).First.ClickAsync();
        await Assertions.Expect(Page.Locator(".lx-app")).ToBeVisibleAsync(); // signed in: the shell stands
    }

    /// <summary>Goes to another page of the app that is open, as a link does: the app is not loaded again.</summary>
    /// <param name="address">Below <c>app/</c>.</param>
    public Task GoToAsync(string address) => Page.EvaluateAsync("address => Blazor.navigateTo(address)", address);

    /// <summary>The id of the first whom a search finds, asked of the server as the page asks it.</summary>
    /// <param name="words">What would be typed.</param>
    public Task<string> FindAsync(string words) => EvaluateAsync<string>($$"""
        (async () => {
          const session = await (await fetch('/api/session')).json();
          const answer = await fetch('/api/residents/search', { method: 'POST', headers: { 'content-type': 'application/json', 'X-Lianxin-Csrf': session.csrf }, body: JSON.stringify({ text: '{{words}}' }) });
          return (await answer.json()).hits[0].id;
        })()
        """);
}
