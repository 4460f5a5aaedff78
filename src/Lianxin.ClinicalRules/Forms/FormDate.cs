using System.Globalization;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>How exactly a date is known.</summary>
public enum DatePrecision { Year, Month, Day }

/// <summary>A date as people know it: <c>1987</c>, <c>1987-05</c> or <c>1987-05-09</c>.</summary>
/// <param name="First">The first day that it may be.</param>
/// <param name="Precision">How exactly it is known.</param>
public readonly record struct FormDate(DateOnly First, DatePrecision Precision)
{
    private static readonly (string Format, DatePrecision Precision)[] Formats =
        [("yyyy-MM-dd", DatePrecision.Day), ("yyyy-MM", DatePrecision.Month), ("yyyy", DatePrecision.Year)];

    // A time without offset is the clock on the wall where the form was filled in.
    private static readonly string[] Times = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF"];
    private static readonly string[] TimesWithOffset = ["yyyy-MM-ddTHH:mmzzz", "yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz"];

    /// <summary>The last day that it may be.</summary>
    public DateOnly Last => Precision switch
    {
        DatePrecision.Year => First.AddYears(1).AddDays(-1),
        DatePrecision.Month => First.AddMonths(1).AddDays(-1),
        _ => First,
    };

    public static bool TryParse(string? text, out FormDate date)
    {
        foreach (var (format, precision) in Formats)
        {
            if (text?.Length == format.Length && DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                date = new(day, precision);
                return day.Year is >= 1000 and < 9999; // counting from it never leaves the calendar
            }
        }

        date = default;
        return false;
    }

    /// <summary>Reads <c>2025-11-20T09:24</c>, with seconds and an offset where they are given.</summary>
    /// <param name="text">ISO 8601.</param>
    /// <param name="offset">Offset of the place, for a text that names none.</param>
    /// <param name="time">The moment.</param>
    public static bool TryParseTime(string? text, TimeSpan offset, out DateTimeOffset time)
    {
        time = default;
        if (text is null || text.Length > 40) return false;
        if (text.EndsWith('Z')) text = text[..^1] + "+00:00";
        if (DateTimeOffset.TryParseExact(text, TimesWithOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out time)) return time.Year is >= 1000 and <= 9998;
        if (!DateTime.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) || wall.Year is < 1000 or > 9998) return false;
        time = new(wall, offset);
        return true;
    }
}
