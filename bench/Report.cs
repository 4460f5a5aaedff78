using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lianxin.Bench;

/// <summary>One line of the report.</summary>
/// <param name="Bar">What is asked for, in words; empty where a figure is only told.</param>
/// <param name="Met">Null where there is no bar.</param>
internal sealed record Figure(string Database, string What, string Value, string Bar, bool? Met);

/// <summary>What was measured, on which machine, under which load.</summary>
internal sealed class Report(BenchOptions options)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly List<Figure> figures = [];
    private readonly string loadBefore = Load();

    public void Add(string database, string what, string value, string bar = "", bool? met = null)
    {
        figures.Add(new(database, what, value, bar, met));
        Console.WriteLine(Line(figures[^1]));
    }

    /// <summary>Prints the table and writes it as JSON.</summary>
    /// <param name="flush">Median time of a flush of the folder that was measured in, in milliseconds.</param>
    /// <param name="what">Of how many and how long, in words.</param>
    public void Write(string file, double flush, string what)
    {
        var machine = new
        {
            Processors = Environment.ProcessorCount, Processor = Processor(), System = RuntimeInformation.OSDescription, Runtime = RuntimeInformation.FrameworkDescription,
            FlushMilliseconds = Math.Round(flush, 2), LoadBefore = loadBefore, LoadAfter = Load(),
        };
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, JsonSerializer.Serialize(new { Measured = TimeProvider.System.GetUtcNow(), options.People, options.Seconds, Machine = machine, Figures = figures }, Json));
        Console.WriteLine();
        foreach (var figure in figures) Console.WriteLine(Line(figure));
        Console.WriteLine();
        Console.WriteLine(Invariant($"{machine.Processors} x {machine.Processor}; {machine.System}; {machine.Runtime}; a flush {machine.FlushMilliseconds} ms; load before {machine.LoadBefore}, after {machine.LoadAfter}"));
        Console.WriteLine($"{what}; clients, server and PostgreSQL share the processors. -> {file}");
    }

    private static string Line(Figure f) => $"{f.Database,-11}{f.What,-52} {f.Value,-64} {(f.Bar.Length == 0 ? "" : $"bar {f.Bar,-18}{(f.Met == true ? "met" : "MISSED")}")}";

    private static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString()
        : RuntimeInformation.ProcessArchitecture.ToString();

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>How long the disk takes to make a small write durable, in milliseconds: the floor under every commit.</summary>
    public static double Flush(string folder)
    {
        var file = Path.Combine(folder, "flush");
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        var times = new Samples();
        for (var i = 0; i < 50; i++)
        {
            var start = Stopwatch.GetTimestamp();
            stream.Write(new byte[4096]);
            stream.Flush(flushToDisk: true);
            times.Add(Stopwatch.GetElapsedTime(start));
        }
        return times.At(50);
    }
}

/// <summary>Times of single calls, in milliseconds.</summary>
internal sealed class Samples
{
    private readonly List<double> all = [];

    public int Count => all.Count;
    public void Add(TimeSpan time) => all.Add(time.TotalMilliseconds);
    public void Add(Samples others) => all.AddRange(others.all);

    /// <summary>The time that so many percent of the calls stayed within.</summary>
    public double At(int percent) => all.Order().ElementAt(Math.Min(all.Count - 1, (int)Math.Ceiling(all.Count * percent / 100.0) - 1));

    public string Text => Report.Invariant($"p50 {At(50):0.0} ms, p99 {At(99):0.0} ms, n {Count}");
}
