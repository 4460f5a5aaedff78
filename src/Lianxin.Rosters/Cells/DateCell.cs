using System.Globalization;
using System.Text.RegularExpressions;
using Lianxin.Rosters.Columns;
using Lianxin.Rosters.Sheets;

namespace Lianxin.Rosters.Cells;

/// <summary>A cell in a column of dates.</summary>
/// <param name="Date">The day, when there is exactly one reading.</param>
/// <param name="Code">Problem, or empty.</param>
/// <param name="Effect">What the problem does.</param>
/// <param name="Proposed">The likely day of a reading that must be confirmed.</param>
internal readonly record struct DateReading(DateOnly? Date, string Code = "", RosterOutcome Effect = RosterOutcome.Accept, DateOnly? Proposed = null);

internal static partial class DateCell
{
    // Serials of 1954 to 2119: what a date column can mean, and no telephone or year.
    private const double FirstSerial = 20_000, LastSerial = 80_000;
    private const int FirstYear = 1880, LastYear = 2199;

    public static DateReading Read(SheetCell cell, string text, bool date1904, DateOnly today, bool liesAhead) => cell.Kind switch
    {
        CellKind.Date => FromSerial(cell.Number, date1904),
        CellKind.Number => ReadNumber(cell.Number, text, date1904),
        CellKind.Bool => new(null, "not-a-date", RosterOutcome.Refuse),
        _ => ReadText(text, cell.Typed, date1904, today, liesAhead),
    };

    private static DateReading FromSerial(double serial, bool date1904) =>
        ExcelDate.FromSerial(serial, date1904) is { } day ? new(DateOnly.FromDateTime(day)) : new(null, "impossible-date", RosterOutcome.Refuse);

    private static DateReading ReadNumber(double number, string text, bool date1904)
    {
        if (number is >= FirstSerial and <= LastSerial) return FromSerial(number, date1904);
        var reading = ReadWritten(text, typedText: false, date1904);
        return reading.Code == "not-a-date" && YearAndMonth().IsMatch(text) ? new(null, "ambiguous-date", RosterOutcome.Ask) : reading;
    }

    private static DateReading ReadText(string text, bool typed, bool date1904, DateOnly today, bool liesAhead)
    {
        var plain = HeadingText.Compatible(text).Trim();
        if (LunarDate.Speaks(plain)) return new(null, "lunar-date", RosterOutcome.Ask, LunarDate.Convert(plain, today, liesAhead));
        if (!plain.Any(char.IsAsciiDigit))
        {
            if (FromChineseNumerals(plain) is not { } digits) return new(null, "not-a-date");
            plain = digits;
        }
        if (plain.StartsWith("民国", StringComparison.Ordinal)) return new(null, "ambiguous-date", RosterOutcome.Ask);
        var sure = plain;
        foreach (var word in WordLists.Of("approximate")) sure = sure.Replace(word, "", StringComparison.Ordinal);
        sure = Weekday().Replace(Dashes().Replace(sure, "-"), "").Trim();
        if (TimePart().Match(sure) is { Success: true } time)
        {
            if (int.Parse(time.Groups["h"].Value, CultureInfo.InvariantCulture) > 24 || int.Parse(time.Groups["m"].Value, CultureInfo.InvariantCulture) > 59) return new(null, "not-a-date", RosterOutcome.Refuse);
            sure = time.Groups["date"].Value.Trim();
        }
        if (TwoDates().IsMatch(sure)) return new(null, "range-of-values", RosterOutcome.Ask);
        var reading = ReadWritten(sure, typed, date1904, today, liesAhead);
        return sure.Length < plain.Length && reading.Date is { } about && WordLists.ContainsAny("approximate", plain) ? new(null, "ambiguous-date", RosterOutcome.Ask, about) : reading;
    }

