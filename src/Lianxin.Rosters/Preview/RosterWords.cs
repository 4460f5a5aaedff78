using System.Globalization;
using Lianxin.Rosters.Sheets;

namespace Lianxin.Rosters;

/// <summary>The words of problem and refusal codes (<c>problems.csv</c>), Chinese first.</summary>
public static class RosterWords
{
    private static readonly Dictionary<string, (string Zh, string En)> Words = Load();

    public static IReadOnlyCollection<string> Codes => Words.Keys;

    /// <summary>The sentence for a code, in English when the culture is English.</summary>
    /// <exception cref="KeyNotFoundException">No such code: a mistake of the programmer.</exception>
    public static string Of(string code, CultureInfo? culture = null) =>
        culture?.TwoLetterISOLanguageName == "en" ? Words[code].En : Words[code].Zh;

    private static Dictionary<string, (string, string)> Load()
    {
        var table = EmbeddedTable.Read("problems.csv");
        return table.Rows.ToDictionary(row => table.Text(row, "code"), row => (table.Text(row, "zh"), table.Text(row, "en")), StringComparer.Ordinal);
    }
}
