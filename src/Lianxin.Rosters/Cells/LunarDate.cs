using System.Globalization;
using System.Text.RegularExpressions;
using Lianxin.Rosters.Columns;

namespace Lianxin.Rosters.Cells;

/// <summary>Dates of the lunar calendar (农历). They are converted to be shown, never taken unasked.</summary>
internal static partial class LunarDate
{
    private static readonly ChineseLunisolarCalendar Calendar = new();

    public static bool Speaks(string text) => WordLists.ContainsAny("lunar", text) || Telling().IsMatch(text);

    /// <summary>The day of the common calendar, or null when the month may be a leap month or the text is not whole.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="today">Without a year, the latest such day not after it is meant; the next one for things that lie ahead.</param>
    public static DateOnly? Convert(string text, DateOnly today, bool liesAhead)
    {
        foreach (var word in WordLists.Of("lunar")) text = text.Replace(word, "", StringComparison.Ordinal);
        var match = Whole().Match(text.Trim('(', ')', '（', '）', ' '));
        if (!match.Success || match.Groups["leap"].Success) return null;
        var (month, day) = (Month(match.Groups["month"].Value), Day(match.Groups["day"].Value));
        if (month is not (>= 1 and <= 12) || day is not (>= 1 and <= 30)) return null;
        if (match.Groups["year"].Success) return ChineseNumerals.Year(match.Groups["year"].Value) is { } year ? ToCommon(year, month.Value, day.Value) : null;
        var candidates = new[] { today.Year - 1, today.Year, today.Year + 1 }.Select(y => ToCommon(y, month.Value, day.Value)).OfType<DateOnly>();
        return liesAhead ? candidates.Where(date => date >= today).Cast<DateOnly?>().FirstOrDefault() : candidates.Where(date => date <= today).Cast<DateOnly?>().LastOrDefault();
    }

    private static DateOnly? ToCommon(int year, int month, int day)
    {
        if (year < Calendar.MinSupportedDateTime.Year || year >= Calendar.MaxSupportedDateTime.Year) return null;
        var leap = Calendar.GetLeapMonth(year); // its place in the sequence: 7 means a second sixth month
        var place = leap > 0 && month >= leap ? month + 1 : month;
        return day <= Calendar.GetDaysInMonth(year, place) ? DateOnly.FromDateTime(Calendar.ToDateTime(year, place, day, 0, 0, 0, 0)) : null;
    }

    private static int? Month(string text) => text switch { "正" => 1, "冬" => 11, "腊" => 12, _ => ChineseNumerals.Small(text) };
    private static int? Day(string text) => ChineseNumerals.Small(text.TrimStart('初'));

    [GeneratedRegex("初[一二三四五六七八九十]|廿|卅|[正腊冬]月|闰")] private static partial Regex Telling();
    [GeneratedRegex("^(?:(?<year>[0-9〇零○一二三四五六七八九]{4})[年\\-./])?(?<leap>闰)?(?<month>[正冬腊]|十[一二]?|[一二三四五六七八九]|[0-9]{1,2})[月\\-./](?<day>初?[一二三四五六七八九十廿卅]{1,3}|[0-9]{1,2})[日号]?$")]
    private static partial Regex Whole();
}
