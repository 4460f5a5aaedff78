using Lianxin.Rosters.Cells;
using Lianxin.Rosters.Columns;
using Lianxin.Rosters.Sheets;

namespace Lianxin.Rosters;

/// <summary>Decides what every column of the sheet is taken for.</summary>
internal sealed class ColumnMapping(RosterTemplate template, DateOnly today, RosterOptions options)
{
    private readonly HeadingMatcher matcher = new(template);

    /// <exception cref="RosterRefusedException">A column asks or tells the sex of unborn children.</exception>
    public List<ColumnMatch> Map(ChosenSheet chosen, IReadOnlyList<SheetRow> data)
    {
        var (sheet, headings) = (chosen.Sheet, chosen.Headings.Headings);
        var last = headings.Count;
        var width = Math.Max(last, data.Count == 0 ? 0 : data.Max(row => row.Cells.Length));
        var columns = new List<ColumnMatch>();
        for (var c = 0; c < width; c++)
        {
            var (group, own) = c < last ? headings[c] : ("", "");
            var shown = group.Length > 0 && own.Length > 0 ? $"{group}/{own}" : own;
            if (shown.Length == 0 && data.All(row => row[c].IsEmpty)) continue;
            if (FetalSexColumns.Asks(group + own)) throw new RosterRefusedException("fetal-sex-column");
            columns.Add(Match(c, shown, own, group, sheet) with { PastTheHeadings = c >= last });
        }
        if (columns.Exists(match => match.Column?.Kind == "newborn-sex") && !columns.Exists(match => match.Column?.Name == "delivery_date")) throw new RosterRefusedException("fetal-sex-column");
        ShareOut(columns);
        ColumnsByCells.Propose(columns, template, data, sheet.Date1904, today);
        return [.. columns.Select(match => match with { Sample = Sample(match, data, sheet.Date1904) })];
    }

    private ColumnMatch Match(int index, string shown, string own, string group, Sheet sheet)
    {
        var match = new ColumnMatch(index, shown) { Hidden = sheet.HiddenColumns.Contains(index), Restricted = matcher.IsRestricted(shown), Unit = HeadingText.InBrackets(own) };
        if (options.Mapping.TryGetValue($"@{match.Letters}", out var confirmed) || options.Mapping.TryGetValue(shown, out confirmed))
        {
            var column = confirmed is null ? null : template.Column(confirmed);
            return match with { Column = column, By = MatchedBy.Confirmed, Restricted = match.Restricted || column?.Restricted == true };
        }
        var found = matcher.Match(own, group);
        // A column somebody hid is read and named; taking it over needs a yes.
        return match.Hidden && found.Column is { } hidden
            ? match with { Candidates = [hidden.Name] }
            : match with { Column = found.Column, By = found.By, Candidates = found.Candidates };
    }

    // Two headings for one column: the surer one has it; two that are equally sure are both shown and neither is read.
    private static void ShareOut(List<ColumnMatch> columns)
    {
        foreach (var rivals in columns.Where(match => match.Column is not null).GroupBy(match => match.Column!.Name).Where(group => group.Count() > 1).ToList())
        {
            var surest = rivals.Min(match => match.By);
            var first = rivals.Where(match => match.By == surest).ToList();
            foreach (var match in rivals)
            {
                if (first.Count == 1 && match == first[0]) continue;
                columns[columns.IndexOf(match)] = match with { Column = null, By = MatchedBy.Ambiguous, Candidates = [rivals.Key] };
            }
        }
    }

    private string Sample(ColumnMatch match, IReadOnlyList<SheetRow> data, bool date1904)
    {
        if (match.Restricted && !options.MaySeeRestricted) return "";
        var text = data.Select(row => CellText.Typed(row[match.Index], date1904)).FirstOrDefault(shown => shown.Length > 0) ?? "";
        return RosterPreview.Mask(match, text);
    }
}
