using Lianxin.ClinicalRules.Expressions;
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

    private static readonly Lazy<Dictionary<string, DerivationRow[]>> ByForm = new(() => ClinicalTables.Derivations
        .SelectMany(row => row.Forms.Select(form => (form, row))).GroupBy(pair => pair.form, pair => pair.row).ToDictionary(g => g.Key, g => g.ToArray()));

    /// <summary>Keys whose codes are keys of <c>tick-items.csv</c>.</summary>
    public static IReadOnlyList<string> TickedBy { get; } = ["danger_items", "risk_items"];

    /// <summary>Tries every row of a form. What a row sets is a fact for the others; an answer or fact that is given stands against a derived one.</summary>
    /// <param name="form">Name of the form, or <see cref="FromFacts"/>.</param>
    /// <param name="answers">Fields of the form, facts, and <c>form.key</c> of others. Rows that count visits stay unknown unless
    /// <see cref="IFacts.Earlier"/> is given.</param>
    public static DerivedFacts Apply(string form, IFacts answers)
    {
        Dictionary<string, Value> sets = new(StringComparer.Ordinal);
        Dictionary<string, DerivationRow> proposes = new(StringComparer.Ordinal);
        Tick(answers, sets);
        var rows = ByForm.Value.GetValueOrDefault(form) ?? [];
        var facts = new Derived(answers, sets);
        for (var round = 0; round < MaxRounds && Round(rows, facts, sets, proposes); round++)
        {
        }
        foreach (var fact in sets.Keys) proposes.Remove(fact);
        return new(sets, proposes);
    }

    /// <summary>Everything a rule may read at a visit: what was known before, the answers over it, and what they set over neither.</summary>
    /// <param name="form">Name of the form.</param>
    /// <param name="answers">The answers; they win over what was known.</param>
    /// <param name="known">Facts of the person and the pregnancy, and <c>form.key</c> of other forms.</param>
    public static Facts FactsOf(string form, Facts answers, IFacts known)
    {
        var both = new Layered(answers, known);
        var facts = answers.Copy();
        foreach (var key in ClinicalTables.Keys.Keys)
        {
            if (!facts.Get(key).IsKnown) facts[key] = known.Get(key);
        }
        foreach (var source in (ReadOnlySpan<string>)[form, FromFacts])
        {
            foreach (var (fact, value) in Apply(source, source == form ? both : facts).Sets)
            {
                // Measured and derived at this visit wins over what was known; a value typed into the form wins over both.
                if (!answers.Get(fact).IsKnown) facts[fact] = value;
            }
        }
        return facts;
    }

    private static void Tick(IFacts answers, Dictionary<string, Value> sets)
    {
        foreach (var field in TickedBy)
        {
            foreach (var key in answers.Get(field).Codes)
            {
                if (ClinicalTables.TickItems.ContainsKey(key)) sets[key] = Value.Of(true);
            }
        }
    }

    private static bool Round(DerivationRow[] rows, Derived facts, Dictionary<string, Value> sets, Dictionary<string, DerivationRow> proposes)
    {
        var changed = false;
        foreach (var row in rows)
        {
            var value = Evaluate(row.Expression, facts);
            if (value.Number is null && value.AsTruth() != Truth.True) continue;
            if (!row.Sets)
            {
                changed |= proposes.TryAdd(row.Fact, row);
            }
            else if (!sets.TryGetValue(row.Fact, out var before) || before != value)
            {
                if (before.IsTrue && value.Kind == ValueKind.PerFetus) continue; // one row says it of the pregnancy as a whole
                sets[row.Fact] = value;
                changed = true;
            }
        }
        return changed;
    }

    // A condition on a field asked per fetus gives a fact per fetus, so that the reason can name the fetus.
    private static Value Evaluate(Expression expression, IFacts facts)
    {
        var value = expression.Evaluate(facts);
        if (!value.IsTrue || expression.TestEachFetus(facts) is not { Count: > 0 } fetuses) return value;
        return Value.OfFetuses([.. fetuses.Select(fetus => new FetusValue(fetus, Value.Of(true)))]);
    }

    private sealed class Derived(IFacts given, Dictionary<string, Value> sets) : IFacts
    {
        public Value Get(string key) => given.Get(key) is { IsKnown: true } value ? value : sets.GetValueOrDefault(key);

        public IReadOnlyList<IFacts>? Earlier => given.Earlier;
    }

    private sealed class Layered(IFacts first, IFacts second) : IFacts
    {
        public Value Get(string key) => first.Get(key) is { IsKnown: true } value ? value : second.Get(key);

        public IReadOnlyList<IFacts>? Earlier => first.Earlier ?? second.Earlier;
    }
}
