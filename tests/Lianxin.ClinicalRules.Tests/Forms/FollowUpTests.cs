using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Tests.Forms;

public class FollowUpTests
{
    [Fact]
    public void A_complete_visit_may_be_saved()
    {
        var state = FollowUp.Check(FollowUp.Complete);

        Assert.Equal("", FollowUp.Say(state.Problems));
        Assert.True(state.MaySave);
        Assert.Equal(219m, state.Find(Keys.GaDays)!.Value.Value.Number);
        Assert.Contains(Keys.RecordNo, state.ToComplete.Select(f => f.Field.Key));
    }

    [Fact]
    public void An_empty_form_waits_for_its_header_only()
    {
        var state = FollowUp.Check(Answers.Empty);

        Assert.Equal([Keys.Person, Keys.VisitNo, Keys.VisitKind, Keys.VisitDate, Keys.Doctor], state.Missing.Select(p => p.Key));
        Assert.Empty(state.Refused);
        Assert.False(state.Find(Keys.Sbp)!.Value.IsShown);
    }

    [Fact]
    public void No_fetal_heart_can_be_recorded_and_asks_for_no_rate()
    {
        var state = FollowUp.Check(FollowUp.Complete.Without(Keys.Fhr).With(Keys.FetalHeartState, "2", fetus: 1));

        Assert.True(state.MaySave);
        Assert.False(state.Find(Keys.Fhr)!.Value.IsShown);
        Assert.True(state.Find(Keys.FetalHeartState)!.Value.IsFulfilled);
        Assert.Equal("2", state.Facts.Get(Keys.FetalHeartState).ForFetus(1).Text);
    }

    [Fact]
    public void The_rules_read_the_state_and_name_the_fetus_whose_heart_is_not_heard()
    {
        var context = FollowUp.Context(fetuses: 2);
        var answers = FollowUp.Complete.Without(Keys.Fhr).Without(Keys.FetalHeartState).With(Keys.Fhr, 150, fetus: 1).With(Keys.FetalHeartState, "2", fetus: 2)
            .With(Keys.ComplaintCodes, new[] { "4" }).With(Keys.BleedingAmount, "2");
        var state = FollowUp.Check(answers, context);

        var visit = VisitAssessment.Of(FollowUp.Form.Name, state.Facts, context.Background!);

        Assert.True(state.MaySave);
        Assert.Contains(visit.Findings, f => f.Level == Level.Emergency && f.Fetus == 2);
        Assert.DoesNotContain(visit.Findings, f => f.Fetus == 1);
        Assert.True(visit.Facts.Get("vaginal_bleeding").IsTrue && visit.Facts.Get("heavy_bleeding").IsTrue);
    }

    [Fact]
    public void A_rate_typed_says_that_the_heart_was_heard()
    {
        var state = FollowUp.Check(FollowUp.Complete.Without(Keys.FetalHeartState));

        Assert.True(state.MaySave);
        Assert.True(state.Find(Keys.FetalHeartState)!.Value is { IsComputed: true, Value.Text: "1" });
        Assert.Contains(state.Computed, f => f.Field.Key == Keys.FetalHeartState && f.Fetus == 1);
    }

    [Fact]
    public void Twins_are_asked_one_by_one()
    {
        var answers = FollowUp.Complete.Without(Keys.Fhr).Without(Keys.FetalHeartState)
            .With(Keys.FetalHeartState, "2", fetus: 1).With(Keys.Fhr, 150, fetus: 2);

        var state = FollowUp.Check(answers, FollowUp.Context(fetuses: 2));

        Assert.Equal("", FollowUp.Say(state.Problems));
        Assert.False(state.Find(Keys.Fhr, fetus: 1)!.Value.IsShown);
        Assert.True(state.Find(Keys.Fhr, fetus: 2)!.Value.IsShown);
        Assert.Equal("1", state.Find(Keys.FetalHeartState, fetus: 2)!.Value.Value.Text);
        Assert.Equal("fetal_heart_state#2:required fhr#2:required", FollowUp.Say(FollowUp.Check(answers.Without(Keys.Fhr), FollowUp.Context(fetuses: 2)).Missing));
    }

    [Fact]
    public void An_ended_fetus_is_not_asked_again()
    {
        var context = FollowUp.Context(fetuses: 2) with { EndedFetuses = new HashSet<int> { 1 } };
        var answers = FollowUp.Complete.Without(Keys.Fhr).Without(Keys.FetalHeartState).With(Keys.Fhr, 150, fetus: 2);

        Assert.True(FollowUp.Check(answers, context).MaySave);
        Assert.Equal("fhr#1:unknown-fetus", FollowUp.Say(FollowUp.Check(answers.With(Keys.Fhr, 150, fetus: 1), context).Refused));
    }

    [Fact]
    public void A_refused_visit_can_be_saved_with_its_own_fields()
    {
        var refused = FollowUp.Header.With(Keys.VisitKind, "refused").With(Keys.UrgeMode, "1").With(Keys.RefusedWhat, "抽血").With(Keys.NoticeGiven, true)
            .With(Keys.NoticeSignState, "2").With(Keys.NextVisitDate, "2025-11-27");

        Assert.Equal("witness:required", FollowUp.Say(FollowUp.Check(refused).Problems));
        var state = FollowUp.Check(refused.With(Keys.Witness, new Named("王护士", Account: "wang")));
        Assert.True(state.MaySave);
        Assert.False(state.Find(Keys.Sbp)!.Value.IsShown);
        Assert.Contains(Keys.SecondPerson, state.ToComplete.Select(f => f.Field.Key));
    }

