using Microsoft.Playwright;

namespace Lianxin.BrowserTests.Infrastructure;

/// <summary>What the story cost the person: counted in the page, from the events that it really got, not from what the test meant to do.</summary>
public sealed partial class Screen
{
    // Capture phase on the window: no handler of the page can hide one. A held key repeats and counts once; a modifier is a key like any other.
    // Text of an input method arrives without keys: each character that it enters counts.
    private const string Counter = """
        (() => {
          let keyed = false;
          const tell = (kind, n) => window.lianxinEffort(kind, n);
          addEventListener('keydown', e => { if (!e.isTrusted || e.repeat) return; keyed = true; tell('key', 1); }, true);
          addEventListener('keyup', () => { keyed = false; }, true);
          addEventListener('input', e => { if (e.isTrusted && !keyed && e.data) tell('key', [...e.data].length); }, true);
          addEventListener('pointerdown', e => { if (e.isTrusted) tell('click', 1); }, true);
        })();
        """;

    /// <summary>Keys pressed and characters of an input method entered since the last <see cref="ResetEffort"/>.</summary>
    public int Keystrokes => Volatile.Read(ref keystrokes);

    /// <summary>Presses of a mouse button or a finger since the last <see cref="ResetEffort"/>.</summary>
    public int Clicks => Volatile.Read(ref clicks);

    /// <summary>Begins to count anew.</summary>
    public void ResetEffort()
    {
        Interlocked.Exchange(ref keystrokes, 0);
        Interlocked.Exchange(ref clicks, 0);
    }

    /// <summary>All keystrokes and clicks since the last <see cref="ResetEffort"/>.</summary>
    public async Task<int> EffortAsync()
    {
        await EvaluateAsync<int>("0"); // what was pressed before this has been told when it returns
        return Keystrokes + Clicks;
    }

    /// <summary>Types as on a keyboard: a key a character; characters that no key has (Chinese) as an input method enters them.</summary>
    /// <remarks><c>FillAsync</c> sets a value without a key and so must not be used where effort is counted.</remarks>
    public async Task TypeAsync(string text)
    {
        foreach (var character in text)
        {
            if (character is >= ' ' and <= '~') await Page.Keyboard.PressAsync(character == ' ' ? "Space" : character.ToString());
            else await Page.Keyboard.InsertTextAsync(character.ToString());
        }
    }

    private async Task CountAsync()
    {
        await context.ExposeFunctionAsync("lianxinEffort", (string kind, int n) => kind == "click" ? Interlocked.Add(ref clicks, n) : Interlocked.Add(ref keystrokes, n));
        await context.AddInitScriptAsync(Counter);
    }
}
