using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Assess;

/// <summary>Levels by <c>thresholds.csv</c>: of all facts together, and of one value beside its field.</summary>
public static class Alerts
{
    /// <summary>Every rule above normal that is true, the most urgent first, then by rule id and fetus.</summary>
    /// <param name="facts">Facts in the units of the tables.</param>
    /// <param name="populations">As in <see cref="Populations"/>; names that no row uses are ignored.</param>
    /// <param name="newbornAge">0-24h, 24-48h, 48-72h or &gt;72h; without it no bilirubin row speaks.</param>
    /// <param name="ended">Fetuses that have ended: no rule is tried for them.</param>
    public static IReadOnlyList<Finding> Findings(IFacts facts, IEnumerable<string> populations, string? newbornAge = null, IReadOnlySet<int>? ended = null)
    {
        List<Finding> findings = [];
        var rules = Populations.Of(populations, facts);
        var gaDays = facts.Get("ga_days").Number;
        var fetuses = facts.Get("fetuses").Number;
        for (var i = 0; i < rules.Count; i++)
        {
            foreach (var measured in rules[i].Measured)
            {
                var value = facts.Get(measured.Analyte);
                if (!value.IsKnown || Populations.IsReplaced(rules, i, measured.Analyte)) continue;
                foreach (var row in measured.Rows)
                {
                    if (row.Level == Level.Normal || !row.InContext(gaDays, fetuses) || (row.NewbornAge is { } age && age != newbornAge)) continue;
                    AddMeasured(findings, row, value, ended);
                }
            }
            var due = rules[i].CombinationIndex.Due(facts);
            for (var row = 0; row < due.Length; row++)
                if (due[row]) AddCombination(findings, rules[i].Combinations[row], facts, ended);
        }
        findings.Sort(ByUrgency);
        return findings;
    }

    /// <summary>The highest level of the findings; normal when there is none.</summary>
    public static Level Highest(IReadOnlyList<Finding> findings) => findings.Count == 0 ? Level.Normal : findings[0].Level;

    /// <summary>The row that one value falls in, normal rows too: the verdict beside a field. The most urgent where several speak; null when none does.</summary>
    /// <param name="analyte">The key of the field.</param>
    /// <param name="value">A number in the table's unit, or a code.</param>
    /// <param name="facts">For weeks, number of fetuses and scar; the value itself need not be in it.</param>
    /// <param name="populations">As in <see cref="Populations"/>.</param>
    /// <param name="newbornAge">As in <see cref="Findings"/>.</param>
    public static Threshold? BandOf(string analyte, Value value, IFacts facts, IEnumerable<string> populations, string? newbornAge = null)
    {
        Threshold? found = null;
        foreach (var row in RowsFor(analyte, facts, populations, newbornAge))
        {
            if (Matches(row, value) && (found is null || row.Level > found.Level)) found = row;
        }
        return found;
    }

    /// <summary>The rows that are normal for this person, to print beside 正常 (<see cref="Threshold.Compared"/>, <see cref="Threshold.Unit"/>).</summary>
    public static IReadOnlyList<Threshold> NormalFor(string analyte, IFacts facts, IEnumerable<string> populations, string? newbornAge = null)
    {
        List<Threshold> normal = [];
        foreach (var row in RowsFor(analyte, facts, populations, newbornAge))
        {
            if (row.Level == Level.Normal && row.Kind != ThresholdKind.Rule) normal.Add(row);
        }
        return normal;
    }

    /// <summary>Targets and other published cut-offs for an analyte: shown beside the level, never part of it. Targets for another BMI are left out.</summary>
    public static IReadOnlyList<Threshold> ShownFor(string analyte, IFacts facts, IEnumerable<string> populations)
    {
        List<Threshold> shown = [];
        var gaDays = facts.Get("ga_days").Number;
        var fetuses = facts.Get("fetuses").Number;
        foreach (var rules in Populations.Of(populations, facts))
        {
            foreach (var row in rules.Shown)
            {
                if (row.Analyte == analyte && row.InContext(gaDays, fetuses) && (row.Condition is null || row.Condition.Test(facts) == Truth.True)) shown.Add(row);
            }
        }
        return shown;
    }

    private static IEnumerable<Threshold> RowsFor(string analyte, IFacts facts, IEnumerable<string> populations, string? newbornAge)
    {
        var rules = Populations.Of(populations, facts);
        var gaDays = facts.Get("ga_days").Number;
        var fetuses = facts.Get("fetuses").Number;
        for (var i = 0; i < rules.Count; i++)
        {
            if (!rules[i].ByAnalyte.TryGetValue(analyte, out var measured) || Populations.IsReplaced(rules, i, analyte)) continue;
            foreach (var row in measured.Rows)
            {
                if (row.InContext(gaDays, fetuses) && (row.NewbornAge is null || row.NewbornAge == newbornAge)) yield return row;
            }
        }
    }

    private static bool Matches(Threshold row, Value value) =>
        row.Code is { } code ? code == value.Text : value.Number is { } number && row.Contains(number);

    private static void AddMeasured(List<Finding> findings, Threshold row, Value value, IReadOnlySet<int>? ended)
    {
        if (value.Kind != ValueKind.PerFetus)
        {
            if (Matches(row, value)) findings.Add(new(row, value, null, [new(row.Analyte, value)]));
            return;
        }
        foreach (var one in value.Fetuses)
        {
            if (ended?.Contains(one.Fetus) != true && Matches(row, one.Value)) findings.Add(new(row, one.Value, one.Fetus, [new(row.Analyte, one.Value)]));
        }
    }

    private static void AddCombination(List<Finding> findings, Threshold row, IFacts facts, IReadOnlySet<int>? ended)
    {
        foreach (var known in findings)
        {
            if (ReferenceEquals(known.Rule, row)) return; // a row of two populations, and the person is in both
        }
        if (row.Condition!.Test(facts) != Truth.True) return;
        if (row.Condition.TestEachFetus(facts, ended) is not { } each)
        {
            findings.Add(new(row, Value.Unknown, null, Read(row.Condition, facts)));
            return;
        }
        foreach (var fetus in each) findings.Add(new(row, Value.Unknown, fetus, Read(row.Condition, new FetusFacts(facts, fetus))));
    }

    private static List<KeyValuePair<string, Value>> Read(Expression condition, IFacts facts)
    {
        List<KeyValuePair<string, Value>> read = [];
        foreach (var key in condition.Keys)
        {
            var value = facts.Get(key);
            if (value.IsKnown && value != Value.Of(false)) read.Add(new(key, value));
        }
        return read;
    }

    /// <summary>The order of <see cref="Findings"/>: most urgent first, then by rule id and fetus.</summary>
    internal static int ByUrgency(Finding a, Finding b)
    {
        var order = b.Level.CompareTo(a.Level);
        if (order == 0) order = string.CompareOrdinal(a.RuleId, b.RuleId);
        return order != 0 ? order : Nullable.Compare(a.Fetus, b.Fetus);
    }
}
