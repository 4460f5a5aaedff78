using Lianxin.App.Shell;

namespace Lianxin.App.Components;

/// <summary>Whether charts show as pictures or as tables: one key for all of a screen.</summary>
public sealed class ChartView(Keyboard keyboard)
{
    private IDisposable? key;
    private int charts;

    public event Action? Changed;
    public bool Table { get; private set; }

    public void Toggle()
    {
        Table = !Table;
        Changed?.Invoke();
    }

    internal void Enter(string words)
    {
        if (charts++ == 0) key = keyboard.Take(new KeyBinding("t", words, () => { Toggle(); return Task.CompletedTask; }));
    }

    internal void Leave()
    {
        if (--charts == 0) key?.Dispose();
    }
}
