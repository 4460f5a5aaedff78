using Lianxin.ClinicalRules.Assess;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Tests.Maternal;

public sealed class VisitTests
{
    private static readonly DateTimeOffset Morning = new(2025, 11, 20, 8, 0, 0, TimeSpan.FromHours(8));
    private static readonly Facts Woman = Facts.Of(("person.birth_date", Value.Of(new DateOnly(1990, 11, 20))), ("pregnancy.start", Value.Of(new DateOnly(2025, 3, 20))),
        ("antenatal-first.prepregnancy_weight_kg", Value.Of(60m)), ("height_cm", Value.Of(160m)), ("fetuses", Value.Of(1m)), ("age", Value.Of(34m)));

    private static Facts Visit(params (string, Value)[] answers) =>
        Facts.Of([("visit_date", Value.Of(new DateOnly(2025, 11, 20))), ("today", Value.Of(new DateOnly(2025, 11, 20))), ("now", Value.Of(Morning)), .. answers]);

    [Fact]
    public void Bleeding_ticked_as_a_complaint_fires_its_rule()
    {
        var visit = VisitAssessment.Of("antenatal-followup", Visit(("complaint_codes", Value.OfCodes(["4"]))), Woman);
        Assert.Equal((245m, 35m), (visit.Facts.Get("ga_days").Number, visit.Facts.Get("age").Number));
        Assert.Equal("C-04a", visit.Findings[0].RuleId);
        Assert.Equal(Level.Emergency, visit.Findings[0].Level);
        Assert.Contains(new("vaginal_bleeding", Value.Of(true)), visit.Findings[0].Read);
        Assert.False(visit.Findings[0].IsSigned);
        Assert.Contains(visit.Findings, f => f.RuleId == "C-04b");
    }

    [Fact]
    public void An_unheard_heart_rings_and_names_its_fetus()
    {
        var state = Value.OfFetuses([new(1, Value.Of("1")), new(2, Value.Of("2"))]);
        var visit = VisitAssessment.Of("antenatal-followup", Visit(("fetal_heart_state", state)), Woman);
        Assert.Equal(("C-08", 2), (visit.Findings[0].RuleId, visit.Findings[0].Fetus));
        var ended = VisitAssessment.Of("antenatal-followup", Visit(("fetal_heart_state", state)), Woman, ended: new HashSet<int> { 2 });
        Assert.DoesNotContain(ended.Findings, f => f.RuleId.StartsWith("C-08", StringComparison.Ordinal));
    }

    [Fact]
    public void A_lower_repeat_is_kept_beside_the_first_reading_and_lowers_nothing()
    {
        var visit = VisitAssessment.Of("antenatal-followup", Visit(("sbp", Value.Of(165m)), ("dbp", Value.Of(80m)), ("bp_at", Value.Of(Morning)),
            ("bp_repeat_sbp", Value.Of(146m)), ("bp_repeat_dbp", Value.Of(84m)), ("bp_repeat_at", Value.Of(Morning.AddMinutes(15)))), Woman);
        Assert.Equal("repeat_4h", visit.Pressure!.Outcome);
        Assert.Equal(["P-SBP-5", "P-SBP-4"], visit.Findings.Where(f => f.Analyte == "sbp").Select(f => f.RuleId));
        Assert.Equal(("≥160", "mm[Hg]", 165m), (visit.Findings[0].Compared, visit.Findings[0].Unit, visit.Findings[0].Value.Number));
    }

    [Fact]
    public void Two_raised_readings_four_hours_apart_propose_and_do_not_diagnose()
    {
        var visit = VisitAssessment.Of("antenatal-followup", Visit(("sbp", Value.Of(146m)), ("dbp", Value.Of(88m)), ("bp_at", Value.Of(Morning)),
            ("bp_4h_sbp", Value.Of(142m)), ("bp_4h_dbp", Value.Of(84m)), ("bp_4h_at", Value.Of(Morning.AddHours(4)))), Woman);
        Assert.Equal("proposed", visit.Pressure!.Outcome);
        Assert.Contains("gestational_hypertension", visit.Proposes.Keys);
        Assert.False(visit.Facts.Get("gestational_hypertension").IsKnown);
        Assert.DoesNotContain(FiveColours.Assess(visit.Facts).Reasons, r => r.Row.Id == "Y-3.5");
    }

    [Fact]
    public void A_reading_without_its_time_never_proves_four_hours()
    {
        var readings = BloodPressure.OfVisit(Visit(("sbp", Value.Of(146m)), ("bp_at", Value.Of(Morning)), ("bp_4h_sbp", Value.Of(142m))));
        Assert.Equal("repeat_4h", BloodPressure.State(readings).Outcome);
    }

    [Fact]
    public void History_counts_only_when_it_is_given()
    {
        var now = Visit(("plt", Value.Of(120m)), ("urine_blood", Value.Of("1+")));
        Assert.DoesNotContain("plt_progressive_fall", VisitAssessment.Of("antenatal-followup", now, Woman).Proposes.Keys);
        now.Earlier = [Facts.Of(("plt", Value.Of(200m)), ("urine_blood", Value.Of("2+"))), Facts.Of(("plt", Value.Of(160m)))];
        var visit = VisitAssessment.Of("antenatal-followup", now, Woman);
        Assert.Contains("plt_progressive_fall", visit.Proposes.Keys);
        Assert.Equal(2m, visit.Facts.Get("urine_abnormal_count").Number);
    }

