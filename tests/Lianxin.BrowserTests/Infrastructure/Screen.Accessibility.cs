using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Lianxin.BrowserTests.Infrastructure;

/// <summary>What a machine can say about whether everybody can use the page.</summary>
public sealed partial class Screen
{
    // Named, since axe leaves the rules of WCAG 2.2 (size of targets) off unless asked for.
    private static readonly List<string> Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    /// <summary>The widths of DESIGN.md in CSS pixels: phone, tablet, small and large desk.</summary>
    private static readonly int[] Widths = [390, 820, 1280, 1440];

    /// <summary>Demands of the page as it stands that nothing has to be scrolled sideways at any width of the design, and that axe finds nothing.</summary>
    /// <param name="what">Which state of the page this is, for the message.</param>
    /// <param name="askedAt">Widths at which axe is asked.</param>
    /// <param name="picture">Begin of the name under which a picture of each width is kept; null for none.</param>
    public async Task AssertUsableAsync(string what, int[] askedAt, string? picture = null)
    {
        var before = Page.ViewportSize!;
        foreach (var width in Widths)
        {
            await Page.SetViewportSizeAsync(width, before.Height);
            if (askedAt.Contains(width)) await AssertAccessibleAsync($"{what} at {width} px");
            await AssertFitsWidthAsync();
            if (picture is not null) await PictureAsync($"{picture}-{width}");
        }
        await Page.SetViewportSizeAsync(before.Width, before.Height);
    }

    /// <summary>Demands that axe finds nothing: WCAG 2.0 to 2.2, levels A and AA, and its own best practices.</summary>
    /// <param name="what">Which state of the page this is, for the message.</param>
    public async Task AssertAccessibleAsync(string what)
    {
        var result = await Page.RunAxe(new AxeRunOptions { RunOnly = new() { Type = "tag", Values = Rules } });
        Assert.NotEmpty(result.Passes); // a page that axe could not look at has no findings either
        var findings = result.Violations.Select(v => $"{v.Id} ({v.Impact}): {v.Help}\n" + string.Join('\n', v.Nodes.Select(n => $"    {n.Target}  {n.Html}")));
        Assert.True(result.Violations.Length == 0, $"axe on {what}, {Page.Url}:\n{string.Join('\n', findings)}");
    }

    /// <summary>Demands that the page needs no sideways scrolling at its width.</summary>
    public async Task AssertFitsWidthAsync()
    {
        var beyond = await Page.EvaluateAsync<string[]>("""
            () => document.documentElement.scrollWidth <= innerWidth ? [] :
              [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 5).map(e => e.outerHTML.slice(0, 120))
            """);
        Assert.True(beyond.Length == 0, $"Wider than {Page.ViewportSize?.Width} px:\n{string.Join('\n', beyond)}");
    }
}
