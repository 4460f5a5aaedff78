using System.Globalization;

namespace Lianxin.Rosters.Sheets;

internal enum CellKind : byte { Empty, Text, Number, Date, Bool, Error }

/// <summary>One cell as stored: never a formula, always its stored value.</summary>
/// <param name="Kind">What the file says it is.</param>
/// <param name="Text">The stored text; of a number the digits as stored.</param>
/// <param name="Number">The number, the Excel serial of a date cell, or 1 and 0.</param>
/// <param name="Struck">Struck through as a whole.</param>
/// <param name="Typed">False in a file without cell types (CSV), where a number is only a text of digits.</param>
internal readonly record struct SheetCell(CellKind Kind, string Text, double Number = 0, bool Struck = false, bool Typed = true)
{
    public static readonly SheetCell Empty = new(CellKind.Empty, "");
    public bool IsEmpty => Kind == CellKind.Empty || (Kind == CellKind.Text && Text.AsSpan().Trim().IsEmpty);

    /// <summary>As a reader sees it: an integer without exponent, a date as ISO date. Trimmed.</summary>
    public string Shown(bool date1904) => Kind switch
    {
        CellKind.Empty => "",
        CellKind.Date => ExcelDate.FromSerial(Number, date1904) is { } date ? ShowDate(date) : Text,
        CellKind.Number => Math.Abs(Number) < 1e15 && Math.Floor(Number) == Number ? Number.ToString("0", CultureInfo.InvariantCulture)
            : Math.Abs(Number) < 1e15 ? Math.Round((decimal)Number, 10).ToString("0.##########", CultureInfo.InvariantCulture) : Text,
        _ => Text.Trim(),
    };

    private static string ShowDate(DateTime date) =>
        date.TimeOfDay == TimeSpan.Zero ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : date.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}

internal sealed record SheetRow(int Number, SheetCell[] Cells, bool Hidden = false)
{
    public SheetCell this[int column] => column < Cells.Length ? Cells[column] : SheetCell.Empty;
    public bool IsBlank => Cells.All(cell => cell.IsEmpty);
    public bool IsStruck => Cells.Any(cell => !cell.IsEmpty) && Cells.All(cell => cell.IsEmpty || cell.Struck);
}

/// <summary>A merged region, zero-based columns, one-based rows, all inclusive.</summary>
internal readonly record struct Merge(int FirstRow, int LastRow, int FirstColumn, int LastColumn);

/// <summary>One sheet, its non-blank rows in order.</summary>
internal sealed record Sheet(string Name, IReadOnlyList<SheetRow> Rows)
{
    public bool Hidden { get; init; }
    public bool IsCsv { get; init; }
    public bool Date1904 { get; init; }
    /// <summary>Protected against editing; the content could be read all the same.</summary>
    public bool Protected { get; init; }
    public IReadOnlyList<Merge> Merges { get; init; } = [];
    public IReadOnlySet<int> HiddenColumns { get; init; } = new HashSet<int>();
    /// <summary>Comments of cells, by address such as B7.</summary>
    public IReadOnlyDictionary<string, string> Comments { get; init; } = new Dictionary<string, string>();
}
