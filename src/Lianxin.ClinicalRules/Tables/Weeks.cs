using System.Globalization;

namespace Lianxin.ClinicalRules.Tables;

/// <summary>A span of gestational age in whole days, both ends inside; an open end is null. Written <c>20w0d..20w6d</c>, <c>from 16w0d</c>, <c>..13w6d</c>.</summary>
public readonly record struct Weeks(int? From, int? To)
{
    public bool Contains(int days) => !(days < From) && !(days > To);

    /// <summary>Whether the whole token is a span; "24w0d..28w6d or later first test" is words for people.</summary>
    public static bool TryParse(ReadOnlySpan<char> token, out Weeks span)
    {
        span = default;
        if (token.StartsWith("from "))
        {
            if (!TryDay(token[5..].Trim(), out var from)) return false;
            span = new(from, null);
            return true;
        }
        var dots = token.IndexOf("..");
        if (dots < 0) return false;
        int? start = null, end = null;
        if (dots > 0)
        {
            if (!TryDay(token[..dots], out var day)) return false;
            start = day;
        }
        if (dots + 2 < token.Length)
        {
            if (!TryDay(token[(dots + 2)..], out var day)) return false;
            end = day;
        }
        span = new(start, end);
        return start is not null || end is not null;
    }

    /// <summary>36w0d = 252 days.</summary>
    public static bool TryDay(ReadOnlySpan<char> text, out int days)
    {
        days = 0;
        var w = text.IndexOf('w');
        if (w < 1 || text.Length != w + 3 || text[^1] != 'd') return false;
        if (!int.TryParse(text[..w], NumberStyles.None, CultureInfo.InvariantCulture, out var weeks) || text[w + 1] is < '0' or > '6') return false;
        days = (weeks * 7) + text[w + 1] - '0';
        return true;
    }

    /// <summary>252 days = 36w0d.</summary>
    public static string Format(int days) => string.Create(CultureInfo.InvariantCulture, $"{days / 7}w{days % 7}d");
}
