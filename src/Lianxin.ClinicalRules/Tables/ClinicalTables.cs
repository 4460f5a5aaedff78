using System.Collections.Frozen;

namespace Lianxin.ClinicalRules.Tables;

/// <summary>All tables of <c>Data/</c>, each read and compiled once, when first asked for.</summary>
/// <remarks>Thread-safe. A fault in a table throws <see cref="FormatException"/> with file and line.</remarks>
public static class ClinicalTables
{
    private static readonly Lazy<Threshold[]> LazyThresholds = new(() => Read("thresholds.csv", row => new Threshold(row)));
    private static readonly Lazy<FiveColourRow[]> LazyFiveColour = new(() => Read("maternal-risk-five-colour.csv", row => new FiveColourRow(row)));
    private static readonly Lazy<DerivationRow[]> LazyDerivations = new(() => Read("derivations.csv", DerivationRow.Read));
    private static readonly Lazy<FrozenDictionary<string, TickItem>> LazyTickItems = new(() => Read("tick-items.csv", TickItem.Read).ToFrozenDictionary(i => i.Key));
    private static readonly Lazy<ScheduleRow[]> LazySchedule = new(() => Read("antenatal-schedule.csv", ScheduleRow.Read));
    private static readonly Lazy<FieldRow[]> LazyFields = new(() => Read("fields.csv", FieldRow.Read));
    private static readonly Lazy<CompletenessRow[]> LazyCompleteness = new(() => Read("completeness.csv", CompletenessRow.Read));
    private static readonly Lazy<FrozenDictionary<(string, string), decimal>> LazyUnits =
        new(() => Read("units.csv", UnitRow.Read).ToFrozenDictionary(u => (u.From, u.To), u => u.Factor));
    private static readonly Lazy<FrozenDictionary<string, SignatureRow>> LazySignatures =
        new(() => Read("signatures.csv", SignatureRow.Read).ToFrozenDictionary(s => s.RuleId));
    private static readonly Lazy<FrozenDictionary<string, DecisionTable>> LazyDecisions = new(() =>
        Read("decisions.csv", DecisionRow.Read).GroupBy(row => row.Table).ToFrozenDictionary(table => table.Key, table => new DecisionTable(table.Key, [.. table])));
    private static readonly Lazy<FrozenDictionary<string, KeyInfo>> LazyKeys = new(() => KeyInfo.ReadAll(Thresholds, Fields, Derivations).ToFrozenDictionary());
    private static readonly Lazy<FrozenDictionary<string, PopulationRules>> LazyPopulations = new(() => PopulationRules.Index(Thresholds));

    public static IReadOnlyList<Threshold> Thresholds => LazyThresholds.Value;
    public static IReadOnlyList<FiveColourRow> FiveColour => LazyFiveColour.Value;
    public static IReadOnlyList<DerivationRow> Derivations => LazyDerivations.Value;
    public static FrozenDictionary<string, TickItem> TickItems => LazyTickItems.Value;
    public static IReadOnlyList<ScheduleRow> Schedule => LazySchedule.Value;
    public static IReadOnlyList<FieldRow> Fields => LazyFields.Value;
    public static IReadOnlyList<CompletenessRow> Completeness => LazyCompleteness.Value;

    /// <summary>Every key a rule may read, by name.</summary>
    public static FrozenDictionary<string, KeyInfo> Keys => LazyKeys.Value;

    internal static FrozenDictionary<(string From, string To), decimal> Units => LazyUnits.Value;

    /// <summary>What a population is measured by, by its name in <c>thresholds.csv</c>.</summary>
    internal static FrozenDictionary<string, PopulationRules> Populations => LazyPopulations.Value;

    /// <summary>A table of <c>decisions.csv</c> by name.</summary>
    public static DecisionTable Decision(string name) => LazyDecisions.Value[name];

    /// <summary>Whether a clinician has signed the rule.</summary>
    public static bool IsSigned(string ruleId) => LazySignatures.Value.ContainsKey(ruleId);

    private static T[] Read<T>(string file, Func<CsvRow, T> read) => [.. Csv.Embedded(file).Rows.Select(read)];
}
