using System.Text.Json.Nodes;
using Lianxin.ClinicalRules.Assess;

namespace Lianxin.ClinicalRules.Tests.Assess;

/// <summary>Boundaries and paths of the kinds that are no table of thresholds, as the clinical documents print them.</summary>
public sealed class KindTests
{
    private static readonly Assessor Assessor = new(new DateOnly(2026, 1, 1));

    private static JsonNode Ask(string kind, string input, string more = "") =>
        JsonNode.Parse(Assessor.Answer($$"""{"id":"t","kind":"{{kind}}",{{more}}"input":{{input}} }""", 1))!["result"]!;

    [Theory]
    [InlineData(0, 3, 0, 0, 0, "self-reliant")]
    [InlineData(3, 1, 0, 0, 0, "mild")]
    [InlineData(0, 3, 5, 0, 0, "mild")]
    [InlineData(3, 1, 0, 5, 0, "moderate")]
    [InlineData(5, 3, 5, 5, 0, "moderate")]
    [InlineData(5, 3, 5, 5, 1, "dependent")]
    [InlineData(5, 7, 5, 10, 10, "dependent")]
    public void Self_care_is_classed_by_its_sum(int eating, int grooming, int dressing, int toilet, int moving, string kind)
    {
        var result = Ask("adl", $$"""{"eating":{{eating}},"grooming":{{grooming}},"dressing":{{dressing}},"toilet":{{toilet}},"moving":{{moving}}.0 }""");
        Assert.Equal((eating + grooming + dressing + toilet + moving, kind), (result["total"]!.GetValue<int>(), result["class"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(1, 5, 1, 4, 25, "yes", "", "")]
    [InlineData(2, 4, 2, 8, 20, "yes", "", "")]
    [InlineData(2, 4, 4, 8, 20, "basically", "", "qi_deficiency")]
    [InlineData(3, 3, 3, 12, 15, "no", "qi_deficiency yang_deficiency yin_deficiency phlegm_damp damp_heat blood_stasis qi_stagnation special", "")]
    public void The_worked_examples_of_the_constitution_table_hold(int all, int first, int fourteenth, int others, int balanced, string verdict, string yes, string tends)
    {
        var answers = Enumerable.Repeat(all, 33).ToArray();
        (answers[0], answers[13]) = (first, fourteenth);
        var result = Ask("tcm", $$"""{"answers":[{{string.Join(',', answers)}}]}""");
        Assert.Equal(others, result["scores"]!["special"]!.GetValue<int>());
        Assert.Equal(balanced, result["scores"]!["balanced"]!.GetValue<int>());
        Assert.Equal(verdict, result["balanced"]!.GetValue<string>());
        Assert.Equal(yes, Words(result["yes"]!));
        Assert.Equal(tends, Words(result["tends"]!));
    }

    [Fact]
    public void The_follow_up_ladder_is_climbed_in_its_order()
    {
        for (var bits = 0; bits < 64; bits++)
        {
            bool Bit(int i) => (bits >> i & 1) == 1;
            var (controlled, emergency, uncontrolledBefore, adverse, adverseBefore, complication) = (Bit(0), Bit(1), Bit(2), Bit(3), Bit(4), Bit(5));
            var expected = emergency ? ("refer_emergency", 14)
                : complication || (!controlled && uncontrolledBefore) || (adverse && adverseBefore) ? ("refer_up", 14)
                : !controlled || adverse ? ("adjust", 14) : ("routine", 90);
            var result = Ask("followup", $$"""
                {"controlled":{{Json(controlled)}},"emergency":{{Json(emergency)}},"previous_uncontrolled":{{Json(uncontrolledBefore)}},
                 "adverse_reaction":{{Json(adverse)}},"previous_adverse_reaction":{{Json(adverseBefore)}},"new_complication":{{Json(complication)}}}
                """.ReplaceLineEndings(" "));
            Assert.Equal(expected, (result["action"]!.GetValue<string>(), result["days"]!.GetValue<int>()));
        }
        Assert.Equal("refer_emergency", Ask("followup", """{"emergency":true}""")["action"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("0:139/89", "normal")]
    [InlineData("0:140/70", "repeat_after_rest")]
    [InlineData("0:120/90", "repeat_after_rest")]
    [InlineData("0:140/70 15:139/89", "settled")]
    [InlineData("0:140/70 15:140/70", "repeat_4h")]
    [InlineData("0:140/70 239:140/70", "repeat_4h")]
    [InlineData("0:140/70 240:140/70", "proposed")]
    [InlineData("0:140/70 15:120/80 240:120/90", "proposed")]
    [InlineData("0:120/80 60:140/80 240:140/80", "repeat_4h")]
    [InlineData("0:160/80", "severe_repeat")]
    [InlineData("0:120/110", "severe_repeat")]
    [InlineData("0:159/109", "repeat_after_rest")]
    [InlineData("0:160/80 15:130/110", "severe_confirmed")]
    [InlineData("0:160/80 15:150/100 30:162/80", "severe_confirmed")]
    [InlineData("0:160/80 15:165/80 30:150/80", "repeat_4h")]
    [InlineData("0:160/80 15:120/80", "settled")]
    [InlineData("0:145/80 300:165/80", "severe_repeat")]
    [InlineData("0:145/80 300:145/80 320:120/80", "proposed")]
    public void Raised_pressure_moves_through_its_states(string readings, string state)
    {
        var list = readings.Split(' ').Select(r => r.Split(':', '/')).Select(p => $$"""{"min":{{p[0]}},"sbp":{{p[1]}},"dbp":{{p[2]}}}""");
        Assert.Equal(state, Ask("bp", $$"""{"readings":[{{string.Join(',', list)}}]}""")["state"]!.GetValue<string>());
    }

    [Fact]
    public void One_number_of_a_pressure_is_enough_to_be_raised() =>
        Assert.Equal("repeat_after_rest", Ask("bp", """{"readings":[{"sbp":141}]}""")["state"]!.GetValue<string>());

    [Theory]
    [InlineData("temp", "34.9:r 35:y 35.9:y 35.95:y 36:w 38:w 38.1:r")]
    [InlineData("sbp", "89:r 90:y 99:y 100:w 149:w 150:y 160:y 161:r")]
    [InlineData("dbp", "40:w 89:w 90:y 100:y 101:r")]
    [InlineData("pulse", "39:r 40:y 49:y 50:w 99:w 100:y 120:y 121:r")]
    [InlineData("rr", "9:r 10:w 20:w 21:y 30:y 31:r")]
    [InlineData("spo2", "94:r 94.9:r 95:w 100:w")]
    [InlineData("pain", "0:w 1:w 2:y 3:y")]
    [InlineData("avpu", "\"A\":w \"V\":y \"P\":r \"U\":r")]
    public void Each_parameter_of_the_obstetric_chart_changes_colour_at_its_limits(string parameter, string limits)
    {
        foreach (var limit in limits.Split(' '))
        {
            var (value, colour) = (limit[..^2], limit[^1]);
            var result = Ask("meows", $$"""{"{{parameter}}":{{value}}}""");
            Assert.Equal(colour == 'r' ? parameter : "", Words(result["red"]!));
            Assert.Equal(colour == 'y' ? parameter : "", Words(result["yellow"]!));
            Assert.Equal(colour switch { 'r' => "trigger", 'y' => "watch", _ => "none" }, result["result"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("sbp", "70:3 71:2 80:2 81:1 100:1 101:0 199:0 200:2")]
    [InlineData("pulse", "40:2 41:1 50:1 51:0 100:0 101:1 110:1 111:2 129:2 130:3")]
    [InlineData("rr", "8:2 9:0 14:0 15:1 20:1 21:2 29:2 30:3")]
    [InlineData("temp", "34.9:2 35:0 38.4:0 38.5:2")]
    [InlineData("avpu", "\"A\":0 \"V\":1 \"P\":2 \"U\":3")]
    public void Each_parameter_of_the_general_score_gives_its_points(string parameter, string limits)
    {
        foreach (var limit in limits.Split(' '))
        {
            var input = JsonNode.Parse("""{"sbp":120,"pulse":80,"rr":12,"temp":36.5,"avpu":"A"}""")!;
            input[parameter] = JsonNode.Parse(limit[..^2]);
            Assert.Equal(limit[^1] - '0', Ask("mews", input.ToJsonString())["score"]!.GetValue<int>());
        }
    }

    [Theory]
    [InlineData("""{"sbp":70,"pulse":80,"rr":12,"temp":36.5,"avpu":"A"}""", 3, "normal")]
    [InlineData("""{"sbp":70,"pulse":105,"rr":12,"temp":36.5,"avpu":"A"}""", 4, "attention")]
    [InlineData("""{"sbp":70,"pulse":120,"rr":12,"temp":36.5,"avpu":"A"}""", 5, "urgent")]
    [InlineData("""{"sbp":70,"pulse":130,"rr":25,"temp":36.5,"avpu":"A"}""", 8, "urgent")]
    [InlineData("""{"sbp":70,"pulse":130,"rr":30,"temp":36.5,"avpu":"A"}""", 9, "emergency")]
    [InlineData("""{"sbp":60,"pulse":140,"rr":40,"temp":39,"avpu":"U"}""", 14, "emergency")]
    public void The_sum_of_the_score_gives_a_level(string input, int score, string level)
    {
        var result = Ask("mews", input);
        Assert.Equal((score, level), (result["score"]!.GetValue<int>(), result["level"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(62, 5)]
    [InlineData(63, 7)]
    [InlineData(111, 7)]
    [InlineData(112, 10)]
    [InlineData(153, 10)]
    [InlineData(154, 14)]
    [InlineData(195, 14)]
    [InlineData(196, 21)]
    public void Ultrasound_dates_only_beyond_the_limit_of_its_weeks(int lmp, int limit)
    {
        string Use(int us) => Ask("redate", $$"""{"lmp_ga_days":{{lmp}},"us_ga_days":{{us}}}""")["use"]!.GetValue<string>();
        Assert.Equal(("lmp", "lmp", "ultrasound", "ultrasound"), (Use(lmp - limit), Use(lmp + limit), Use(lmp - limit - 1), Use(lmp + limit + 1)));
    }

    [Theory]
    [InlineData(22, "28 32 34 36 38 40 41")]
    [InlineData(23, "29 33 35 37 39 40 41")]
    [InlineData(24, "30 34 36 38 40 41")]
    [InlineData(28, "32 34 36 38 40 41")]
    [InlineData(29, "33 35 37 39 40 41")]
    [InlineData(30, "32 34 36 38 40 41")]
    [InlineData(31, "33 35 37 39 40 41")]
    [InlineData(40, "41")]
    [InlineData(41, "")]
    public void The_plan_of_contacts_follows_the_first_one(int week, string weeks) => Assert.Equal(weeks, Words(Ask("who_plan", $$"""{"first_contact_week":{{week}}}""")["weeks"]!));

    [Theory]
    [InlineData("2024-02-29", "2024-02-29", "2024-12-05", "0w0d")]
    [InlineData("2025-06-01", "2026-02-08", "2026-03-08", "36w0d")]
    [InlineData("2025-06-01", "2026-03-08", "2026-03-08", "40w0d")]
    public void Dates_are_counted_in_days(string lmp, string on, string edd, string age)
    {
        var result = Ask("dates", $$"""{"lmp":"{{lmp}}","on":"{{on}}"}""");
        Assert.Equal((edd, age), (result["edd"]!.GetValue<string>(), result["ga"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("""{"hpv":"negative"}""", "screen_60_months")]
    [InlineData("""{"hpv":"16"}""", "colposcopy")]
    [InlineData("""{"hpv":"18","cytology":"NILM"}""", "colposcopy")]
    [InlineData("""{"hpv":"other","cytology":"NILM"}""", "recheck_12_months")]
    [InlineData("""{"hpv":"other","cytology":"ASC-US"}""", "colposcopy")]
    [InlineData("""{"hpv":"positive"}""", "cytology_triage")]
    [InlineData("""{"cytology":"NILM"}""", "screen_36_months")]
    [InlineData("""{"cytology":"ASC-US"}""", "colposcopy")]
    [InlineData("""{"cytology":"AIS"}""", "colposcopy")]
    [InlineData("""{"hpv":"negative","cytology":"ASC-US"}""", "recheck_12_months")]
    [InlineData("""{"hpv":"negative","cytology":"HSIL"}""", "colposcopy")]
    [InlineData("""{"hpv":"negative","cytology":"NILM"}""", "screen_60_months")]
    [InlineData("""{"hpv":"negative","visible_lesion":true}""", "colposcopy")]
    [InlineData("""{"visible_lesion":true}""", "colposcopy")]
    public void A_cervical_result_has_its_next_step(string input, string next) => Assert.Equal(next, Ask("cervical", input)["next"]!.GetValue<string>());

    [Theory]
    [InlineData("""{"ultrasound":1,"exam":"normal"}""", "next_round")]
    [InlineData("""{"ultrasound":0}""", "mammography")]
    [InlineData("""{"ultrasound":3}""", "mammography")]
    [InlineData("""{"ultrasound":5}""", "biopsy")]
    [InlineData("""{"ultrasound":"4A"}""", "biopsy")]
    [InlineData("""{"ultrasound":0,"mammography":1}""", "next_round")]
    [InlineData("""{"ultrasound":3,"mammography":2}""", "follow_6_12_months")]
    [InlineData("""{"ultrasound":3,"mammography":0}""", "senior_review")]
    [InlineData("""{"ultrasound":0,"mammography":3}""", "senior_review")]
    [InlineData("""{"ultrasound":0,"mammography":4}""", "biopsy")]
    [InlineData("""{"ultrasound":1,"exam":"suspicious"}""", "refer_up")]
    [InlineData("""{"exam":"suspicious"}""", "refer_up")]
    public void A_breast_result_has_its_next_step(string input, string next) => Assert.Equal(next, Ask("breast", input)["next"]!.GetValue<string>());

    [Theory]
    [InlineData("430201198703150026", "f", "1987-03-15")]
    [InlineData("430201196207050019", "m", "1962-07-05")]
    [InlineData("43020119900410018x", "f", "1990-04-10")]
    public void An_identity_number_tells_birth_and_sex(string value, string sex, string birth)
    {
        var result = Ask("resident_id", $$"""{"value":"{{value}}"}""");
        Assert.Equal((true, sex, birth), (result["valid"]!.GetValue<bool>(), result["sex"]!.GetValue<string>(), result["birth"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("resident_id", "430201198703150027", "check")]
    [InlineData("resident_id", "430201198702300029", "date")]
    [InlineData("resident_id", "43020119870315002", "length")]
    [InlineData("resident_id", "990201198703150026", "province")]
    [InlineData("resident_id", "4302011987O3150026", "characters")]
    [InlineData("resident_id", "", "length")]
    [InlineData("uscc", "12430200445123804H", "check")]
    [InlineData("uscc", "12430200445I23804G", "characters")]
    [InlineData("uscc", "1243020044512380", "length")]
    public void A_wrong_identifier_says_what_is_wrong(string kind, string value, string why)
    {
        var result = Ask(kind, $$"""{"value":"{{value}}"}""");
        Assert.Equal((false, why), (result["valid"]!.GetValue<bool>(), result["why"]!.GetValue<string>()));
    }

    [Fact]
    public void A_credit_code_is_valid() => Assert.True(Ask("uscc", """{"value":"12430200445123804G"}""")["valid"]!.GetValue<bool>());

    [Theory]
    [InlineData("""{"hb":{"v":10.9,"unit":"g/dL"}}""", "P-HB-3")]
    [InlineData("""{"hb":{"v":11,"unit":"g/dL"}}""", "")]
    [InlineData("""{"hb":{"v":109}}""", "P-HB-3")]
    [InlineData("""{"hb":{"v":109,"unit":"g/L"}}""", "P-HB-3")]
    [InlineData("""{"sbp":{"v":140,"unit":"mmHg"}}""", "P-SBP-4")]
    [InlineData("""{"temp":{"v":37.3,"unit":"℃"}}""", "P-TEMP-4")]
    [InlineData("""{"creatinine":{"v":0.107,"unit":"mmol/L"}}""", "P-CREA-3")]
    [InlineData("""{"cervical_length":{"v":2.4,"unit":"cm"},"ga_days":120}""", "P-CL-1")]
    [InlineData("""{"hb":null}""", "")]
    [InlineData("""{"hb":{"v":null,"unit":"g/L"}}""", "")]
    [InlineData("""{"weight_kg":64,"height_cm":160}""", "P-BMI-3")]
    [InlineData("""{"weight_kg":{"v":128,"unit":"斤"},"height_cm":{"v":1.6,"unit":"m"},"bmi":22}""", "")]
    public void A_unit_is_converted_where_that_is_exact(string input, string drivers) =>
        Assert.Equal(drivers, Words(Ask("alert", input, "\"populations\":[\"pregnant\"],")["drivers"]!));

    [Theory]
    [InlineData("""{"fhr":[140,105]}""", "urgent", "F-FHR-2")]
    [InlineData("""{"fhr":[140,null]}""", "normal", "")]
    [InlineData("""{"fhr":[{"v":185,"fetus":2},{"v":140,"fetus":1}],"ga_days":250}""", "emergency", "F-FHR-5")]
    [InlineData("""{"presentation":["cephalic","breech"],"conditions":["membranes_ruptured"]}""", "emergency", "C-05c")]
    [InlineData("""{"presentation":["cephalic","cephalic"],"engagement":["3","2"],"conditions":["membranes_ruptured"]}""", "urgent", "C-05a")]
    [InlineData("""{"fetal_heart_absent":[false,true],"ga_days":140}""", "emergency", "C-08")]
    [InlineData("""{"dvp":[2,5],"fhr":[140,105],"ga_days":210}""", "urgent", "F-FHR-2 P-DVP-1")]
    [InlineData("""{"dvp":[5,2],"fhr":[140,105],"ga_days":210}""", "emergency", "C-06")]
    public void Each_fetus_is_tried_by_itself(string input, string level, string drivers)
    {
        var result = Ask("alert", input, "\"populations\":[\"pregnant\",\"fetus\"],");
        Assert.Equal((level, drivers), (result["level"]!.GetValue<string>(), Words(result["drivers"]!)));
    }

    [Theory]
    [InlineData("""{"weight_kg":71.68,"height_cm":160}""", "orange", "O-1.2 Y-1.2")]
    [InlineData("""{"weight_kg":64,"height_cm":160}""", "green", "")]
    [InlineData("""{"weight_kg":64.01,"height_cm":160}""", "yellow", "Y-1.2")]
    [InlineData("""{"bmi":28.0}""", "orange", "O-1.2 Y-1.2")]
    [InlineData("""{"bmi":27.9999999999999999999999}""", "yellow", "Y-1.2")]
    [InlineData("""{"weight_kg":71.68,"height_cm":0}""", "green", "")]
    [InlineData("""{"presentation":["cephalic","breech"],"ga_days":252}""", "yellow", "Y-3.10")]
    [InlineData("""{"presentation":["cephalic","breech"],"ga_days":251}""", "green", "")]
    [InlineData("""{"hbsag_positive":true}""", "yellow", "Y-2.3")]
    [InlineData("""{"hbsag_positive":true,"viral_hepatitis":true}""", "green", "P-1")]
    [InlineData("""{"conditions":["gdm","gdm_on_medicine"]}""", "orange", "O-2.5.1")]
    public void A_colour_is_decided_without_rounding(string input, string colour, string rows)
    {
        var result = Ask("colour", input);
        Assert.Equal((colour, rows), (result["base"]!.GetValue<string>(), Words(result["rows"]!)));
        Assert.Equal(rows == "P-1", result["purple"]!.GetValue<bool>());
    }

    [Fact]
    public void Screening_without_answers_is_not_assessed_and_with_all_answers_is_negative()
    {
        var nothing = Ask("screening", "{}");
        Assert.Equal((false, false, 10), (nothing["positive"]!.GetValue<bool>(), nothing["complete"]!.GetValue<bool>(), nothing["missing"]!.AsArray().Count));
        var all = Ask("screening", """{"age":30,"weight_kg":60,"height_cm":165,"sbp":110,"answered":["dbp"],"asked_family":true,"conditions":["asked_gynae","asked_obstetric","asked_past","asked_signs"]}""");
        Assert.Equal((false, true), (all["positive"]!.GetValue<bool>(), all["complete"]!.GetValue<bool>()));
        Assert.Equal("asked_family", Words(Ask("screening", """{"age":30,"bmi":22,"height_cm":165,"sbp":110,"dbp":70,"asked_family":false,"conditions":["asked_gynae","asked_obstetric","asked_past","asked_signs"]}""")["missing"]!));
    }

    private static string Words(JsonNode list) => string.Join(' ', list.AsArray().Select(item => item!.ToString()));

    private static string Json(bool value) => value ? "true" : "false";
}
