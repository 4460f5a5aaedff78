namespace Lianxin.App.Components;

/// <summary>One measured point.</summary>
/// <param name="X">Gestational age in days.</param>
public readonly record struct ChartPoint(decimal X, decimal Y);

/// <summary>One line of at most two.</summary>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points, bool Second = false);

/// <summary>What is expected at a place of the x axis.</summary>
public readonly record struct ChartExpected(decimal X, decimal Low, decimal High);

/// <summary>Borderline values between two limits.</summary>
public readonly record struct ChartBorder(decimal Low, decimal High);

/// <summary>A limit, with its name on it.</summary>
public sealed record ChartLimit(decimal Y, string Name);

/// <summary>The ends and the steps of an axis.</summary>
public readonly record struct ChartAxis(decimal Min, decimal Max, decimal Step)
{
    internal IEnumerable<decimal> Ticks
    {
        get
        {
            for (var at = Math.Ceiling(Min / Step) * Step; at <= Max; at += Step) yield return at;
        }
    }

    internal decimal Part(decimal value) => (value - Min) / (Max - Min);
}
