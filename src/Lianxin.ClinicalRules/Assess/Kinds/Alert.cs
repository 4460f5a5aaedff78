using System.Text.Json;
using System.Text.Json.Nodes;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Assess.Kinds;

internal sealed class Alert : IKind
{
    private const string PopulationsKey = "populations", AgeKey = "bilirubin_age";

    public string Name => "alert";

    public JsonObject Answer(Request request)
    {
        var populations = ReadPopulations(request.Line);
        var facts = FactsInput.Read(request.Input).Facts;
        var age = ReadAge(request.Line);
        if (age is null && facts.Get("bilirubin").IsKnown && populations.Contains(Populations.Newborn)) throw new RefusalException(AgeKey, "missing");
        var findings = Alerts.Findings(facts, populations, age);
        var level = Alerts.Highest(findings);
        return new() { ["level"] = level.Word(), ["drivers"] = Json.Sorted(findings.Where(f => f.Level == level).Select(f => f.RuleId)) };
    }

    private static HashSet<string> ReadPopulations(JsonElement line)
    {
        if (!line.TryGetProperty(PopulationsKey, out var list) || list.ValueKind == JsonValueKind.Null) throw new RefusalException(PopulationsKey, "missing");
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0) throw new RefusalException(PopulationsKey, "not a list of populations");
        HashSet<string> populations = new(StringComparer.Ordinal);
        foreach (var item in list.EnumerateArray())
        {
            var name = Input.ReadText(PopulationsKey, item);
            if (!Populations.Exists(name)) throw new RefusalException(PopulationsKey, "unknown population");
            populations.Add(name);
        }
        return populations;
    }

    // As the table writes it ("24-48h", "age >72h") or as its rule ids do ("gt72h").
    private static string? ReadAge(JsonElement line)
    {
        if (!line.TryGetProperty(AgeKey, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        var text = Input.ReadText(AgeKey, value);
        if (text.StartsWith("age ", StringComparison.Ordinal)) text = text[4..];
        if (text.StartsWith("gt", StringComparison.Ordinal)) text = ">" + text[2..];
        return ClinicalTables.Thresholds.Any(row => row.NewbornAge == text) ? text : throw new RefusalException(AgeKey, "unknown age");
    }
}
