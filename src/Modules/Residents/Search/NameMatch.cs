using System.Text;

namespace Lianxin.Residents.Search;

/// <summary>Whether and where typed letters and characters fit a name: each part takes at least one of them, in order, none left over.</summary>
internal static class NameMatch
{
    /// <summary>A query without what separates: <c>Chen Jie</c> → <c>chenjie</c>.</summary>
    public static string Typed(string query)
    {
        var kept = new StringBuilder();
        foreach (var rune in NameParts.Fold(query).EnumerateRunes())
            if (NameParts.IsHan(rune) || NameParts.IsWord(rune)) kept.Append(rune);
        return NameKeys.Cut(kept.ToString());
    }

    /// <summary>Per part of the name how many letters of its first spelling were typed; null where the query does not fit.</summary>
    public static int[]? Find(List<NamePart> parts, string typed)
    {
        if (typed.Length == 0) return null;
        // Characters may be any piece of the name; letters begin where somebody would begin to speak.
        var anywhere = NameParts.IsHan(Rune.GetRuneAt(typed, 0));
        for (var start = 0; start < parts.Count; start++)
        {
            if (!anywhere && !parts[start].Begins) continue;
            var lit = new int[parts.Count];
            if (Fits(parts, start, typed, 0, lit, [])) return lit;
        }
        return null;
    }

    private static bool Fits(List<NamePart> parts, int at, string typed, int from, int[] lit, HashSet<(int, int)> failed)
    {
        if (from == typed.Length) return true;
        if (at == parts.Count || failed.Contains((at, from))) return false;
        var part = parts[at];
        if (part.IsHan && typed.AsSpan(from).StartsWith(part.Text, StringComparison.Ordinal) && Fits(parts, at + 1, typed, from + part.Text.Length, lit, failed))
            return true;

        var spellings = NameKeys.Spellings(part);
        for (var i = 0; i < spellings.Length; i++)
        {
            // The longest piece first: "xian" is xi + an before x + …
            var most = typed.AsSpan(from).CommonPrefixLength(spellings[i]);
            for (var length = most; length > 0; length--)
            {
                if (!Fits(parts, at + 1, typed, from + length, lit, failed)) continue;
                lit[at] = i == 0 || spellings[0].StartsWith(spellings[i][..length], StringComparison.Ordinal) || IsFirstReading(part, spellings[i]) ? length : 0;
                return true;
            }
        }
        // A character whose reading nobody knows cannot be typed in letters: it is passed over.
        if (part.IsHan && part.Readings.Length == 0 && Fits(parts, at + 1, typed, from, lit, failed)) return true;
        failed.Add((at, from));
        return false;
    }

    private static bool IsFirstReading(NamePart part, string spelling) => part.Readings is [var first, ..] && first.Spellings.Contains(spelling);
}
