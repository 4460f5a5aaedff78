using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>What stands in the place of a value that is not there (README of the forms, “a value or a status”).</summary>
public enum AnswerStatus
{
    /// <summary>Taken, result not back 已采待报: fulfils the item and stands on the list of results owed.</summary>
    Pending = 1,

    /// <summary>Not done 未做.</summary>
    NotDone,

    /// <summary>She declined 拒查.</summary>
    Declined,

    /// <summary>Done at another hospital 外院结果; <see cref="Answer.On"/> names the day, the value may stand beside it.</summary>
    Elsewhere,
}

/// <summary>A person or a place as typed, or a signature.</summary>
/// <param name="Name">The words typed, or the name of the one who signed; never blank.</param>
/// <param name="Id">Id of a registered person or place; null where only the words are known.</param>
/// <param name="Account">Signatures only: account that signed.</param>
/// <param name="At">Signatures only: when.</param>
/// <param name="OnPaper">Signatures only: signed on paper.</param>
/// <param name="Witness">Signatures only: who saw the signature on paper.</param>
public sealed record Named(string Name, string? Id = null, string? Account = null, DateTimeOffset? At = null, bool OnPaper = false, string? Witness = null);

/// <summary>A value: a number, words, a yes or no, codes, or a name. The default value, nothing, is no value.</summary>
public readonly struct AnswerValue : IEquatable<AnswerValue>
{
    private readonly object? _value;

    private AnswerValue(object value) => _value = value;

    /// <summary>False for the default value only.</summary>
    public bool IsPresent => _value is not null;

    /// <summary>The number with the digits that were typed, in the unit of the field; null for every other kind.</summary>
    public decimal? Number => _value as decimal?;

    /// <summary>The words, the one code, or the date in ISO 8601; null for every other kind.</summary>
    public string? Text => _value as string;

    /// <summary>The yes or no; null for every other kind.</summary>
    public bool? Flag => _value as bool?;

    /// <summary>The codes in the order given; null for every other kind.</summary>
    public IReadOnlyList<string>? Codes => _value as string[];

    /// <summary>The person, place or signature; null for every other kind.</summary>
    public Named? Named => _value as Named;

    public static AnswerValue Of(decimal number) => new(number);

    /// <summary>Words without the blanks at both ends; blank words are no value.</summary>
    public static AnswerValue Of(string text) => string.IsNullOrWhiteSpace(text) ? default : new(text.Trim());

    public static AnswerValue Of(bool flag) => new(flag);

    /// <summary>Codes without repetition; no code at all is no value.</summary>
    public static AnswerValue Of(IEnumerable<string> codes)
    {
        string[] distinct = [.. codes.Distinct(StringComparer.Ordinal)];
        return distinct.Length == 0 ? default : new(distinct);
    }

    public static AnswerValue Of(Named named) => string.IsNullOrWhiteSpace(named.Name) ? default : new(named);

    public static implicit operator AnswerValue(decimal number) => Of(number);
    public static implicit operator AnswerValue(int number) => Of(number);
    public static implicit operator AnswerValue(string text) => Of(text);
    public static implicit operator AnswerValue(bool flag) => Of(flag);
    public static implicit operator AnswerValue(string[] codes) => Of(codes);
    public static implicit operator AnswerValue(Named named) => Of(named);

    public static bool operator ==(AnswerValue one, AnswerValue other) => one.Equals(other);
    public static bool operator !=(AnswerValue one, AnswerValue other) => !one.Equals(other);

    public bool Equals(AnswerValue other) =>
        _value is string[] codes ? other._value is string[] others && codes.AsSpan().SequenceEqual(others) : Equals(_value, other._value);

    public override bool Equals(object? obj) => obj is AnswerValue other && Equals(other);

    public override int GetHashCode() => _value is string[] codes ? codes.Length : _value?.GetHashCode() ?? 0;
}

/// <summary>Somebody looked at an improbable value again and meant it.</summary>
/// <param name="By">Account of the one who confirmed.</param>
/// <param name="At">When.</param>
public sealed record Confirmation(string By, DateTimeOffset At);

/// <summary>One answer: a value, a status in its place, or the value of another hospital with its date.</summary>
[JsonConverter(typeof(AnswerConverter))]
public sealed record Answer
{
    public AnswerValue Value { get; init; }

    public AnswerStatus? Status { get; init; }

    /// <summary>Day of the result of another hospital, or of a result that came later; null when it is the day of the form.</summary>
    public DateOnly? On { get; init; }

    /// <summary>Id of the row of a growing list; null for every field that is no list.</summary>
    public string? Row { get; init; }

    /// <summary>Which fetus, from 1; null is the first where a field is asked per fetus.</summary>
    public int? Fetus { get; init; }

    public Confirmation? Confirmed { get; init; }

    public static Answer Of(AnswerValue value, int? fetus = null, string? row = null) => new() { Value = value, Fetus = fetus, Row = row };

    /// <param name="status">What stands in the place of the value.</param>
    /// <param name="on">Day of the other hospital's result.</param>
    /// <param name="fetus">Which fetus, from 1.</param>
    public static Answer Of(AnswerStatus status, DateOnly? on = null, int? fetus = null) => new() { Status = status, On = on, Fetus = fetus };

    internal bool IsFor(int? fetus, string? row) => (fetus is null || (Fetus ?? 1) == fetus) && (row is null || Row == row);
}
