using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Maternal;

/// <summary>Screening and risk colour of a pregnancy by 国卫妇幼发〔2017〕35号, clinical README section 3.</summary>
public static class FiveColours
{
    private static readonly Lazy<Part> AssessmentRows = new(() => new([.. ClinicalTables.FiveColour.Where(r => r is { IsScreening: false, Criterion: not null })]));
    private static readonly Lazy<Part> ScreeningRows = new(() => new([.. ClinicalTables.FiveColour.Where(r => r is { IsScreening: true, Criterion: not null })]));

    private sealed record Part(FiveColourRow[] Rows)
    {
        public ConditionIndex Index { get; } = new([.. Rows.Select(r => r.Criterion!)]);
    }

    /// <summary>Evaluates all assessment rows. The result is a proposal: a clinician confirms.</summary>
    /// <param name="facts">Facts in the units of the dictionary.</param>
    /// <param name="answered">Keys closed by the status 未做 or 拒查 (<c>not_done</c>, <c>declined</c>): they are not missing.</param>
    /// <param name="ended">Fetuses that have ended.</param>
    public static ColourAssessment Assess(IFacts facts, IReadOnlySet<string>? answered = null, IReadOnlySet<int>? ended = null)
    {
        var reasons = TrueRows(AssessmentRows.Value, facts, ended);
        var (colour, purple) = (RiskColour.Green, false);
        foreach (var reason in reasons)
        {
            if (reason.Row.Colour == RiskColour.Purple) purple = true;
            else if (reason.Row.Colour > colour) colour = reason.Row.Colour;
        }
        // Winner first; rows of one colour keep the order of the table.
        var ordered = reasons.OrderByDescending(reason => reason.Row.Colour == RiskColour.Purple ? RiskColour.Green : reason.Row.Colour).ToArray();
        return new(colour, purple, ordered, Missing(facts, answered, forColour: true));
    }

    /// <summary>Evaluates all screening rows.</summary>
    /// <inheritdoc cref="Assess"/>
    public static ScreeningResult Screen(IFacts facts, IReadOnlySet<string>? answered = null, IReadOnlySet<int>? ended = null) =>
        new(TrueRows(ScreeningRows.Value, facts, ended), Missing(facts, answered, forColour: false));

    private static List<ColourReason> TrueRows(Part part, IFacts facts, IReadOnlySet<int>? ended)
    {
        List<ColourReason> reasons = [];
        var due = part.Index.Due(facts);
        for (var i = 0; i < due.Length; i++)
        {
            var row = part.Rows[i];
            if (!due[i] || row.Criterion!.Test(facts) != Truth.True) continue;
            var each = row.Criterion.TestEachFetus(facts, ended);
            if (each is not { Count: 0 }) reasons.Add(new(row, each ?? []));
        }
        return reasons;
    }

    private static List<string> Missing(IFacts facts, IReadOnlySet<string>? answered, bool forColour)
    {
        List<string> missing = [];
        foreach (var needed in ClinicalTables.Completeness)
        {
            if (!(forColour ? needed.ForColour : needed.ForScreening) || answered?.Contains(needed.Key) == true) continue;
            var value = facts.Get(needed.Key);
            if (needed.IsGroup ? !value.IsTrue : !value.IsKnown) missing.Add(needed.Key);
        }
        missing.Sort(string.CompareOrdinal);
        return missing;
    }
}
