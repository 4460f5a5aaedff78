using Microsoft.JSInterop;

namespace Lianxin.App.Shell;

/// <summary>One key of a screen.</summary>
/// <param name="Name">As in <c>ctrl+s</c>, <c>g t</c>, <c>v</c>, <c>/</c>.</param>
/// <param name="Words">What it does, in the user's language; empty keeps it out of the help.</param>
public sealed record KeyBinding(string Name, string Words, Func<Task> Act);

/// <summary>Which keys count now. The latest binding of a name wins, so a dialog or page may take one over while it is shown.</summary>
public sealed class Keyboard(IJSRuntime js) : IDisposable
{
    private readonly List<KeyBinding> bindings = [];
    private IJSObjectReference? module;
    private DotNetObjectReference<Keyboard>? self;

    /// <summary>What the help of this screen lists: later bindings first.</summary>
    public IEnumerable<KeyBinding> Bindings => bindings.AsEnumerable().Reverse().DistinctBy(b => b.Name).Where(b => b.Words.Length > 0);

    public async Task StartAsync()
    {
        module = await js.InvokeAsync<IJSObjectReference>("import", "./keyboard.js");
        self = DotNetObjectReference.Create(this);
        await module.InvokeVoidAsync("listen", self);
        await WantAsync();
    }

    /// <summary>Takes keys until the answer is disposed.</summary>
    public IDisposable Take(params KeyBinding[] keys)
    {
        bindings.AddRange(keys);
        _ = WantAsync();
        return new Taken(this, keys);
    }

    [JSInvokable]
    public async Task Press(string name)
    {
        if (bindings.LastOrDefault(b => b.Name == name) is { } binding) await binding.Act();
    }

    public void Dispose() => self?.Dispose();

    private async Task WantAsync()
    {
        if (module is not null) await module.InvokeVoidAsync("want", (object)bindings.Select(b => b.Name).Distinct().ToArray());
    }

    private sealed class Taken(Keyboard keyboard, KeyBinding[] keys) : IDisposable
    {
        public void Dispose()
        {
            foreach (var key in keys) keyboard.bindings.Remove(key);
            _ = keyboard.WantAsync();
        }
    }
}
