using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lianxin.ClinicalRules.Assess;

namespace Lianxin.ClinicalRules.Tests.Tables;

/// <summary>Generated from the text of the five-colour table and the combinations: every key at and beside every number it is compared with, true, missing,
/// in all mixtures, against an evaluator of its own (a rewriting one, not a parser).</summary>
public sealed partial class CriterionTests
{
    private static readonly Assessor Assessor = new(new DateOnly(2026, 1, 1));
    private static readonly Dictionary<string, string> Types = RawTable.Rows("facts.csv").ToDictionary(r => r["key"], r => r["type"]);

    private static readonly Dictionary<string, string> Levels = RawTable.Rows("thresholds.csv").ToDictionary(r => r["id"], r => r["level"]);

    public static TheoryData<string, string, string, string> Criteria()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (var row in RawTable.Rows("maternal-risk-five-colour.csv").Where(r => r["mode"] != "derived"))
        {
            data.Add(row["id"], row["table"] == "screening" ? "screening" : "colour", "", row["criterion"]);
        }
        foreach (var row in RawTable.Rows("thresholds.csv").Where(r => r["kind"] == "combination")) data.Add(row["id"], "alert", row["population"].Split('|')[0], row["condition"]);
        return data;
    }

    [Theory]
    [MemberData(nameof(Criteria))]
    public void A_criterion_is_true_exactly_where_its_text_says_so(string id, string kind, string population, string criterion)
    {
        int hits = 0, misses = 0;
        foreach (var facts in Mixtures(criterion))
        {
            var expected = Evaluate(criterion, facts);
            var populations = population == "" ? "" : $"\"populations\":[\"{population}\"],";
            var input = string.Join(',', facts.Select(f => $"\"{f.Key}\":{f.Value}"));
            var line = $$"""{"id":"t","kind":"{{kind}}",{{populations}}"input":{ {{input}} } }""";
            var answer = JsonNode.Parse(Assessor.Answer(line, 1))!;
            Assert.True(answer["error"] is null, answer.ToJsonString());
            // A driver is listed only at the highest level, so an alert proves its truth by the level reached.
            var fired = kind == "alert" ? Fired(id, answer["result"]!, expected) : answer["result"]!["rows"]!.AsArray().Any(r => r!.GetValue<string>() == id);
            Assert.True(fired == expected, $"{id} {criterion}\n{line}\n{answer["result"]!.ToJsonString()}");
            if (expected) hits++;
            else misses++;
        }
        Assert.True(hits > 0 && misses > 0, $"{id}: {hits} true, {misses} not");
    }

    private static bool Fired(string id, JsonNode result, bool expected)
    {
        string[] order = ["normal", "attention", "urgent", "emergency"];
        var own = Levels[id];
        if (result["drivers"]!.AsArray().Any(d => d!.GetValue<string>() == id)) return true;
        return expected && Array.IndexOf(order, result["level"]!.GetValue<string>()) > Array.IndexOf(order, own);
    }

    // All values of every key; where that is too many, a fixed choice spread over them.
    private static IEnumerable<Dictionary<string, string>> Mixtures(string criterion)
    {
        var keys = Key().Matches(Quoted().Replace(criterion, "''")).Select(m => m.Value).Distinct().Select(key => (key, values: Values(criterion, key).ToArray())).ToArray();
        var total = keys.Aggregate(1L, (product, key) => product * key.values.Length);
        var step = Math.Max(1, total / 400) | 1;
        for (long at = 0; at < total; at += step)
        {
            Dictionary<string, string> facts = [];
            var rest = at;
            foreach (var (key, values) in keys)
            {
                var value = values[rest % values.Length];
                rest /= values.Length;
                if (value != "") facts.Add(key, value);
            }
            yield return facts;
        }
        foreach (var (key, values) in keys) // each alone, so that no alternative is skipped
        {
            foreach (var value in values.Where(v => v != "")) yield return new() { [key] = value };
        }
        yield return keys.ToDictionary(k => k.key, k => k.values[^1]);
    }

    private static IEnumerable<string> Values(string criterion, string key)
    {
        yield return "";
        switch (Types[key])
        {
            case "boolean":
                yield return "false";
                yield return "true";
                break;
            case "string":
                foreach (Match match in Regex.Matches(criterion, $@"\b{key} == ('[^']*')")) yield return match.Groups[1].Value.Replace('\'', '"');
                break;
            default:
                HashSet<string> values = [];
                foreach (Match match in Regex.Matches(criterion, $@"\b{key} (?:[<>=!]=?) ([0-9.]+)"))
                {
                    var limit = decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
                    foreach (var delta in (ReadOnlySpan<decimal>)[-1, -0.01m, 0.01m, 1, 0])
                    {
                        if (key == "nyha" && limit + delta is < 1 or > 4) continue;
                        if (key == "protein_plus" && limit + delta is < 0 or > 4) continue;
                        values.Add((limit + delta).ToString(CultureInfo.InvariantCulture));
                    }
                }
                foreach (var value in values) yield return value;
                break;
        }
    }

    // Comparisons become T, F or U; then brackets and signs are rewritten until one letter is left.
    private static bool Evaluate(string criterion, Dictionary<string, string> facts)
    {
        var text = Atom().Replace(criterion, match =>
        {
            var (key, sign, literal) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
            if (!facts.TryGetValue(key, out var value)) return "U";
            if (literal[0] == '\'') return (value.Trim('"') == literal.Trim('\'')) == (sign == "==") ? "T" : "F";
            var order = decimal.Parse(value, CultureInfo.InvariantCulture).CompareTo(decimal.Parse(literal, CultureInfo.InvariantCulture));
            return sign switch { "<" => order < 0, "<=" => order <= 0, ">" => order > 0, ">=" => order >= 0, "==" => order == 0, _ => order != 0 } ? "T" : "F";
        });
        text = Key().Replace(text, match => match.Value is "T" or "F" or "U" ? match.Value : facts.GetValueOrDefault(match.Value) == "true" ? "T" : "F");
        text = text.Replace(" ", "", StringComparison.Ordinal).Replace("&&", "&", StringComparison.Ordinal).Replace("||", "|", StringComparison.Ordinal);
        for (var before = ""; before != text;)
        {
            before = text;
            text = text.Replace("!T", "F", StringComparison.Ordinal).Replace("!F", "T", StringComparison.Ordinal).Replace("!U", "U", StringComparison.Ordinal);
            var and = And().Match(text);
            if (and.Success)
            {
                var pair = and.Value;
                text = Put(text, and, pair.Contains('F', StringComparison.Ordinal) ? "F" : pair == "T&T" ? "T" : "U");
                continue;
            }
            var or = Or().Match(text);
            if (or.Success) text = Put(text, or, or.Value.Contains('T', StringComparison.Ordinal) ? "T" : or.Value == "F|F" ? "F" : "U");
            else text = Single().Replace(text, "$1");
        }
        Assert.True(text is "T" or "F" or "U", $"{criterion} became {text}");
        return text == "T";
    }

    private static string Put(string text, Match match, string letter) => new StringBuilder(text).Remove(match.Index, match.Length).Insert(match.Index, letter).ToString();

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Key();

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"([a-zA-Z_][a-zA-Z0-9_]*) (<=|>=|==|!=|<|>) ([0-9.]+|'[^']*')")]
    private static partial Regex Atom();

    [GeneratedRegex("[TFU]&[TFU]")]
    private static partial Regex And();

    // Only where no "and" beside it binds closer, and no bracket opens in between.
    [GeneratedRegex("(?<![&!])[TFU][|][TFU](?!&)")]
    private static partial Regex Or();

    [GeneratedRegex(@"\(([TFU])\)")]
    private static partial Regex Single();
}
