using Lianxin.App.Components;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts.MaternalCare;

namespace Lianxin.App.MaternalCare.Record;

/// <summary>One measured value with the visit it belongs to.</summary>
public sealed record Reading(VisitView Visit, decimal Value);

/// <summary>The values of a key over a pregnancy.</summary>
public static class Readings
{
    /// <summary>Oldest first; the first fetus where one is asked of each.</summary>
    public static IReadOnlyList<Reading> Of(PregnancyView pregnancy, string key) =>
        [.. pregnancy.Visits.Select(v => v.Answers[key].Select(a => a.Value.Number).FirstOrDefault() is { } value ? new Reading(v, value) : null).OfType<Reading>()];

    /// <summary>The same as points of a chart; none while the pregnancy is not dated.</summary>
    public static IReadOnlyList<ChartPoint> PointsOf(this PregnancyView pregnancy, string key) => pregnancy.Dating is not { } dating ? []
        : [.. Of(pregnancy, key).Select(r => new ChartPoint(r.Visit.On.DayNumber - dating.Start.DayNumber, r.Value))];

    /// <summary>Where the axis of weeks ends: at 40, or with the last value of who goes on longer.</summary>
    public static decimal EndsOf(this IReadOnlyList<ChartPoint> points, decimal step) => Math.Max(40 * 7, Math.Ceiling(points.Select(p => p.X).DefaultIfEmpty().Max() / step) * step);

    /// <summary>The latest visit that holds any answer to a key, with that answer.</summary>
    public static (VisitView Visit, Answer Answer)? Latest(PregnancyView pregnancy, string key) =>
        pregnancy.Visits.LastOrDefault(v => v.Answers.Has(key)) is { } visit ? (visit, visit.Answers[key][^1]) : null;
}
