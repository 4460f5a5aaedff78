namespace Lianxin.Rosters.Cells;

/// <summary>Chinese numerals as dates and counts use them, 0 to 99.</summary>
internal static class ChineseNumerals
{
    private const string Digits = "〇一二三四五六七八九";

    /// <summary>一 … 九十九, 〇, 两, or digits; null for anything else.</summary>
    public static int? Small(string text)
    {
        if (text.Length is 1 or 2 && text.All(char.IsAsciiDigit)) return int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var plain = text.Replace('两', '二').Replace('零', '〇').Replace('○', '〇').Replace("廿", "二十", StringComparison.Ordinal).Replace("卅", "三十", StringComparison.Ordinal);
        if (plain.Length == 1 && Digit(plain[0]) is { } one) return one;
        var ten = plain.IndexOf('十', StringComparison.Ordinal);
        if (ten is not (0 or 1) || plain.Length > ten + 2) return null;
        var tens = ten == 0 ? 1 : Digit(plain[0]);
        var ones = plain.Length == ten + 1 ? 0 : Digit(plain[ten + 1]);
        return tens is > 0 && ones is not null ? tens * 10 + ones : null;
    }

    /// <summary>Digits one by one: 二〇二五 is 2025.</summary>
    public static int? Year(string text)
    {
        if (text.Length != 4) return null;
        var year = 0;
        foreach (var c in text.Replace('零', '〇').Replace('○', '〇'))
        {
            if ((char.IsAsciiDigit(c) ? c - '0' : Digit(c)) is not { } digit) return null;
            year = year * 10 + digit;
        }
        return year;
    }

    private static int? Digit(char c) => Digits.IndexOf(c, StringComparison.Ordinal) is >= 0 and var digit ? digit : null;
}
