using System.Globalization;
using Lianxin.Rosters.Returned;
using Lianxin.Rosters.Sheets;

namespace Lianxin.Rosters;

/// <summary>Gives the rows that were not imported back to their sender: the sender's own titles, headings and cells, with a colour and a reason at every
/// cell that has a problem. A CSV comes back as .xlsx. It can be corrected and sent again as it is.</summary>
public static class AnnotatedCopy
{
    /// <summary>Columns of context that are kept beside those with problems.</summary>
    public const int ContextColumns = 20;

    /// <summary>Writes the copy.</summary>
    /// <param name="preview">A preview that was not refused.</param>
    /// <param name="output">Where the .xlsx goes; left open.</param>
    /// <param name="rows">Numbers of the rows to return; default every row that is not accepted.</param>
    /// <param name="culture">Language of the reasons; default Chinese.</param>
    /// <exception cref="InvalidOperationException">The preview was refused: there is no sheet to return.</exception>
    public static void Write(RosterPreview preview, Stream output, IReadOnlySet<int>? rows = null, CultureInfo? culture = null)
    {
        var source = preview.Source ?? throw new InvalidOperationException("A refused file has no sheet to return.");
        var english = culture?.TwoLetterISOLanguageName == "en";
        var returned = preview.Rows.Where(row => rows?.Contains(row.Number) ?? row.Outcome != RosterOutcome.Accept).ToList();
        var width = source.Rows.Take(preview.FirstDataIndex).Concat(returned.Select(row => row.Source)).Select(row => row.Cells.Length).DefaultIfEmpty(0).Max();
        var withProblems = returned.SelectMany(row => row.Problems).Select(problem => problem.Index).OfType<int>().ToHashSet();
        var kept = Enumerable.Range(0, width).Where(c => c < ContextColumns || withProblems.Contains(c)).ToList();
        var withheld = preview.MaySeeRestricted ? [] : preview.Columns.Where(match => match.Restricted).Select(match => match.Index).ToHashSet();

        using var sheet = new XlsxSheetWriter(output, SheetName(preview.Sheet), source.Date1904);
        foreach (var (row, at) in source.Rows.Take(preview.FirstDataIndex).Select((row, at) => (row, at)))
        {
            var heading = at == preview.FirstDataIndex - 1;
            sheet.StartRow();
            foreach (var c in kept) Cell(sheet, row[c], source.Date1904, CellLook.Heading, null);
            if (heading)
            {
                sheet.Text(english ? "Row in your sheet" : "原表行号", CellLook.Heading);
                sheet.Text(english ? "What to correct" : "问题与改法", CellLook.Heading);
            }
            sheet.EndRow();
        }
        foreach (var row in returned)
        {
            sheet.StartRow();
            foreach (var c in kept)
            {
                var problems = row.Problems.Where(problem => problem.Index == c).ToList();
                var comment = problems.Count == 0 ? null : string.Join(english ? "; " : "；", problems.Select(problem => RosterWords.Of(problem.Code, culture)).Distinct());
                var look = row.Outcome == RosterOutcome.Skip ? CellLook.Skip : problems.Count == 0 ? CellLook.Plain : problems.Exists(problem => problem.Effect == RosterOutcome.Refuse) ? CellLook.Refuse : CellLook.Ask;
                // What may tell the sex of a fetus is not passed on, not even back.
                if (withheld.Contains(c) || problems.Exists(problem => problem.Code == "fetal-sex")) sheet.Text("", look, comment);
                else Cell(sheet, row.Source[c], source.Date1904, look, comment);
            }
            sheet.Number(row.Number);
            sheet.Text(string.Join(english ? "; " : "；", row.Problems.Select(problem => $"{problem.Heading ?? ColumnName(preview, problem.Column, english)}{(english ? ": " : "：")}{RosterWords.Of(problem.Code, culture)}").Distinct()));
            sheet.EndRow();
        }
    }

    private static void Cell(XlsxSheetWriter sheet, SheetCell cell, bool date1904, CellLook look, string? comment)
    {
        if (cell.Kind == CellKind.Date && look == CellLook.Plain) sheet.Number(cell.Number, CellLook.Date, comment);
        else if (cell.Kind == CellKind.Number && Math.Abs(cell.Number) < 1e15) sheet.Number(cell.Number, look, comment);
        else sheet.Text(Cells.CellText.Typed(cell, date1904), look, comment);
    }

    private static string ColumnName(RosterPreview preview, string? column, bool english) =>
        column is not null && preview.Template.Column(column) is { } known ? english ? known.En : known.Zh : "";

    // A sheet name cannot hold these, nor be longer than 31.
    private static string SheetName(string? name)
    {
        var clean = string.Concat((name ?? "").Where(c => !"[]:*?/\\'".Contains(c, StringComparison.Ordinal)));
        return clean.Length == 0 ? "退回" : clean[..Math.Min(clean.Length, 31)];
    }
}
