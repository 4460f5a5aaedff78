using System.Text;

namespace Lianxin.ClinicalRules.Identifiers;

/// <summary>Cleaning that every identifier shares: what typing habits add and nobody means.</summary>
internal static class IdentifierText
{
    /// <summary>Full-width ASCII becomes ASCII; white space and the invisible marks that spreadsheets add are dropped.</summary>
    /// <remarks>Deliberately not NFKC: it would turn a Roman ten into X and so invent a check character.</remarks>
    public static string Compact(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || c is '\u200B' or '\u2060' or '\uFEFF') continue;
            clean.Append(c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c);
        }
        return clean.ToString();
    }

    public static bool AllDigits(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (!char.IsAsciiDigit(c)) return false;
        return !text.IsEmpty;
    }

    public static string Mask(string text, int first, int last) =>
        text.Length <= first + last ? new string('*', text.Length) : string.Concat(text.AsSpan(0, first), new string('*', text.Length - first - last), text.AsSpan(text.Length - last));
}
