using System.Globalization;

namespace Lianxin.Server.Demo;

/// <summary>The demo's own day: it begins on a Thursday morning and goes on from where it stopped.</summary>
internal sealed class DemoClock : TimeProvider, IDisposable
{
    /// <summary>2025-11-20 06:50 in Asia/Shanghai.</summary>
    public static readonly DateTimeOffset Begin = new(2025, 11, 19, 22, 50, 0, TimeSpan.Zero);

    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(5);
    private readonly string file;
    private readonly DateTimeOffset from;
    private readonly long started = System.GetTimestamp();
    private readonly ITimer timer;

    public DemoClock(string file)
    {
        this.file = file;
        from = File.Exists(file) && DateTimeOffset.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var kept) && kept > Begin ? kept : Begin;
        timer = System.CreateTimer(_ => Save(), null, SaveEvery, SaveEvery);
    }

    public override DateTimeOffset GetUtcNow() => from + System.GetElapsedTime(started);

    // Written beside and moved over: a stop in the middle leaves the old hour, not half of a new one.
    private void Save()
    {
        lock (file)
        {
            var beside = file + ".new";
            File.WriteAllText(beside, GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
            File.Move(beside, file, overwrite: true);
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        Save();
    }
}
