using System.Net;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Residents;
using Lianxin.Core;
using Lianxin.MaternalCare;
using Lianxin.Tests.Core;
using Lianxin.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Lianxin.Tests.MaternalCare;

public sealed class OutcomeTests : IHaveScopeSamples
{
    private static Guid New => Guid.CreateVersion7();

    static IEnumerable<KeyValuePair<string, ScopeMatrix.Sample>> IHaveScopeSamples.ScopeSamples =>
    [
        new("POST /api/" + RecordOutcome.Kind, new(Permissions.RecordCare, (a, _) => new RecordOutcome { ResidentId = a.Resident, PregnancyId = a.Pregnancy, EncounterId = New, Answers = Answers.Empty })),
        new("POST /api/" + ReportMaternalDeath.Kind, new(Permissions.ReportDeath, (a, _) => new ReportMaternalDeath { ResidentId = a.Resident, PregnancyId = a.Pregnancy, EncounterId = New, Answers = Answers.Empty })),
    ];

    internal static Answers Outcome(Clinic clinic, string outcome, string? on = null)
    {
        var today = $"{PlaceTime.DateOf(clinic.Clock.GetUtcNow()):yyyy-MM-dd}";
        var answers = Answers.Empty.With(Keys.Person, new Named("陈洁")).With(Keys.RecordedOn, today).With(Keys.RecordedBy, new Named("许静")).With(Keys.Outcome, outcome);
        if (outcome != "transfer_out") answers = answers.With(Keys.EndedOn, on ?? today);
        if (outcome is "live_birth" or "fetal_death" or "stillbirth") answers = answers.With(Keys.FetusOutcome, AnswerValue.Of(outcome == "live_birth" ? "1" : "2"), fetus: 1);
        return answers;
    }

    internal static Task EndAsync(Clinic clinic, Woman woman, string outcome, Answers? answers = null) =>
        clinic.Midwife.DoAsync(new RecordOutcome { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, EncounterId = New, Answers = answers ?? Outcome(clinic, outcome) });

    private static async Task<string[]> OpenTasksAsync(Clinic clinic, Woman woman, Person? who = null) =>
        [.. (await (who ?? clinic.Midwife).GetAsync<CareTaskView[]>($"api/residents/{woman.Resident}/tasks")).Where(t => t.State == "open").Select(t => t.Kind).Order()];

    [Theory, BothDatabases]
    public async Task A_birth_stops_what_was_planned_with_her_and_begins_what_staff_owes_her_to_42_days(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit(next: "2025-12-04"));
        await EndAsync(clinic, woman, "live_birth");

