using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Maternal;

/// <summary>How far an assessment of one's own has come, README 3.8. Confirmed and reported colours are states of the record, not of the facts.</summary>
public enum AssessmentState : byte
{
    /// <summary>未评估·资料不全: incomplete and no row true.</summary>
    NotAssessed,

    /// <summary>暂定: incomplete, but a row is true; the colour shows at once, with what is missing.</summary>
    Provisional,

    /// <summary>Complete; a clinician confirms.</summary>
    ToBeConfirmed,
}

/// <summary>A true row, and the fetuses it is true for (empty when it is not about one).</summary>
public sealed record ColourReason(FiveColourRow Row, IReadOnlyList<int> Fetuses)
{
    /// <summary>False until a clinician signs the rule: shown as 规则未签发.</summary>
    public bool IsSigned => ClinicalTables.IsSigned(Row.Id);
}

/// <summary>The colour by the assessment table.</summary>
/// <param name="Base">Highest of the true rows; green when none is true. Shown as green only when complete.</param>
/// <param name="Purple">A mark beside the base colour; restricted.</param>
/// <param name="Reasons">All true rows, the winner first.</param>
/// <param name="Missing">Keys still to be answered, in alphabetical order.</param>
public sealed record ColourAssessment(RiskColour Base, bool Purple, IReadOnlyList<ColourReason> Reasons, IReadOnlyList<string> Missing)
{
    public bool Complete => Missing.Count == 0;

    public AssessmentState State => Complete ? AssessmentState.ToBeConfirmed : Reasons.Count == 0 ? AssessmentState.NotAssessed : AssessmentState.Provisional;

    /// <summary>What a reader may see: without the right to section <c>restricted</c>, restricted reasons are only counted (另有1条受限原因) and purple is not shown.
    /// The base colour stays: it decides where care and birth belong.</summary>
    public (ColourAssessment Visible, int Hidden) For(bool maySeeRestricted)
    {
        if (maySeeRestricted) return (this, 0);
        var open = Reasons.Where(reason => !reason.Row.Restricted).ToArray();
        return (this with { Purple = false, Reasons = open }, Reasons.Count - open.Length);
    }
}

/// <summary>The answer of the screening table: positive, negative, or not assessed.</summary>
public sealed record ScreeningResult(IReadOnlyList<ColourReason> Reasons, IReadOnlyList<string> Missing)
{
    /// <summary>Any true row: refer for assessment at a hospital of level two or higher.</summary>
    public bool Positive => Reasons.Count > 0;

    public bool Complete => Missing.Count == 0;

    /// <summary>Not positive and not complete: neither positive nor negative.</summary>
    public bool NotAssessed => !Positive && !Complete;

    /// <inheritdoc cref="ColourAssessment.For"/>
    public (ScreeningResult Visible, int Hidden) For(bool maySeeRestricted)
    {
        if (maySeeRestricted) return (this, 0);
        var open = Reasons.Where(reason => !reason.Row.Restricted).ToArray();
        return (this with { Reasons = open }, Reasons.Count - open.Length);
    }
}
