using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Lianxin.App.Shell;

/// <summary>What this device was left with.</summary>
/// <param name="Language">zh-CN or en.</param>
/// <param name="Theme">light, dark or system.</param>
/// <param name="Large">Large type.</param>
public sealed record Preferences(string Language, string Theme, bool Large);

/// <summary>The browser behind the page: focus, dialogs, what it tells, and the guard against leaving.</summary>
public sealed class Browser(IJSRuntime js, Account account, Client client) : IDisposable
{
    private readonly Lazy<Task<IJSObjectReference>> module = new(() => js.InvokeAsync<IJSObjectReference>("import", "./page.js").AsTask());
    private readonly HashSet<object> dirty = [];
    private DotNetObjectReference<Browser>? self;
    private bool guarded;

    public event Action? Changed;

    /// <summary>What the browser says of the network; a server may be out of reach all the same.</summary>
    public bool Online { get; private set; } = true;

    /// <summary>True when a newer version of the app waits to be taken.</summary>
    public bool NewVersionWaits { get; private set; }

    public Preferences Preferences { get; private set; } = new("zh-CN", "system", false);

    public async Task StartAsync()
    {
        self = DotNetObjectReference.Create(this);
        var page = await module.Value;
        Preferences = await page.InvokeAsync<Preferences>("preferences");
        Online = await page.InvokeAsync<bool>("watch", self);
        client.Changed += Guard;
        Changed?.Invoke();
    }

    public async Task PreferAsync(string name, string value)
    {
        var page = await module.Value;
        await page.InvokeVoidAsync("prefer", name, value);
        Preferences = await page.InvokeAsync<Preferences>("preferences");
        // The culture belongs to the start of the runtime.
        if (name == "language") await page.InvokeVoidAsync("reload", (string?)null);
        Changed?.Invoke();
    }

    public async Task FocusAsync(ElementReference element) => await (await module.Value).InvokeVoidAsync("focus", element);
    public async Task<bool> FocusAsync(string id) => await (await module.Value).InvokeAsync<bool>("focusId", id);

    /// <summary>Scrolls an element into view; the focus stays where it is.</summary>
    public async Task ShowAsync(string id) => await (await module.Value).InvokeVoidAsync("show", id);

    /// <summary>Puts the focus on the page's heading and returns its words.</summary>
    public async Task<string> ArriveAsync() => await (await module.Value).InvokeAsync<string>("arrive");

    public async Task PrintAsync() => await (await module.Value).InvokeVoidAsync("print");
    public async Task BackAsync() => await (await module.Value).InvokeVoidAsync("back");

    /// <summary>From now on Enter and Shift+Enter move through the fields of this form.</summary>
    public async Task EnterMovesAsync(ElementReference form) => await (await module.Value).InvokeVoidAsync("enterMoves", form);
    public async Task OpenAsync(ElementReference dialog) => await (await module.Value).InvokeVoidAsync("open", dialog);
    public async Task CloseAsync(ElementReference dialog) => await (await module.Value).InvokeVoidAsync("close", dialog);
    public async Task TakeNewVersionAsync() => await (await module.Value).InvokeVoidAsync("takeNewVersion");
    public async Task ReloadAsync(string? address = null) => await (await module.Value).InvokeVoidAsync("reload", address);

    public async Task WatchHeaderAsync(ElementReference header, string id) => await (await module.Value).InvokeVoidAsync("watchHeader", header, id);
    public async Task UnwatchHeaderAsync(string id) => await (await module.Value).InvokeVoidAsync("unwatchHeader", id);

    /// <summary>A form with something typed in it warns before the page is left; as does work that is not answered yet.</summary>
    public void Dirty(object form, bool isDirty)
    {
        if (isDirty ? dirty.Add(form) : dirty.Remove(form)) Guard();
    }

    [JSInvokable] public Task Used() => account.UsedAsync();

    [JSInvokable] public Task Seen() => account.UsedAsync();

    [JSInvokable]
    public void Network(bool online)
    {
        Online = online;
        if (online) client.Retry();
        Changed?.Invoke();
    }

    [JSInvokable]
    public void NewVersion()
    {
        NewVersionWaits = true;
        Changed?.Invoke();
    }

    public void Dispose()
    {
        client.Changed -= Guard;
        self?.Dispose();
    }

    private void Guard()
    {
        var wanted = dirty.Count > 0 || client.Unsent.Count > 0;
        if (wanted == guarded) return;
        guarded = wanted;
        _ = GuardAsync(wanted);
    }

    private async Task GuardAsync(bool on) => await (await module.Value).InvokeVoidAsync("guard", on);
}
