using System.Text;

namespace Lianxin.Rosters.Sheets;

/// <summary>Splits separated text into records: quotes doubled inside quotes, records end with CR, LF or both.</summary>
internal static class CsvText
{
    /// <summary>The records, blank ones included. A quote that is never closed is a damaged file, for its rest cannot be told from one cell.</summary>
    public static IEnumerable<List<string>> Records(string text, char separator, SheetLimits limits)
    {
        var record = new List<string>();
        var field = new StringBuilder();
        var (i, quoted) = (0, false);
        while (i < text.Length)
        {
            var c = text[i++];
            if (quoted)
            {
                if (c != '"') field.Append(c);
                else if (i < text.Length && text[i] == '"') { field.Append('"'); i++; }
                else quoted = false;
            }
            else if (c == '"' && field.Length == 0) quoted = true;
            else if (c == separator) { EndField(); }
            else if (c is '\n' or '\r')
            {
                if (c == '\r' && i < text.Length && text[i] == '\n') i++;
                EndField();
                yield return record;
                record = [];
            }
            else field.Append(c);
            if (field.Length > limits.CellCharacters) throw new RosterRefusedException(quoted ? "damaged" : "too-large");
        }
        if (quoted) throw new RosterRefusedException("damaged");
        if (field.Length > 0 || record.Count > 0) { EndField(); yield return record; }

        void EndField()
        {
            record.Add(field.ToString());
            field.Clear();
        }
    }
}
