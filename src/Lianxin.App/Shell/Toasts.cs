namespace Lianxin.App.Shell;

/// <summary>What was done, said once; with the way back where there is one. Never for an error.</summary>
/// <param name="Words">As in “Saved”.</param>
/// <param name="Undo">Words and act of the way back, or null.</param>
public sealed record Toast(string Words, (string Words, Func<Task> Act)? Undo = null);

/// <summary>One toast at a time, shown for six seconds.</summary>
public sealed class Toasts(TimeProvider time)
{
    private int latest;

    public event Action? Changed;
    public Toast? Shown { get; private set; }

    public void Show(string words, (string Words, Func<Task> Act)? undo = null) => _ = ShowAsync(new(words, undo));

    public void Hide()
    {
        latest++;
        Shown = null;
        Changed?.Invoke();
    }

    private async Task ShowAsync(Toast toast)
    {
        var mine = ++latest;
        Shown = toast;
        Changed?.Invoke();
        await Task.Delay(TimeSpan.FromSeconds(6), time);
        if (mine == latest) Hide();
    }
}
