using System.Collections.Concurrent;
using System.Collections.Frozen;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>The formulas of one form: rows <c>sets</c> of derivations.csv, form-computed.csv for what is no clinical fact, and the states that need an algorithm.</summary>
internal sealed class ComputedFields
{
    private static readonly Lazy<Formula[]> All = new(() =>
    [
        .. Csv.Embedded("form-computed.csv").Rows.Select(r => new Formula(r["form"], r["key"], r.Expression("expression"))),
        .. ClinicalTables.Derivations.Where(r => r.Sets).SelectMany(r => r.Forms, (r, form) => new Formula(form, r.Fact, r.Expression)),
    ]);

    private static readonly Lazy<(string Code, Expression Asked)[]> Groups = new(() =>
        [.. Csv.Embedded("question-groups.csv").Rows.Select(r => (r["code"], r.Expression("asked")))]);

    private static readonly ConcurrentDictionary<string, ComputedFields> Read = new(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, Expression[]> _byKey;

    private ComputedFields(string form) =>
        _byKey = All.Value.Where(f => f.Form == form || f.Form == Derivation.FromFacts).GroupBy(f => f.Key, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.Select(f => f.Expression).ToArray(), StringComparer.Ordinal);

    public static ComputedFields Of(string form) => Read.GetOrAdd(form, name => new(name));

    /// <summary>Every key that a formula of any form reads.</summary>
    public static IEnumerable<string> Inputs => All.Value.SelectMany(f => f.Expression.Keys).Concat(Groups.Value.SelectMany(g => g.Asked.Keys)).Concat(BloodPressure.ReadingKeys);

    /// <summary>These keys, and what the formulas of those that are computed read.</summary>
    public static HashSet<string> WithInputs(IEnumerable<string> keys)
    {
        HashSet<string> found = new(StringComparer.Ordinal);
        Stack<string> open = new(keys);
        while (open.TryPop(out var key))
        {
            if (!found.Add(key)) continue;
            foreach (var input in key == Keys.BpState ? BloodPressure.ReadingKeys : All.Value.Where(f => f.Key == key).SelectMany(f => f.Expression.Keys)) open.Push(input);
        }
        return found;
    }

    public bool Has(string key) => _byKey.ContainsKey(key) || key is Keys.BpState or Keys.GroupsAsked;

    /// <summary>The value of a fact. Several rows may set it: one that is true wins, else the first that is known; a row that is false sets nothing.</summary>
    public Value Compute(string key, IFacts facts)
    {
        if (key == Keys.BpState) return BloodPressure.OfVisit(facts) is { Count: > 0 } readings ? Value.Of(BloodPressure.State(readings).Outcome) : Value.Unknown;
        if (key == Keys.GroupsAsked) return Value.OfCodes([.. Groups.Value.Where(g => g.Asked.Test(facts) == Truth.True).Select(g => g.Code)]);
        if (!_byKey.TryGetValue(key, out var formulas)) return Value.Unknown;
        var found = Value.Unknown;
        foreach (var formula in formulas)
        {
            var value = formula.Evaluate(facts);
            if (value.IsTrue) return value;
            // A condition that is false may only mean that nobody was asked (has, a missing flag): it sets nothing.
            if (!found.IsKnown && value.Kind != ValueKind.Flag) found = value;
        }

        return found;
    }

    private sealed record Formula(string Form, string Key, Expression Expression);
}
