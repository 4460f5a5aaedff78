using System.Globalization;
using System.Text.RegularExpressions;
using Lianxin.ClinicalRules.Expressions;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>A limit of a field: a number in its unit, or a day or moment counted from <c>today</c>, <c>now</c> or another field.</summary>
/// <param name="Number">The number; null for a date.</param>
/// <param name="From">today, now or a key of the same form; null for a number.</param>
/// <param name="Shift">How many units later; negative is earlier.</param>
/// <param name="Unit">d days, h hours, y years.</param>
public sealed partial record Bound(decimal? Number, string? From, int Shift, char Unit)
{
    /// <exception cref="FormatException">The cell is no bound.</exception>
    public static Bound? Parse(string cell)
    {
        if (cell.Length == 0) return null;
        if (decimal.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return new(number, null, 0, 'd');
        var match = Dated().Match(cell);
        if (!match.Success) throw new FormatException($"{cell} is no bound");
        var shift = match.Groups["n"].Success ? int.Parse(match.Groups["n"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        return new(null, match.Groups["from"].Value, shift, match.Groups["unit"].Success ? match.Groups["unit"].Value[0] : 'd');
    }

    /// <summary>The day that it is for these facts; null when the key is not known: then there is no bound.</summary>
    internal DateOnly? Day(IFacts facts)
    {
        if (From is null) return null;
        if (Unit == 'h') return Moment(facts, TimeSpan.Zero) is { } moment ? DateOnly.FromDateTime(moment.DateTime) : null;
        return facts.Get(From).Day is { } day ? Shifted(day) : null;
    }

    /// <summary>The moment that it is for these facts; of a day its first minute, in the zone given.</summary>
    internal DateTimeOffset? Moment(IFacts facts, TimeSpan offset)
    {
        if (From is null) return null;
        var from = facts.Get(From);
        if ((from.Moment ?? (from.Day is { } day ? new DateTimeOffset(day, TimeOnly.MinValue, offset) : null)) is not { } start) return null;
        if (Unit == 'h') return start.AddHours(Shift);
        var shifted = Shifted(DateOnly.FromDateTime(start.DateTime));
        return new DateTimeOffset(shifted, TimeOnly.FromDateTime(start.DateTime), start.Offset);
    }

    // Facts hold dates of people and of the calendar's middle; a shift that leaves the calendar is no bound worth having.
    private DateOnly Shifted(DateOnly day)
    {
        if (Unit == 'y') return day.Year + Shift is >= 1 and <= 9999 ? day.AddYears(Shift) : day;
        var number = Math.Clamp((long)day.DayNumber + Shift, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber);
        return DateOnly.FromDayNumber((int)number);
    }

    [GeneratedRegex("^(?<from>[a-z][a-zA-Z0-9_]*)((?<n>[+-][0-9]{1,5})(?<unit>[dhy]))?$")]
    private static partial Regex Dated();
}
