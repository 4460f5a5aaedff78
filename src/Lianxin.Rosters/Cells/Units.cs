using System.Globalization;
using Lianxin.Rosters.Sheets;

namespace Lianxin.Rosters.Cells;

/// <summary>Units that a column may be written in, and the factor to its own unit (<c>units.csv</c>). A unit that is not listed is not understood, never ignored.</summary>
internal static class Units
{
    private static readonly Dictionary<(string Column, string Unit), decimal> Factors = Load();

    public static decimal? Factor(string column, string unit) => Factors.TryGetValue((column, CellText.Plain(unit)), out var factor) ? factor : null;

    private static Dictionary<(string, string), decimal> Load()
    {
        var table = EmbeddedTable.Read("units.csv");
        return table.Rows.ToDictionary(row => (table.Text(row, "column"), CellText.Plain(table.Text(row, "unit"))), row => decimal.Parse(table.Text(row, "factor"), CultureInfo.InvariantCulture));
    }
}
