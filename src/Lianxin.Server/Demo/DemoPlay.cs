using System.Text.Json;
using Lianxin.ClinicalRules.Identifiers;
using Lianxin.Contracts;
using Lianxin.Core;
using Lianxin.Organizations;
using Lianxin.Server.Hosting;
using Lianxin.Server.Verbs;

namespace Lianxin.Server.Demo;

/// <summary>The clock of the demo's past; moved by hand.</summary>
internal sealed class PastClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;
    public override DateTimeOffset GetUtcNow() => now;

    /// <summary>Goes on to an instant; never back.</summary>
    public void MoveTo(DateTimeOffset to) { if (to > now) now = to; }
}

/// <summary>One thing that somebody did.</summary>
/// <param name="At">When.</param>
/// <param name="Slot">Part of the day: what comes earlier in a day is played earlier.</param>
/// <param name="User">User name of who did it.</param>
internal sealed record Act(DateTimeOffset At, int Slot, string User, Envelope Envelope)
{
    public static Act Of<T>(DateTimeOffset at, int slot, string user, string name, T operation) where T : IOperation => new(at, slot, user,
        new Envelope { Id = DemoId.Of(at, $"{T.Kind}/{name}"), Kind = T.Kind, Version = T.Version, At = at, Body = JsonSerializer.SerializeToElement(operation, Wire.Json) });
}

/// <summary>Ids that come out the same at every start, so that a fill that was interrupted goes on: what is there already answers as a repeat.</summary>
internal static class DemoId
{
    private const string Seed = "lianxin-demo-1";

    public static Guid Of(DateTimeOffset at, string name)
    {
        // The instant stands in front, as in the ids that devices make.
        Span<byte> instant = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(instant, at.ToUnixTimeMilliseconds() << 16);
        return StableId.Of(new Guid(instant, bigEndian: true), $"{Seed}/{name}");
    }
}

/// <summary>Plays acts through the door, as the people who did them.</summary>
internal sealed class DemoPlay(IServiceProvider services, PastClock clock)
{
    private const int AtOnce = 64;
    private const string OperatedBy = "demo";

    /// <summary>Plays everything in the order of days, parts of the day and people.</summary>
    /// <param name="acts">In any order.</param>
    /// <param name="progress">Told how many are done, now and then.</param>
    public async Task PlayAsync(IReadOnlyCollection<Act> acts, Action<int>? progress, CancellationToken ct)
    {
        var done = 0;
        var groups = acts.GroupBy(a => (Day: PlaceTime.DateOf(a.At), a.Slot, a.User)).OrderBy(g => g.Key.Day).ThenBy(g => g.Key.Slot).ThenBy(g => g.Key.User, StringComparer.Ordinal);
        foreach (var group in groups)
            foreach (var some in group.OrderBy(a => a.At).ThenBy(a => a.Envelope.Id).Chunk(AtOnce))
            {
                clock.MoveTo(some[^1].At);
                await SendAsync(group.Key.User, some, ct);
                done += some.Length;
                progress?.Invoke(done);
            }
    }

    private async Task SendAsync(string user, Act[] acts, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var caller = await services.GetRequiredService<SignInService>().OperateForAsync(user, OperatedBy, scope.ServiceProvider.GetRequiredService<LianxinDb>(), ct)
            ?? throw new InvalidOperationException($"The demo has nobody called {user}");
        var outcomes = await services.GetRequiredService<Door>().AcceptAsync(caller, [.. acts.Select(a => JsonSerializer.SerializeToElement(a.Envelope, Wire.Json))], ct);
        foreach (var (act, outcome) in acts.Zip(outcomes))
            if (outcome.Result is not (Result.Done or Result.Merged))
                throw new InvalidOperationException($"The demo's {act.Envelope.Kind} of {act.At:yyyy-MM-dd} by {user} was not taken: {string.Join("; ", outcome.Refusals.Select(Words))}");
    }

    private static string Words(Refusal refusal) => $"{refusal.Field} {refusal.Code} {string.Join(' ', refusal.Facts?.Select(f => $"{f.Key}={f.Value}") ?? [])}".Trim();

    /// <summary>Lets the worker do what is due by now.</summary>
    public async Task WorkAsync(DateTimeOffset until, CancellationToken ct)
    {
        clock.MoveTo(until);
        var worker = services.GetRequiredService<Worker>();
        while (await worker.RunDueAsync(ct) > 0) { }
    }

    /// <summary>Opens accounts that are not there yet.</summary>
    public Task OpenAccountsAsync(IReadOnlyList<(string User, Guid Staff)> accounts, string password) =>
        Operating.WriteAsync(services, inside => inside.GetRequiredService<Accounts>().OpenAllAsync(accounts, password, CancellationToken.None));
}

/// <summary>Identity numbers that belong to nobody: of a division code that is issued to none (clinical identifiers, section 1).</summary>
internal static class DemoNumber
{
    private static readonly string[] Divisions = ["430201", "430101", "330701"];

    /// <summary>A number with a correct check character.</summary>
    /// <param name="nth">Which of those born on that day; picks the division and the sequence.</param>
    public static string Id(DateOnly born, bool female, int nth)
    {
        // The sequence is even for women and odd for men.
        var seventeen = $"{Divisions[nth % Divisions.Length]}{born:yyyyMMdd}{(nth * 2 % 998) + (female ? 2 : 1):000}";
        return seventeen + ResidentId.CheckCharacter(seventeen);
    }

    /// <summary>A telephone of a range that is given to nobody.</summary>
    public static string Phone(int nth) => $"1990000{nth:0000}";
}
