using System.Globalization;
using System.Text;

namespace Lianxin.App.Forms;

/// <summary>Reads what hands type into a field: full-width figures, Chinese stops, the short ways to write a date or a pressure.</summary>
public static class TypedText
{
    /// <summary>Full-width figures and signs as half-width, 。 as the decimal point, without blanks at the ends.</summary>
    public static string Narrow(string text)
    {
        var narrow = new StringBuilder(text.Length);
        foreach (var c in text)
            narrow.Append(c switch { >= '！' and <= '～' => (char)(c - 0xFEE0), '。' or '·' => '.', '　' => ' ', '、' => ',', '—' or '－' or '−' => '-', _ => c });
        return narrow.ToString().Trim();
    }

    public static decimal? Number(string text) =>
        decimal.TryParse(Narrow(text), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Days of a gestational age written <c>31+2</c>, <c>31 2</c> or <c>31周2天</c>.</summary>
    public static int? GestationDays(string text)
    {
        var parts = Narrow(text).Split(['+', ' ', '周', 'w', 'W', '天', 'd'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length is 1 or 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var weeks) && weeks < 100
            && int.TryParse(parts.ElementAtOrDefault(1) ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days < 7 ? weeks * 7 + days : null;
    }

    /// <summary>Both figures of a pressure: <c>146/94</c>, <c>146 94</c>, <c>146,94</c>, or the figures alone where their number leaves no doubt (<c>14694</c>).</summary>
    public static (string Systolic, string Diastolic) Pressure(string text)
    {
        var narrow = Narrow(text);
        var parts = narrow.Split(['/', ' ', ',', '\\', '-', '.'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 1 && parts[0].All(char.IsAsciiDigit) && parts[0].Length is 4 or 5 or 6)
        {
            var cut = parts[0].Length == 4 ? 2 : 3;
            return (parts[0][..cut], parts[0][cut..]);
        }
        return parts.Length switch { 0 => ("", ""), 1 => (parts[0], ""), _ => (parts[0], parts[1]) };
    }

    /// <summary>A date as ISO: <c>2025-11-20</c>, <c>20251120</c>, <c>2025.11.20</c>, <c>2025年11月20日</c>; <c>11-20</c> is that of the year that lies nearest to today; a year or a month alone stays one.</summary>
    /// <returns>The ISO text, or what was typed where it is no date: the form says so at the field.</returns>
    public static string Date(string text, DateOnly today)
    {
        var narrow = Narrow(text).TrimEnd('日', '号', '月', '年', '.', '/').Replace('年', '-').Replace('月', '-').Replace('/', '-').Replace('.', '-').Replace(' ', '-');
        if (narrow.Length == 8 && narrow.All(char.IsAsciiDigit)) narrow = $"{narrow[..4]}-{narrow[4..6]}-{narrow[6..]}";
        var parts = narrow.Split('-', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > 3 || parts.Any(p => !int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _))) return Narrow(text);
        var numbers = parts.Select(p => int.Parse(p, NumberStyles.None, CultureInfo.InvariantCulture)).ToArray();
        return numbers switch
        {
            [var year] when parts[0].Length == 4 => $"{year:0000}",
            [var year, var month] when parts[0].Length == 4 => $"{year:0000}-{month:00}",
            [var month, var day] => Nearest(month, day, today) ?? Narrow(text),
            [var year, var month, var day] => $"{year:0000}-{month:00}-{day:00}",
            _ => Narrow(text),
        };
    }

    /// <summary>A moment as <c>2025-11-20T09:21</c>: with its date, or a time alone (<c>09:21</c>, <c>921</c>), which is today's.</summary>
    public static string Moment(string text, DateOnly today)
    {
        var narrow = Narrow(text).Replace('T', ' ');
        var at = narrow.LastIndexOf(' ');
        var (date, time) = at < 0 ? ("", narrow) : (narrow[..at], narrow[(at + 1)..]);
        var figures = time.Replace(":", "", StringComparison.Ordinal);
        if (figures.Length is not (3 or 4) || !figures.All(char.IsAsciiDigit)) return narrow;
        return $"{(date.Length == 0 ? $"{today:yyyy-MM-dd}" : Date(date, today))}T{figures.PadLeft(4, '0')[..2]}:{figures[^2..]}";
    }

    private static string? Nearest(int month, int day, DateOnly today)
    {
        var found = Enumerable.Range(today.Year - 1, 3).Where(y => month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(y, month)).Select(y => new DateOnly(y, month, day)).ToArray();
        return found.Length == 0 ? null : $"{found.MinBy(d => Math.Abs(d.DayNumber - today.DayNumber)):yyyy-MM-dd}";
    }
}
