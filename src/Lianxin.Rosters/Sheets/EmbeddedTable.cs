using System.Reflection;

namespace Lianxin.Rosters.Sheets;

/// <summary>A table that ships inside an assembly: comma separated, first record the names of the columns.</summary>
internal sealed class EmbeddedTable
{
    private readonly Dictionary<string, int> columns;

    private EmbeddedTable(List<string> header, List<string[]> rows)
    {
        columns = header.Select((name, at) => (name, at)).ToDictionary(pair => pair.name, pair => pair.at, StringComparer.Ordinal);
        Rows = rows;
    }

    public IReadOnlyList<string[]> Rows { get; }

    public string Text(string[] row, string column) => row[columns[column]];
    /// <summary>The parts of a cell that lists several with a vertical bar.</summary>
    public string[] List(string[] row, string column) => Text(row, column).Split('|', StringSplitOptions.RemoveEmptyEntries);

    public static EmbeddedTable Read(string name, Assembly? from = null)
    {
        using var stream = (from ?? typeof(EmbeddedTable).Assembly).GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The table {name} is not embedded.");
        using var reader = new StreamReader(stream);
        var records = CsvText.Records(reader.ReadToEnd(), ',', SheetLimits.Default).ToList();
        var width = records[0].Count;
        return new(records[0], [.. records.Skip(1).Where(record => record.Count > 1).Select(record => record.Concat(Enumerable.Repeat("", width)).Take(width).ToArray())]);
    }
}
