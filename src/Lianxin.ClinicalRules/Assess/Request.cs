using System.Text.Json;

namespace Lianxin.ClinicalRules.Assess;

/// <summary>One question of <c>contract.md</c>.</summary>
/// <param name="Line">The whole object, for what stands beside <c>input</c>.</param>
/// <param name="Input">The object <c>input</c>.</param>
internal readonly record struct Request(JsonElement Line, JsonElement Input);
