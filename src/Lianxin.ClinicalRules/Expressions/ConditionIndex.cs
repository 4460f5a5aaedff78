using System.Collections.Frozen;

namespace Lianxin.ClinicalRules.Expressions;

/// <summary>Which rows of a table can say anything: most keys of a table are not known of most people, and a row that reads none that is known need not be tried.</summary>
internal sealed class ConditionIndex
{
    private readonly FrozenDictionary<string, int[]> readers;
    private readonly bool[] always;

    /// <param name="conditions">One a row, in the order of the table.</param>
    public ConditionIndex(IReadOnlyList<Expression> conditions)
    {
        readers = conditions.SelectMany((condition, row) => condition.Keys.Select(key => (key, row))).GroupBy(p => p.key, p => p.row, StringComparer.Ordinal)
            .ToFrozenDictionary(rows => rows.Key, rows => rows.ToArray(), StringComparer.Ordinal);
        // What holds where nothing is known (a negation), or asks for earlier visits, is always tried.
        always = [.. conditions.Select(c => c.ReadsEarlier || c.Evaluate(new Facts()) is var nothing && (nothing.Number is not null || nothing.AsTruth() == Truth.True))];
    }

    /// <summary>One mark a row: false where the row can neither be true nor give a number. The caller may change it.</summary>
    public bool[] Due(IFacts facts)
    {
        var due = new bool[always.Length];
        if (facts.Known is not { } known)
        {
            Array.Fill(due, true);
            return due;
        }
        always.CopyTo(due, 0);
        foreach (var key in known) MarkReaders(key, due);
        return due;
    }

    /// <summary>Marks the rows that read this key.</summary>
    public void MarkReaders(string key, bool[] due)
    {
        if (!readers.TryGetValue(key, out var rows)) return;
        foreach (var row in rows) due[row] = true;
    }
}
