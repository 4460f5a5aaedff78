using Lianxin.Rosters.Columns;
using Lianxin.Rosters.Sheets;

namespace Lianxin.Rosters.Cells;

internal delegate void CellReader(in CellInput input, RowDraft row);

/// <summary>Which reader a kind of column has, and what holds for every cell before it: errors, ditto marks.</summary>
internal static class CellReaders
{
    private static readonly Dictionary<string, CellReader> ByKind = new(StringComparer.Ordinal)
    {
        ["name"] = PersonCells.Name, ["id"] = PersonCells.Id, ["phone"] = PersonCells.Phone,
        ["date"] = Date, ["weeks"] = ObstetricCells.Weeks, ["gravida-para"] = ObstetricCells.GravidaPara, ["pressure"] = ObstetricCells.Pressure,
        ["count"] = CodeCells.Count, ["number"] = CodeCells.Number,
        ["code"] = CodeCells.Code, ["codes"] = CodeCells.Codes, ["colour"] = CodeCells.Colour, ["yes-no"] = CodeCells.YesNo, ["ethnic"] = CodeCells.Ethnic, ["blood"] = CodeCells.Blood,
        ["newborn-sex"] = CodeCells.Code,
        ["address"] = CodeCells.Address, ["place"] = CodeCells.Address, ["organization"] = CodeCells.FreeText, ["text"] = CodeCells.FreeText,
    };

    /// <summary>Reads one cell of a mapped column that has content.</summary>
    public static void Read(in CellInput input, RowDraft row)
    {
        if (IsError(input.Cell, input.Text)) { row.Refuse(input.Match, "formula-error"); return; }
        if (CellText.IsDitto(input.Plain)) { row.Ask(input.Match, "ditto-mark"); return; }
        if (!CellText.IsPlaceholder(input.Plain)) row.MarkFilled(input.Column.Name);
        ByKind[input.Column.Kind](input, row);
        if (input.Cell.Struck) row.Ask(input.Match, "struck-through");
    }

    public static bool IsError(SheetCell cell, string text) =>
        cell.Kind == CellKind.Error || (!cell.Typed && text is "#N/A" or "#REF!" or "#VALUE!" or "#NAME?" or "#DIV/0!" or "#NULL!" or "#NUM!");

    private static void Date(in CellInput input, RowDraft row)
    {
        if (CellText.IsPlaceholder(input.Plain))
        {
            if (CellText.IsSpokenPlaceholder(input.Plain)) row.Note(input.Match, "not-a-date");
            return;
        }
        // A heading that says lunar speaks for all its cells.
        var reading = WordLists.ContainsAny("lunar", input.Match.Heading) && input.Cell.Kind == CellKind.Text
            ? new(null, "lunar-date", RosterOutcome.Ask, LunarDate.Convert(HeadingText.Compatible(input.Text), row.Today, !input.Column.RefusedAfterToday))
            : DateCell.Read(input.Cell, input.Text, input.Date1904, row.Today, !input.Column.RefusedAfterToday);
        if (reading.Date is { } date) row.Set(input.Column.Name, date);
        if (reading.Code.Length == 0) return;
        var problem = new RosterProblem(input.Match.Heading, input.Column.Name, reading.Code, reading.Effect) { Index = input.Match.Index };
        row.Add(reading.Proposed is { } proposed ? problem with { Proposed = new Dictionary<string, object> { [input.Column.Name] = proposed } } : problem);
    }
}
