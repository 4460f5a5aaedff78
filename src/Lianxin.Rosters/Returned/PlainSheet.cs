namespace Lianxin.Rosters.Returned;

/// <summary>A table as a workbook: headings in bold, numbers as numbers, dates as dates, everything else as text; never a formula.</summary>
public static class PlainSheet
{
    private static readonly DateOnly Epoch = new(1899, 12, 30);

    /// <param name="output">Receives the .xlsx; stays open.</param>
    /// <param name="name">Of the sheet.</param>
    /// <param name="heads">The first row.</param>
    /// <param name="rows">Cells: an integer, a date, a text, or null for an empty one.</param>
    public static void Write(Stream output, string name, IReadOnlyList<string> heads, IEnumerable<object?[]> rows)
    {
        using var sheet = new XlsxSheetWriter(output, name, date1904: false);
        sheet.StartRow();
        foreach (var head in heads) sheet.Text(head, CellLook.Heading);
        sheet.EndRow();
        foreach (var row in rows)
        {
            sheet.StartRow();
            foreach (var cell in row)
            {
                if (cell is int number) sheet.Number(number);
                else if (cell is DateOnly day) sheet.Number(day.DayNumber - Epoch.DayNumber, CellLook.Date);
                else sheet.Text(cell?.ToString() ?? "");
            }
            sheet.EndRow();
        }
    }
}
