using Microsoft.Playwright;

namespace Lianxin.BrowserTests.Infrastructure;

/// <summary>Work without a mouse.</summary>
public sealed partial class Screen
{
    // A ring may be an outline, a shadow or a border of the element, or of the field around it.
    private const string FocusShows = """
        () => {
          const rings = e => { const s = getComputedStyle(e); return [s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor, s.textDecorationLine].join('|'); };
          const chain = []; for (let e = document.activeElement; e && chain.length < 4; e = e.parentElement) chain.push(e);
          const focused = document.activeElement, lit = chain.map(rings);
          focused.blur(); const plain = chain.map(rings); focused.focus({ preventScroll: true });
          return lit.some((l, i) => l !== plain[i]);
        }
        """;

    /// <summary>Presses a key or chord, such as <c>Enter</c>, <c>Control+s</c>, <c>Shift+Tab</c>.</summary>
    public Task PressAsync(string key) => Page.Keyboard.PressAsync(key);

    /// <summary>Goes on with Tab until this element has the focus, as somebody without a mouse must, and checks that the focus can be seen there.</summary>
    /// <param name="target">One element.</param>
    /// <param name="most">The most presses that are fair, default 60.</param>
    /// <returns>How many presses it took.</returns>
    public async Task<int> TabToAsync(ILocator target, int most = 60)
    {
        List<string> way = [];
        for (var presses = 0; presses <= most; presses++)
        {
            if (await target.EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                Assert.True(await Page.EvaluateAsync<bool>(FocusShows), $"Nothing shows that {await FocusedAsync()} has the focus.");
                return presses;
            }

            await PressAsync("Tab");
            way.Add(await FocusedAsync());
        }

        throw new InvalidOperationException($"{most} times Tab does not reach {target}. The way: {string.Join(" → ", way)}");
    }

    /// <summary>Role or tag and name of what has the focus, for messages; of a field its label, never what was typed.</summary>
    public Task<string> FocusedAsync() => Page.EvaluateAsync<string>("""
        () => {
          const e = document.activeElement;
          const name = e.getAttribute('aria-label') || e.labels?.[0]?.textContent || (e.matches('input, textarea, select') ? '' : e.textContent) || e.title || e.id;
          return (e.getAttribute('role') || e.tagName.toLowerCase()) + ' "' + (name || '').trim().replace(/\s+/g, ' ').slice(0, 40) + '"';
        }
        """);
}
