using Lianxin.App.Forms;
using Lianxin.Contracts.Residents;

namespace Lianxin.App.Residents;

/// <summary>The words of a purpose in the user's language; they stand in the table of purposes.</summary>
public static class PurposeWords
{
    public static string Words(this PurposeView purpose) => FieldWords.IsChinese ? purpose.Zh : Capital(purpose.En);

    /// <summary>The ground.</summary>
    public static string Why(this PurposeView purpose) => FieldWords.IsChinese ? purpose.WhyZh : Capital(purpose.WhyEn);

    private static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
