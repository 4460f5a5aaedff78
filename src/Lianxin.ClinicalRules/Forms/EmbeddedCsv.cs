using System.Collections.Frozen;
using System.Text;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>A table of Data/, read once: RFC 4180, UTF-8, the first row names the columns.</summary>
internal sealed class EmbeddedCsv
{
    private readonly FrozenDictionary<string, int> _columns;

    private EmbeddedCsv(List<string[]> rows)
    {
        _columns = rows[0].Select((name, at) => KeyValuePair.Create(name, at)).ToFrozenDictionary(StringComparer.Ordinal);
        Rows = [.. rows.Skip(1).Select(cells => new CsvRow(this, cells))];
    }

    public IReadOnlyList<CsvRow> Rows { get; }

    /// <exception cref="InvalidOperationException">There is no such table, or a row has another number of cells than the heading: a build fault.</exception>
    public static EmbeddedCsv Open(string file)
    {
        using var stream = typeof(EmbeddedCsv).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"{file} is not embedded");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var rows = Parse(reader.ReadToEnd());
        if (rows.Find(row => row.Length != rows[0].Length) is { } odd) throw new InvalidOperationException($"{file}: {odd[0]} has {odd.Length} cells");
        return new(rows);
    }

    public bool Has(string column) => _columns.ContainsKey(column);

    internal int Column(string name) => _columns[name];

    private static List<string[]> Parse(string text)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        var at = 0;
        while (at < text.Length)
        {
            row.Add(Cell(text, ref at));
            if (at < text.Length && text[at] == ',')
            {
                at++;
                continue;
            }

            if (at < text.Length && text[at] == '\r') at++;
            if (at < text.Length && text[at] == '\n') at++;
            rows.Add([.. row]);
            row.Clear();
        }

        return rows;
    }

    private static string Cell(string text, ref int at)
    {
        if (text[at] != '"')
        {
            var length = text.AsSpan(at).IndexOfAny(',', '\r', '\n');
            var end = length < 0 ? text.Length : at + length;
            var plain = text[at..end];
            at = end;
            return plain;
        }

        var start = ++at;
        while (!(text[at] == '"' && (at + 1 == text.Length || text[at + 1] != '"'))) at += text[at] == '"' ? 2 : 1;
        var quoted = text[start..at++];
        return quoted.Replace("\"\"", "\"", StringComparison.Ordinal);
    }
}

/// <summary>One row: <c>row["zh"]</c>.</summary>
internal readonly struct CsvRow(EmbeddedCsv table, string[] cells)
{
    public string this[string column] => cells[table.Column(column)];

    internal ReadOnlySpan<string> Cells => cells;
}
