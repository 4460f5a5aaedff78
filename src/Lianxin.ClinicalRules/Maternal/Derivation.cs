using System.Collections.Frozen;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Maternal;

/// <summary>What a form says beyond its fields.</summary>
/// <param name="Sets">Facts that are true (a flag, or a flag per fetus) or a number; staff may correct them with a reason.</param>
/// <param name="Proposes">Facts offered to a clinician, each with the row that offers it; never true by themselves.</param>
public sealed record DerivedFacts(IReadOnlyDictionary<string, Value> Sets, IReadOnlyDictionary<string, DerivationRow> Proposes);

/// <summary>From answers to facts: <c>derivations.csv</c> and ticked items, clinical README section 6.</summary>
public static class Derivation
{
    /// <summary>The pseudo-form whose rows read other facts only.</summary>
    public const string FromFacts = "facts";

    // Rows may read what earlier rows set; no chain in the table is longer, and a circle must not hang.
    private const int MaxRounds = 4;

    private static readonly Lazy<Dictionary<string, FormRows>> ByForm = new(() => ClinicalTables.Derivations
        .SelectMany(row => row.Forms.Select(form => (form, row))).GroupBy(pair => pair.form, pair => pair.row).ToDictionary(g => g.Key, g => new FormRows([.. g])));

    private sealed record FormRows(DerivationRow[] Rows)
    {
        public ConditionIndex Index { get; } = new([.. Rows.Select(r => r.Expression)]);
    }

    /// <summary>Keys whose codes are keys of <c>tick-items.csv</c>.</summary>
    public static IReadOnlyList<string> TickedBy { get; } = ["danger_items", "risk_items"];

    private static readonly Lazy<FrozenSet<string>> OfLastVisit = new(() =>
        ClinicalTables.Keys.Keys.Concat(ComputedFields.Inputs).Concat(TickedBy).Append(Keys.VisitKind).ToFrozenSet(StringComparer.Ordinal));

    private static readonly Lazy<FrozenSet<string>> OfEveryVisit = new(() =>
        ComputedFields.WithInputs(ClinicalTables.Derivations.Where(r => r.Expression.NeedsHistory).SelectMany(r => r.Expression.Keys)).Concat(TickedBy).Append(Keys.VisitKind).ToFrozenSet(StringComparer.Ordinal));

    /// <summary>Whether a rule, a row or a formula can ask for this answer of the visit before. What no table reads may be left out of what is kept for the rules.</summary>
    public static bool ReadsOfLastVisit(string key) => OfLastVisit.Value.Contains(key);

    /// <summary>Whether a row counts or compares this answer over all earlier visits (<c>visits</c>, <c>falls</c>).</summary>
    public static bool ReadsOfEveryVisit(string key) => OfEveryVisit.Value.Contains(key);

    /// <summary>Tries every row of a form. What a row sets is a fact for the others; an answer or fact that is given stands against a derived one.</summary>
    /// <param name="form">Name of the form, or <see cref="FromFacts"/>.</param>
    /// <param name="answers">Fields of the form, facts, and <c>form.key</c> of others.</param>
    /// <param name="withHistory">False leaves out the rows that count or compare several visits (<c>visits</c>, <c>falls</c>).</param>
    public static DerivedFacts Apply(string form, IFacts answers, bool withHistory = true)
    {
        var facts = new Derived(answers, Ticked(answers));
        Dictionary<string, DerivationRow> proposes = new(StringComparer.Ordinal);
        if (ByForm.Value.TryGetValue(form, out var rows))
        {
            var due = rows.Index.Due(facts);
            for (var round = 0; round < MaxRounds && Array.IndexOf(due, true) >= 0; round++) Round(rows, due, facts, proposes, withHistory);
        }
        foreach (var (fact, value) in facts.Ticks) facts.Sets[fact] = value;
        foreach (var fact in facts.Sets.Keys) proposes.Remove(fact);
        return new(facts.Sets, proposes);
    }

    /// <summary>Everything a rule may read at a visit: the answers, what was known before where nothing was answered, and what both set.</summary>
    /// <param name="form">Name of the form.</param>
    /// <param name="answers">The answers; they win over what was known.</param>
    /// <param name="known">Facts of the person and the pregnancy, and <c>form.key</c> of other forms.</param>
    public static Facts FactsOf(string form, IFacts answers, IFacts known)
    {
        var both = new Layers(answers, known);
        var facts = new Facts { Earlier = both.Earlier };
        foreach (var key in both.Known ?? ClinicalTables.Keys.Keys)
            if (ClinicalTables.Keys.ContainsKey(key)) facts[key] = both.Get(key);
        // Measured and derived at this visit wins over what was known; a value typed into the form wins over both, but never over a sign ticked beside it.
        foreach (var (fact, value) in Apply(form, both).Sets)
        {
            if (!answers.Get(fact).IsKnown) facts[fact] = value;
        }
        foreach (var (fact, value) in Ticked(answers)) facts[fact] = value;
        foreach (var (fact, value) in Apply(FromFacts, facts).Sets) facts[fact] = value;
        return facts;
    }

    private static Dictionary<string, Value> Ticked(IFacts answers)
    {
        Dictionary<string, Value> ticked = new(StringComparer.Ordinal);
        foreach (var field in TickedBy)
        {
            foreach (var key in answers.Get(field).Codes)
            {
                if (ClinicalTables.TickItems.ContainsKey(key)) ticked[key] = Value.Of(true);
            }
        }
        return ticked;
    }

    // Tries the rows that are due; what a row sets makes those due that read it, further down in this round, above it in the next.
    private static void Round(FormRows form, bool[] due, Derived facts, Dictionary<string, DerivationRow> proposes, bool withHistory)
    {
        for (var i = 0; i < due.Length; i++)
        {
            if (!due[i]) continue;
            due[i] = false;
            var row = form.Rows[i];
            if (row.Expression.NeedsHistory && !withHistory) continue;
            var value = Evaluate(row.Expression, facts);
            if (value.Number is null && value.AsTruth() != Truth.True) continue;
            if (!row.Sets)
            {
                proposes.TryAdd(row.Fact, row);
            }
            else if (!facts.Sets.TryGetValue(row.Fact, out var before) || (before != value && !before.IsTrue))
            {
                facts.Sets[row.Fact] = value; // once true it stays true, whichever row says it next
                form.Index.MarkReaders(row.Fact, due);
            }
        }
    }

    // A condition on a field asked per fetus gives a fact per fetus, so that the reason can name the fetus.
    private static Value Evaluate(Expression expression, IFacts facts)
    {
        var value = expression.Evaluate(facts);
        if (!value.IsTrue || expression.TestEachFetus(facts) is not { Count: > 0 } fetuses) return value;
        return Value.OfFetuses([.. fetuses.Select(fetus => new FetusValue(fetus, Value.Of(true)))]);
    }

    private sealed class Derived(IFacts given, Dictionary<string, Value> ticks) : IFacts
    {
        public Dictionary<string, Value> Ticks => ticks;

        public Dictionary<string, Value> Sets { get; } = new(StringComparer.Ordinal);

        public IReadOnlyList<IFacts>? Earlier => given.Earlier;

        public IEnumerable<string>? Known => given.Known?.Concat(ticks.Keys).Concat(Sets.Keys);

        public Value Get(string key) =>
            ticks.TryGetValue(key, out var ticked) ? ticked : given.Get(key) is { IsKnown: true } value ? value : Sets.GetValueOrDefault(key);
    }
}
