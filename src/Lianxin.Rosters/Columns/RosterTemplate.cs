using Lianxin.Rosters.Sheets;

namespace Lianxin.Rosters.Columns;

/// <summary>How much a row needs a column.</summary>
public enum ColumnNeed { Optional, Required, OneOfTheKeys }

/// <summary>One way in which a canonical column is met: its heading synonyms and how its cells are read. A column may have several
/// (血压 in one cell, 收缩压 alone).</summary>
/// <param name="Name">Key of the value, mostly a key of <c>fields.csv</c>.</param>
/// <param name="Need">Whether a row can do without.</param>
/// <param name="Kind">How a cell is read: name, id, phone, date, count, number, weeks, gravida-para, pressure, code, codes, colour, yes-no, newborn-sex,
/// ethnic, blood, address, place, organization, text.</param>
/// <param name="Spellings">List of <c>spellings.csv</c> for codes.</param>
/// <param name="Bounds"><c>form.key</c> of <c>fields.csv</c> whose bounds hold; empty for none.</param>
/// <param name="Reference">Replaces a key in those bounds, such as <c>visit_date=delivery_date|today</c>.</param>
/// <param name="RefusedAfterToday">The thing has happened, so its date cannot lie ahead.</param>
/// <param name="Restricted">Values are withheld from who may not see them.</param>
public sealed record RosterColumn(string Name, ColumnNeed Need, string Kind, string Spellings, string Bounds, string Reference, bool RefusedAfterToday, bool Restricted, string Zh, string En)
{
    /// <summary>Cleaned headings that mean this column.</summary>
    internal IReadOnlyList<string> Synonyms { get; init; } = [];
    /// <summary>Place columns take the value above for 同上.</summary>
    internal bool TakesDitto => Kind is "address" or "place" or "organization";
    internal bool IsFreeText => Kind == "text" && !Restricted;
}

/// <summary>A kind of roster: the columns it may have. Read from <c>columns.csv</c>; a new kind is new rows there.</summary>
public sealed class RosterTemplate
{
    private static readonly Dictionary<string, RosterTemplate> All = Load();

    private RosterTemplate(string name, List<RosterColumn> columns, List<HeadingGroup> groups) =>
        (Name, Columns, Groups, IsOfPregnancies) = (name, columns, groups, columns.Exists(column => column.Name == "lmp"));

    /// <summary>居民花名册.</summary>
    public static RosterTemplate Residents => All["residents"];
    /// <summary>孕产妇花名册.</summary>
    public static RosterTemplate Pregnancies => All["pregnancies"];
    public static IReadOnlyCollection<string> Names => All.Keys;
    public static RosterTemplate? Find(string name) => All.GetValueOrDefault(name);

    public string Name { get; }
    public IReadOnlyList<RosterColumn> Columns { get; }
    internal IReadOnlyList<HeadingGroup> Groups { get; }

    /// <summary>Its rows are pregnant women: a man among them is asked about, and no text may tell the sex of a fetus.</summary>
    internal bool IsOfPregnancies { get; }

    /// <summary>The telephone column whose cell held this further number as well (<c>mobile_2</c>), or null.</summary>
    public RosterColumn? PhoneOf(string name) =>
        name.LastIndexOf('_') is > 0 and var at && name.AsSpan(at + 1) is [>= '2' and <= '9'] && Column(name[..at]) is { Kind: "phone" } column ? column : null;

    /// <summary>True for a column, and for what a cell of one is split into: a further telephone number, the flag beside a number.</summary>
    public bool Knows(string name) => Column(name) is not null || PhoneOf(name) is not null || (name.EndsWith("_flag", StringComparison.Ordinal) && Column(name[..^"_flag".Length]) is not null);

    /// <summary>The first way in which a column is met, or null.</summary>
    public RosterColumn? Column(string name) => Columns.FirstOrDefault(column => column.Name == name);

    private static Dictionary<string, RosterTemplate> Load()
    {
        var groups = EmbeddedTable.Read("heading-groups.csv");
        var table = EmbeddedTable.Read("columns.csv");
        return table.Rows.GroupBy(row => table.Text(row, "template")).ToDictionary(rows => rows.Key, rows => new RosterTemplate(rows.Key,
            [.. rows.Select(row => new RosterColumn(table.Text(row, "column"), Need(table.Text(row, "needed")), table.Text(row, "kind"), table.Text(row, "spellings"), table.Text(row, "bounds"),
                table.Text(row, "reference"), table.Text(row, "after_today") == "refuse", table.Text(row, "restricted") == "restricted", table.Text(row, "zh"), table.Text(row, "en"))
                { Synonyms = [.. table.List(row, "synonyms").Select(HeadingText.Clean)] })],
            [.. groups.Rows.Where(row => groups.Text(row, "template") == rows.Key)
                .Select(row => new HeadingGroup(groups.List(row, "words"), groups.List(row, "tails"), groups.List(row, "columns")))]), StringComparer.Ordinal);
    }

    private static ColumnNeed Need(string mark) => mark switch { "R" => ColumnNeed.Required, "K" => ColumnNeed.OneOfTheKeys, _ => ColumnNeed.Optional };
}

/// <summary>Words in a heading that speak of somebody else (husband, newborn, doctor), and the only columns such a heading may then be.</summary>
internal sealed record HeadingGroup(IReadOnlyList<string> Words, IReadOnlyList<string> Tails, IReadOnlyList<string> Columns);
