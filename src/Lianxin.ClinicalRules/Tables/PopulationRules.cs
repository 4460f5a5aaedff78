using System.Collections.Frozen;
using Lianxin.ClinicalRules.Expressions;

namespace Lianxin.ClinicalRules.Tables;

/// <summary>The rows of one population, by analyte, so that an assessment looks only at what was measured.</summary>
internal sealed class PopulationRules
{
    private PopulationRules(string name, IEnumerable<Threshold> rows)
    {
        Name = name;
        var all = rows.ToArray();
        Combinations = [.. all.Where(r => r.Kind == ThresholdKind.Combination)];
        CombinationIndex = new([.. Combinations.Select(r => r.Condition!)]);
        Measured = [.. all.Where(r => r.Kind is ThresholdKind.Band or ThresholdKind.Category or ThresholdKind.Rule).GroupBy(r => r.Analyte)
            .Select(group => new AnalyteRules(group.Key, [.. group]))];
        ByAnalyte = Measured.ToFrozenDictionary(m => m.Analyte);
        Shown = [.. all.Where(r => r.Kind is ThresholdKind.Target or ThresholdKind.Alternative)];
    }

    public string Name { get; }

    public AnalyteRules[] Measured { get; }

    public FrozenDictionary<string, AnalyteRules> ByAnalyte { get; }

    public Threshold[] Combinations { get; }

    public ConditionIndex CombinationIndex { get; }

    /// <summary>Targets and other published cut-offs: shown, never a level.</summary>
    public Threshold[] Shown { get; }

    public static FrozenDictionary<string, PopulationRules> Index(IReadOnlyList<Threshold> thresholds) =>
        thresholds.SelectMany(row => row.Populations).Distinct()
            .ToFrozenDictionary(name => name, name => new PopulationRules(name, thresholds.Where(row => row.Populations.Contains(name))));
}

internal sealed record AnalyteRules(string Analyte, Threshold[] Rows);
