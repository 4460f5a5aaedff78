namespace Lianxin.ClinicalRules.Expressions;

/// <summary>Arithmetic on numbers and completed spans between days. What cannot be computed is unknown.</summary>
internal static class Calculation
{
    public static Value Apply(Value left, char sign, Value right)
    {
        if (left.Number is not { } a || right.Number is not { } b) return Value.Unknown;
        if (sign == '/' && b == 0) return Value.Unknown;
        try
        {
            return Value.Of(sign switch { '+' => a + b, '-' => a - b, '*' => a * b, _ => a / b });
        }
        catch (OverflowException)
        {
            return Value.Unknown; // beyond decimal is beyond medicine
        }
    }

    public static Value Days(Value from, Value to) => from.Day is { } a && to.Day is { } b ? Value.Of((decimal)(b.DayNumber - a.DayNumber)) : Value.Unknown;

    public static Value Months(Value from, Value to) => from.Day is { } a && to.Day is { } b ? Value.Of((decimal)CompletedMonths(a, b)) : Value.Unknown;

    // Whole years; somebody born on 29 February completes a year on 1 March of a common year.
    public static Value Years(Value from, Value to) =>
        from.Day is { } a && to.Day is { } b ? Value.Of(Math.Floor(CompletedMonths(a, b) / 12m)) : Value.Unknown;

    public static Value Minutes(Value from, Value to) =>
        from.Moment is { } a && to.Moment is { } b ? Value.Of((decimal)Math.Floor((b - a).TotalMinutes)) : Value.Unknown;

    private static int CompletedMonths(DateOnly from, DateOnly to) =>
        ((to.Year - from.Year) * 12) + to.Month - from.Month - (to.Day < from.Day ? 1 : 0);
}
