using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Residents;
using Lianxin.Core;
using Lianxin.Residents;
using Lianxin.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Lianxin.Tests.MaternalCare;

/// <summary>What must never go wrong at the bedside; each name is the promise.</summary>
public sealed class Safety
{
    [Theory, BothDatabases("2025-04-15", "C-08", "emergency"), BothDatabases("2025-08-15", "C-08b", "urgent")]
    public async Task No_fetal_heart_can_be_recorded_and_rings(string database, string lmp, string rule, string level)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync(lmp: lmp, responsible: clinic.Obstetrician);
        var visit = clinic.Visit().Without(Keys.FetalHeartState).Without(Keys.Fhr).With(Keys.FetalHeartState, "2", fetus: 1);
        if (lmp == "2025-08-15") visit = visit.Without(Keys.FundalHeight).Without(Keys.Contractions); // at 13 weeks neither is asked

        await clinic.Midwife.RecordVisitAsync(woman, visit);

        Assert.Equal("2", (await clinic.Midwife.PregnancyAsync(woman)).Visits.Single().Answers.Text(Keys.FetalHeartState, fetus: 1));
        var alert = (await clinic.Midwife.RecordAsync(woman)).Alerts.Single(a => a.RuleId == rule);
        Assert.Equal((level, "obstetrician", "199 0000 0000"), (alert.Level, alert.AddressedName, alert.AddressedPhone));
        var owed = (await clinic.Midwife.TodayAsync()).Items.Single(i => i is { Group: "alert" } && i.What == rule);
        Assert.Equal((woman.Resident, level, alert.RespondBy), (owed.ResidentId, owed.Level, owed.By));
        // The doctor who answers for her has it on her own department's list too.
        Assert.Contains((await clinic.Obstetrician.TodayAsync(Clinic.Hospital)).Items, i => i.What == rule && i.Mine);
        Assert.Equal(1, await clinic.ReadAsync(db => db.WorkItems.CountAsync(w => w.SubjectId == alert.Id && w.State == WorkState.Waiting)));
    }

    [Theory, BothDatabases]
    public async Task A_refused_visit_can_be_saved_and_closes_nothing(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        var refused = Answers.Empty.With(Keys.Person, new Named("陈洁")).With(Keys.VisitNo, 6).With(Keys.VisitKind, "refused").With(Keys.VisitDate, "2025-11-20").With(Keys.UrgeMode, "1")
            .With("refused_what", "产检").With("notice_given", true).With("notice_sign_state", "3").With(Keys.NextVisitDate, "2025-11-27").With(Keys.Doctor, new Named("许静"));

        await clinic.Midwife.RecordVisitAsync(woman, refused);

        var pregnancy = await clinic.Midwife.PregnancyAsync(woman);
        Assert.Equal(PregnancyState.Open, pregnancy.State);
        Assert.Equal("产检", Assert.Single(pregnancy.Visits).Answers.Text("refused_what"));
        Assert.Equal(("visit", new DateOnly(2025, 11, 27), "planned"), (pregnancy.Next!.Kind, pregnancy.Next.On, pregnancy.Next.State));
        await clinic.AdvanceAsync(TimeSpan.FromDays(8));
        Assert.Contains((await clinic.Midwife.TodayAsync()).Items, i => i.Group == "overdue" && i.ResidentId == woman.Resident);
    }

    [Theory, BothDatabases]
    public async Task Blood_taken_and_not_back_shows_as_owed_and_the_late_value_runs_the_rules(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync(responsible: clinic.Obstetrician);
        var visit = await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit().Without(Keys.Hb).WithStatus(Keys.Hb, AnswerStatus.Pending));

        var recorded = (await clinic.Midwife.PregnancyAsync(woman)).Visits.Single();
        Assert.Equal(AnswerStatus.Pending, recorded.Answers.Status(Keys.Hb));
        Assert.Contains((await clinic.Midwife.TodayAsync()).Items, i => i.Group == "owed" && i.What == Keys.Hb && i.About == recorded.Owed[Keys.Hb]);
        Assert.DoesNotContain((await clinic.Midwife.RecordAsync(woman)).Alerts, a => a.RuleId.StartsWith("P-HB", StringComparison.Ordinal));

        await clinic.AdvanceAsync(TimeSpan.FromDays(1));
        await clinic.Midwife.DoAsync(new CorrectObservation
        {
            ResidentId = woman.Resident, ObservationId = recorded.Owed[Keys.Hb], NewId = Guid.CreateVersion7(),
            Answer = Answer.Of(65m) with { Confirmed = new("midwife", clinic.Clock.GetUtcNow()) },
        });

        var joined = (await clinic.Midwife.PregnancyAsync(woman)).Visits.Single();
        Assert.Equal((visit, 65m, 0), (joined.Id, joined.Answers.Number(Keys.Hb), joined.Owed.Count));
        Assert.Equal("urgent", (await clinic.Midwife.RecordAsync(woman)).Alerts.Single(a => a.RuleId == "P-HB-2").Level);
        var today = (await clinic.Midwife.TodayAsync()).Items;
        Assert.Contains(today, i => i is { Group: "alert", What: "P-HB-2" });
        Assert.DoesNotContain(today, i => i.Group == "owed");
    }

    [Theory, BothDatabases]
    public async Task A_late_value_is_judged_by_the_weeks_of_its_own_visit(string database)
    {
        // No fetal heart at 19+6: urgent. The word that none was heard is corrected in three weeks later, at 22+6, where the rule would be another.
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync(lmp: "2025-07-04");
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit().Without(Keys.Contractions).Without(Keys.FetalHeartState).Without(Keys.Fhr).With(Keys.FetalHeartState, "3", fetus: 1));
        var state = await clinic.ReadAsync(db => db.Observations.IgnoreQueryFilters([LianxinDb.ScopeFilter]).SingleAsync(o => o.Analyte == Keys.FetalHeartState));

        await clinic.AdvanceAsync(TimeSpan.FromDays(21));
        await clinic.Midwife.DoAsync(new CorrectObservation { ResidentId = woman.Resident, ObservationId = state.Id, NewId = Guid.CreateVersion7(), Answer = Answer.Of("2"), Reason = "记错" });

        var rules = (await clinic.Midwife.RecordAsync(woman)).Alerts.Select(a => a.RuleId).ToList();
        Assert.Contains("C-08b", rules);
        Assert.DoesNotContain("C-08", rules);
    }

    [Theory, BothDatabases]
    public async Task Bleeding_ticked_as_a_complaint_fires_its_rule(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit().Without(Keys.ComplaintCodes).With(Keys.ComplaintCodes, new[] { "4" }).With(Keys.BleedingAmount, "1"));

        Assert.Equal("emergency", (await clinic.Midwife.RecordAsync(woman)).Alerts.Single(a => a.RuleId == "C-04a").Level);
    }

    [Theory, BothDatabases]
    public async Task Both_readings_of_the_pressure_are_kept(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit(bp: "146/94").With("bp_repeat_sbp", 138).With("bp_repeat_dbp", 86));

        var kept = (await clinic.Midwife.PregnancyAsync(woman)).Visits.Single().Answers;
        Assert.Equal((146m, 94m, 138m, 86m), (kept.Number(Keys.Sbp), kept.Number(Keys.Dbp), kept.Number("bp_repeat_sbp"), kept.Number("bp_repeat_dbp")));
    }

    [Theory, BothDatabases]
    public async Task A_second_missed_deadline_is_due_again_like_the_first(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        Guid? missed = null;
        foreach (var day in new[] { new DateOnly(2025, 11, 25), new DateOnly(2025, 12, 2), new DateOnly(2025, 12, 9) })
        {
            var contact = Guid.CreateVersion7();
            await clinic.Midwife.DoAsync(new PlanContact { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, ContactId = contact, ContactKind = "visit", On = day, Replaces = missed });
            Assert.DoesNotContain((await clinic.Midwife.TodayAsync()).Items, i => i.Group == "overdue");

            await clinic.AdvanceAsync(PlaceTime.EndOf(day) - clinic.Clock.GetUtcNow());

            var overdue = Assert.Single((await clinic.Midwife.TodayAsync()).Items, i => i.Group == "overdue");
            Assert.Equal((contact, woman.Resident, day), (overdue.About, overdue.ResidentId, overdue.On));
            missed = contact;
        }
        Assert.Equal(3, await clinic.ReadAsync(db => db.WorkItems.CountAsync(w => w.PersonId == woman.Resident && w.State == WorkState.Done && w.Step == "due")));
    }

    [Theory, BothDatabases]
    public async Task A_danger_sign_told_on_the_telephone_rings(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync(responsible: clinic.Obstetrician);
        await clinic.Midwife.RecordVisitAsync(woman, Answers.Empty.With(Keys.Person, new Named("陈洁")).With(Keys.VisitNo, 6).With(Keys.VisitKind, "urged").With(Keys.VisitDate, "2025-11-20")
            .With(Keys.UrgeMode, "1").With(Keys.UrgeResult, "1").With(Keys.DangerItems, new[] { "seizure" }).With(Keys.NextVisitDate, "2025-11-21").With(Keys.Doctor, new Named("许静")));

        Assert.Equal("emergency", (await clinic.Midwife.RecordAsync(woman)).Alerts.Single(a => a.RuleId == "C-01").Level);
        Assert.Contains((await clinic.Midwife.TodayAsync()).Items, i => i is { Group: "alert", What: "C-01" });
    }

    [Theory, BothDatabases]
    public async Task A_correction_never_overwrites(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit());
        var old = await clinic.ReadAsync(db => db.Observations.IgnoreQueryFilters([LianxinDb.ScopeFilter]).SingleAsync(o => o.Analyte == Keys.WeightKg));
        var correction = new CorrectObservation { ResidentId = woman.Resident, ObservationId = old.Id, NewId = Guid.CreateVersion7(), Answer = Answer.Of(68.6m) };
        Assert.Equal("required", Assert.Single((await clinic.Midwife.SendAsync(correction)).Refusals).Code);

        await clinic.Midwife.DoAsync(correction with { Reason = "两位数字颠倒" });

        Assert.Equal(68.6m, (await clinic.Midwife.PregnancyAsync(woman)).Visits.Single().Answers.Number(Keys.WeightKg));
        var rows = await clinic.ReadAsync(db => db.Observations.IgnoreQueryFilters([LianxinDb.ScopeFilter]).Where(o => o.Analyte == Keys.WeightKg).ToListAsync());
        Assert.Equal((66.8m, correction.NewId), rows.Where(r => r.Id == old.Id).Select(r => (r.Number!.Value, r.CorrectedById!.Value)).Single());
        Assert.Equal((68.6m, "两位数字颠倒"), rows.Where(r => r.Id == correction.NewId).Select(r => (r.Number!.Value, r.Reason!)).Single());
        // A second correction of the same row comes too late: somebody else was first.
        Assert.Equal("corrected-meanwhile", Assert.Single((await clinic.Midwife.SendAsync(correction with { NewId = Guid.CreateVersion7(), Reason = "再改" })).Refusals).Code);
    }

    [Theory, BothDatabases]
    public async Task Twins_each_have_their_heart_rate_and_the_right_one_rings(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync(first: Answers.Empty.With(Keys.Fetuses, 2));
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit().With(Keys.FetalHeartState, "1", fetus: 2).With(Keys.Fhr, Answer.Of(96m, fetus: 2) with { Confirmed = new("midwife", clinic.Clock.GetUtcNow()) }));

        var kept = (await clinic.Midwife.PregnancyAsync(woman)).Visits.Single().Answers;
        Assert.Equal((144m, 96m), (kept.Number(Keys.Fhr, fetus: 1), kept.Number(Keys.Fhr, fetus: 2)));
        var alert = (await clinic.Midwife.RecordAsync(woman)).Alerts.Single(a => a.RuleId.StartsWith("F-FHR", StringComparison.Ordinal));
        Assert.Equal(("emergency", 2), (alert.Level, alert.Fetus));
    }
}
