using System.Globalization;

namespace Lianxin.ClinicalRules.Expressions;

/// <summary>What a <see cref="Value"/> holds.</summary>
public enum ValueKind : byte { Unknown, Number, Text, Flag, Codes, Date, Moment, PerFetus }

/// <summary>One value of a key for one fetus; fetuses are numbered from 1 as in the record.</summary>
public readonly record struct FetusValue(int Fetus, Value Value);

/// <summary>A value that an expression reads or gives: a decimal, a text or code, a boolean, a list of codes, a day, a moment, or one value for each fetus.</summary>
/// <remarks>The default value is unknown. Numbers are decimal and never rounded. An empty text and an empty list of codes are unknown: nobody answered.</remarks>
public readonly struct Value : IEquatable<Value>
{
    private readonly decimal number; // also the flag (0 or 1) and the day number of a date
    private readonly object? reference;

    private Value(ValueKind kind, decimal number, object? reference) => (Kind, this.number, this.reference) = (kind, number, reference);

    public static Value Unknown => default;

    public ValueKind Kind { get; }

    public bool IsKnown => Kind != ValueKind.Unknown;

    public static Value Of(decimal value) => new(ValueKind.Number, value, null);

    public static Value Of(bool value) => new(ValueKind.Flag, value ? 1 : 0, null);

    public static Value Of(string? text) => string.IsNullOrEmpty(text) ? default : new(ValueKind.Text, 0, text);

    public static Value Of(DateOnly day) => new(ValueKind.Date, day.DayNumber, null);

    public static Value Of(DateTimeOffset moment) => new(ValueKind.Moment, 0, moment);

    public static Value OfCodes(IReadOnlyList<string> codes) => codes.Count == 0 ? default : new(ValueKind.Codes, 0, codes);

    /// <summary>One value for each fetus; unknown when none of them is known.</summary>
    public static Value OfFetuses(IReadOnlyList<FetusValue> values)
    {
        foreach (var value in values)
        {
            if (value.Value.IsKnown) return new(ValueKind.PerFetus, 0, values);
        }
        return default;
    }

    public static Value Of(Truth truth) => truth switch { Truth.True => Of(true), Truth.False => Of(false), _ => default };

    /// <summary>The number, or null when this is no number.</summary>
    public decimal? Number => Kind == ValueKind.Number ? number : null;

    /// <summary>The text or single code, or null when this is none.</summary>
    public string? Text => Kind == ValueKind.Text ? (string)reference! : null;

    /// <summary>The codes of a list; empty when this is none.</summary>
    public IReadOnlyList<string> Codes => Kind == ValueKind.Codes ? (IReadOnlyList<string>)reference! : [];

    /// <summary>The values of the fetuses; empty when the key is not asked per fetus.</summary>
    public IReadOnlyList<FetusValue> Fetuses => Kind == ValueKind.PerFetus ? (IReadOnlyList<FetusValue>)reference! : [];

    /// <summary>The day; of a moment, the day where it was written down.</summary>
    public DateOnly? Day => Kind switch
    {
        ValueKind.Date => DateOnly.FromDayNumber((int)number),
        ValueKind.Moment => DateOnly.FromDateTime(((DateTimeOffset)reference!).DateTime),
        _ => null,
    };

    public DateTimeOffset? Moment => Kind == ValueKind.Moment ? (DateTimeOffset)reference! : null;

    public bool IsTrue => Kind == ValueKind.Flag && number != 0;

    /// <summary>As a condition: a missing boolean is false; of several fetuses one is enough.</summary>
    public Truth AsTruth()
    {
        if (Kind == ValueKind.Flag) return TruthTable.Of(number != 0);
        if (Kind != ValueKind.PerFetus) return Truth.False;
        var any = Truth.False;
        foreach (var one in Fetuses) any = any.Or(one.Value.AsTruth());
        return any;
    }

    /// <summary>The value of one fetus; a value not asked per fetus is the same for each.</summary>
    public Value ForFetus(int fetus)
    {
        if (Kind != ValueKind.PerFetus) return this;
        foreach (var one in Fetuses)
        {
            if (one.Fetus == fetus) return one.Value;
        }
        return default;
    }

    /// <summary>The value as codes are compared: the text itself, a number without trailing zeros, else null.</summary>
    internal string? AsCode() => Kind switch
    {
        ValueKind.Text => (string)reference!,
        ValueKind.Number => (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    public bool Equals(Value other)
    {
        if (Kind != other.Kind || number != other.number) return false;
        return Kind switch
        {
            ValueKind.Codes => Codes.SequenceEqual(other.Codes),
            ValueKind.PerFetus => Fetuses.SequenceEqual(other.Fetuses),
            _ => Equals(reference, other.reference),
        };
    }

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Kind, number, Kind == ValueKind.Text ? reference : null);

    public static bool operator ==(Value left, Value right) => left.Equals(right);

    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>For a reason shown to people: invariant, days as 2026-01-31, unknown as "?".</summary>
    public override string ToString() => Kind switch
    {
        ValueKind.Number or ValueKind.Text => AsCode()!,
        ValueKind.Flag => number != 0 ? "true" : "false",
        ValueKind.Date => Day!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ValueKind.Moment => Moment!.Value.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        ValueKind.Codes => string.Join(';', Codes),
        ValueKind.PerFetus => string.Join(' ', Fetuses.Select(f => $"{f.Fetus}:{f.Value}")),
        _ => "?",
    };
}
