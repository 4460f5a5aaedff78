using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.ClinicalRules.Tables;
using Lianxin.Contracts.Residents;

namespace Lianxin.Contracts.MaternalCare;

/// <summary>The colour as a view: what is true, what is only proposed, what is missing, and in which state it stands.</summary>
public static class ColorLogic
{
    public const string NotAssessed = "not_assessed", Provisional = "provisional", Proposed = "proposed", Confirmed = "confirmed", Reported = "reported";

    /// <summary>The colours in their order, the highest last.</summary>
    public static readonly IReadOnlyList<string> Order = ["green", "yellow", "orange", "red"];

    /// <summary>Assesses a pregnancy as it stands, without a visit in hand.</summary>
    public static ColorView Assess(ResidentView resident, PregnancyView pregnancy, Author about, Guid id) =>
        Assess(new CareFacts(resident, pregnancy, about), pregnancy, null, about, id);

    internal static ColorView Assess(CareFacts known, PregnancyView pregnancy, VisitAssessment? visit, Author about, Guid id)
    {
        var facts = known.OfColor(visit?.Facts);
        HashSet<string> closed = [.. known.Closed];
        var found = FiveColours.Assess(facts, closed);
        var reasons = found.Reasons.Select(r => new ReasonView(r.Row.Id, r.Fetuses, AnswerOf(pregnancy, r.Row.Id), null)).ToList();
        reasons.AddRange(ProposedReasons(facts, found, visit, closed));
        var state = found.State switch
        {
            AssessmentState.NotAssessed when reasons.Count == 0 => NotAssessed,
            AssessmentState.NotAssessed or AssessmentState.Provisional => Provisional,
            _ => Proposed,
        };
        var (shown, hidden) = Shown(reasons, about.SeesRestricted);
        var color = Word(found.Base);
        var view = new ColorView
        {
            Id = id, On = about.Today, Base = color, Purple = found.Purple && about.SeesRestricted, State = state, Reasons = shown, Hidden = hidden,
            Missing = [.. found.Missing], By = "",
        };
        // Nothing changed since a physician confirmed it: it stays confirmed.
        return state == Proposed && pregnancy.Confirmed is { } confirmed && Same(confirmed, view)
            ? view with { State = Confirmed, By = confirmed.By } : view;
    }

    /// <summary>The higher of two colours; null counts as lower than green.</summary>
    public static string? Higher(string? one, string? other) => Rank(one) >= Rank(other) ? one : other;

    /// <summary>What lists and intervals go by until somebody confirms: the higher of confirmed and proposed; null when not assessed.</summary>
    public static string? InForce(ColorView? confirmed, ColorView? current) =>
        Higher(confirmed?.Base, current is null || current.State == NotAssessed ? null : current.Base);

    public static int Rank(string? color) => color is null ? -1 : Order.ToList().IndexOf(color);

    /// <summary>True when both give the same colour for the same reasons.</summary>
    public static bool Same(ColorView one, ColorView other) => one.Base == other.Base && one.Purple == other.Purple && one.Hidden == other.Hidden
        && Rows(one).SetEquals(Rows(other));

    private static HashSet<string> Rows(ColorView view) => [.. view.Reasons.Where(r => r.Proposes is null || r.Answer is not ReasonAnswer.NotNow).Select(r => r.Row + (r.Proposes is null ? "" : "?"))];

    /// <summary>Leaves out the restricted reasons and counts them.</summary>
    public static (IReadOnlyList<ReasonView> Shown, int Hidden) Shown(IReadOnlyList<ReasonView> reasons, bool seesRestricted)
    {
        if (seesRestricted) return (reasons, 0);
        var shown = reasons.Where(r => !IsRestricted(r.Row)).ToList();
        return (shown, reasons.Count - shown.Count);
    }

    public static bool IsRestricted(string row) => RowsById.Value.TryGetValue(row, out var found) && found.Restricted;

    /// <summary>A row of the tables by its id.</summary>
    public static FiveColourRow? RowOf(string id) => RowsById.Value.GetValueOrDefault(id);

    private static readonly Lazy<Dictionary<string, FiveColourRow>> RowsById = new(() => ClinicalTables.FiveColour.ToDictionary(r => r.Id, StringComparer.Ordinal));

    // What the visit offers to a clinician is tried as if it were so; the rows that would then be true are asked about, not counted.
    private static IEnumerable<ReasonView> ProposedReasons(Facts facts, ColourAssessment found, VisitAssessment? visit, IReadOnlySet<string> closed)
    {
        if (visit is null) yield break;
        HashSet<string> known = [.. found.Reasons.Select(r => r.Row.Id)];
        foreach (var fact in visit.Proposes.Keys)
        {
            var supposed = facts.Copy();
            supposed[fact] = Value.Of(true);
            foreach (var reason in FiveColours.Assess(supposed, closed).Reasons)
                if (known.Add(reason.Row.Id)) yield return new(reason.Row.Id, reason.Fetuses, null, fact);
        }
    }

    private static ReasonAnswer? AnswerOf(PregnancyView pregnancy, string row) =>
        pregnancy.Confirmed?.Reasons.FirstOrDefault(r => r.Row == row)?.Answer;

    private static string Word(RiskColour color) => color switch
    {
        RiskColour.Green => "green", RiskColour.Yellow => "yellow", RiskColour.Orange => "orange", RiskColour.Red => "red",
        _ => throw new ArgumentOutOfRangeException(nameof(color), color, "A base colour is one of four."),
    };
}
