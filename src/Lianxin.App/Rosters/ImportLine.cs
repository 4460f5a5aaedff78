using System.Globalization;
using System.Text.Json;
using Lianxin.Contracts.Rosters;

namespace Lianxin.App.Rosters;

/// <summary>Where a row stands now.</summary>
public enum LineState { New, Update, Wrong, Asked, Duplicate, Skipped }

/// <summary>One row of the list and what was decided about it so far. Nothing of it is written before the import.</summary>
public sealed class ImportLine
{
    private const string Refuse = "refuse", Ask = "ask", Accept = "accept", InFile = "duplicate-in-file", InRegister = "duplicate-in-register";
    private readonly Guid anotherId = Guid.CreateVersion7();
    private readonly HashSet<string> confirmed = [];
    private readonly HashSet<string> overwrite = [];
    private readonly Dictionary<string, string> typed = [];
    private Dictionary<string, JsonElement> values = [];
    private List<RosterProblemView> open = [];
    private bool? same;
    private bool anotherThanAbove;

    public ImportLine(RosterRowView view)
    {
        View = view;
        Take(view);
        IsSkipped = view.Outcome == "skip";
    }

    /// <summary>As the server understood it last.</summary>
    public RosterRowView View { get; private set; }
    public int Row => View.Row;

    /// <summary>Left out: by the sender's strike, as a total, or by who imports.</summary>
    public bool IsSkipped { get; set; }

    /// <summary>Written already, with an earlier part of the list.</summary>
    public bool IsImported { get; set; }

    /// <summary>True once a person has decided anything here.</summary>
    public bool IsTouched { get; private set; }

    /// <summary>What has to be mended or looked at, the question of the duplicate apart.</summary>
    public IEnumerable<RosterProblemView> Open => open.Where(p => p.Code is not (InFile or InRegister) || p.Effect == Refuse);

    /// <summary>What is imported all the same and stays on the list of things to complete.</summary>
    public IEnumerable<RosterProblemView> Notes => View.Problems.Where(p => p.Effect == Accept);

    /// <summary>The earlier row of the same list that this one repeats, or null.</summary>
    public RosterProblemView? Repeats => open.FirstOrDefault(p => p.Code == InFile && p.Effect == Ask);

    /// <summary>True when only the name agrees with the row above: then it may be another person.</summary>
    public bool MayDifferFromAbove => Repeats?.Column is not ("id_number" or "staff_no" or "institution_code" or "building_name");

    /// <summary>Is the person in the register the one of this row? Null: not decided. The same identity number is decided.</summary>
    public bool? SamePerson { get => same; set { same = value; IsTouched = true; } }

    /// <summary>The row repeats an earlier one by name, and somebody says it is another person.</summary>
    public bool AnotherThanAbove { get => anotherThanAbove; set { anotherThanAbove = value; IsTouched = true; } }

    public LineState State =>
        IsSkipped || IsImported ? LineState.Skipped
        : Open.Any(p => p.Effect == Refuse) ? LineState.Wrong
        : Open.Any() ? LineState.Asked
        : (Repeats is not null && !AnotherThanAbove) || (View.Match is not null && same is null) ? LineState.Duplicate
        : View.Match is not null && same == true ? LineState.Update : LineState.New;

    public bool IsGood => State is LineState.New or LineState.Update;

    /// <summary>The whole value of a column as text, or empty.</summary>
    public string Value(string column) => values.TryGetValue(column, out var value) ? Text(value) : "";

    /// <summary>True when the row tells this; for what arrives as “to be verified”.</summary>
    public bool Tells(string column) => values.ContainsKey(column);

    public bool IsTicked(string column) => overwrite.Contains(column);

    public void Tick(string column, bool on)
    {
        if (on) overwrite.Add(column);
        else overwrite.Remove(column);
        IsTouched = true;
    }

