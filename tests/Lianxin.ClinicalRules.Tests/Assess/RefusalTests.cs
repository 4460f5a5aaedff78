using System.Text.Json.Nodes;
using Lianxin.ClinicalRules.Assess;

namespace Lianxin.ClinicalRules.Tests.Assess;

/// <summary>What cannot be judged is refused by name, and nothing ends the run.</summary>
public sealed class RefusalTests
{
    private static readonly Assessor Assessor = new(new DateOnly(2026, 1, 1));

    private static JsonNode Ask(string line) => JsonNode.Parse(Assessor.Answer(line, 7))!;

    private static string Ask(string kind, string input) => Ask($$"""{"id":"t","kind":"{{kind}}","populations":["pregnant"],"input":{{input}} }""").ToJsonString();

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("\"x\"")]
    [InlineData("{")]
    [InlineData("{\"id\":\"a\"} x")]
    [InlineData("{\"id\":\"a\",\"kind\":\"colour\",\"input\":{\"hb\":NaN}}")]
    [InlineData("{\"id\":\"\\ud800\",\"kind\":\"colour\",\"input\":{}}")]
    [InlineData("{\"id\":\"a\",\"kind\":\"\\ud800\",\"input\":{}}")]
    [InlineData("{\"id\":\"a\",\"kind\":\"colour\",\"input\":{\"\\udfff\":1}}")]
    public void A_line_that_is_no_readable_object_is_answered_with_its_number(string line)
    {
        var answer = Ask(line);
        Assert.Null(answer["id"]);
        Assert.Equal(7, answer["line"]!.GetValue<int>());
        Assert.NotNull(answer["error"]!["why"]);
    }

    [Fact]
    public void A_line_nested_a_million_deep_is_answered() => Assert.NotNull(Ask(new string('[', 1_000_000))["error"]);

    [Theory]
    [InlineData("{\"id\":\"a\"}", "kind")]
    [InlineData("{\"id\":\"a\",\"kind\":\"horoscope\",\"input\":{}}", "kind")]
    [InlineData("{\"id\":\"a\",\"kind\":5,\"input\":{}}", "kind")]
    [InlineData("{\"id\":\"a\",\"kind\":\"colour\"}", "input")]
    [InlineData("{\"id\":\"a\",\"kind\":\"colour\",\"input\":[]}", "input")]
    [InlineData("{\"id\":[1],\"kind\":\"colour\",\"input\":{}}", "id")]
    [InlineData("{\"id\":\"a\",\"kind\":\"alert\",\"input\":{}}", "populations")]
    [InlineData("{\"id\":\"a\",\"kind\":\"alert\",\"populations\":\"pregnant\",\"input\":{}}", "populations")]
    [InlineData("{\"id\":\"a\",\"kind\":\"alert\",\"populations\":[],\"input\":{}}", "populations")]
    [InlineData("{\"id\":\"a\",\"kind\":\"alert\",\"populations\":[\"martian\"],\"input\":{}}", "populations")]
    [InlineData("{\"id\":\"a\",\"kind\":\"alert\",\"populations\":[3],\"input\":{}}", "populations")]
    [InlineData("{\"id\":\"a\",\"kind\":\"alert\",\"populations\":[\"newborn\"],\"input\":{\"bilirubin\":300}}", "bilirubin_age")]
    [InlineData("{\"id\":\"a\",\"kind\":\"alert\",\"populations\":[\"newborn\"],\"bilirubin_age\":\"old\",\"input\":{\"bilirubin\":300}}", "bilirubin_age")]
    public void What_stands_beside_the_input_is_checked(string line, string field) => Assert.Equal(field, Ask(line)["error"]!["field"]!.GetValue<string>());

    [Theory]
    [InlineData("colour", """{"haemoglobin":100}""", "haemoglobin")]
    [InlineData("colour", """{"hb":"100"}""", "hb")]
    [InlineData("colour", """{"hb":1e400}""", "hb")]
    [InlineData("colour", """{"hb":[100]}""", "hb")]
    [InlineData("colour", """{"hb":{"v":"100","unit":"g/L"}}""", "hb")]
    [InlineData("colour", """{"hb":{"unit":"g/L"}}""", "hb")]
    [InlineData("colour", """{"hb":{"v":100,"value":3}}""", "hb")]
    [InlineData("colour", """{"hb":{"v":100,"unit":"mmol/L"}}""", "hb")]
    [InlineData("colour", """{"hb":{"v":100,"unit":7}}""", "hb")]
    [InlineData("colour", """{"hb":50,"hb":150}""", "hb")]
    [InlineData("colour", """{"gdm":1}""", "gdm")]
    [InlineData("colour", """{"gdm":"true"}""", "gdm")]
    [InlineData("colour", """{"gdm":{"v":true,"unit":"g"}}""", "gdm")]
    [InlineData("colour", """{"blood_rh":1}""", "blood_rh")]
    [InlineData("colour", """{"blood_rh":"O"}""", "blood_rh")]
    [InlineData("colour", """{"nyha":5}""", "nyha")]
    [InlineData("colour", """{"conditions":"gdm"}""", "conditions")]
    [InlineData("colour", """{"conditions":[true]}""", "conditions")]
    [InlineData("colour", """{"conditions":["flying"]}""", "flying")]
    [InlineData("colour", """{"conditions":["hb"]}""", "hb")]
    [InlineData("colour", """{"gdm":false,"conditions":["gdm"]}""", "gdm")]
    [InlineData("colour", """{"answered":{"hb":1}}""", "answered")]
    [InlineData("colour", """{"answered":["flying"]}""", "flying")]
    [InlineData("alert", """{"glucose_random":{"v":200,"unit":"mg/dL"}}""", "glucose_random")]
    [InlineData("alert", """{"protein_dipstick":2}""", "protein_dipstick")]
    [InlineData("alert", """{"contractions":2}""", "contractions")]
    [InlineData("alert", """{"fhr":[140,"x"]}""", "fhr")]
    [InlineData("alert", """{"fhr":[{"v":140,"fetus":0}]}""", "fhr")]
    [InlineData("adl", """{"eating":1,"grooming":0,"dressing":0,"toilet":0,"moving":0}""", "eating")]
    [InlineData("adl", """{"eating":0,"grooming":0,"dressing":0,"toilet":0}""", "moving")]
    [InlineData("adl", """{"eating":0,"grooming":0,"dressing":0,"toilet":0,"moving":0,"total":0}""", "total")]
    [InlineData("tcm", """{"answers":[1,2,3]}""", "answers")]
    [InlineData("tcm", """{"answers":5}""", "answers")]
    [InlineData("tcm", """{"answers":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,6]}""", "answers")]
    [InlineData("tcm", """{"answers":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1.5]}""", "answers")]
    [InlineData("tcm", """{"answers":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,null]}""", "answers")]
    [InlineData("followup", """{}""", "controlled")]
    [InlineData("followup", """{"controlled":1}""", "controlled")]
    [InlineData("followup", """{"adverse_reaction":true,"previous_uncontrolled":true}""", "controlled")]
    [InlineData("bp", """{}""", "readings")]
    [InlineData("bp", """{"readings":[]}""", "readings")]
    [InlineData("bp", """{"readings":[5]}""", "readings")]
    [InlineData("bp", """{"readings":[{"min":0}]}""", "sbp")]
    [InlineData("bp", """{"readings":[{"min":0,"sbp":150,"dbp":90},{"sbp":150,"dbp":90}]}""", "min")]
    [InlineData("bp", """{"readings":[{"min":10,"sbp":150,"dbp":90},{"min":5,"sbp":150,"dbp":90}]}""", "min")]
    [InlineData("bp", """{"readings":[{"min":0,"sbp":"150","dbp":90}]}""", "sbp")]
    [InlineData("meows", """{}""", "temp")]
    [InlineData("meows", """{"pain":4}""", "pain")]
    [InlineData("meows", """{"avpu":"X"}""", "avpu")]
    [InlineData("meows", """{"avpu":1}""", "avpu")]
    [InlineData("mews", """{"sbp":120,"pulse":80,"rr":14,"temp":36.5}""", "avpu")]
    [InlineData("mews", """{"sbp":120,"pulse":80,"rr":14,"temp":36.5,"avpu":""}""", "avpu")]
    [InlineData("dates", """{"lmp":"2025-02-30","on":"2025-03-30"}""", "lmp")]
    [InlineData("dates", """{"lmp":"2025/02/20","on":"2025-03-30"}""", "lmp")]
    [InlineData("dates", """{"lmp":20250220,"on":"2025-03-30"}""", "lmp")]
    [InlineData("dates", """{"lmp":"2025-04-30","on":"2025-03-30"}""", "on")]
    [InlineData("dates", """{"lmp":"9999-12-30","on":"9999-12-31"}""", "lmp")]
    [InlineData("dates", """{"on":"2025-03-30"}""", "lmp")]
    [InlineData("redate", """{"lmp_ga_days":60}""", "us_ga_days")]
    [InlineData("redate", """{"lmp_ga_days":60.5,"us_ga_days":60}""", "lmp_ga_days")]
    [InlineData("who_plan", """{"first_contact_week":42}""", "first_contact_week")]
    [InlineData("who_plan", """{"first_contact_week":-1}""", "first_contact_week")]
    [InlineData("who_plan", """{"first_contact_week":"8"}""", "first_contact_week")]
    [InlineData("resident_id", """{"value":430201198703150026}""", "value")]
    [InlineData("resident_id", """{}""", "value")]
    [InlineData("uscc", """{"value":null}""", "value")]
    [InlineData("cervical", """{}""", "hpv")]
    [InlineData("cervical", """{"hpv":16}""", "hpv")]
    [InlineData("cervical", """{"hpv":"16","cytology":"fine"}""", "cytology")]
    [InlineData("cervical", """{"hpv":"16","visible_lesion":"no"}""", "visible_lesion")]
    [InlineData("breast", """{"exam":"normal"}""", "ultrasound")]
    [InlineData("breast", """{"ultrasound":7}""", "ultrasound")]
    [InlineData("breast", """{"ultrasound":"4"}""", "ultrasound")]
    [InlineData("breast", """{"exam":3}""", "exam")]
    [InlineData("derive", """{"answers":{}}""", "form")]
    [InlineData("derive", """{"form":"horoscope","answers":{}}""", "form")]
    [InlineData("derive", """{"form":"antenatal-first"}""", "answers")]
    [InlineData("derive", """{"form":"antenatal-first","answers":[]}""", "answers")]
    [InlineData("derive", """{"form":"antenatal-first","answers":{"flying":1}}""", "flying")]
    [InlineData("derive", """{"form":"antenatal-first","answers":{"lmp":"yesterday"}}""", "lmp")]
    [InlineData("derive", """{"form":"antenatal-first","answers":{"complaint_codes":"1"}}""", "complaint_codes")]
    [InlineData("derive", """{"form":"antenatal-first","answers":{"complaint_codes":[1]}}""", "complaint_codes")]
    [InlineData("derive", """{"form":"antenatal-first","answers":{"previous_birth_mode":3}}""", "previous_birth_mode")]
    [InlineData("derive", """{"form":"antenatal-followup","answers":{"danger_items":["flying"]}}""", "danger_items")]
    [InlineData("derive", """{"form":"antenatal-followup","answers":{"last.flying":3}}""", "last.flying")]
    public void The_field_at_fault_is_named(string kind, string input, string field)
    {
        var answer = JsonNode.Parse(Ask(kind, input))!;
        Assert.Null(answer["result"]);
        Assert.Equal(field, answer["error"]!["field"]!.GetValue<string>());
        Assert.Equal(kind, answer["kind"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("5", "5")]
    [InlineData("1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890")]
    [InlineData("\"甲·乙\"", "\"甲·乙\"")]
    [InlineData("null", "null")]
    public void An_id_comes_back_as_it_was_given(string id, string echoed) =>
        Assert.Contains($"\"id\":{echoed},", Assessor.Answer($$"""{"id":{{id}},"kind":"colour","input":{} }""", 1), StringComparison.Ordinal);

    [Fact]
    public void One_bad_line_does_not_stop_the_rest()
    {
        using var output = new StringWriter();
        Assessor.Run(new StringReader("\uFEFF{\"id\":\"a\",\"kind\":\"who_plan\",\"input\":{\"first_contact_week\":10}}\nnonsense\n\n{\"id\":\"b\",\"kind\":\"who_plan\",\"input\":{\"first_contact_week\":39}}"), output);
        var lines = output.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.Contains("\"id\":\"a\",\"kind\":\"who_plan\",\"result\":{\"weeks\":[18,26,30,34,36,38,40,41]}", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("{\"id\":null,\"line\":2,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("{\"id\":null,\"line\":3,", lines[2], StringComparison.Ordinal);
        Assert.Contains("[40,41]", lines[3], StringComparison.Ordinal);
    }

    // Every value of every case of the file in turn becomes something else; every answer is still a result or a named error.
    [Fact]
    public void Whatever_stands_in_a_line_the_answer_is_a_result_or_an_error()
    {
        string[] nasty = ["null", "true", "-1", "0", "1e-20", "79228162514264337593543950335", "1e999", "\"\"", "\"NaN\"", "\"\\u0000\"", "[]", "{}", "[[[]]]", "{\"v\":1}",
            "{\"v\":{\"v\":1}}", "{\"v\":1,\"unit\":\"\"}", "{\"v\":1,\"unit\":null}", "[null]", "[{\"fetus\":1}]", "\"2026-02-30\"", "\"肆\""];
        var asked = 0;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "files", "cases.jsonl")).Concat(Derivations).Where((_, i) => i % 3 == 0))
        {
            foreach (var changed in Changed(line, nasty))
            {
                var text = Assessor.Answer(changed, 1);
                Assert.DoesNotContain('\n', text);
                var answer = JsonNode.Parse(text)!.AsObject();
                Assert.True(answer.ContainsKey("result") != answer.ContainsKey("error"), changed);
                if (answer["error"] is { } error) Assert.False(string.IsNullOrEmpty(error["why"]!.GetValue<string>()));
                asked++;
            }
        }
        Assert.True(asked > 5_000);
    }

    private static readonly string[] Derivations =
    [
        """{"id":"d","kind":"derive","input":{"form":"antenatal-first","today":"2026-01-01","answers":{"person.birth_date":"1990-01-01","lmp":"2025-10-01","visit_date":"2026-01-01","complaint_codes":["4"],"fetal_heart_state":["1","2"],"height_cm":160,"weight_kg":{"v":64,"unit":"kg"}}}}""",
    ];

    private const string Marker = "@raw@";

    private static IEnumerable<string> Changed(string line, string[] nasty)
    {
        var root = JsonNode.Parse(line)!.AsObject();
        foreach (var key in root.Select(p => p.Key).Where(k => k != "expected").ToArray())
        {
            foreach (var value in nasty) yield return With(line, root => root[key] = Marker, value);
        }
        foreach (var key in root["input"]!.AsObject().Select(p => p.Key).ToArray())
        {
            foreach (var value in nasty) yield return With(line, root => root["input"]![key] = Marker, value);
            yield return With(line, root => root["input"]!.AsObject().Remove(key), "");
        }
    }

    // A number beyond any type cannot be a node; it is put in as text.
    private static string With(string line, Action<JsonNode> change, string value)
    {
        var root = JsonNode.Parse(line)!;
        change(root);
        return root.ToJsonString().Replace($"\"{Marker}\"", value, StringComparison.Ordinal);
    }
}
