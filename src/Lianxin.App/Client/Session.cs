using Lianxin.Contracts;

namespace Lianxin.App;

/// <summary>How far this device is signed in.</summary>
public enum SignedIn
{
    /// <summary>Not asked yet.</summary>
    Unknown,

    /// <summary>The server could not be asked.</summary>
    Unreachable,

    /// <summary>Nobody, or no longer: the sign-in page stands in front.</summary>
    No,

    /// <summary>Somebody, but locked: the page stays beneath the lock and goes on afterwards.</summary>
    Locked,

    Yes,
}

/// <summary>Who is signed in, the server's clock, and the wait of every request for a sign-in or an unlock.</summary>
public sealed class Session(TimeProvider time)
{
    private TaskCompletionSource? opening;
    private long readAt;

    public event Action? Changed;

    /// <summary>The last answer of the server; kept while locked or signed out, so that the page beneath stays as it was.</summary>
    public SessionView? View { get; private set; }

    public SignedIn State { get; private set; }

    /// <summary>True when the account may do this; one of <see cref="Permissions"/>.</summary>
    public bool Can(string permission) => View?.Permissions.Contains(permission) == true;

    /// <summary>The server's domain clock, carried on by this device's own stopwatch. Before the first answer: the device's time.</summary>
    public DateTimeOffset Now => View is null ? time.GetUtcNow() : View.Now + time.GetElapsedTime(readAt);

    /// <summary>The zone in which dates are shown. Default Asia/Shanghai.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public DateTime LocalNow => Local(Now);
    public DateOnly Today => DateOnly.FromDateTime(LocalNow);

    /// <summary>An instant as the clock on the wall of the site shows it.</summary>
    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).DateTime;

    /// <summary>A date and time of the site as an instant.</summary>
    public DateTimeOffset Instant(DateTime local) => new(local, Zone.GetUtcOffset(local));

    /// <summary>Waits until somebody is signed in and the session is open; at once when it is.</summary>
    public Task OpenAsync(CancellationToken ct) =>
        State is SignedIn.Yes ? Task.CompletedTask : (opening ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(ct);

    internal void Became(SessionView view)
    {
        View = view;
        readAt = time.GetTimestamp();
        if (TimeZoneInfo.TryFindSystemTimeZoneById(view.Zone, out var zone)) Zone = zone;
        Became(SignedIn.Yes);
    }

    internal void Became(SignedIn state)
    {
        State = state;
        if (state is SignedIn.Yes)
        {
            opening?.TrySetResult();
            opening = null;
        }
        Changed?.Invoke();
    }
}