    /// <summary>Somebody looked at the value again and says yes to it, or to what was proposed for it.</summary>
    public void Confirm(RosterProblemView problem)
    {
        foreach (var (column, value) in problem.Proposed) values[column] = value;
        if (problem.Column is { } at) confirmed.Add(at);
        open.Remove(problem);
        IsTouched = true;
    }

    /// <summary>The register refused the row at the last moment.</summary>
    public void Reject(RosterProblemView problem) => open.Add(problem);

    /// <summary>A cell as it may be typed anew: what was typed, else what it says; empty where only the original can tell it.</summary>
    public string Cell(string column) => typed.TryGetValue(column, out var text) ? text : Sent(column);

    public void Type(string column, string text)
    {
        if (text == Sent(column)) typed.Remove(column);
        else typed[column] = text;
        IsTouched = true;
    }

    public bool IsTyped => typed.Count > 0;

    /// <summary>The row as cells, for the server to understand it anew.</summary>
    public IReadOnlyDictionary<string, string> Cells() =>
        View.Shown.Keys.Union(values.Keys).Union(typed.Keys).Select(c => (Column: c, Text: Cell(c))).Where(c => c.Text.Length > 0).ToDictionary(c => c.Column, c => c.Text);

    /// <summary>Takes the row as it was understood after typing. What could not be sent and was not typed keeps its problem.</summary>
    public void Understood(RosterRowView view)
    {
        var kept = open.Where(p => p.Column is { } c && !typed.ContainsKey(c) && ((View.Shown.ContainsKey(c) && Sent(c).Length == 0) || (p.Code == InFile && !typed.ContainsKey("id_number") && !typed.ContainsKey("full_name") && !typed.ContainsKey("mobile")))).ToList();
        var yes = confirmed.Where(c => !typed.ContainsKey(c)).ToHashSet();
        var shown = view.Shown.ToDictionary();
        foreach (var problem in kept)
            if (problem.Column is { } c && View.Shown.TryGetValue(c, out var text)) shown.TryAdd(c, text);
        Take(view with { Shown = shown, Problems = [.. view.Problems.Where(p => !kept.Exists(k => k.Column == p.Column)), .. kept] });
        open.RemoveAll(p => p.Effect == Ask && p.Column is { } c && yes.Contains(c));
        confirmed.IntersectWith(yes);
        typed.Clear();
    }

    /// <summary>The row for the operation; only for a row that is good.</summary>
    public ImportRow ToRow() => new()
    {
        Row = Row, Values = values, Confirmed = [.. confirmed],
        SubjectId = State == LineState.Update ? View.Match!.SubjectId : View.Match is null ? View.SubjectId : anotherId,
        Decision = State == LineState.Update ? ImportDecision.Match : ImportDecision.New,
        Overwrite = State == LineState.Update ? [.. overwrite] : [],
        NotADuplicate = View.Match is not null && same == false,
    };

    private void Take(RosterRowView view)
    {
        View = view;
        values = view.Values.ToDictionary();
        open = [.. view.Problems.Where(p => p.Effect is Refuse or Ask)];
        if (view.Match is { By: "id" }) same = true;
        else if (view.Match is null) same = null;
    }

    // Figures and dates as they were understood, words as they were written; of a masked cell what was understood.
    private string Sent(string column)
    {
        var shown = View.Shown.GetValueOrDefault(column, "");
        var masked = shown.Contains('*', StringComparison.Ordinal);
        if (!values.TryGetValue(column, out var value)) return masked ? "" : shown;
        var understood = masked || shown.Length == 0 || (value.ValueKind is JsonValueKind.Number && column != "ga_days")
            || (value.ValueKind is JsonValueKind.String && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            || shown is "同上" or "〃" or "″" or "”" or "--";
        return understood ? Text(value) : shown;
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "是",
        JsonValueKind.False => "否",
        JsonValueKind.Array => string.Join('、', value.EnumerateArray().Select(Text)),
        _ => value.GetRawText(),
    };
}
