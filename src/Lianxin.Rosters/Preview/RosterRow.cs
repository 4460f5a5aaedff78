using Lianxin.Rosters.Sheets;

namespace Lianxin.Rosters;

/// <summary>What becomes of a row; of a problem, what it does to its row (<see cref="Accept"/>: a note that stops nothing).</summary>
public enum RosterOutcome { Accept, Ask, Refuse, Skip }

/// <summary>One thing to say about one cell.</summary>
/// <param name="Heading">As in the sheet; null when the sheet has no such column.</param>
/// <param name="Column">Canonical column; null for a column that is not imported.</param>
/// <param name="Code">One of section 10 of the roster contract; its words stand in <see cref="RosterWords"/>.</param>
/// <param name="Effect">What it does to the row.</param>
public sealed record RosterProblem(string? Heading, string? Column, string Code, RosterOutcome Effect)
{
    private static readonly Dictionary<string, object> Nothing = [];

    /// <summary>Zero-based column of the sheet, or null.</summary>
    public int? Index { get; init; }
    /// <summary>Values by column if the user says yes: a converted lunar date, a date with its century, both pressures swapped. Empty when there is nothing to propose.</summary>
    public IReadOnlyDictionary<string, object> Proposed { get; init; } = Nothing;
    /// <summary>The earlier row that this one repeats.</summary>
    public int? OtherRow { get; init; }
}

/// <summary>One row of the roster, understood.</summary>
public sealed class RosterRow
{
    internal RosterRow(SheetRow source, RosterOutcome outcome, IReadOnlyDictionary<string, object> values, IReadOnlyList<RosterProblem> problems) =>
        (Source, Outcome, Values, Problems) = (source, outcome, values, problems);

    /// <summary>Row number of the sheet; of a CSV the number of the record, the heading row being 1.</summary>
    public int Number { get; internal init; }
    public RosterOutcome Outcome { get; }
    /// <summary>By canonical column: string (texts, codes), decimal, bool, DateOnly, or string[] for several codes. Restricted values are absent unless asked for.</summary>
    public IReadOnlyDictionary<string, object> Values { get; }
    public IReadOnlyList<RosterProblem> Problems { get; }
    internal SheetRow Source { get; }

    /// <summary>The row with one more problem, such as <c>duplicate-in-register</c>, which only the register can tell.</summary>
    public RosterRow With(RosterProblem problem) =>
        new(Source, (RosterOutcome)Math.Max((int)Outcome, (int)problem.Effect), Values, [.. Problems, problem]) { Number = Number };

    /// <summary>The row after the user said yes to one question: what it proposed becomes a value. Refusals cannot be confirmed.</summary>
    /// <exception cref="ArgumentException">The problem is none of this row's questions.</exception>
    public RosterRow Confirm(RosterProblem problem)
    {
        if (problem.Effect != RosterOutcome.Ask || !Problems.Contains(problem)) throw new ArgumentException("Not a question of this row.", nameof(problem));
        var values = new Dictionary<string, object>(Values);
        foreach (var (column, value) in problem.Proposed) values[column] = value;
        var left = Problems.Where(other => other != problem).ToList();
        return new(Source, left.Count == 0 ? RosterOutcome.Accept : left.Max(other => other.Effect), values, left) { Number = Number };
    }
}
