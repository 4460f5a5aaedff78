using Lianxin.ClinicalRules.Assess;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.App.MaternalCare.Record;

/// <summary>The borderline band above normal, and the limit above that, of one measurement; both from <c>thresholds.csv</c>.</summary>
public sealed record UpperLimits(Threshold Border, Threshold Limit)
{
    /// <summary>Null where the table has no such rows for her.</summary>
    public static UpperLimits? Of(string analyte, IFacts facts)
    {
        var rows = ClinicalTables.Thresholds.Where(t => t.Analyte == analyte && t.Kind is ThresholdKind.Band && t.Populations.Intersect(VisitAssessment.Pregnancy).Any()
            && t.InContext(facts.Get("ga_days").Number, facts.Get("fetuses").Number)).ToList();
        var normal = Alerts.NormalFor(analyte, facts, VisitAssessment.Pregnancy);
        if (normal.Max(t => t.High) is not { } top || rows.Find(t => t.Level is Level.Attention && t.Low == top) is not { High: { } end } border) return null;
        return rows.Find(t => t.Level is Level.Urgent && t.Low == end) is { } limit ? new(border, limit) : null;
    }
}
