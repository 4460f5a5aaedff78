using Lianxin.ClinicalRules.Identifiers;
using Lianxin.Rosters.Columns;

namespace Lianxin.Rosters;

/// <summary>What the caller may see and what the sender has confirmed before.</summary>
public sealed record RosterOptions
{
    /// <summary>May read infections and the like. Default false: such columns are named, their values withheld.</summary>
    public bool MaySeeRestricted { get; init; }
    /// <summary>Confirmed columns by heading as in the sheet, or by <c>@</c> and column letters where headings repeat (<c>@B</c>);
    /// null as value means not imported. Comes before every synonym.</summary>
    public IReadOnlyDictionary<string, string?> Mapping { get; init; } = new Dictionary<string, string?>();
    /// <summary>Name of the sheet to read; default the visible one with most known columns.</summary>
    public string? Sheet { get; init; }
    /// <summary>What the file may cost to read.</summary>
    public Sheets.SheetLimits Limits { get; init; } = Sheets.SheetLimits.Default;
}

/// <summary>How far reading has come.</summary>
/// <param name="Rows">Rows done.</param>
/// <param name="Total">Rows of the sheet; 0 while the file is still being opened.</param>
public readonly record struct RosterProgress(int Rows, int Total);

/// <summary>The whole file cannot be imported.</summary>
/// <param name="Code">File code of section 10 of the roster contract.</param>
public sealed record RosterRefusal(string Code);

/// <summary>One sheet of the workbook, for the user to choose from.</summary>
/// <param name="HeadingRow">Null when no row has three known headings.</param>
/// <param name="KnownColumns">How many of its columns mean something here.</param>
public sealed record SheetSummary(string Name, bool Hidden, int Rows, int? HeadingRow, int KnownColumns);

/// <summary>A roster read and understood; nothing is imported by it.</summary>
public sealed class RosterPreview
{
    /// <summary>More rows than one act of import takes.</summary>
    public const int BackgroundFrom = 20_000;

    public required string FileName { get; init; }
    public required RosterTemplate Template { get; init; }
    public required DateOnly Today { get; init; }
    /// <summary>Null when the file can be used.</summary>
    public RosterRefusal? Refused { get; init; }
    public string? Sheet { get; init; }
    /// <summary>Row number of the heading row that was taken; 1 for a CSV.</summary>
    public int? HeadingRow { get; init; }
    public IReadOnlyList<SheetSummary> Sheets { get; init; } = [];
    public IReadOnlyList<ColumnMatch> Columns { get; init; } = [];
    public IReadOnlyList<RosterRow> Rows { get; init; } = [];
    /// <summary>Texts above and below the table, and comments of cells: kept with the import, never data.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
    /// <summary>The date that the sheet gives for itself; weeks of pregnancy count from it.</summary>
    public DateOnly? ListDate { get; init; }
    public bool NeedsBackground => Rows.Count > BackgroundFrom;
    internal Sheets.Sheet? Source { get; init; }
    internal int FirstDataIndex { get; init; }
    internal bool MaySeeRestricted { get; init; }

    /// <summary>A cell as the sender wrote it, for the screen: identity numbers and telephones masked, restricted columns and what may tell the sex of a fetus left out.</summary>
    public string Shown(RosterRow row, ColumnMatch column)
    {
        if ((column.Restricted && !MaySeeRestricted) || row.Problems.Any(problem => problem.Code == "fetal-sex" && problem.Index == column.Index)) return "";
        return Mask(column, Cells.CellText.Typed(row.Source[column.Index], Source?.Date1904 == true));
    }

    internal static string Mask(ColumnMatch column, string text) => column.Column?.Kind switch
    {
        "id" => ResidentId.MaskText(text),
        "phone" => PhoneNumber.MaskText(text),
        null when text.Count(char.IsAsciiDigit) >= 7 => ResidentId.MaskText(text), // unknown columns may hold numbers of persons too
        _ => text,
    };

    /// <summary>The same preview with other rows, after the register had its say.</summary>
    public RosterPreview With(IReadOnlyList<RosterRow> rows) => new()
    {
        FileName = FileName, Template = Template, Today = Today, Refused = Refused, Sheet = Sheet, HeadingRow = HeadingRow, Sheets = Sheets, Columns = Columns, Rows = rows, Notes = Notes,
        ListDate = ListDate, Source = Source, FirstDataIndex = FirstDataIndex, MaySeeRestricted = MaySeeRestricted,
    };

    public int Count(RosterOutcome outcome) => Rows.Count(row => row.Outcome == outcome);
}
