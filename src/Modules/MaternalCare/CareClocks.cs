using Lianxin.ClinicalRules.Tables;

namespace Lianxin.MaternalCare;

/// <summary>How long things may take, from <c>Data/care-clocks.csv</c>: each with its source. A hospital sets its own.</summary>
internal static class CareClocks
{
    private static readonly Lazy<Dictionary<(string Clock, string Color), TimeSpan>> Read = new(() =>
    {
        using var reader = new StreamReader(typeof(CareClocks).Assembly.GetManifestResourceStream("care-clocks.csv") ?? throw new InvalidOperationException("care-clocks.csv is not embedded"));
        return Csv.Parse("care-clocks.csv", reader.ReadToEnd()).Rows
            .ToDictionary(r => (r["clock"], r["color"]), r => TimeSpan.FromDays((double)(r.Number("days") ?? 0)) + TimeSpan.FromHours((double)(r.Number("hours") ?? 0)));
    });

    /// <summary>The time that a clock gives; for a colour its own row, else the row of every colour.</summary>
    /// <exception cref="KeyNotFoundException">The table has no such clock: a mistake of the caller.</exception>
    public static TimeSpan Of(string clock, string? color = null) => Read.Value.TryGetValue((clock, color ?? ""), out var own) ? own : Read.Value[(clock, "")];

    /// <summary>Whether a colour has a row of its own: orange and red are reported, the others are not.</summary>
    public static bool Has(string clock, string? color) => Read.Value.ContainsKey((clock, color ?? ""));
}
