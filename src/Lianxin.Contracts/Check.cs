using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Lianxin.Contracts;

/// <summary>Runs a contract's own attributes and <see cref="IValidatableObject"/>, and answers in codes with facts.</summary>
/// <remarks><c>Validator.TryValidateObject</c> answers in English sentences and does not look inside nested objects.</remarks>
public static class Check
{
    // No day of anybody's life or work lies beyond; the calendar's own ends cannot be turned into an instant.
    private static readonly DateOnly Earliest = new(1850, 1, 1), Latest = new(2199, 12, 31);

    // Elements of a list are codes, keys and names; an attribute of the list says only how many.
    private const int LongestElement = 200;

    private static readonly ConcurrentDictionary<Type, (PropertyInfo Property, string Name, ValidationAttribute[] Rules)[]> Known = [];

    /// <summary>Every reason against this operation that can be told without a database; empty when there is none.</summary>
    public static IReadOnlyList<Refusal> Refusals(object operation)
    {
        List<Refusal> found = [];
        Visit(operation, "", found);
        return found;
    }

    private static void Visit(object value, string path, List<Refusal> found)
    {
        var before = found.Count;
        foreach (var (property, member, rules) in Known.GetOrAdd(value.GetType(), Read))
        {
            var name = path + member;
            var inner = property.GetValue(value);
            foreach (var rule in rules)
                if (rule.GetValidationResult(inner, new ValidationContext(value) { MemberName = property.Name }) is not null)
                    found.Add(Describe(rule, inner, name));
            // JSON cannot leave out an id that must be there, but it can send the one that names nobody.
            if (inner is Guid id && id == Guid.Empty && property.IsDefined(typeof(RequiredMemberAttribute), true)) found.Add(new("required", name));
            else if (inner is string text && BadText(text)) found.Add(new("bad-character", name));
            else if (inner is DateOnly day && (day < Earliest || day > Latest)) found.Add(new("out-of-range", name, new Dictionary<string, string> { ["min"] = $"{Earliest:yyyy-MM-dd}", ["max"] = $"{Latest:yyyy-MM-dd}" }));
            else if (inner is Enum code && !Enum.IsDefined(code.GetType(), code)) found.Add(new("unknown-code", name));
            else if (inner is System.Collections.IEnumerable many and not string)
            {
                var i = 0;
                foreach (var one in many)
                {
                    var place = string.Create(CultureInfo.InvariantCulture, $"{name}[{i++}]");
                    if (one is null) found.Add(new("required", place));
                    else if (one is string element && BadText(element)) found.Add(new("bad-character", place));
                    else if (one is string { Length: > LongestElement }) found.Add(new("too-long", place, new Dictionary<string, string> { ["max"] = $"{LongestElement}" }));
                    else if (IsOurs(one)) Visit(one, place + ".", found);
                }
            }
            else if (inner is not null && IsOurs(inner)) Visit(inner, name + ".", found);
        }
        // What holds between members is only asked once each member holds by itself.
        if (found.Count == before && value is IValidatableObject whole)
            foreach (var result in whole.Validate(new ValidationContext(value)))
                found.Add(new Refusal(result.ErrorMessage!, result.MemberNames.FirstOrDefault() is { } m ? path + JsonNamingPolicy.CamelCase.ConvertName(m) : null));
    }

    /// <summary>U+0000 and a lone surrogate can be stored by no database alike, and are no text.</summary>
    public static bool BadText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0') return true;
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[++i])) return true;
        }
        return false;
    }

    private static bool IsOurs(object value) => value.GetType() is { IsEnum: false } t && t.Assembly == typeof(Check).Assembly;

    private static (PropertyInfo, string, ValidationAttribute[])[] Read(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0)
            .Select(p => (p, JsonNamingPolicy.CamelCase.ConvertName(p.Name), p.GetCustomAttributes<ValidationAttribute>(true).ToArray()))];

    private static Refusal Describe(ValidationAttribute rule, object? value, string field) => rule switch
    {
        RangeAttribute r => new("out-of-range", field, new Dictionary<string, string> { ["min"] = $"{r.Minimum}", ["max"] = $"{r.Maximum}" }),
        RequiredAttribute => new("required", field),
        StringLengthAttribute s when value is string { Length: var length } && length < s.MinimumLength => new("too-short", field, new Dictionary<string, string> { ["min"] = $"{s.MinimumLength}" }),
        StringLengthAttribute s => new("too-long", field, new Dictionary<string, string> { ["max"] = $"{s.MaximumLength}" }),
        MaxLengthAttribute m => new("too-many", field, new Dictionary<string, string> { ["max"] = $"{m.Length}" }),
        _ => new("invalid", field),
    };
}
