using System.Text.Json.Nodes;
using Lianxin.ClinicalRules.Assess;
using Lianxin.ClinicalRules.Tests.Tables;

namespace Lianxin.ClinicalRules.Tests.Assess;

public sealed class DeriveTests
{
    private static readonly Assessor Assessor = new(new DateOnly(2026, 1, 1));

    private static JsonNode Ask(string form, string answers) =>
        JsonNode.Parse(Assessor.Answer($$"""{"id":"t","kind":"derive","input":{"form":"{{form}}","answers":{{answers}} } }""", 1))!;

    [Theory]
    [InlineData("antenatal-first", """{"lmp":"2025-10-01","visit_date":"2025-12-01"}""", """{"ga_days":61}""")]
    [InlineData("antenatal-followup", """{"pregnancy.start":"2025-10-08","antenatal-first.lmp":"2025-10-01","visit_date":"2025-12-01"}""", """{"ga_days":54}""")]
    [InlineData("antenatal-followup", """{"antenatal-first.lmp":"2025-10-01","visit_date":"2025-12-01"}""", """{"ga_days":61}""")]
    [InlineData("antenatal-followup", """{"person.birth_date":"1990-11-20","today":"2025-11-20"}""", """{"age":35}""")]
    [InlineData("antenatal-first", """{"lmp":"2025-10-01","visit_date":"2026-01-06","weight_kg":71.68,"height_cm":160}""", """{"ga_days":97,"bmi":28}""")]
    [InlineData("antenatal-first", """{"lmp":"2025-10-01","visit_date":"2026-01-07","weight_kg":71.68,"height_cm":160}""", """{"ga_days":98}""")]
    [InlineData("antenatal-first", """{"prepregnancy_weight_kg":64,"weight_kg":71.68,"height_cm":160}""", """{"bmi":25}""")]
    [InlineData("antenatal-followup", """{"last.visit_date":"2025-11-01","visit_date":"2025-11-15","last.weight_kg":60,"weight_kg":61.8}""", """{"weight_gain_weekly":0.9}""")]
    [InlineData("antenatal-followup", """{"last.visit_date":"2025-11-09","visit_date":"2025-11-15","last.weight_kg":60,"weight_kg":61.8}""", """{}""")]
    [InlineData("antenatal-followup", """{"complaint_codes":["1","4","15"]}""", """{"headache":true,"vaginal_bleeding":true,"bloody_show":true}""")]
    [InlineData("antenatal-followup", """{"fetal_heart_state":["1","2"]}""", """{"fetal_heart_absent":true}""")]
    [InlineData("antenatal-followup", """{"fetal_heart_state":"2"}""", """{"fetal_heart_absent":true}""")]
    [InlineData("antenatal-followup", """{"protein_dipstick":"trace"}""", """{"protein_plus":0.5}""")]
    [InlineData("antenatal-followup", """{"danger_items":["seizure"],"risk_items":["asthma"]}""", """{"seizure":true,"asthma":true}""")]
    [InlineData("antenatal-followup", """{"last.kick_2h":0,"kick_2h":15}""", """{}""")]
    [InlineData("antenatal-first", """{"spontaneous_abortions":1,"induced_abortions":2}""", """{"miscarriages_total":3}""")]
    [InlineData("antenatal-first", """{"caesarean_count":1,"uterine_operations_other":1}""", """{"scarred_uterus":true,"uterine_surgery_count":2}""")]
    [InlineData("antenatal-first", """{"caesarean_count":2}""", """{"scarred_uterus":true,"uterine_surgery_count":2}""")] // nobody asked for other operations: two are two
    [InlineData("antenatal-first", """{"syphilis_serology":"2"}""", """{"syphilis_screen_positive":true}""")]
    [InlineData("antenatal-first", """{"groups_asked":["obstetric","signs"]}""", """{"asked_obstetric":true,"asked_signs":true}""")]
    [InlineData("high-risk-case", """{"nyha":"3","infection_kinds":["hiv"]}""", """{"nyha":3,"hiv":true}""")]
    [InlineData("delivery", """{"placenta_at":"2026-01-01T08:00","now":"2026-01-01T08:30"}""", """{"minutes_postpartum":30}""")]
    [InlineData("facts", """{"age":41,"fetuses":2,"bmi":28,"gdm":true}""", """{"pe_high_count":2,"pe_moderate_count":1}""")]
    [InlineData("session-station-basic", """{"glucose_fasting":6,"glucose_random":{"v":7500,"unit":"umol/L"}}""", """{"glucose_any":7.5}""")]
    [InlineData("person", """{"drug_allergy_kinds":["2"]}""", """{"drug_allergy":true}""")]
    [InlineData("person", """{"drug_allergy_kinds":["1"]}""", """{}""")]
    [InlineData("person", """{"drug_allergy_kinds":[]}""", """{}""")]
    public void A_form_sets_facts(string form, string answers, string sets)
    {
        var answer = Ask(form, answers);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(sets), answer["result"]?["sets"]), answer.ToJsonString());
    }

    [Theory]
    [InlineData("antenatal-followup", """{"complaint_codes":["5"]}""", "membranes_ruptured")]
    [InlineData("antenatal-followup", """{"complaint_codes":["5"],"membranes_ruptured":true}""", "membranes_ruptured prom")]
    [InlineData("antenatal-followup", """{"contractions":"2","ga_days":259}""", "labour")]
    [InlineData("antenatal-followup", """{"contractions":"2","ga_days":258}""", "threatened_preterm_labour")]
    [InlineData("antenatal-followup", """{"bp_state":"proposed","ga_days":140}""", "gestational_hypertension")]
    [InlineData("antenatal-followup", """{"bp_state":"proposed","ga_days":140,"chronic_hypertension":true,"protein_dipstick":"1+"}""", "preeclampsia")]
    [InlineData("antenatal-first", """{"bp_state":"proposed","ga_days":139}""", "chronic_hypertension")]
    [InlineData("ogtt-gdm", """{"ogtt_0h":5.1}""", "gdm")]
    [InlineData("ogtt-gdm", """{"ogtt_0h":7.0}""", "diabetic gdm")]
    [InlineData("antenatal-first", """{"hiv_antibody":"2"}""", "hiv")]
    [InlineData("antenatal-followup", """{"last.kick_2h":30,"kick_2h":15}""", "kick_drop")]
    [InlineData("antenatal-followup", """{"plt":90,"last.plt":120}""", "")]
    public void A_form_proposes_what_a_clinician_decides(string form, string answers, string proposes)
    {
        var answer = Ask(form, answers);
        Assert.Equal(proposes, string.Join(' ', answer["result"]!["proposes"]!.AsArray().Select(p => p!.GetValue<string>())));
    }

    [Fact]
    public void Every_complaint_code_of_the_table_sets_its_fact()
    {
        var seen = 0;
        foreach (var row in RawTable.Rows("derivations.csv").Where(r => r["expression"].StartsWith("has(complaint_codes, '", StringComparison.Ordinal) && r["mode"] == "sets"))
        {
            var code = row["expression"].Split('\'')[1];
            foreach (var form in row["from_form"].Split('|'))
            {
                Assert.True(Ask(form, $$"""{"complaint_codes":["{{code}}"]}""")["result"]!["sets"]![row["fact"]]!.GetValue<bool>());
                seen++;
            }
        }
        Assert.True(seen >= 30);
    }
}
