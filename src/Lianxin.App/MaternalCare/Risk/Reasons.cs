using System.Globalization;
using Lianxin.App.Forms;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Tables;
using Lianxin.Contracts.MaternalCare;
using Microsoft.Extensions.Localization;

namespace Lianxin.App.MaternalCare.Risk;

/// <summary>The words of one reason of a colour: the row, and the values it stands on.</summary>
public static class Reasons
{
    public static string Words(string row) => ColorLogic.RowOf(row) is { } found ? FieldWords.IsChinese ? found.ConditionZh : found.ConditionEn : row;

    /// <summary>green, yellow, orange, red or purple; the colour that the row stands for.</summary>
    public static string ColorOf(string row) => ColorLogic.RowOf(row)?.Colour switch
    {
        RiskColour.Yellow => "yellow", RiskColour.Orange => "orange", RiskColour.Red => "red", RiskColour.Purple => "purple", _ => "green",
    };

    /// <summary>The values and signs that the row read; of one that is only proposed, those of the last visit that propose it.</summary>
    public static IReadOnlyList<string> Evidence(ReasonView reason, PregnancyView pregnancy, IFacts facts, IStringLocalizer<Forms.Words> units)
    {
        if (reason.Proposes is { } fact) return OfProposal(fact, pregnancy, units);
        if (ColorLogic.RowOf(reason.Row)?.Criterion is not { } criterion) return [];
        return [.. criterion.Keys.Select(key => (key, facts.Get(key))).Where(k => k.Item2.IsKnown && k.Item2 != Value.Of(false)).Select(k => Say(k.key, k.Item2, units))];
    }

    /// <summary>The colour once the answers are taken: the standing one, or that of a row that was established, whichever is higher.</summary>
    public static string After(ColorView color, IReadOnlyDictionary<string, ReasonAnswer> said) => color.Reasons
        .Where(r => r.Proposes is not null && said.GetValueOrDefault(r.Row, ReasonAnswer.NotNow) is ReasonAnswer.Established && said.ContainsKey(r.Row))
        .Select(r => ColorOf(r.Row)).Where(c => c != "purple").Aggregate(color.Base, (highest, one) => ColorLogic.Higher(highest, one)!);

    private static List<string> OfProposal(string fact, PregnancyView pregnancy, IStringLocalizer<Forms.Words> units)
    {
        var form = FormDefinition.Of(FormNames.AntenatalFollowup);
        if (pregnancy.Visits is not [.., var visit]) return [];
        List<string> words = [];
        foreach (var (systolic, diastolic, at) in new[] { (Keys.Sbp, Keys.Dbp, Keys.BpAt), (Keys.BpRepeatSbp, Keys.BpRepeatDbp, Keys.BpRepeatAt), (Keys.Bp4hSbp, Keys.Bp4hDbp, Keys.Bp4hAt) })
            if (visit.Answers.Number(systolic) is { } s && visit.Answers.Number(diastolic) is { } d)
                words.Add(string.Create(CultureInfo.InvariantCulture, $"{s:0}/{d:0} {(visit.Answers.Text(at) is { Length: >= 5 } time ? time[^5..] : "")}").TrimEnd());
        // Of a pressure the readings are shown; the state that was derived from them would say it twice.
        if (words.Count > 0 && Reads(fact).Any(k => k is Keys.BpState or Keys.Sbp or Keys.Dbp)) return [string.Join(FieldWords.IsChinese ? "，" : ", ", words), .. Other(fact, visit, form, units)];
        return [.. Other(fact, visit, form, units)];
    }

    private static IEnumerable<string> Other(string fact, VisitView visit, FormDefinition form, IStringLocalizer<Forms.Words> units) => Reads(fact)
        .Where(k => k is not (Keys.Sbp or Keys.Dbp or Keys.BpState) && form[k] is not null && visit.Answers.Find(k)?.Value.IsPresent == true)
        .Select(k => $"{units.LabelOf(form[k]!)} {form[k]!.Words(visit.Answers.Find(k)!.Value, units)} {units.Unit(form[k]!.Unit)}".Trim());

    private static IEnumerable<string> Reads(string fact) => ClinicalTables.Derivations.Where(d => d.Fact == fact && !d.Sets).SelectMany(d => d.Expression.Keys).Distinct();

    private static string Say(string key, Value value, IStringLocalizer<Forms.Words> units)
    {
        var unit = ClinicalTables.Keys.TryGetValue(key, out var known) && known.Units.Count > 0 ? units.Unit(known.Units[0]) : null;
        return value switch
        {
            { Number: { } number } => $"{RuleWords.OfKey(key)} {PregnancyWords.Figure(number)} {unit}".Trim(),
            { Text: { } text } => $"{RuleWords.OfKey(key)} {text}",
            _ => RuleWords.OfKey(key),
        };
    }
}
