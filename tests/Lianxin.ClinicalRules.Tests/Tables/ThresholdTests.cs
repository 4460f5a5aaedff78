using System.Globalization;
using System.Text.Json.Nodes;
using Lianxin.ClinicalRules.Assess;

namespace Lianxin.ClinicalRules.Tests.Tables;

/// <summary>Generated from the text of thresholds.csv: every row, every limit, one step either side, against a brute-force reading of the same text.</summary>
public sealed class ThresholdTests
{
    private static readonly List<Dictionary<string, string>> Rows = RawTable.Rows("thresholds.csv");
    private static readonly string[] Order = ["normal", "attention", "urgent", "emergency"];
    private static readonly Assessor Assessor = new(new DateOnly(2026, 1, 1));

    public static TheoryData<string, string, string> Measured()
    {
        var data = new TheoryData<string, string, string>();
        var groups = Rows.Where(r => r["kind"] is "band" or "category" or "rule").SelectMany(r => r["population"].Split('|').Select(p => (p, r["analyte"], r["context"]))).Distinct();
        foreach (var (population, analyte, context) in groups) data.Add(population, analyte, context);
        return data;
    }

    [Theory]
    [MemberData(nameof(Measured))]
    public void Every_limit_and_one_step_either_side_gives_the_level_of_the_table(string population, string analyte, string context)
    {
        var rows = Rows.Where(r => r["kind"] is "band" or "category" or "rule" && r["population"].Split('|').Contains(population) && r["analyte"] == analyte).ToArray();
        var asked = 0;
        foreach (var weeks in GaDaysFor(context))
        {
            foreach (var value in ValuesOf(rows))
            {
                var line = Line(population, analyte, value, weeks, context);
                var hits = rows.Where(r => InContext(r["context"], weeks, context) && Holds(r, value)).ToArray();
                var level = hits.Select(r => Array.IndexOf(Order, r["level"])).DefaultIfEmpty(0).Max();
                string[] drivers = [.. hits.Where(r => level > 0 && r["level"] == Order[level]).Select(r => r["id"]).Order(StringComparer.Ordinal)];
                var result = JsonNode.Parse(Assessor.Answer(line, 1))!["result"]!;
                Assert.True(Order[level] == result["level"]!.GetValue<string>() && drivers.SequenceEqual(result["drivers"]!.AsArray().Select(d => d!.GetValue<string>())),
                    $"{line}: expected {Order[level]} {string.Join(' ', drivers)}, got {result.ToJsonString()}");
                asked++;
            }
        }
        Assert.True(asked >= 2);
    }

    public static TheoryData<string, string> Analytes()
    {
        var data = new TheoryData<string, string>();
        foreach (var (population, analyte) in Rows.Where(r => r["analyte"] != "").SelectMany(r => r["population"].Split('|').Select(p => (p, r["analyte"]))).Distinct()) data.Add(population, analyte);
        return data;
    }

    [Theory]
    [MemberData(nameof(Analytes))]
    public void Missing_text_and_unknown_keys_are_answered_or_refused_by_name(string population, string analyte)
    {
        JsonNode Ask(string json) => JsonNode.Parse(Assessor.Answer($$"""{"id":"t","kind":"alert","populations":["{{population}}"],"bilirubin_age":"0-24h","input":{{json}}}""", 1))!;
        Assert.Equal("normal", Ask("{}")["result"]!["level"]!.GetValue<string>());
        Assert.Equal("normal", Ask($$"""{"{{analyte}}":null}""")["result"]!["level"]!.GetValue<string>());
        Assert.Equal(analyte, Ask($$"""{"{{analyte}}":"NaN"}""")["error"]!["field"]!.GetValue<string>());
        Assert.Equal(analyte, Ask($$"""{"{{analyte}}":true}""")["error"]!["field"]!.GetValue<string>());
        Assert.Equal($"{analyte}_x", Ask($$"""{"{{analyte}}_x":1}""")["error"]!["field"]!.GetValue<string>());
    }

    [Fact]
    public void Bands_of_one_analyte_leave_no_gap_and_do_not_overlap()
    {
        foreach (var group in Rows.Where(r => r["kind"] == "band").SelectMany(r => r["population"].Split('|').Select(p => (Key: (p, r["analyte"], r["context"]), Row: r))).GroupBy(x => x.Key, x => x.Row))
        {
            foreach (var value in ValuesOf([.. group])) Assert.True(group.Count(r => Holds(r, value)) == 1, $"{group.Key} at {value}");
        }
    }

    [Theory]
    [InlineData("""{"ga_days":140,"fundal_height":14,"fetuses":1}""", "P-SFH-20-1")]
    [InlineData("""{"ga_days":140,"fundal_height":14}""", "P-SFH-20-1")]
    [InlineData("""{"ga_days":140,"fundal_height":14,"fetuses":2}""", "")]
    [InlineData("""{"ga_days":139,"fundal_height":14}""", "")]
    [InlineData("""{"fundal_height":14}""", "")]
    [InlineData("""{"weight_gain_weekly":0.9}""", "P-GW-FAST")]
    [InlineData("""{"weight_gain_weekly":0.9,"ga_days":139}""", "")]
    [InlineData("""{"weight_gain_weekly":0.9,"fetuses":3}""", "")]
    [InlineData("""{"weight_gain_weekly":0.89,"ga_days":200}""", "")]
    public void A_context_takes_a_row_out_only_when_the_facts_say_so(string input, string drivers)
    {
        var answer = JsonNode.Parse(Assessor.Answer($$"""{"id":"t","kind":"alert","populations":["pregnant"],"input":{{input}}}""", 1))!["result"]!;
        Assert.Equal(drivers, string.Join(' ', answer["drivers"]!.AsArray().Select(d => d!.GetValue<string>())));
    }

