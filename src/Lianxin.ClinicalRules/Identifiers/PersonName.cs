using System.Globalization;
using System.Text;

namespace Lianxin.ClinicalRules.Identifiers;

public enum PersonNameFault { None, Empty, TooLong, Characters }

/// <summary>A person's name: 1 to 50 text elements, rare characters outside the BMP included.</summary>
/// <remarks>NFC, except that compatibility ideographs stay: NFC would write another character than the one on the identity card.
/// The dots that join names of minorities become U+00B7 between letters. U+0000, other control characters and lone surrogates are refused,
/// because PostgreSQL cannot hold them and screens cannot show them. Source: clinical/identifiers.md section 6.</remarks>
public readonly record struct PersonName
{
    /// <summary>Longest name in text elements (what a reader counts as one character).</summary>
    public const int Longest = 50;
    private const string Dots = "\u00B7\u2022\u2027\u2219\u22C5\u25CF\u30FB\uFF65\uFF0E.";

    private PersonName(string value) => Value = value;

    public string Value { get; }
    /// <summary>Key for finding the same name typed with another dot, dash or a blank between its parts.</summary>
    public string Key => MatchKey(Value ?? "");

    public static bool TryParse(string? text, out PersonName name, out PersonNameFault fault)
    {
        name = default;
        var trimmed = (text ?? "").Trim();
        if (trimmed.Length == 0) { fault = PersonNameFault.Empty; return false; }
        if (!IsStorable(trimmed)) { fault = PersonNameFault.Characters; return false; }
        var value = JoinWithDot(Compose(trimmed));
        fault = new StringInfo(value).LengthInTextElements > Longest ? PersonNameFault.TooLong : PersonNameFault.None;
        if (fault != PersonNameFault.None) return false;
        name = new(value);
        return true;
    }

    /// <summary>Key of any text that may be a name, for comparing; compatibility forms fall together here, and here only.</summary>
    public static string MatchKey(string text)
    {
        if (!IsStorable(text.Trim())) return text;
        var key = new StringBuilder(text.Length);
        foreach (var c in CompatibilityText.Fold(text.Trim()))
        {
            if (char.IsWhiteSpace(c) || Dots.Contains(c, StringComparison.Ordinal) || c == '-') { if (key.Length > 0 && key[^1] != '\u00B7') key.Append('\u00B7'); }
            else key.Append(char.ToUpperInvariant(c));
        }
        return key.ToString();
    }

    public override string ToString() => Value is null ? "" : "***";

    private static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) || text[i] is '\u202A' or '\u202B' or '\u202D' or '\u202E' or '\u2066' or '\u2067') return false;
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }
        return true;
    }

    private static string Compose(string text)
    {
        var composed = new StringBuilder(text.Length);
        var plain = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsCompatibilityIdeograph(rune.Value)) { Flush(); composed.Append(rune); }
            else plain.Append(rune);
        }
        Flush();
        return composed.ToString();

        void Flush() { composed.Append(plain.ToString().Normalize(NormalizationForm.FormC)); plain.Clear(); }
    }

    private static bool IsCompatibilityIdeograph(int code) => code is (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);

    private static string JoinWithDot(string text)
    {
        var joined = new StringBuilder(text);
        for (var i = 1; i < joined.Length - 1; i++)
        {
            // A Latin initial keeps its full stop; only between Chinese characters is any of these a joint.
            if (joined[i] != '\u00B7' && Dots.Contains(joined[i], StringComparison.Ordinal) && (joined[i] != '.' || !char.IsAscii(joined[i - 1]))) joined[i] = '\u00B7';
        }
        return joined.ToString();
    }
}
