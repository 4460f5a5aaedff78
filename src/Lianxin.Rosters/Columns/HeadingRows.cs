using Lianxin.Rosters.Sheets;

namespace Lianxin.Rosters.Columns;

/// <summary>Where the headings of a sheet stand: one row, or a row of groups over a row of headings.</summary>
/// <param name="Row">The row that was taken.</param>
/// <param name="FirstDataIndex">Index in <see cref="Sheet.Rows"/> of the first row after the headings.</param>
/// <param name="Headings">By column: the group above (or empty) and the heading.</param>
internal sealed record HeadingRows(SheetRow Row, int FirstDataIndex, IReadOnlyList<(string Group, string Heading)> Headings)
{
    private const int SearchedRows = 30, KnownNeeded = 3;

    /// <summary>The first row of the first 30 with at least three known headings, or null.</summary>
    public static HeadingRows? Find(Sheet sheet, HeadingMatcher matcher)
    {
        var searched = sheet.Rows.TakeWhile(row => row.Number <= SearchedRows).ToList();
        var at = searched.FindIndex(row => Texts(row, sheet).Where(matcher.IsKnown).Distinct().Count() >= KnownNeeded);
        // Headings with additions (孕妇姓名全称) are known only by what they contain; long texts that contain much are notes.
        if (at < 0) at = searched.FindIndex(row => Texts(row, sheet).Where(text => text.Length <= 20).Select(text => matcher.Match(text).Column?.Name).Where(name => name is not null).Distinct().Count() >= KnownNeeded);
        if (at < 0) return null;
        if (at + 1 < sheet.Rows.Count && IsSecondRow(sheet, searched[at], sheet.Rows[at + 1], matcher)) return Join(sheet, searched[at], sheet.Rows[at + 1], searched[at], at + 2);
        if (at > 0 && IsGroupRow(sheet, searched[at - 1], searched[at], matcher)) return Join(sheet, searched[at - 1], searched[at], searched[at], at + 1);
        return new(searched[at], at + 1, [.. Texts(searched[at], sheet).Select(text => ("", text))]);
    }

    private static List<string> Texts(SheetRow row, Sheet sheet) => [.. row.Cells.Select(cell => cell.Shown(sheet.Date1904))];

    // The upper row was taken: the lower one refines it if it only fills places where the upper has a group or nothing, with headings we know.
    private static bool IsSecondRow(Sheet sheet, SheetRow upper, SheetRow lower, HeadingMatcher matcher)
    {
        if (lower.Number != upper.Number + 1) return false;
        var (above, below, known) = (Texts(upper, sheet), Texts(lower, sheet), 0);
        for (var c = 0; c < below.Count; c++)
        {
            if (below[c].Length == 0) continue;
            if (below[c].Length > 20 || LooksLikeData(lower[c], below[c])) return false;
            var over = c < above.Count ? above[c] : "";
            if (over == below[c]) continue;
            if (!IsGroupStart(sheet, upper, c) && over.Length > 0) return false;
            var group = GroupOver(sheet, upper, c, lower);
            if (matcher.Match(below[c], group).Column is not null || matcher.IsKnown(below[c])) known++;
        }
        return known >= 2 || (known == 1 && sheet.Merges.Any(merge => merge.FirstRow == upper.Number && merge.LastColumn > merge.FirstColumn && merge.LastRow == upper.Number));
    }

    // The lower row was taken: the row above gives groups if it is a row of short words over it, and no line of notes.
    private static bool IsGroupRow(Sheet sheet, SheetRow upper, SheetRow lower, HeadingMatcher matcher)
    {
        if (lower.Number != upper.Number + 1) return false;
        var words = Texts(upper, sheet).Where(text => text.Length > 0).Distinct().ToList();
        if (words.Count == 0 || words.Any(text => text.Length > 12 || text.Any(char.IsAsciiDigit) || text.Contains('：', StringComparison.Ordinal) || text.Contains(':', StringComparison.Ordinal))) return false;
        var width = lower.Cells.Length;
        var merged = sheet.Merges.Where(merge => merge.FirstRow == upper.Number && merge.LastRow == upper.Number && merge.LastColumn > merge.FirstColumn).ToList();
        if (merged.Any(merge => merge.LastColumn - merge.FirstColumn + 1 >= width)) return false;
        // Without merged regions (CSV) one lone word above the table is a title, unless it stands over a later column.
        return merged.Count > 0 || (sheet.IsCsv && (words.Count > 1 || upper[0].IsEmpty));
    }

    private static HeadingRows Join(Sheet sheet, SheetRow groups, SheetRow headings, SheetRow taken, int firstData)
    {
        var (above, below) = (Texts(groups, sheet), Texts(headings, sheet));
        var joined = new List<(string, string)>();
        for (var c = 0; c < Math.Max(above.Count, below.Count); c++)
        {
            var own = c < below.Count ? below[c] : "";
            var over = c < above.Count ? above[c] : "";
            if (own.Length == 0) joined.Add(("", IsGroupStart(sheet, groups, c) ? "" : over));
            else joined.Add(over == own ? ("", own) : (GroupOver(sheet, groups, c, headings), own));
        }
        return new(taken, firstData, joined);
    }

    private static bool IsGroupStart(Sheet sheet, SheetRow row, int column)
    {
        if (row[column].IsEmpty) return false;
        if (sheet.Merges.Any(merge => merge.FirstRow == row.Number && merge.FirstColumn == column && merge.LastColumn > column && merge.LastRow == row.Number)) return true;
        return sheet.IsCsv && row[column + 1].IsEmpty;
    }

    private static string GroupOver(Sheet sheet, SheetRow groups, int column, SheetRow headings)
    {
        foreach (var merge in sheet.Merges)
        {
            if (merge.FirstRow == groups.Number && merge.LastRow == groups.Number && merge.FirstColumn <= column && column <= merge.LastColumn && merge.LastColumn > merge.FirstColumn)
                return groups[merge.FirstColumn].Shown(sheet.Date1904);
        }
        if (!sheet.IsCsv) return groups[column].Shown(sheet.Date1904);
        // A CSV keeps a merged text in its first field only, the others being blank.
        for (var c = column; c >= 0; c--)
        {
            if (groups[c].IsEmpty) continue;
            return c == column || !headings[c].IsEmpty ? groups[c].Shown(sheet.Date1904) : "";
        }
        return "";
    }

    private static bool LooksLikeData(SheetCell cell, string text) =>
        cell.Kind is CellKind.Number or CellKind.Date or CellKind.Bool or CellKind.Error || text.Count(char.IsAsciiDigit) >= 4;
}
