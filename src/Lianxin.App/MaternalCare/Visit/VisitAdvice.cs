using System.Globalization;
using Lianxin.App.Components;
using Lianxin.App.Forms;
using Lianxin.ClinicalRules.Assess;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.ClinicalRules.Tables;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Residents;
using Microsoft.Extensions.Localization;

namespace Lianxin.App.MaternalCare.Visit;

/// <summary>Advice of a visit: the finding with its value, what was compared, the steps in the words of the rules, and the ground. No word of medicine is made here.</summary>
public sealed class VisitAdvice(VisitDraft draft, IStringLocalizer<Words> text, IStringLocalizer<Forms.Words> units)
{
    private static readonly string[] PressureKeys = [Keys.Sbp, Keys.Dbp];

    /// <summary>The highest level first.</summary>
    public IReadOnlyList<Advice> All()
    {
        var findings = draft.Meaning.Findings;
        List<Advice> all = [];
        var pressure = findings.Where(f => PressureKeys.Contains(f.Analyte)).ToList();
        if (pressure.Count > 0) all.Add(OfPressure(pressure));
        foreach (var group in findings.Where(f => !PressureKeys.Contains(f.Analyte)).GroupBy(f => (f.RuleId, f.Fetus))) all.Add(OfOne(group.First()));
        return all;
    }

    /// <summary>True for the card of the pressure.</summary>
    public static bool IsPressure(Advice advice) => advice.Grounds.Any(g => g.Rule == StateRule);

    /// <summary>The name under which the states of a raised pressure stand in <c>decisions.csv</c>.</summary>
    private const string StateRule = "bp";

    private Advice OfPressure(List<Finding> findings)
    {
        var top = findings[0];
        var state = draft.Meaning.Pressure!;
        var stateWords = FieldWords.IsChinese ? state.Zh : state.En;
        var readings = Readings(draft.Model.Settled);
        var compared = findings.GroupBy(f => f.Analyte).Select(g => $"{Named(g.First().Rule)} {g.First().Compared} {units.Unit(g.First().Unit)}".Trim());
        var words = string.Join(text["Semicolon"], compared) + text["Stop"];
        if (Highest() is { } before) words += text["HighestBefore", before.Count, before.Words] + text["Stop"];
        List<AdviceStep> steps = [];
        var repeat = draft.Repeat?.At is { } at ? text["StepAt", stateWords, draft.Local(at).ToString("HH:mm", CultureInfo.InvariantCulture)].Value : stateWords;
        steps.Add(new(repeat));
        // The first step of the rule is the wait that the state has in its own words.
        if (draft.Repeat is { Kind: PregnancyLogic.RestRepeat }) steps.AddRange(StepsOf(top.Rule).Skip(1).Select(s => new AdviceStep(s)));
        return new(top.Level.Word(), text["PressureTitle", string.Join(" → ", readings), VisitOffers.Head(top.Rule.Meaning())], words, steps,
            [.. GroundsOf(findings.Select(f => f.Rule)), new(StateRule, state.Source, state.Verification, ClinicalTables.IsSigned(StateRule))], text[$"lead:{top.Level.Word()}"]);
    }

    private Advice OfOne(Finding finding)
    {
        var rule = finding.Rule;
        var observed = finding.Observed();
        var whose = finding.Fetus is { } fetus && draft.Pregnancy.Fetuses > 1 ? $" · {units["Fetus", fetus]}" : "";
        var title = rule.Kind is ThresholdKind.Combination ? VisitOffers.Head(rule.Meaning()) : $"{RuleWords.Title(rule.Id, observed, units)}{text["Comma"]}{VisitOffers.Head(rule.Meaning())}";
        var compared = rule.Kind is ThresholdKind.Combination ? Read(finding) : rule.Compared(observed, units);
        return new(finding.Level.Word(), title + whose, compared, [.. StepsOf(rule).Select(s => new AdviceStep(s))], [rule.Ground()], text[$"lead:{finding.Level.Word()}"]);
    }

    // What a rule of several values read: the values with their names, the signs by name.
    private string Read(Finding finding) => string.Join(text["Comma"], finding.Read.Select(r => r.Value switch
    {
        { Number: { } number } => $"{RuleWords.OfKey(r.Key)} {number.ToString("0.###", CultureInfo.InvariantCulture)}",
        { Text: { } code } => $"{RuleWords.OfKey(r.Key)} {code}",
        _ => RuleWords.OfKey(r.Key),
    }));

    // After the colon of a meaning stands what to do.
    private static IEnumerable<string> StepsOf(Threshold rule)
    {
        var meaning = rule.Meaning();
        var colon = meaning.IndexOfAny(['：', ':']);
        return colon < 0 ? [] : meaning[(colon + 1)..].Split(FieldWords.IsChinese ? ['，', '；'] : [';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    // Rules of one source are named together.
    private static IEnumerable<AdviceGround> GroundsOf(IEnumerable<Threshold> rules) =>
        rules.Distinct().GroupBy(r => (r.Source, r.Verification)).Select(g => new AdviceGround(string.Join(FieldWords.IsChinese ? "、" : ", ", g.Select(r => r.Id)), g.Key.Source, g.Key.Verification, g.All(r => ClinicalTables.IsSigned(r.Id))));

    private static string Named(Threshold rule) => rule.Name();

    private static List<string> Readings(Answers answers) =>
    [
        .. new[] { (Keys.Sbp, Keys.Dbp), (Keys.BpRepeatSbp, Keys.BpRepeatDbp), (Keys.Bp4hSbp, Keys.Bp4hDbp) }
            .Where(k => answers.Number(k.Item1) is not null || answers.Number(k.Item2) is not null)
            .Select(k => string.Create(CultureInfo.InvariantCulture, $"{answers.Number(k.Item1):0}/{answers.Number(k.Item2):0}")),
    ];

    private (int Count, string Words)? Highest()
    {
        var before = draft.Pregnancy.Visits.Where(v => v.Answers.Number(Keys.Sbp) is not null && v.Answers.Number(Keys.Dbp) is not null).ToList();
        if (before.Count == 0) return null;
        var top = before.MaxBy(v => (v.Answers.Number(Keys.Sbp), v.Answers.Number(Keys.Dbp)))!;
        return (before.Count, string.Create(CultureInfo.InvariantCulture, $"{top.Answers.Number(Keys.Sbp):0}/{top.Answers.Number(Keys.Dbp):0}"));
    }
}
