using System.Text;
using System.Text.RegularExpressions;

namespace Lianxin.Rosters.Columns;

/// <summary>The clean-up of headings before they are compared, and of cells before they are read.</summary>
internal static partial class HeadingText
{
    /// <summary>NFKC, without white space, line breaks, stars, colons and (必填); upper case.</summary>
    public static string Clean(string heading)
    {
        var text = Ornaments().Replace(Compatible(heading), "").ToUpperInvariant();
        foreach (var note in WordLists.Of("required-note")) text = text.Replace(note, "", StringComparison.OrdinalIgnoreCase);
        return text;
    }

    /// <summary>Without anything in brackets: units, examples, notes.</summary>
    public static string WithoutBrackets(string clean) => Brackets().Replace(clean, "");

    /// <summary>What stands in the first pair of brackets, such as a unit; empty when there is none.</summary>
    public static string InBrackets(string heading) => Brackets().Match(Compatible(heading)) is { Success: true } match ? match.Value[1..^1].Trim() : "";

    /// <summary>NFKC; a text that is no valid Unicode stays as it is.</summary>
    public static string Compatible(string text)
    {
        if (text.All(char.IsAscii)) return text;
        try { return text.Normalize(NormalizationForm.FormKC); }
        catch (ArgumentException) { return text; } // a lone surrogate: cannot be normalised, and matches nothing
    }

    [GeneratedRegex(@"[\s*:★☆※▲△●\u200B\uFEFF]+")] private static partial Regex Ornaments();
    [GeneratedRegex(@"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]")] private static partial Regex Brackets();
}
