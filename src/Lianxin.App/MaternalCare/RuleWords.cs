using Lianxin.App.Components;
using Lianxin.App.Forms;
using Lianxin.ClinicalRules.Tables;
using Microsoft.Extensions.Localization;

namespace Lianxin.App.MaternalCare;

/// <summary>The words of a rule of <c>thresholds.csv</c> by its id: what was found, what it was compared with, what to do, on which ground.</summary>
public static class RuleWords
{
    private static readonly Lazy<Dictionary<string, Threshold>> ById = new(() => ClinicalTables.Thresholds.DistinctBy(t => t.Id).ToDictionary(t => t.Id, StringComparer.Ordinal));

    /// <summary>The rule, or null where this version does not know it.</summary>
    public static Threshold? Find(string id) => ById.Value.GetValueOrDefault(id);

    public static string Name(this Threshold rule) => FieldWords.IsChinese ? rule.NameZh : Capital(rule.NameEn);

    /// <summary>What to do or to know; null where the headline says it already.</summary>
    public static string? Beside(this Threshold rule) => rule.Kind is ThresholdKind.Combination && rule.Name().Length == 0 ? null : rule.Meaning();

    public static string Meaning(this Threshold rule) => FieldWords.IsChinese ? rule.MeaningZh : Capital(rule.MeaningEn);

    /// <summary>As in “收缩压 146 mmHg”; the name alone for a rule of several values.</summary>
    public static string Title(string ruleId, string observed, IStringLocalizer<Forms.Words> units) => Find(ruleId) is not { } rule ? ruleId
        : rule.Kind is ThresholdKind.Combination ? Headline(rule) : $"{rule.Name()} {Observed(rule, observed, units)}".Trim();

    /// <summary>What was compared with what: the limit, or the values that a rule of several read.</summary>
    public static string Compared(this Threshold rule, string observed, IStringLocalizer<Forms.Words> units) =>
        rule.Kind is ThresholdKind.Combination ? Observed(rule, observed, units) : $"{Observed(rule, observed, units)} · {rule.Compared} {units.Unit(rule.Unit)}".Trim();

    public static AdviceGround Ground(this Threshold rule) => new(rule.Id, rule.Source, rule.Verification, ClinicalTables.IsSigned(rule.Id));

    /// <summary>The words of a fact or analyte.</summary>
    public static string OfKey(string key) => ClinicalTables.TickItems.TryGetValue(key, out var item) ? FieldWords.IsChinese ? item.Zh : Capital(item.En)
        : ClinicalTables.Keys.TryGetValue(key, out var known) ? FieldWords.IsChinese ? known.Zh : Capital(known.En) : key;

    // A rule of several values has no name of its own; its meaning is one sentence.
    private static string Headline(Threshold rule) => rule.Name() is { Length: > 0 } name ? name : rule.Meaning();

    // The wire carries the unit of the tables, or key and value of each reading.
    private static string Observed(Threshold rule, string observed, IStringLocalizer<Forms.Words> units)
    {
        if (rule.Kind is ThresholdKind.Combination)
            return string.Join(FieldWords.IsChinese ? "，" : ", ", observed.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split(' ') is [var key, .. var rest] ? $"{OfKey(key)} {string.Join(' ', rest)}".Trim() : part));
        var end = observed.LastIndexOf(' ');
        return end > 0 && observed[(end + 1)..] == rule.Unit ? $"{observed[..end]} {units.Unit(rule.Unit)}".Trim() : observed;
    }

    private static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
