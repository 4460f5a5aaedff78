using System.Collections.Concurrent;
using System.Collections.Frozen;
using Lianxin.ClinicalRules.Expressions;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>The formulas of the computed fields of one form: rows <c>sets</c> of derivations.csv, and form-computed.csv for what is no clinical fact.</summary>
internal sealed class ComputedFields
{
    private static readonly Lazy<Formula[]> All = new(() =>
    [
        .. EmbeddedCsv.Open("form-computed.csv").Rows.Select(r => new Formula(r["form"], r["key"], Expression.Parse(r["expression"]))),
        .. EmbeddedCsv.Open("derivations.csv").Rows.Where(r => r["mode"] == "sets")
            .SelectMany(r => r["from_form"].Split('|'), (r, form) => new Formula(form, r["fact"], Expression.Parse(r["expression"]))),
    ]);

    private static readonly ConcurrentDictionary<string, ComputedFields> Read = new(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, Expression[]> _byKey;

    private ComputedFields(string form) =>
        _byKey = All.Value.Where(f => f.Form == form || f.Form == "facts").GroupBy(f => f.Key, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.Select(f => f.Expression).ToArray(), StringComparer.Ordinal);

    public static ComputedFields Of(string form) => Read.GetOrAdd(form, name => new(name));

    public bool Has(string key) => _byKey.ContainsKey(key);

    /// <summary>The value of a fact. Several rows may set it: one that is true wins, else the first that is known.</summary>
    public Value Compute(string key, IFacts facts)
    {
        if (!_byKey.TryGetValue(key, out var formulas)) return Value.Unknown;
        var found = Value.Unknown;
        foreach (var formula in formulas)
        {
            var value = formula.Evaluate(facts);
            if (value.IsTrue) return value;
            if (!found.IsKnown) found = value;
        }

        return found;
    }

    private sealed record Formula(string Form, string Key, Expression Expression);
}
