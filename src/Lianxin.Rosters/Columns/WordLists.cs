using Lianxin.Rosters.Sheets;

namespace Lianxin.Rosters.Columns;

/// <summary>The word lists of <c>words.csv</c>, in the form in which cells and headings are compared.</summary>
internal static class WordLists
{
    private static readonly Dictionary<string, string[]> Lists = Load();

    private static readonly Dictionary<string, HashSet<string>> Sets = Lists.ToDictionary(list => list.Key, list => list.Value.ToHashSet(StringComparer.OrdinalIgnoreCase), StringComparer.Ordinal);

    public static IReadOnlyList<string> Of(string list) => Lists[list];
    public static bool IsOneOf(string list, string text) => Sets[list].Contains(text);
    public static bool ContainsAny(string list, string text) => Lists[list].Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static Dictionary<string, string[]> Load()
    {
        var table = EmbeddedTable.Read("words.csv");
        return table.Rows.ToDictionary(row => table.Text(row, "list"), row => table.List(row, "words").SelectMany(word => new[] { word, HeadingText.Compatible(word) }).Distinct().ToArray(), StringComparer.Ordinal);
    }
}
