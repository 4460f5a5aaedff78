using System.Text;

namespace Lianxin.Residents.Search;

/// <summary>A character or word of a name.</summary>
/// <param name="Shown">As written.</param>
/// <param name="Text">As compared: one width, lower case, no accents.</param>
/// <param name="Readings">Of a Chinese character, the one of this place first; empty for a word in letters and for a character without known reading.</param>
/// <param name="IsHan">One Chinese character; else a word in letters.</param>
/// <param name="Begins">Whether somebody may begin here when typing letters: the first of the name, what follows a ‘·’, a word in letters.</param>
/// <param name="AfterDot">Whether a ‘·’ stands before it.</param>
internal sealed record NamePart(string Shown, string Text, Syllable[] Readings, bool IsHan, bool Begins, bool AfterDot);

/// <summary>Takes a name apart.</summary>
internal static class NameParts
{
    /// <summary>Parts looked at; what follows is shown but not searched.</summary>
    public const int Most = 64;

    private const string Dots = "·•・‧∙⋅・˙.．｡。";

    /// <summary>One width (full-width letters become plain, compatibility characters the usual ones), lower case, no accents. A lone surrogate becomes U+FFFD.</summary>
    public static string Fold(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) whole.Append(rune);
        var plain = new StringBuilder(whole.Length);
        foreach (var rune in whole.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            // Only the accents of Latin letters (U+0300 on): the vowel signs of Tibetan or Thai are marks too, and are letters to their readers.
            if (rune.Value is >= 0x0300 and <= 0x036F) continue;
            plain.Append(Rune.ToLowerInvariant(rune));
        }
        return plain.ToString().Normalize(NormalizationForm.FormC);
    }

    public static bool IsHan(Rune rune) => rune.Value
        is 0x3007 or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFD)
        // Private use: where older systems kept rare characters. Found by copying, or by the rest of the name.
        or (>= 0xE000 and <= 0xF8FF) or (>= 0xF0000 and <= 0x10FFFD);

    /// <summary>Part of a word in letters: letters, digits and the marks that belong to them.</summary>
    public static bool IsWord(Rune rune) => !IsHan(rune)
        && (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark);

    public static bool IsDot(Rune rune) => rune.IsBmp && Dots.Contains((char)rune.Value);

    /// <summary>The parts of a name. Spaces, dots and whatever is neither letter nor character (an emoji) only part them.</summary>
    public static List<NamePart> Of(string name)
    {
        var parts = new List<NamePart>();
        var shown = new StringBuilder();
        bool dot = false, anyDot = false, afterWord = false;

        void EndWord()
        {
            if (shown.Length == 0) return;
            var word = shown.ToString();
            shown.Clear();
            parts.Add(new(word, Fold(word), [], false, true, dot));
            (dot, afterWord) = (false, true);
        }

        foreach (var rune in name.EnumerateRunes())
        {
            if (parts.Count >= Most) break;
            if (IsHan(rune))
            {
                EndWord();
                var text = rune.ToString().Normalize(NormalizationForm.FormKC);
                var readings = PinyinTable.Instance.ReadingsOf(Rune.GetRuneAt(text, 0));
                parts.Add(new(rune.ToString(), text, readings, true, parts.Count == 0 || dot || afterWord, dot));
                (dot, afterWord) = (false, false);
            }
            else if (IsWord(rune))
            {
                shown.Append(rune);
            }
            // An apostrophe belongs to its word: O'Brien is typed obrien.
            else if (rune.Value is not ('\'' or '’' or 'ʼ'))
            {
                EndWord();
                if (IsDot(rune) && parts.Count > 0) dot = anyDot = true;
            }
        }
        if (parts.Count < Most) EndWord();
        // Before a ‘·’ stands no Chinese surname: 单增·卓玛 is read dān zēng.
        if (!anyDot) ReadSurname(parts);
        return parts;
    }

    private static void ReadSurname(List<NamePart> parts)
    {
        var characters = parts.TakeWhile(p => p.IsHan).Take(PinyinTable.Instance.LongestSurname).ToList();
        for (var length = characters.Count; length > 0; length--)
        {
            if (PinyinTable.Instance.SurnameReading(string.Concat(characters.Take(length).Select(p => p.Text))) is not { } reading) continue;
            for (var i = 0; i < length; i++)
            {
                // The everyday reading still finds her: not everybody knows how her name is read.
                var others = parts[i].Readings.Where(r => r.Spellings[0] != reading[i].Spellings[0]);
                parts[i] = parts[i] with { Readings = [reading[i], .. others] };
            }
            return;
        }
    }
}
