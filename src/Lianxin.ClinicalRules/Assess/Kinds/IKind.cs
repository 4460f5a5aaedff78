using System.Text.Json.Nodes;
using Lianxin.ClinicalRules.Expressions;

namespace Lianxin.ClinicalRules.Assess.Kinds;

/// <summary>One kind of question of <c>contract.md</c>.</summary>
internal interface IKind
{
    string Name { get; }

    /// <exception cref="RefusalException">The input cannot be judged.</exception>
    JsonObject Answer(Request request);
}

internal static class Json
{
    public static JsonArray Of(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];

    public static JsonArray Sorted(IEnumerable<string> texts) => Of(texts.Distinct().Order(StringComparer.Ordinal));

    /// <summary>A number as it is written by hand: 28, not 28.00.</summary>
    public static JsonNode Of(decimal number) => JsonValue.Create(number / 1.0000000000000000000000000000m);

    public static JsonNode Of(Value value) => value.Number is { } number ? Of(number) : JsonValue.Create(value.AsTruth() == Truth.True);
}