    [Fact]
    public void A_reader_without_the_right_sees_the_colour_but_not_the_restricted_reason()
    {
        var facts = Facts.Of(("psychosis_acute", Value.Of(true)), ("hiv", Value.Of(true)), ("age", Value.Of(36m)));
        var all = FiveColours.Assess(facts);
        Assert.Equal((RiskColour.Red, true, "R-1.8"), (all.Base, all.Purple, all.Reasons[0].Row.Id));
        Assert.Equal(AssessmentState.Provisional, all.State);
        var (visible, hidden) = all.For(maySeeRestricted: false);
        Assert.Equal((RiskColour.Red, false, 2), (visible.Base, visible.Purple, hidden));
        Assert.Equal(["Y-1.1"], visible.Reasons.Select(r => r.Row.Id));
        Assert.Equal(3, all.For(maySeeRestricted: true).Visible.Reasons.Count);
    }

    [Fact]
    public void Name_and_last_period_alone_are_not_assessed() => Assert.Equal(AssessmentState.NotAssessed, FiveColours.Assess(Facts.Of(("ga_days", Value.Of(100m)))).State);

    [Theory]
    [InlineData("sbp", 118, "P-SBP-2", "90–<130")]
    [InlineData("sbp", 140, "P-SBP-4", "90–<130")]
    [InlineData("hb", 110, "P-HB-4", "≥110")]
    [InlineData("fhr", 161, "F-FHR-4", "110–160")]
    [InlineData("fundal_height", 33, "P-SFH-35-2", "28.5–35.5")]
    public void A_value_has_its_verdict_and_the_normal_range_beside_it(string analyte, decimal value, string row, string normal)
    {
        var facts = Facts.Of(("ga_days", Value.Of(245m)), ("fetuses", Value.Of(1m)));
        Assert.Equal(row, Alerts.BandOf(analyte, Value.Of(value), facts, VisitAssessment.Pregnancy)!.Id);
        Assert.Equal(normal, Alerts.NormalFor(analyte, facts, VisitAssessment.Pregnancy)[0].Compared);
    }

    [Fact]
    public void A_dipstick_has_its_verdict_too() =>
        Assert.Equal(Level.Urgent, Alerts.BandOf("protein_dipstick", Value.Of("2+"), new Facts(), VisitAssessment.Pregnancy)!.Level);

    [Fact]
    public void A_target_is_shown_for_the_bmi_it_is_for_and_changes_no_level()
    {
        var facts = Facts.Of(("bmi", Value.Of(24m)), ("weight_gain_total", Value.Of(20m)));
        Assert.Equal(["P-GWG-O"], Alerts.ShownFor("weight_gain_total", facts, VisitAssessment.Pregnancy).Select(r => r.Id));
        Assert.DoesNotContain(Alerts.Findings(facts, VisitAssessment.Pregnancy), f => f.Analyte == "weight_gain_total");
    }

    [Fact]
    public void The_schedule_opens_and_closes_on_the_day_of_its_window()
    {
        string[] Codes(int gaDays, Facts facts) => [.. AntenatalSchedule.Due(gaDays, facts).Select(r => r.Id)];
        foreach (var row in ClinicalTables.Schedule.Where(r => r is { Schedule: "CN-2018", Window: not null, Condition: null }))
        {
            var (from, to) = (row.Window!.Value.From, row.Window.Value.To);
            if (from is { } first) Assert.True(Codes(first, new()).Contains(row.Id) && !Codes(first - 1, new()).Contains(row.Id), row.Id);
            if (to is { } last) Assert.True(Codes(last, new()).Contains(row.Id) && !Codes(last + 1, new()).Contains(row.Id), row.Id);
        }
        var rh = ClinicalTables.Schedule.Where(r => r.Condition?.Text == "blood_rh == 'neg'").ToArray();
        Assert.NotEmpty(rh);
        foreach (var row in rh)
        {
            Assert.DoesNotContain(row.Id, Codes(row.Window!.Value.From!.Value, new()));
            Assert.Contains(row.Id, Codes(row.Window!.Value.From!.Value, Facts.Of(("blood_rh", Value.Of("neg")))));
        }
        Assert.Equal(7, AntenatalSchedule.Visits().Count);
    }

    [Fact]
    public void The_fundal_height_curve_has_every_week_from_20_to_40()
    {
        Assert.Equal(Enumerable.Range(20, 21), FundalHeight.Bands.Select(b => b.Week));
        Assert.Equal((23m, 28.5m), (FundalHeight.Bands[8].Low, FundalHeight.Bands[8].High));
    }

    [Fact]
    public void Dates_go_both_ways()
    {
        var lmp = new DateOnly(2025, 3, 20);
        Assert.Equal(lmp, Dating.Start(Dating.Edd(lmp)));
        Assert.Equal("35w0d", Dating.Format(Dating.GaDays(lmp, new(2025, 11, 20))));
        Assert.Equal(("ultrasound", 5m), (Dating.Redate(60, 66).Outcome, Dating.Redate(60, 66).Amount!.Value));
    }
}