    private static DateReading ReadWritten(string text, bool typedText, bool date1904, DateOnly? today = null, bool liesAhead = false)
    {
        if (YearMonthDay().Match(text) is { Success: true } whole) return Day(whole);
        if (EightDigits().Match(text) is { Success: true } eight) return Day(eight);
        if (TwoDigitYear().Match(text) is { Success: true } century) return new(null, "ambiguous-date", RosterOutcome.Ask, Century(century, today, liesAhead));
        if (YearLast().IsMatch(text) || YearAndMonth().IsMatch(text) || MonthAndDay().IsMatch(text) || SixDigits().IsMatch(text)) return new(null, "ambiguous-date", RosterOutcome.Ask);
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial) && serial is >= FirstSerial and <= LastSerial)
        {
            var reading = FromSerial(serial, date1904);
            // Text that happens to be a serial: somebody set the column to text after Excel had made a number of the date.
            return typedText ? new(null, "ambiguous-date", RosterOutcome.Ask, reading.Date) : reading;
        }
        return new(null, "not-a-date", RosterOutcome.Refuse);
    }

    private static DateReading Day(Match match) =>
        Make(int.Parse(match.Groups["y"].Value, CultureInfo.InvariantCulture), match) is { } day ? new(day) : new(null, "impossible-date", RosterOutcome.Refuse);

    private static DateOnly? Make(int year, Match match)
    {
        var (month, day) = (int.Parse(match.Groups["m"].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups["d"].Value, CultureInfo.InvariantCulture));
        return year is >= FirstYear and <= LastYear && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
    }

    private static DateOnly? Century(Match match, DateOnly? today, bool liesAhead)
    {
        var year = 2000 + int.Parse(match.Groups["y"].Value, CultureInfo.InvariantCulture);
        return Make(!liesAhead && today is { } now && year > now.Year ? year - 100 : year, match);
    }

    private static string? FromChineseNumerals(string text)
    {
        if (Numerals().Match(text) is not { Success: true } match) return null;
        return ChineseNumerals.Year(match.Groups["y"].Value) is { } year && ChineseNumerals.Small(match.Groups["m"].Value) is { } month && ChineseNumerals.Small(match.Groups["d"].Value) is { } day
            ? $"{year}-{month}-{day}" : null;
    }

    [GeneratedRegex(@"^(?<y>[0-9]{4})\s*[-/.年、,_\s]\s*(?<m>[0-9]{1,2})\s*[-/.月、,_\s]\s*(?<d>[0-9]{1,2})\s*[日号]?[.。]?$")] private static partial Regex YearMonthDay();
    [GeneratedRegex("^(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})$")] private static partial Regex EightDigits();
    [GeneratedRegex(@"^'?(?<y>[0-9]{2})\s*[-/.年]\s*(?<m>[0-9]{1,2})\s*[-/.月]\s*(?<d>[0-9]{1,2})\s*[日号]?$")] private static partial Regex TwoDigitYear();
    [GeneratedRegex("^[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}$")] private static partial Regex YearLast();
    [GeneratedRegex("^((19|20)[0-9]{2}年?|[0-9]{4}[-/.年][0-9]{1,2}月?|[0-9]{2}年[0-9]{1,2}月)$")] private static partial Regex YearAndMonth();
    [GeneratedRegex("^([0-9]{1,2}[-/.月][0-9]{1,2}[日号]?|[0-9]{1,2}月(份|底|初)?)$")] private static partial Regex MonthAndDay();
    [GeneratedRegex("^[0-9]{6}$")] private static partial Regex SixDigits();
    [GeneratedRegex(@"^[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}[日号]?\s*[-~至到、,/;]+\s*[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}[日号]?$")] private static partial Regex TwoDates();
    [GeneratedRegex(@"^(?<date>.*[0-9日号])(T|\s+)(上午|下午)?(?<h>[0-9]{1,2})[:时](?<m>[0-9]{1,2})分?(:[0-9]{1,2}(\.[0-9]+)?)?\s*(Z|[+-][0-9]{2}:?[0-9]{2}|AM|PM)?$", RegexOptions.IgnoreCase)] private static partial Regex TimePart();
    [GeneratedRegex(@"\(?(星期|周|礼拜)[一二三四五六日天]\)?")] private static partial Regex Weekday();
    [GeneratedRegex("[\u2010-\u2015\u2212]|—|－")] private static partial Regex Dashes();
    [GeneratedRegex("^(?<y>[〇零○一二三四五六七八九]{4})年(?<m>[一二三四五六七八九十]{1,2})月(?<d>[一二三四五六七八九十]{1,3})[日号]?$")] private static partial Regex Numerals();
}
