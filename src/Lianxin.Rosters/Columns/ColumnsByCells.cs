using Lianxin.ClinicalRules.Identifiers;
using Lianxin.Rosters.Cells;
using Lianxin.Rosters.Sheets;

namespace Lianxin.Rosters.Columns;

/// <summary>Looks at the cells of a column: a column full of valid identity numbers is one, whatever stands above it.</summary>
internal static class ColumnsByCells
{
    private const int Looked = 200;
    private const double Most = 0.8;

    /// <summary><c>id_number</c>, <c>mobile</c>, <c>date</c>, or null when the cells tell nothing for sure.</summary>
    public static string? Kind(IReadOnlyList<SheetRow> rows, int column, bool date1904, DateOnly today)
    {
        var (filled, ids, phones, dates) = (0, 0, 0, 0);
        foreach (var row in rows.Take(Looked))
        {
            var cell = row[column];
            var text = CellText.Typed(cell, date1904);
            if (text.Length == 0) continue;
            filled++;
            if (ResidentId.TryParse(text, today, out _, out _)) ids++;
            else if (PhoneNumber.Parse(text).Kind == PhoneKind.Mobile) phones++;
            else if (DateCell.Read(cell, text, date1904, today, liesAhead: true).Date is not null && (cell.Kind != CellKind.Number)) dates++;
        }
        if (filled == 0) return null;
        return ids >= filled * Most ? "id_number" : phones >= filled * Most ? "mobile" : dates >= filled * Most ? "date" : null;
    }

    /// <summary>Fills what no heading claimed: one unknown column of identity numbers, one of mobile numbers; shown as found by its cells.
    /// Dates are only proposed, for a date may be any of several.</summary>
    public static void Propose(List<ColumnMatch> columns, RosterTemplate template, IReadOnlyList<SheetRow> rows, bool date1904, DateOnly today)
    {
        var kinds = columns.Select(match => match.Restricted ? null : Kind(rows, match.Index, date1904, today)).ToList();
        foreach (var name in (string[])["id_number", "mobile"])
        {
            var free = Enumerable.Range(0, columns.Count).Where(i => kinds[i] == name && columns[i] is { By: MatchedBy.Nothing, Hidden: false } && !SpeaksOfSomebodyElse(template, columns[i].Heading)).ToList();
            var claimed = columns.Any(match => match.Column?.Name == name || match.Candidates.Contains(name));
            if (free.Count == 1 && !claimed) columns[free[0]] = columns[free[0]] with { Column = template.Column(name), By = MatchedBy.Cells };
            else foreach (var i in free) columns[i] = columns[i] with { Candidates = [name] };
        }
        for (var i = 0; i < columns.Count; i++)
        {
            if (kinds[i] is not { } kind) continue;
            if (columns[i].Column is null && kind == "date" && columns[i].By == MatchedBy.Nothing)
                columns[i] = columns[i] with { Candidates = [.. template.Columns.Where(column => column.Kind == "date" && columns.TrueForAll(match => match.Column?.Name != column.Name)).Select(column => column.Name)] };
            else if (columns[i].Column is { } column && Contradicts(column.Kind, kind)) columns[i] = columns[i] with { Candidates = [kind] };
        }
    }

    private static bool Contradicts(string column, string cells) => column switch
    {
        "id" => cells != "id_number",
        "phone" => cells != "mobile",
        "date" => cells != "date",
        "name" => true,
        _ => false,
    };

    private static bool SpeaksOfSomebodyElse(RosterTemplate template, string heading) =>
        template.Groups.Any(group => group.Words.Any(word => heading.Contains(word, StringComparison.Ordinal)));
}