    [Theory]
    [InlineData("""["pregnant","adult"]""", """{"sbp":150}""", "P-SBP-4")]
    [InlineData("""["postpartum"]""", """{"sbp":150,"blood_loss_vaginal":450}""", "P-PPHV-2 P-SBP-4")]
    [InlineData("""["adult","adult-diabetic"]""", """{"glucose_fasting":3.9,"sbp":185}""", "A-DFPG-1 A-SBP-6")]
    [InlineData("""["adult","adult-diabetic"]""", """{"glucose_random":8}""", "")]
    [InlineData("""["adult"]""", """{"glucose_random":8}""", "A-RPG-4")]
    [InlineData("""["elder","adult-male"]""", """{"hb":110,"dbp":90}""", "A-HB-male-3 E-DBP-4")]
    [InlineData("""["adult","elder"]""", """{"conditions":["face_droop"]}""", "C-20")]
    [InlineData("""["pregnant"]""", """{"fhr":90}""", "")]
    [InlineData("""["pregnant","fetus"]""", """{"fhr":90,"ga_days":100}""", "F-FHE-1")]
    [InlineData("""["pregnant"]""", """{"conditions":["scarred_uterus","severe_abdominal_pain"]}""", "C-09a C-13")]
    [InlineData("""["adult"]""", """{"conditions":["severe_abdominal_pain"]}""", "")]
    public void Populations_choose_the_rows(string populations, string input, string drivers)
    {
        var answer = JsonNode.Parse(Assessor.Answer($$"""{"id":"t","kind":"alert","populations":{{populations}},"input":{{input}}}""", 1))!["result"]!;
        Assert.Equal(drivers, string.Join(' ', answer["drivers"]!.AsArray().Select(d => d!.GetValue<string>())));
    }

    private static string Line(string population, string analyte, string value, int? gaDays, string context)
    {
        var shown = decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? value : $"\"{value}\"";
        var weeks = gaDays is { } days ? $",\"ga_days\":{days}" : "";
        var age = context.StartsWith("age ", StringComparison.Ordinal) ? $",\"bilirubin_age\":\"{context[4..]}\"" : "";
        return $$"""{"id":"t","kind":"alert","populations":["{{population}}"]{{age}},"input":{"{{analyte}}":{{shown}}{{weeks}} } }""";
    }

    private static IEnumerable<string> ValuesOf(IReadOnlyList<Dictionary<string, string>> rows)
    {
        HashSet<string> values = [];
        foreach (var row in rows)
        {
            if (row["comparison"] == "==")
            {
                values.Add(row["value"]);
                continue;
            }
            foreach (var limit in new[] { row["value"], row["value_high"] }.Where(v => v != ""))
            {
                var number = decimal.Parse(limit, CultureInfo.InvariantCulture);
                foreach (var step in (ReadOnlySpan<decimal>)[0, 1, -1, 0.1m, -0.1m, 0.0000001m, -0.0000001m]) values.Add((number + step).ToString(CultureInfo.InvariantCulture));
            }
        }
        return values;
    }

    private static bool Holds(Dictionary<string, string> row, string text)
    {
        if (row["comparison"] == "==") return row["value"] == text;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return false;
        var low = decimal.Parse(row["value"], CultureInfo.InvariantCulture);
        return row["comparison"] switch
        {
            "<" => value < low,
            "<=" => value <= low,
            ">" => value > low,
            ">=" => value >= low,
            _ => (row["low_incl"] == "true" ? value >= low : value > low)
                && (decimal.Parse(row["value_high"], CultureInfo.InvariantCulture) is var high && (row["high_incl"] == "true" ? value <= high : value < high)),
        };
    }

    // The ends of the window of a context, one day outside each, and weeks unknown.
    private static IEnumerable<int?> GaDaysFor(string context)
    {
        yield return null;
        if (Window(context) is not ({ } from, var to)) yield break;
        yield return from;
        yield return from - 1;
        if (to is not { } end) yield break;
        yield return end;
        yield return end + 1;
    }

    private static (int? From, int? To)? Window(string context)
    {
        foreach (var token in context.Split("; "))
        {
            if (token.Split("..") is [{ Length: 5 } a, { Length: 5 } b]) return (Day(a), Day(b));
            if (token.StartsWith("from ", StringComparison.Ordinal) && token.Length == 10) return (Day(token[5..]), null);
        }
        return null;
    }

    private static int Day(string text) => (int.Parse(text.Split('w')[0], CultureInfo.InvariantCulture) * 7) + (text[^2] - '0');

    private static bool InContext(string rowContext, int? gaDays, string asked)
    {
        if (rowContext.StartsWith("age ", StringComparison.Ordinal)) return rowContext == asked;
        if (gaDays is null) return !rowContext.Contains("ga known", StringComparison.Ordinal);
        return Window(rowContext) is not ({ } from, var to) || (gaDays >= from && !(gaDays > to));
    }
}
