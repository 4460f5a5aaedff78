using System.Collections.Frozen;
using System.Globalization;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>A value that the software offers; one key accepts it, untouched it is no answer.</summary>
/// <param name="Value">What accepting it would answer.</param>
/// <param name="GroundZh">Why, in Chinese: shown under the value.</param>
/// <param name="GroundEn">Why, in English.</param>
/// <param name="Source">Where the reason is written.</param>
/// <param name="Verification">seen, partly seen, unverified or project.</param>
public sealed record Proposal(string Key, AnswerValue Value, string GroundZh, string GroundEn, string Source, string Verification);

/// <summary>What the rules and the session know when a visit is being closed.</summary>
public sealed record ProposalInputs
{
    /// <summary>The highest level among the findings of this visit.</summary>
    public Level Level { get; init; }

    /// <summary>The findings in words, for the note of the classification; null when there is none.</summary>
    public string? FindingWords { get; init; }

    /// <summary>The colour in force, confirmed or proposed whichever is higher; null when not assessed.</summary>
    public string? Colour { get; init; }

    public bool ColourChanged { get; init; }

    /// <summary>A rule of this visit asks for referral.</summary>
    public bool AsksReferral { get; init; }

    /// <summary>By which schedule the house plans its visits.</summary>
    public string Schedule { get; init; } = AntenatalSchedule.Chinese2018;

    /// <summary>Who is signed in, as a signature; null offers none.</summary>
    public Named? SignedIn { get; init; }
}

/// <summary>The proposals of a follow-up visit: its number, kind, date and complaint in words, classification, guidance, referral, next visit, signature.</summary>
/// <remarks>Every number stands in proposals.csv and antenatal-schedule.csv. Never a diagnosis, and never all with one key.</remarks>
public static class Proposals
{
    private static readonly Lazy<FrozenDictionary<string, DecisionTable>> Tables = new(() => Csv.Embedded("proposals.csv").Rows.Select(DecisionRow.Read)
        .GroupBy(row => row.Table).ToFrozenDictionary(table => table.Key, table => new DecisionTable(table.Key, [.. table])));

    /// <summary>What is offered for the shown fields that nobody answered yet, in the order of the form; empty for every form but antenatal-followup.</summary>
    public static IReadOnlyList<Proposal> For(FormState state, ProposalInputs inputs)
    {
        var proposals = new List<Proposal>();
        foreach (var field in state.Fields)
        {
            if (field is { IsShown: true, IsFulfilled: false, Field: { Fill: FieldFill.Proposed, Form: FormNames.AntenatalFollowup } } && Of(field.Field, state.Facts, inputs) is { Value.IsPresent: true } offer)
                proposals.Add(offer);
        }

        return proposals;
    }

    private static Proposal? Of(FieldDefinition field, AnswersFacts facts, ProposalInputs inputs) => field.Key switch
    {
        Keys.VisitNo => Say(field, NextNumber(field, facts), "上次次别加一", "one after the last"),
        Keys.VisitKind => Say(field, field.Options[0].Code, "通常为随访", "usual"),
        Keys.VisitDate => Say(field, Iso(facts.Get("today").Day!.Value), "今天", "today"),
        Keys.ChiefComplaint => Say(field, Complaint(field, facts), "由速选合成", "composed from the codes"),
        Keys.AssessmentNote => Say(field, inputs.FindingWords ?? "", "按今天的提示", "from the findings of today"),
        Keys.Doctor => inputs.SignedIn is { } named ? Say(field, named, "当前登录", "signed in") : null,
        Keys.NextVisitDate => NextVisit.Propose(field, facts, Known(facts, inputs), Tables.Value[$"{field.Form}.interval"], inputs.Schedule),
        _ => Tables.Value.TryGetValue($"{field.Form}.{field.Key}", out var table) && table.Decide(Known(facts, inputs)) is { } row
            ? new(field.Key, field.Type == FieldType.Codes ? row.Outcome.Split(';') : row.Outcome, row.Zh, row.En, row.Source, row.Verification) : null,
    };

    private static Proposal Say(FieldDefinition field, AnswerValue value, string zh, string en) => new(field.Key, value, zh, en, field.Source, field.Verification);

    private static decimal NextNumber(FieldDefinition field, AnswersFacts facts) =>
        (facts.Earlier is { Count: > 0 } earlier ? earlier[^1].Get(field.Key).Number + 1 : null) ?? field.RefuseBelow?.Number ?? 1;

    private static string Complaint(FieldDefinition field, AnswersFacts facts)
    {
        var options = FormDefinition.Of(field.Form)[Keys.ComplaintCodes]!.OptionsByCode;
        var words = facts.Get(Keys.ComplaintCodes).Codes.Where(options.ContainsKey).Select(code => options[code].Zh);
        return string.Join('、', facts.Get(Keys.ComplaintCodesOther).Text is { } other ? words.Append(other) : words);
    }

    private static ProposalFacts Known(AnswersFacts facts, ProposalInputs inputs) => new(facts, Facts.Of(
        ("finding_level", Value.Of(inputs.Level.Word())), ("risk_colour", Value.Of(inputs.Colour)),
        ("colour_changed", Value.Of(inputs.ColourChanged)), ("asks_referral", Value.Of(inputs.AsksReferral))));

    internal static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed class ProposalFacts(AnswersFacts answers, Facts inputs) : IFacts
    {
        public IReadOnlyList<IFacts>? Earlier => answers.Earlier;

        public Value Get(string key) => inputs.Get(key) is { IsKnown: true } known ? known : answers.Get(key);
    }
}
