using System.Globalization;
using System.Text;

namespace Lianxin.ClinicalRules.Tables;

/// <summary>A table of <c>Data/</c>: comma-separated, UTF-8, first row = column names, a cell in double quotes may hold commas and line ends.</summary>
/// <remarks>A fault in the data is a fault of the build: it throws <see cref="FormatException"/> with file and row, at load and never later.</remarks>
public sealed class Csv
{
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);

    private Csv(string file, string text)
    {
        File = file;
        List<CsvRow> rows = [];
        foreach (var (line, cells) in Read(file, text))
        {
            if (columns.Count == 0)
            {
                for (var i = 0; i < cells.Length; i++) columns.Add(cells[i], i);
                continue;
            }
            if (cells.Length != columns.Count) throw new FormatException($"{file} line {line}: {cells.Length} cells, the heading has {columns.Count}");
            rows.Add(new CsvRow(this, line, cells));
        }
        Rows = rows;
    }

    public string File { get; }

    public IReadOnlyList<CsvRow> Rows { get; }

    public bool Has(string column) => columns.ContainsKey(column);

    /// <summary>A table that is part of this assembly, by its file name.</summary>
    /// <exception cref="FormatException">No such table, or a row that is not well formed.</exception>
    public static Csv Embedded(string file)
    {
        using var stream = typeof(Csv).Assembly.GetManifestResourceStream(file) ?? throw new FormatException($"{file} is not part of the assembly");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Parse(file, reader.ReadToEnd());
    }

    public static Csv Parse(string file, string text) => new(file, text);

    internal int Column(string name) => columns.TryGetValue(name, out var at) ? at : throw new FormatException($"{File} has no column {name}");

    private static IEnumerable<(int Line, string[] Cells)> Read(string file, string text)
    {
        List<string> cells = [];
        var cell = new StringBuilder();
        int at = 0, line = 1;
        while (at < text.Length)
        {
            var start = line;
            cells.Clear();
            while (true)
            {
                ReadCell(file, text, cell, ref at, ref line);
                cells.Add(cell.ToString());
                if (at >= text.Length || text[at] != ',') break;
                at++;
            }
            if (at < text.Length && text[at] == '\r') at++;
            if (at < text.Length && text[at] != '\n') throw new FormatException($"{file} line {line}: text after a closing quote");
            at++;
            line++;
            if (cells is not [""]) yield return (start, [.. cells]);
        }
    }

    private static void ReadCell(string file, string text, StringBuilder cell, ref int at, ref int line)
    {
        cell.Clear();
        if (at >= text.Length || text[at] != '"')
        {
            while (at < text.Length && text[at] is not (',' or '\r' or '\n')) cell.Append(text[at++]);
            return;
        }
        at++;
        while (true)
        {
            if (at >= text.Length) throw new FormatException($"{file} line {line}: a quote does not end");
            var c = text[at++];
            if (c == '\n') line++;
            if (c != '"') cell.Append(c);
            else if (at < text.Length && text[at] == '"') cell.Append(text[at++]);
            else return;
        }
    }
}

/// <summary>One row of a table.</summary>
public readonly struct CsvRow(Csv table, int line, string[] cells)
{
    /// <summary>Line of the file, from 1.</summary>
    public int Line => line;

    public string this[string column] => cells[table.Column(column)];

    /// <summary>A decimal, or null when the cell is empty.</summary>
    public decimal? Number(string column)
    {
        var text = this[column];
        if (text.Length == 0) return null;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(column, "is no number");
    }

    public bool Flag(string column) => this[column] switch
    {
        "yes" or "true" => true,
        "no" or "false" or "" => false,
        _ => throw Wrong(column, "is neither yes nor no"),
    };

    public T Word<T>(string column, params ReadOnlySpan<(string Word, T Value)> words)
    {
        foreach (var (word, value) in words)
        {
            if (word == this[column]) return value;
        }
        throw Wrong(column, "is not a word of this column");
    }

    public Expressions.Expression Expression(string column)
    {
        try
        {
            return Expressions.Expression.Parse(this[column]);
        }
        catch (FormatException wrong)
        {
            throw Wrong(column, wrong.Message);
        }
    }

    public FormatException Wrong(string column, string why) => new($"{table.File} line {line}, {column} \"{this[column]}\": {why}");
}
