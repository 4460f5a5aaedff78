using System.Text;

namespace Lianxin.ClinicalRules.Tests.Tables;

/// <summary>Reads a table's text on its own, without the product's reader, so that an oracle does not share its faults.</summary>
internal static class RawTable
{
    public static List<Dictionary<string, string>> Rows(string file)
    {
        using var stream = typeof(ClinicalRules.Tables.Csv).Assembly.GetManifestResourceStream(file)!;
        var lines = Records(new StreamReader(stream, Encoding.UTF8).ReadToEnd());
        return [.. lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    private static List<List<string>> Records(string text)
    {
        List<List<string>> records = [[]];
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"')
            {
                if (quoted && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
                else quoted = !quoted;
            }
            else if (!quoted && c is (',' or '\n'))
            {
                records[^1].Add(cell.ToString());
                cell.Clear();
                if (c == '\n') records.Add([]);
            }
            else if (quoted || c != '\r') cell.Append(c);
        }
        records.RemoveAll(record => record.Count == 0);
        return records;
    }
}
