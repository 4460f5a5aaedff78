using System.Text;

namespace Lianxin.Residents.Search;

/// <summary>The keys by which a name is found.</summary>
public static class NameKeys
{
    /// <summary>Most readings of one name that become keys, the likeliest first. Three characters with three readings each are 27; a name of three
    /// has seldom more than two such.</summary>
    public const int MostReadings = 24;

    /// <summary>Characters of a name that one <see cref="KeyKind.Han"/> key holds; longer queries are cut to it.</summary>
    internal const int HanLength = 16;

    /// <summary>All keys of a name, none twice. ‘·’, spaces and symbols are ignored, so both spellings of 阿依努尔·买买提 give the same.
    /// Empty for a name without letters and characters.</summary>
    public static IReadOnlyList<SearchKey> For(string name)
    {
        var parts = NameParts.Of(name);
        var keys = new HashSet<SearchKey>();
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].IsHan) keys.Add(new(KeyKind.Han, HanFrom(parts, i)));
            if (!parts[i].Begins) continue;
            AddCombinations(keys, KeyKind.Initials, parts, i, p => [.. Spellings(p).Select(FirstLetter).Distinct()]);
            AddCombinations(keys, KeyKind.Pinyin, parts, i, Spellings);
        }
        return [.. keys];
    }

    /// <summary>The letters by which one part may be typed, the likeliest first; one empty text where its reading is not known.</summary>
    internal static string[] Spellings(NamePart part) =>
        !part.IsHan ? [part.Text]
        : part.Readings.Length == 0 ? [""]
        // Every usual spelling before any second one: lv, nv come before lu, lyu.
        : [.. part.Readings.Select(r => r.Spellings[0]), .. part.Readings.SelectMany(r => r.Spellings.Skip(1))];

    /// <summary>No longer than a key, and never half a character.</summary>
    internal static string Cut(string value, int length = SearchKey.MaxLength) =>
        value.Length <= length ? value : value[..(char.IsHighSurrogate(value[length - 1]) ? length - 1 : length)];

    private static string FirstLetter(string spelling) => spelling.Length == 0 ? "" : Rune.GetRuneAt(spelling, 0).ToString();

    private static string HanFrom(List<NamePart> parts, int start)
    {
        var text = new StringBuilder();
        for (var i = start; i < parts.Count && i < start + HanLength; i++) text.Append(parts[i].Text);
        return Cut(text.ToString());
    }

    // First every part as it is usually read, then one read otherwise, then two, …: what the limit cuts off is the least likely.
    private static void AddCombinations(HashSet<SearchKey> keys, KeyKind kind, List<NamePart> parts, int start, Func<NamePart, string[]> spell)
    {
        var choices = parts.Skip(start).Select(spell).ToArray();
        var chosen = choices.Select(c => c[0]).ToArray();
        var (left, tries) = (MostReadings, 8 * MostReadings); // tries: readings that differ only behind the cut give the same key again and again
        var several = choices.Count(c => c.Length > 1);
        for (var otherwise = 0; otherwise <= several && left > 0 && tries > 0; otherwise++) Choose(0, otherwise);

        void Choose(int from, int otherwise)
        {
            if (otherwise == 0)
            {
                tries--;
                var value = Cut(string.Concat(chosen));
                if (value.Length > 0 && keys.Add(new(kind, value))) left--;
                return;
            }
            for (var i = from; i < choices.Length && left > 0 && tries > 0; i++)
            {
                foreach (var other in choices[i].AsSpan(1))
                {
                    chosen[i] = other;
                    Choose(i + 1, otherwise - 1);
                }
                chosen[i] = choices[i][0];
            }
        }
    }
}
