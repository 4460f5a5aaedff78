namespace Lianxin.Core;

/// <summary>Turns instants into the dates of the place. Dates that matter to people are the place's, never UTC's.</summary>
public static class PlaceTime
{
    /// <summary>The zone where nothing else is said.</summary>
    public const string DefaultZone = "Asia/Shanghai";
    private static readonly TimeZoneInfo Default = TimeZoneInfo.FindSystemTimeZoneById(DefaultZone);

    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Default).DateTime);

    /// <summary>The same instant with the offset of the place.</summary>
    public static DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Default);

    /// <summary>The instant of a clock time on a day in the place.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, Default.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The first instant of a day in the place.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => At(day, TimeOnly.MinValue);

    /// <summary>The first instant after a day in the place: when something owed on that day is overdue.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1));
}