    [Fact]
    public void An_urged_visit_keeps_danger_signs_heard_by_telephone()
    {
        var urged = FollowUp.Header.With(Keys.VisitKind, "urged").With(Keys.UrgeMode, "1").With(Keys.UrgeResult, "3").With(Keys.NextVisitDate, "2025-11-22")
            .With(Keys.DangerItems, new[] { "seizure" });

        Assert.True(FollowUp.Check(urged).MaySave);
        Assert.Equal("next_visit_date:not-shown", FollowUp.Say(FollowUp.Check(urged.With(Keys.UrgeResult, "6")).Refused));
    }

    [Fact]
    public void Blood_taken_and_not_back_fulfils_and_is_owed()
    {
        var state = FollowUp.Check(FollowUp.Complete.WithStatus(Keys.Hb, AnswerStatus.Pending));

        Assert.True(state.MaySave);
        Assert.Equal([Keys.Hb], state.Owed.Select(f => f.Field.Key));
        Assert.DoesNotContain(Keys.Hb, state.Facts.Closed);
        Assert.Contains(Keys.Hb, FollowUp.Check(FollowUp.Complete.WithStatus(Keys.Hb, AnswerStatus.NotDone)).Facts.Closed);
    }

    [Fact]
    public void A_complaint_of_bleeding_asks_for_the_amount()
    {
        var bleeding = FollowUp.Complete.With(Keys.ComplaintCodes, new[] { "4" });

        Assert.Equal("bleeding_amount:required", FollowUp.Say(FollowUp.Check(bleeding).Problems));
        Assert.True(FollowUp.Check(bleeding.With(Keys.BleedingAmount, "1")).MaySave);
        Assert.Equal("complaint_codes:exclusive-code", FollowUp.Say(FollowUp.Check(FollowUp.Complete.With(Keys.ComplaintCodes, new[] { "0", "7" })).Refused));
    }

    [Fact]
    public void What_was_typed_and_then_hidden_is_refused_by_the_door_and_kept_back_by_the_screen()
    {
        var answers = FollowUp.Complete.With(Keys.BleedingAmount, "2");

        var state = FollowUp.Check(answers);

        Assert.Equal("bleeding_amount:not-shown", FollowUp.Say(state.Refused));
        Assert.False(state.ToSend().Has(Keys.BleedingAmount));
        Assert.True(answers.Has(Keys.BleedingAmount));
        Assert.True(FollowUp.Check(state.ToSend()).MaySave);
    }

    [Fact]
    public void An_improbable_value_is_asked_once()
    {
        var improbable = FollowUp.Complete.With(Keys.Fhr, 181, fetus: 1);

        var asked = Assert.Single(FollowUp.Check(improbable).Asked);
        Assert.Equal(("ask-range", "100", "180", "/min"), (asked.Code, asked.Facts["min"], asked.Facts["max"], asked.Facts["unit"]));
        Assert.True(FollowUp.Check(improbable.Confirm(Keys.Fhr, new("li", FollowUp.Now), fetus: 1)).MaySave);
        Assert.True(FollowUp.Check(FollowUp.Complete.With(Keys.Fhr, 180, fetus: 1)).MaySave);
        var corrected = improbable.Confirm(Keys.Fhr, new("li", FollowUp.Now), fetus: 1).With(Keys.Fhr, 190, fetus: 1);
        Assert.Equal("fhr#1:ask-range", FollowUp.Say(FollowUp.Check(corrected).Asked));
    }

    [Fact]
    public void Readings_that_were_swapped_are_refused_with_both()
    {
        var problem = Assert.Single(FollowUp.Check(FollowUp.Complete.With(Keys.Sbp, 76).With(Keys.Dbp, 76)).Refused);

        Assert.Equal((Keys.Dbp, "readings-swapped", "76"), (problem.Key, problem.Code, problem.Facts[Keys.Sbp]));
    }

    [Fact]
    public void A_raised_pressure_opens_the_second_reading()
    {
        Assert.False(FollowUp.Check(FollowUp.Complete).Find(Keys.BpRepeatSbp)!.Value.IsShown);
        Assert.True(FollowUp.Check(FollowUp.Complete.With(Keys.Sbp, 140)).Find(Keys.BpRepeatSbp)!.Value.IsShown);
        Assert.True(FollowUp.Check(FollowUp.Complete.With(Keys.Dbp, 90)).Find(Keys.BpRepeatDbp)!.Value.IsShown);
    }

    [Fact]
    public void Unknown_weeks_still_ask_for_the_heart()
    {
        var unknown = FollowUp.Context() with { Background = null };

        Assert.Equal("fetal_heart_state#1:required fhr#1:required", FollowUp.Say(FollowUp.Check(FollowUp.Complete.Without(Keys.Fhr).Without(Keys.FetalHeartState)
            .Without(Keys.FundalHeight).Without(Keys.Contractions), unknown).Missing));
        Assert.False(FollowUp.Check(Answers.Empty.With(Keys.VisitKind, "done").With(Keys.VisitDate, "2025-11-20"), FollowUp.Context(weeks: 11, days: 6)).Find(Keys.Fhr)!.Value.IsShown);
    }

    [Fact]
    public void Restricted_fields_are_for_those_who_may_see_them()
    {
        var answers = FollowUp.Complete.With(Keys.HivAntibody, "1");

        Assert.Equal("hiv_antibody:not-permitted", FollowUp.Say(FollowUp.Check(answers).Refused));
        Assert.True(FollowUp.Check(answers, FollowUp.Context() with { SeesRestricted = true }).MaySave);
        Assert.True(FollowUp.Check(FollowUp.Complete.WithStatus(Keys.HivAntibody, AnswerStatus.Pending), FollowUp.Context() with { SeesRestricted = true }).MaySave);
    }
}
