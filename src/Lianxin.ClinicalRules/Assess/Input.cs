using System.Globalization;
using System.Text.Json;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Assess;

/// <summary>Reads the members of an <c>input</c> object. Whatever is not asked for, given twice or of the wrong type is refused by name; null is missing.</summary>
internal sealed class Input
{
    private readonly Dictionary<string, JsonElement> members = new(StringComparer.Ordinal);

    /// <param name="input">The object.</param>
    /// <param name="keys">The only keys it may have; empty = the caller looks at every one.</param>
    public Input(JsonElement input, params ReadOnlySpan<string> keys)
    {
        foreach (var member in input.EnumerateObject())
        {
            if (keys.Length > 0 && !keys.Contains(member.Name)) throw new RefusalException(member.Name, "unknown key");
            if (!members.TryAdd(member.Name, member.Value)) throw new RefusalException(member.Name, "given twice");
        }
    }

    public IEnumerable<KeyValuePair<string, JsonElement>> Members => members;

    public JsonElement? Get(string key) => members.TryGetValue(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public JsonElement Need(string key) => Get(key) ?? throw new RefusalException(key, "missing");

    public decimal? Number(string key, params ReadOnlySpan<string> units) => Get(key) is { } value ? ReadNumber(key, value, units) : null;

    public decimal NeedNumber(string key, params ReadOnlySpan<string> units) => Number(key, units) ?? throw new RefusalException(key, "missing");

    public int NeedWhole(string key, int least, int most, params ReadOnlySpan<string> units)
    {
        var number = NeedNumber(key, units);
        if (number != Math.Truncate(number)) throw new RefusalException(key, "not a whole number");
        if (number < least || number > most) throw new RefusalException(key, $"outside {least} to {most}");
        return (int)number;
    }

    public bool? Flag(string key) => Get(key) is { } value ? ReadFlag(key, value) : null;

    public string? Text(string key) => Get(key) is { } value ? ReadText(key, value) : null;

    public DateOnly NeedDay(string key) => ReadDay(key, Need(key));

    /// <summary>A plain number, or <c>{"v", "unit"}</c> with one of the units of the key.</summary>
    private static decimal ReadNumber(string key, JsonElement value, ReadOnlySpan<string> units)
    {
        if (value.ValueKind != JsonValueKind.Object) return ReadNumber(key, value);
        var (v, unit) = ReadQuantity(key, value);
        var number = ReadNumber(key, v);
        if (ClinicalTables.Keys.TryGetValue(key, out var info)) return info.Convert(number, unit) ?? throw WrongUnit(key);
        return unit is null || units.Contains(unit) ? number : throw WrongUnit(key);
    }

    public static decimal ReadNumber(string key, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number) throw new RefusalException(key, "not a number");
        return value.TryGetDecimal(out var number) ? number : throw new RefusalException(key, "number out of range");
    }

    public static bool ReadFlag(string key, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new RefusalException(key, "not true or false"),
    };

    public static string ReadText(string key, JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new RefusalException(key, "not a text");

    public static DateOnly ReadDay(string key, JsonElement value) =>
        DateOnly.TryParseExact(ReadText(key, value), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new RefusalException(key, "not a date like 2026-01-31");

    /// <summary>The parts of <c>{"v", "unit"}</c>; the unit is null when it is not given.</summary>
    public static (JsonElement V, string? Unit) ReadQuantity(string key, JsonElement value)
    {
        JsonElement? v = null;
        string? unit = null;
        foreach (var part in value.EnumerateObject())
        {
            if (part.NameEquals("v")) v = part.Value;
            else if (part.NameEquals("unit")) unit = part.Value.ValueKind == JsonValueKind.Null ? null : ReadText(key, part.Value);
            else if (!part.NameEquals("fetus")) throw new RefusalException(key, "a value has only v and unit");
        }
        return (v ?? throw new RefusalException(key, "a value needs v"), unit);
    }

    public static RefusalException WrongUnit(string key) => new(key, "unit without an exact conversion");

    public static Value OfNumber(decimal? number) => number is { } value ? Value.Of(value) : Value.Unknown;

    /// <summary>A list of texts, without repetitions; empty when missing.</summary>
    public HashSet<string> Texts(string key)
    {
        HashSet<string> texts = new(StringComparer.Ordinal);
        if (Get(key) is not { } list) return texts;
        if (list.ValueKind != JsonValueKind.Array) throw new RefusalException(key, "not a list");
        foreach (var item in list.EnumerateArray()) texts.Add(ReadText(key, item));
        return texts;
    }
}
