using System.Text.Json;

namespace Lianxin.ClinicalRules.Tests.Identifiers;

/// <summary>Rows of the sample files whose value is a text.</summary>
internal static class Samples
{
    public static IEnumerable<JsonElement> Rows(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "files", "identifiers", file)).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(row => row.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String);

    public static string Text(this JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString()! : "";
}
