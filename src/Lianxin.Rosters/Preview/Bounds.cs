using Lianxin.ClinicalRules.Forms;
using Lianxin.Rosters.Cells;
using Lianxin.Rosters.Columns;

namespace Lianxin.Rosters;

/// <summary>Holds the values of a row against the bounds of <c>fields.csv</c>: impossible is refused, improbable is asked.</summary>
internal static class Bounds
{
    public static void Check(ColumnMatch match, RowDraft row)
    {
        var column = match.Column!;
        if (!row.Values.TryGetValue(column.Name, out var value)) return;
        if (value is DateOnly day) CheckDay(match, day, row);
        else if (value is decimal number) CheckNumber(match, column.Name, number, row);
    }

    /// <summary>Checks one number against the bounds of the column, or of another field that came out of the same cell.</summary>
    public static void CheckNumber(ColumnMatch match, string name, decimal number, RowDraft row, string? bounds = null)
    {
        if (Fields.Find(bounds ?? match.Column!.Bounds) is not { } field) return;
        if (number < field.RefuseBelow?.Number || number > field.RefuseAbove?.Number)
        {
            row.Remove(name);
            row.Refuse(match, "out-of-range", name);
        }
        else if (number < field.AskBelow?.Number || number > field.AskAbove?.Number) row.Ask(match, "improbable", name);
    }

    private static void CheckDay(ColumnMatch match, DateOnly day, RowDraft row)
    {
        var column = match.Column!;
        if (column.RefusedAfterToday && day > row.Today)
        {
            row.Remove(column.Name);
            row.Refuse(match, "future-date");
            return;
        }
        if (Fields.Find(column.Bounds) is not { } field) return;
        var (low, high) = (Day(field.RefuseBelow, column, row), Day(field.RefuseAbove, column, row));
        if (day < low && HasEnded(row)) row.Ask(match, "improbable");
        else if (day < low || day > high)
        {
            row.Remove(column.Name);
            row.Refuse(match, "out-of-range");
        }
        else if (day < Day(field.AskBelow, column, row) || day > Day(field.AskAbove, column, row)) row.Ask(match, "improbable");
    }

    // A row that tells an outcome without its date may be old; only a running pregnancy cannot be.
    private static bool HasEnded(RowDraft row) => WordLists.Of("ended").Any(row.IsFilled);

    private static DateOnly? Day(Bound? bound, RosterColumn column, RowDraft row)
    {
        if (bound?.From is not { } from) return null;
        if (column.Reference.Split('=') is [var key, var instead] && key == from)
            return instead.Split('|').Select(name => Known(name, row)).FirstOrDefault(day => day is not null) is { } known ? Shift(known, bound) : null;
        return Known(from, row) is { } day ? Shift(day, bound) : null;
    }

    private static DateOnly? Known(string key, RowDraft row) => key == "today" ? row.Today : row.Get<DateOnly>(key);

    private static DateOnly Shift(DateOnly day, Bound bound) => bound.Unit == 'y' ? day.AddYears(bound.Shift) : day.AddDays(bound.Shift);
}
