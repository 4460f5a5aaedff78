using Lianxin.Rosters.Columns;

namespace Lianxin.Rosters.Cells;

/// <summary>A row while its cells are read: values, problems, and which cells had content.</summary>
internal sealed class RowDraft(DateOnly today)
{
    private readonly Dictionary<string, object> values = new(StringComparer.Ordinal);
    private readonly List<RosterProblem> problems = [];
    private readonly HashSet<string> filled = new(StringComparer.Ordinal);

    public DateOnly Today { get; } = today;
    public IReadOnlyDictionary<string, object> Values => values;
    public IReadOnlyList<RosterProblem> Problems => problems;
    public RosterOutcome Outcome => problems.Count == 0 ? RosterOutcome.Accept : problems.Max(problem => problem.Effect);

    public void Set(string column, object value) => values[column] = value;
    public void Remove(string column) => values.Remove(column);
    public T? Get<T>(string column) where T : struct => values.TryGetValue(column, out var value) && value is T typed ? typed : null;
    public string Text(string column) => values.GetValueOrDefault(column) as string ?? "";

    /// <summary>The cell said something, whether or not it was understood.</summary>
    public void MarkFilled(string column) => filled.Add(column);
    public bool IsFilled(string column) => filled.Contains(column);

    public void Refuse(ColumnMatch? at, string code, string? column = null) => Add(at, code, RosterOutcome.Refuse, column);
    public void Ask(ColumnMatch? at, string code, string? column = null) => Add(at, code, RosterOutcome.Ask, column);
    public void Note(ColumnMatch? at, string code) => Add(at, code, RosterOutcome.Accept);
    public void Add(RosterProblem problem) => problems.Add(problem);

    private void Add(ColumnMatch? at, string code, RosterOutcome effect, string? column = null) =>
        problems.Add(new(at?.Heading, column ?? at?.Column?.Name, code, effect) { Index = at?.Index });
}
