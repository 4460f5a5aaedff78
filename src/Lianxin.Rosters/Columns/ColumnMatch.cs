namespace Lianxin.Rosters.Columns;

/// <summary>How a column of the sheet found its meaning.</summary>
public enum MatchedBy { Nothing, Confirmed, Synonym, ContainedSynonym, Cells, Ambiguous }

/// <summary>One column of the sheet and what it is taken for.</summary>
/// <param name="Index">Zero-based place in the sheet.</param>
/// <param name="Heading">As in the sheet, ends trimmed; two rows of headings as <c>group/column</c>.</param>
public sealed record ColumnMatch(int Index, string Heading)
{
    /// <summary>Null: not imported.</summary>
    public RosterColumn? Column { get; init; }
    public MatchedBy By { get; init; }
    /// <summary>Columns that this heading might be, when it is not clear; also what the cells look like under another heading.</summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];
    /// <summary>Holds infections and the like, whether mapped or not: values are withheld unless the caller may see them.</summary>
    public bool Restricted { get; init; }
    public bool Hidden { get; init; }
    /// <summary>Stands right of the last heading.</summary>
    public bool PastTheHeadings { get; init; }
    /// <summary>The first value in this column, masked where it names a person; empty for restricted columns.</summary>
    public string Sample { get; init; } = "";
    /// <summary>Column letters as spreadsheets show them.</summary>
    public string Letters => LettersOf(Index);
    internal string Unit { get; init; } = "";

    internal static string LettersOf(int index)
    {
        var letters = "";
        for (var rest = index + 1; rest > 0; rest = (rest - 1) / 26) letters = (char)('A' + (rest - 1) % 26) + letters;
        return letters;
    }
}
