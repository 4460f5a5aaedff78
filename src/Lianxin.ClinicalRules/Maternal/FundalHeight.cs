using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Maternal;

/// <summary>Expected fundal height of one completed week, in cm, both ends inside, singletons only.</summary>
public sealed record FundalHeightBand(int Week, decimal Low, decimal High, Threshold Rule);

/// <summary>The weekly curve of <c>thresholds.csv</c> for the chart.</summary>
public static class FundalHeight
{
    private static readonly Lazy<FundalHeightBand[]> LazyBands = new(() =>
    [
        .. ClinicalTables.Thresholds
            .Where(row => row is { Analyte: "fundal_height", Kind: ThresholdKind.Band, Level: Level.Normal, Window.From: not null, Low: not null, High: not null })
            .Select(row => new FundalHeightBand(row.Window!.Value.From!.Value / 7, row.Low!.Value, row.High!.Value, row)).OrderBy(band => band.Week),
    ]);

    public static IReadOnlyList<FundalHeightBand> Bands => LazyBands.Value;
}
