using System.Text;

namespace Lianxin.Residents.Search;

/// <summary>One syllable of a name as the result list shows it, a space between two.</summary>
/// <param name="Text">With its tone: <c>chén</c>. A word in letters or a character without known reading as written; <c>·</c> by itself.</param>
/// <param name="Lit">How many of its letters, from the first, the query matched; 0 to the length of <paramref name="Text"/>.</param>
public readonly record struct PinyinPart(string Text, int Lit);

/// <summary>A name in pinyin: to show and to sort by.</summary>
public static class NamePinyin
{
    /// <summary>Longest sort key in UTF-16 units.</summary>
    public const int SortLength = 256;

    /// <summary>The name in pinyin with tones, and which letters the query matched. Empty for a name without Chinese characters, which needs none.</summary>
    /// <remarks>A surname is shown as it is read (曾 zēng); somebody who typed its everyday reading (ceng) sees no letter lit in it.</remarks>
    public static IReadOnlyList<PinyinPart> Show(string name, string query = "")
    {
        var parts = NameParts.Of(name);
        if (!parts.Exists(p => p.Readings.Length > 0)) return [];
        var match = NameMatch.Find(parts, NameMatch.Typed(query));
        var shown = new List<PinyinPart>(parts.Count);
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].AfterDot) shown.Add(new("·", 0));
            var text = parts[i].Readings is [var first, ..] ? first.Toned : parts[i].Shown;
            shown.Add(new(text, match is null ? 0 : Math.Min(match[i], text.Length)));
        }
        return shown;
    }

    /// <summary>The key that lists are ordered by: pinyin and tone, then character, character by character, so that all 陈 stand together.
    /// Compare ordinally (collation C). What has no known reading comes last.</summary>
    public static string Sort(string name)
    {
        var key = new StringBuilder();
        foreach (var part in NameParts.Of(name))
        {
            // '~' sorts behind every letter and digit.
            if (part.IsHan) key.Append(part.Readings is [var first, ..] ? first.Sort : "~").Append(part.Text);
            else key.Append(part.Text).Append(' ');
        }
        return NameKeys.Cut(key.ToString().TrimEnd(), SortLength);
    }
}
