using System.Net.Http.Json;
using Lianxin.Contracts;

namespace Lianxin.App;

/// <summary>Signing in and out, locking and unlocking.</summary>
public sealed class Account(Api api, Session session, TimeProvider time)
{
    private string? before;
    private DateTimeOffset usedAt = time.GetUtcNow();

    /// <summary>The people whom the demo's visitor may become; null when this server is no demo.</summary>
    public IReadOnlyList<DemoPerson>? People { get; private set; }

    /// <summary>True after somebody else than before has signed in: what the page beneath holds is not theirs.</summary>
    public bool AnotherPerson => before is not null && session.View?.UserName != before;

    /// <summary>Asks the server who is signed in, and of a demo, whom one may become.</summary>
    public async Task StartAsync()
    {
        try
        {
            session.Became(await api.AskAsync<SessionView>(() => new(HttpMethod.Get, "api/session"), waits: false, default));
        }
        catch (ApiException problem) when (problem.Status == 401)
        {
            if (problem.Code != "locked") await FindPeopleAsync();
            session.Became(problem.Code == "locked" ? SignedIn.Locked : SignedIn.No);
        }
        catch (ApiException)
        {
            if (session.State is SignedIn.Unknown or SignedIn.Unreachable) session.Became(SignedIn.Unreachable);
        }
    }

    public Task SignInAsync(SignIn by) => BecomeAsync("api/session", by);

    public Task BecomeAsync(DemoPerson person) => BecomeAsync("api/demo/session", new { userName = person.UserName });

    public Task UnlockAsync(string password) => BecomeAsync("api/session/unlock", new Unlock { Password = password });

    public Task ChangePasswordAsync(ChangePassword change) => BecomeAsync("api/session/password", change);

    /// <summary>Covers the page at once; the server is told, and answers nothing more until the unlock.</summary>
    public async Task LockAsync()
    {
        session.Became(SignedIn.Locked);
        await TellAsync(HttpMethod.Post, "api/session/lock");
    }

    /// <param name="everywhere">True ends all sessions of this account, on every device.</param>
    public async Task SignOutAsync(bool everywhere)
    {
        await TellAsync(HttpMethod.Delete, everywhere ? "api/session?everywhere=true" : "api/session");
        await FindPeopleAsync();
        session.Became(SignedIn.No);
    }

    /// <summary>A key or a pointer was used: the session is kept open by asking the server before it would lock by itself.</summary>
    public async Task UsedAsync()
    {
        usedAt = time.GetUtcNow();
        if (session is { State: SignedIn.Yes, View: { } view } && time.GetElapsedTime(api.LastAnswer) > TimeSpan.FromMinutes(view.IdleMinutes / 3.0)) await StartAsync();
    }

    /// <summary>Locks when nothing was used for the time the server allows.</summary>
    public async Task LockIfIdleAsync()
    {
        if (session is { State: SignedIn.Yes, View: { } view } && time.GetUtcNow() - usedAt > TimeSpan.FromMinutes(view.IdleMinutes)) await LockAsync();
    }

    private async Task BecomeAsync(string path, object body)
    {
        before ??= session.View?.UserName;
        var view = await api.AskAsync<SessionView>(() => new(HttpMethod.Post, path) { Content = JsonContent.Create(body, body.GetType(), options: Wire.Json) }, waits: false, default);
        usedAt = time.GetUtcNow();
        session.Became(view);
        before = AnotherPerson ? before : null;
    }

    private async Task TellAsync(HttpMethod method, string path)
    {
        try
        {
            using var _ = await api.SendAsync(() => new(method, path), waits: false, default);
        }
        catch (ApiException problem) when (problem.Status is 401 or 0)
        {
            // Already out, or no network: this device is covered either way, and the server locks by itself after the idle time.
        }
    }

    private async Task FindPeopleAsync()
    {
        try
        {
            People = await api.AskAsync<DemoPerson[]>(() => new(HttpMethod.Get, "api/demo/people"), waits: false, default);
        }
        catch (ApiException problem) when (problem.Status is 404 or 0)
        {
            People = null; // no demo: the usual sign-in
        }
    }
}