        var pregnancy = await clinic.Midwife.PregnancyAsync(woman);
        Assert.Equal((PregnancyState.Ended, "live_birth", null), (pregnancy.State, pregnancy.Ended!.Outcome, pregnancy.Next));
        Assert.Equal([CareTaskKinds.NewbornVisit, CareTaskKinds.Postpartum42d, CareTaskKinds.PostpartumVisit], await OpenTasksAsync(clinic, woman));
        await clinic.AdvanceAsync(TimeSpan.FromDays(20));
        Assert.Equal(0, await RemindedAsync(clinic));
        Assert.Equal("pregnancy-ended", (await clinic.Midwife.SendAsync(new RecordVisit { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, VisitId = New, Answers = clinic.Visit() })).Refusals[0].Code);
        Assert.Equal("pregnancy-ended", (await clinic.Midwife.SendAsync(new RecordOutcome { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, EncounterId = New, Answers = Outcome(clinic, "live_birth") })).Refusals[0].Code);
    }

    [Theory, BothDatabases]
    public async Task A_reminder_goes_out_two_days_before_a_visit_in_the_morning_and_not_to_whom_it_ended(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        Woman goesOn = await clinic.RegisterAsync(), ends = await clinic.RegisterAsync("王芳");
        foreach (var woman in new[] { goesOn, ends }) await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit(next: "2025-11-24"));
        await EndAsync(clinic, ends, "miscarriage");
        await clinic.AdvanceAsync(new DateTimeOffset(2025, 11, 22, 0, 59, 0, TimeSpan.Zero) - clinic.Clock.GetUtcNow());
        Assert.Equal(0, await RemindedAsync(clinic));
        await clinic.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await RemindedAsync(clinic));
        // Reminded or not, the day passes: it is overdue like any other.
        await clinic.AdvanceAsync(TimeSpan.FromDays(4));
        Assert.Equal("overdue", (await clinic.Midwife.PregnancyAsync(goesOn)).Next!.State);
    }

    private static Task<int> RemindedAsync(Clinic clinic) => clinic.ReadAsync(db => db.Set<Contact>().IgnoreQueryFilters([LianxinDb.ScopeFilter]).CountAsync(c => c.RemindedAt != null));

    [Theory, BothDatabases]
    public async Task After_a_loss_a_colleague_calls_and_the_card_goes_to_the_office(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var office = await clinic.HireAsync("office", "health-officer", Clinic.Region);
        var woman = await clinic.RegisterAsync();
        await EndAsync(clinic, woman, "stillbirth");
        Assert.Equal([CareTaskKinds.LossCall, CareTaskKinds.PerinatalCard, CareTaskKinds.Postpartum42d, CareTaskKinds.PostpartumVisit], await OpenTasksAsync(clinic, woman));
        Assert.Equal("office", (await office.GetAsync<CareTaskView[]>($"api/residents/{woman.Resident}/tasks")).Single(t => t.Kind == CareTaskKinds.PerinatalCard).OwnerName);
    }

    [Theory, BothDatabases]
    public async Task An_end_before_the_pregnancy_or_before_a_visit_is_refused_at_its_field(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit());
        async Task<string> TryAsync(string on) => (await clinic.Midwife.SendAsync(new RecordOutcome { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, EncounterId = New, Answers = Outcome(clinic, "live_birth", on).Confirm(Keys.EndedOn, new("许静", clinic.Clock.GetUtcNow())) })).Refusals
            .Select(r => $"{r.Field} {r.Code}").FirstOrDefault() ?? "done";
        Assert.Equal("answers.ended_on outcome-before-pregnancy", await TryAsync("2025-04-01"));
        Assert.Equal("answers.ended_on outcome-before-visit", await TryAsync("2025-11-19"));
        Assert.Equal(PregnancyState.Open, (await clinic.Midwife.PregnancyAsync(woman)).State);
        Assert.Equal("done", await TryAsync("2025-11-20"));
    }

    [Theory, BothDatabases]
    public async Task One_fetus_may_end_while_the_other_goes_on_and_the_ended_one_is_not_asked_again(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync(first: Answers.Empty.With(Keys.Fetuses, 2));
        Answers One(params (int Fetus, string Code)[] fetuses) => fetuses.Aggregate(Outcome(clinic, "one_fetus").With(Keys.Fetuses, 2), (a, f) => a.With(Keys.FetusOutcome, AnswerValue.Of(f.Code), fetus: f.Fetus));
        Assert.Equal("all-fetuses-ended", (await clinic.Midwife.SendAsync(new RecordOutcome { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, EncounterId = New, Answers = One((1, "5"), (2, "2")) })).Refusals[0].Code);
        await EndAsync(clinic, woman, "one_fetus", One((1, "7"), (2, "5")));
        var pregnancy = await clinic.Midwife.PregnancyAsync(woman);
        Assert.Equal((PregnancyState.Open, 2), (pregnancy.State, Assert.Single(pregnancy.EndedFetuses)));
        // The visit asks for one heart; a value for the other is refused.
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit());
        var both = clinic.Visit().With(Keys.Fhr, AnswerValue.Of(140m), fetus: 2);
        Assert.Contains((await clinic.Midwife.SendAsync(new RecordVisit { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, VisitId = New, Answers = both })).Refusals, r => r.Field!.StartsWith("answers.fhr", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task A_delivery_makes_newborns_with_their_class_and_ends_the_pregnancy_and_a_birth_before_its_mother_is_refused(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        FillForm Delivery(string at, string born = "2300") => new()
        {
            ResidentId = woman.Resident, EncounterId = New, AboutId = woman.Pregnancy, Form = FormNames.Delivery,
            Answers = FormTests.Complete(FormNames.Delivery, Answers.Empty.With(Keys.Fetuses, 1)).With(Keys.BirthAt, AnswerValue.Of(at), fetus: 1).Confirm(Keys.BirthAt, new("许静", clinic.Clock.GetUtcNow()), fetus: 1).With(Keys.BirthWeight, AnswerValue.Of(decimal.Parse(born, System.Globalization.CultureInfo.InvariantCulture)), fetus: 1).With(Keys.BirthOutcome, AnswerValue.Of("1"), fetus: 1),
        };
        Assert.Equal("answers.birth_at birth-before-pregnancy", Told(await clinic.Midwife.SendAsync(Delivery("2025-04-01T08:00"))));
        Assert.StartsWith("answers.birth_at", Told(await clinic.Midwife.SendAsync(Delivery("2025-11-21T08:00"))), StringComparison.Ordinal);
        await clinic.Midwife.DoAsync(Delivery("2025-11-20T08:03"));
        Assert.Equal("answers.birth_at born-already", Told(await clinic.Midwife.SendAsync(Delivery("2025-11-20T08:03"))));

        var pregnancy = await clinic.Midwife.PregnancyAsync(woman);
        var newborn = Assert.Single(pregnancy.Newborns);
        Assert.Equal((PregnancyState.Ended, "live_birth", 2300, "N-BW-3"), (pregnancy.State, pregnancy.Ended!.Outcome, newborn.WeightG, newborn.Class));
        Assert.Equal([CareTaskKinds.NewbornVisit, CareTaskKinds.Postpartum42d, CareTaskKinds.PostpartumVisit], await OpenTasksAsync(clinic, woman));

        await clinic.Midwife.DoAsync(new FillForm { ResidentId = woman.Resident, EncounterId = New, AboutId = newborn.Id, Form = FormNames.NewbornVisit, Answers = FormTests.Complete(FormNames.NewbornVisit).With(Keys.CurrentWeightG, 2450) });
        Assert.Equal([2450], (await clinic.Midwife.PregnancyAsync(woman)).Newborns.Single().Weighed.Select(w => w.Grams));
        await clinic.Midwife.DoAsync(new FillForm { ResidentId = woman.Resident, EncounterId = New, AboutId = woman.Pregnancy, Form = FormNames.PostpartumVisit, Answers = FormTests.Complete(FormNames.PostpartumVisit) });
        Assert.Equal([CareTaskKinds.Postpartum42d], await OpenTasksAsync(clinic, woman));
    }

    [Theory, BothDatabases]
    public async Task Children_of_whom_only_the_day_was_told_are_followed_and_the_delivery_form_makes_no_second_ones(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync(first: Answers.Empty.With(Keys.Fetuses, 2));
        await EndAsync(clinic, woman, "live_birth", Outcome(clinic, "live_birth").With(Keys.FetusOutcome, AnswerValue.Of("4"), fetus: 2));
        var told = (await clinic.Midwife.PregnancyAsync(woman)).Newborns;
        Assert.Equal([(1, false, null), (2, false, new DateOnly(2025, 11, 20))], told.Select(n => (n.Fetus, n.TimeKnown, n.DiedOn)));
        Assert.Equal(1, (await OpenTasksAsync(clinic, woman)).Count(t => t == CareTaskKinds.NewbornVisit));

        var delivery = FormTests.Complete(FormNames.Delivery, Answers.Empty.With(Keys.Fetuses, 2));
        foreach (var fetus in new[] { 1, 2 })
            delivery = delivery.With(Keys.BirthAt, AnswerValue.Of("2025-11-20T08:03"), fetus: fetus).Confirm(Keys.BirthAt, new("许静", clinic.Clock.GetUtcNow()), fetus: fetus)
                .With(Keys.BirthWeight, AnswerValue.Of(2300m), fetus: fetus).With(Keys.BirthOutcome, AnswerValue.Of(fetus == 1 ? "1" : "4"), fetus: fetus);
        await clinic.Midwife.DoAsync(new FillForm { ResidentId = woman.Resident, EncounterId = New, AboutId = woman.Pregnancy, Form = FormNames.Delivery, Answers = delivery });
        var whole = (await clinic.Midwife.PregnancyAsync(woman)).Newborns;
        Assert.Equal(told.Select(n => n.Id), whole.Select(n => n.Id));
        Assert.All(whole, n => Assert.Equal((true, 2300), (n.TimeKnown, n.WeightG)));
        Assert.Equal(1, (await OpenTasksAsync(clinic, woman)).Count(t => t == CareTaskKinds.NewbornVisit));
    }

    [Theory, BothDatabases]
    public async Task When_a_mother_dies_after_the_birth_her_child_is_visited_all_the_same(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        await clinic.Midwife.DoAsync(new FillForm
        {
            ResidentId = woman.Resident, EncounterId = New, AboutId = woman.Pregnancy, Form = FormNames.Delivery,
            Answers = FormTests.Complete(FormNames.Delivery, Answers.Empty.With(Keys.Fetuses, 1)).With(Keys.BirthAt, AnswerValue.Of("2025-11-20T08:03"), fetus: 1).With(Keys.BirthOutcome, AnswerValue.Of("1"), fetus: 1),
        });
        await clinic.Midwife.DoAsync(new ReportMaternalDeath
        {
            ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, EncounterId = New,
            Answers = Answers.Empty.With(Keys.Person, new Named("陈洁")).With(Keys.DiedAt, "2025-11-20T08:45").With(Keys.RecordedBy, new Named("midwife")),
        });
        Assert.Equal([CareTaskKinds.NewbornVisit], await OpenTasksAsync(clinic, woman));
        // Her record is frozen; the visit of the child only adds to it.
        var newborn = (await clinic.Midwife.PregnancyAsync(woman)).Newborns.Single();
        await clinic.Midwife.DoAsync(new FillForm { ResidentId = woman.Resident, EncounterId = New, AboutId = newborn.Id, Form = FormNames.NewbornVisit, Answers = FormTests.Complete(FormNames.NewbornVisit) });
        Assert.Empty(await OpenTasksAsync(clinic, woman));
    }

    private static string Told(Outcome outcome) => outcome.Refusals.Select(r => $"{r.Field} {r.Code}").FirstOrDefault() ?? "done";

    [Theory, BothDatabases]
    public async Task When_she_died_everything_to_her_stops_the_record_is_frozen_and_the_report_has_its_clock(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var office = await clinic.HireAsync("office", "health-officer", Clinic.Region);
        var woman = await clinic.RegisterAsync();
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit());
        var opened = await clinic.OpenCaseAsync(woman, clinic.CommunityDoctor);
        var answers = Answers.Empty.With(Keys.Person, new Named("陈洁")).With(Keys.DiedAt, "2025-11-20T08:30").With(Keys.RecordedBy, new Named("midwife"));
        await clinic.Midwife.DoAsync(new ReportMaternalDeath { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, EncounterId = New, Answers = answers });

        // The form is restricted as a whole: whoever reported does not read it again, the office does.
        Assert.DoesNotContain(await clinic.Midwife.GetAsync<FormEntry[]>($"api/residents/{woman.Resident}/forms"), f => f.Form == FormNames.MaternalDeath);
        var entry = (await office.GetAsync<FormEntry[]>($"api/residents/{woman.Resident}/forms")).Single(f => f.Form == FormNames.MaternalDeath);
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await clinic.Midwife.StatusOfAsync(HttpMethod.Get, $"api/residents/{woman.Resident}/forms/{entry.Id}"));
        Assert.Equal("2025-11-20T08:30", (await office.GetAsync<FilledFormView>($"api/residents/{woman.Resident}/forms/{entry.Id}")).Answers.Text(Keys.DiedAt));

        var report = Assert.Single(await office.GetAsync<CareTaskView[]>($"api/residents/{woman.Resident}/tasks"), t => t.State == "open");
        Assert.Equal((CareTaskKinds.DeathReport, "office", clinic.Clock.GetUtcNow().AddHours(24)), (report.Kind, report.OwnerName, report.DueAt));
        Assert.Empty(await OpenTasksAsync(clinic, woman));
        Assert.Equal("closed", (await office.GetAsync<CaseView>($"api/residents/{woman.Resident}/cases/{opened}")).Row.State);

        // Frozen: nothing changes; what only adds is taken.
        Assert.Equal("record-frozen", (await clinic.Midwife.SendAsync(new SaveParticulars { ResidentId = woman.Resident, BasedOn = 1, Changed = Answers.Empty.With(Keys.Mobile, "19900000009"), Reason = "核对" })).Refusals[0].Code);
        Assert.Equal("record-frozen", (await clinic.Midwife.SendAsync(new PlanContact { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, ContactId = New, ContactKind = "call", On = new(2025, 12, 1) })).Refusals[0].Code);
        await office.DoAsync(new AnswerCareTask { ResidentId = woman.Resident, TaskId = report.Id, Answer = CareTaskAnswer.Done, Note = "已报区县妇幼" });
        await clinic.AdvanceAsync(TimeSpan.FromDays(60));
        Assert.Equal(0, await RemindedAsync(clinic));
    }
}
