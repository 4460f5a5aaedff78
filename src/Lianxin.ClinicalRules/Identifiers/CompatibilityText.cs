using System.Text;

namespace Lianxin.ClinicalRules.Identifiers;

/// <summary>Folds spellings that mean the same: full width, circled and squared characters.</summary>
internal static class CompatibilityText
{
    /// <summary>NFKC where the runtime has it. A browser's has not: there only the width is folded, and the server, which reads everything again, has the last word.</summary>
    public static string Fold(string text)
    {
        if (OperatingSystem.IsBrowser()) return Width(text);
        try { return text.Normalize(NormalizationForm.FormKC); }
        catch (ArgumentException) { return text; } // half a character: nothing to normalize, the words beside it are still read
    }

    private static string Width(string text) => string.Create(text.Length, text, static (folded, from) =>
    {
        for (var i = 0; i < from.Length; i++) folded[i] = from[i] switch { >= '\uFF01' and <= '\uFF5E' and var c => (char)(c - 0xFEE0), '\u3000' => ' ', var c => c };
    });
}
