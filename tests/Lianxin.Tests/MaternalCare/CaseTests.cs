using System.Net;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Organizations;
using Lianxin.Contracts.Residents;
using Lianxin.Core;
using Lianxin.MaternalCare.Tasks;
using Lianxin.Tests.Core;
using Lianxin.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Lianxin.Tests.MaternalCare;

public sealed class CaseTests : IHaveScopeSamples
{
    private static Guid New => Guid.CreateVersion7();

    static IEnumerable<KeyValuePair<string, ScopeMatrix.Sample>> IHaveScopeSamples.ScopeSamples =>
    [
        new("POST /api/" + OpenCase.Kind, new(Permissions.RecordCare, (a, _) => new OpenCase { ResidentId = a.Resident, PregnancyId = a.Pregnancy, CaseId = New, Answers = Answers.Empty })),
        new("POST /api/" + PlanCase.Kind, new(Permissions.RecordCare, (a, _) => new PlanCase { ResidentId = a.Resident, CaseId = a.Case, EncounterId = New, Answers = Answers.Empty })),
        new("POST /api/" + RecordCaseContact.Kind, new(Permissions.RecordCare, (a, _) => new RecordCaseContact { ResidentId = a.Resident, CaseId = a.Case, EncounterId = New, Answers = Answers.Empty })),
        new("POST /api/" + HandOverCase.Kind, new(Permissions.RecordCare, (a, _) => new HandOverCase { ResidentId = a.Resident, CaseId = a.Case, OwnerId = New, Reason = "换班" })),
        new("POST /api/" + CloseCase.Kind, new(Permissions.RecordCare, (a, _) => new CloseCase { ResidentId = a.Resident, CaseId = a.Case, EncounterId = New, Answers = Answers.Empty })),
        new("POST /api/" + AddCareTask.Kind, new(Permissions.RecordCare, (a, _) => new AddCareTask { ResidentId = a.Resident, TaskId = New, AboutId = a.Case, Text = "带血压计", DueOn = new(2025, 11, 25) })),
        new("POST /api/" + AnswerCareTask.Kind, new(Permissions.RecordCare, (a, _) => new AnswerCareTask { ResidentId = a.Resident, TaskId = a.Task, Answer = CareTaskAnswer.Done })),
        new("GET /api/maternal-care/cases/of/{organization}", new(Permissions.ReadRecord)),
        new("GET /api/residents/{resident}/cases/{case}", new(Permissions.ReadRecord)),
        new("GET /api/residents/{resident}/tasks", new(Permissions.ReadRecord)),
    ];

    private static Answers Contact(string on = "2025-11-20", string next = "2025-12-04") => Answers.Empty.With(Keys.ContactDate, on).With(Keys.ContactMode, "3").With(Keys.ContactFinding, "睡眠差，已疏导")
        .With(Keys.ContactAction, "按计划").With(Keys.ContactBy, new Named("许静")).With(Keys.NextContactDate, next);

    private static Task<CaseList> ListAsync(Person who) => who.GetAsync<CaseList>($"api/maternal-care/cases/of/{Clinic.Centre}");

    [Theory, BothDatabases]
    public async Task A_case_has_an_owner_and_a_next_contact_or_it_is_not_opened(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        var whole = Answers.Empty.With(Keys.Person, new Named("陈洁")).With(Keys.OpenedOn, "2025-11-20").With(Keys.OpenedBy, new Named("许静")).With(Keys.Organization, new Named("CENTRE"))
            .With(Keys.Owner, new Named("doctor", $"{clinic.CommunityDoctor.StaffId}")).With(Keys.FactorItems, new[] { "Y-1.1" }).With(Keys.NextContactDate, "2025-11-27");
        async Task<string> TryAsync(Answers answers) =>
            (await clinic.Midwife.SendAsync(new OpenCase { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, CaseId = New, Answers = answers })).Refusals.Select(r => $"{r.Field} {r.Code}").FirstOrDefault() ?? "done";

        Assert.Equal("answers.owner required", await TryAsync(whole.Without(Keys.Owner)));
        Assert.Equal("answers.owner case-needs-owner", await TryAsync(whole.With(Keys.Owner, new Named("谁也不认识"))));
        Assert.Equal("answers.next_contact_date required", await TryAsync(whole.Without(Keys.NextContactDate)));
        Assert.Equal("answers.next_contact_date out-of-range", await TryAsync(whole.With(Keys.NextContactDate, "2025-11-19")));
        Assert.Equal("done", await TryAsync(whole));
        Assert.Equal("pregnancyId case-open-already", await TryAsync(whole));

        var list = await ListAsync(clinic.Midwife);
        var row = Assert.Single(list.Rows);
        Assert.Equal((1, 0, "GW-2025-0001", "doctor", new DateOnly(2025, 11, 27)), (list.Open, list.WithoutNextContact, row.Number, row.OwnerName, row.NextContactOn));
    }

    [Theory, BothDatabases]
    public async Task A_contact_is_recorded_with_the_next_one_and_never_ticked_away(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        var id = await clinic.OpenCaseAsync(woman, clinic.CommunityDoctor);
        var task = (await clinic.Midwife.GetAsync<CareTaskView[]>($"api/residents/{woman.Resident}/tasks")).Single(t => t.Kind == CareTaskKinds.CaseContact);
        Assert.Equal("record-the-contact", (await clinic.Midwife.SendAsync(new AnswerCareTask { ResidentId = woman.Resident, TaskId = task.Id, Answer = CareTaskAnswer.Done })).Refusals[0].Code);

        Task<Outcome> RecordAsync(Answers answers) => clinic.Midwife.SendAsync(new RecordCaseContact { ResidentId = woman.Resident, CaseId = id, EncounterId = New, Answers = answers });
        Assert.Equal("answers.next_contact_date", (await RecordAsync(Contact().Without(Keys.NextContactDate))).Refusals[0].Field);
        // Whoever says “lost” has a second colleague who looked.
        Assert.Contains((await RecordAsync(Contact().With(Keys.ManagementFlag, "lost"))).Refusals, r => r.Field == "answers.flag_second_person");
        Assert.Equal("not-at-work", (await RecordAsync(Contact().With(Keys.ManagementFlag, "lost").With(Keys.FlagSecondPerson, new Named("midwife", $"{clinic.Midwife.StaffId}")))).Refusals[0].Code);
        Assert.Equal(Result.Done, (await RecordAsync(Contact().With(Keys.ManagementFlag, "lost").With(Keys.FlagSecondPerson, new Named("doctor", $"{clinic.CommunityDoctor.StaffId}")))).Result);

        var view = await clinic.Midwife.GetAsync<CaseView>($"api/residents/{woman.Resident}/cases/{id}");
        Assert.Equal(("managing", "lost", new DateOnly(2025, 12, 4)), (view.Row.State, view.Row.Flag, view.Row.NextContactOn));
        Assert.Equal("睡眠差，已疏导", Assert.Single(view.Contacts).Finding);
        var open = Assert.Single(view.Tasks, t => t is { Kind: CareTaskKinds.CaseContact, State: "open" });
        Assert.Equal(PlaceTime.EndOf(new(2025, 12, 4)), open.DueAt);
        Assert.Equal(["contact", "remind", "escalate", "office"], view.Escalation.Select(s => s.Step));
    }

    [Theory, BothDatabases]
    public async Task A_missed_contact_goes_up_to_a_named_person_when_the_patience_of_the_colour_is_over_and_once_more(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        var id = await clinic.OpenCaseAsync(woman, clinic.CommunityDoctor, next: "2025-11-21");
        async Task<CareTaskView> ContactAsync() => (await clinic.Midwife.GetAsync<CaseView>($"api/residents/{woman.Resident}/cases/{id}")).Tasks.Single(t => t.Kind == CareTaskKinds.CaseContact);
        // Thursday 09:00; due at the end of Friday; yellow or not assessed waits 14 days.
        await clinic.AdvanceAsync(TimeSpan.FromDays(14));
        Assert.Equal("", (await ContactAsync()).EscalatedTo);
        await clinic.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Equal("midwife", (await ContactAsync()).EscalatedTo); // the doctor has it, the next carer of the house gets it
        var today = await clinic.Midwife.TodayAsync();
        Assert.Contains(today.Items, i => i is { Group: "escalated", What: CareTaskKinds.CaseContact, OwnerName: "midwife" });
        await clinic.AdvanceAsync(TimeSpan.FromDays(3));
        var second = await ContactAsync();
        Assert.NotEqual("", second.EscalatedTo);
        Assert.Equal(2, await clinic.ReadAsync(db => db.Set<CareTask>().IgnoreQueryFilters([LianxinDb.ScopeFilter]).Where(t => t.Id == second.Id).Select(t => t.Steps).FirstAsync()));
    }

    [Theory, BothDatabases]
    public async Task Refusal_and_loss_never_close_a_case_and_moving_only_when_the_receiver_has_confirmed(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        var id = await clinic.OpenCaseAsync(woman, clinic.CommunityDoctor);
        async Task<string> CloseAsync(string reason, Answers? also = null)
        {
            var answers = Answers.Empty.With(Keys.MaternalOutcome, "2").With(Keys.ClosedOn, $"{PlaceTime.DateOf(clinic.Clock.GetUtcNow()):yyyy-MM-dd}").With(Keys.ClosingReason, reason).With(Keys.ClosedBy, new Named("许静"));
            foreach (var (key, given) in (also ?? Answers.Empty).Entries) answers = answers.With(key, given[0]);
            return (await clinic.Midwife.SendAsync(new CloseCase { ResidentId = woman.Resident, CaseId = id, EncounterId = New, Answers = answers })).Refusals.Select(r => r.Code).FirstOrDefault() ?? "done";
        }
        Assert.Equal("unknown-code", await CloseAsync("refused"));
        Assert.Equal("receiver-not-confirmed", await CloseAsync("3", Answers.Empty.With(Keys.ReceiverConfirmedBy, "对方").With(Keys.ReceiverConfirmedOn, "2025-11-20")));
        Assert.Equal("pregnancy-goes-on", await CloseAsync("1"));
        Assert.Equal("death-not-reported", await CloseAsync("4"));
        await OutcomeTests.EndAsync(clinic, woman, "live_birth");
        Assert.Equal("case-closes-later", await CloseAsync("1"));
        await clinic.AdvanceAsync(TimeSpan.FromDays(43));
        Assert.Equal("case-lost-needs-second", await CloseAsync("7"));
        Assert.Equal("done", await CloseAsync("1"));
        // Two people close the same case: the second is told.
        Assert.Equal("case-closed", await CloseAsync("1"));
        var list = await ListAsync(clinic.Midwife);
        Assert.Equal((0, 0), (list.Open, list.WithoutNextContact));
    }

    [Theory, BothDatabases]
    public async Task Whoever_leaves_hands_everything_over_in_that_minute(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var security = await clinic.HireAsync("security", "security-admin", Clinic.Region);
        var woman = await clinic.RegisterAsync(responsible: clinic.CommunityDoctor);
        var id = await clinic.OpenCaseAsync(woman, clinic.CommunityDoctor, deputy: clinic.Midwife);
        await clinic.CommunityDoctor.DoAsync(new AddCareTask { ResidentId = woman.Resident, TaskId = New, AboutId = id, Text = "甲功复查", DueOn = new(2025, 11, 25) });
        await clinic.CommunityDoctor.RecordVisitAsync(woman, clinic.Visit());

        // A leave that begins tomorrow changes nothing today, and everything at its first minute.
        await security.DoAsync(new RecordLeave { LeaveId = New, StaffId = clinic.CommunityDoctor.StaffId, OrganizationId = Clinic.Centre, From = new(2025, 11, 21), Until = new(2025, 12, 1) });
        Assert.Equal("doctor", (await ListAsync(clinic.Midwife)).Rows[0].OwnerName);
        await clinic.AdvanceAsync(TimeSpan.FromHours(16));
        Assert.Equal("midwife", (await ListAsync(clinic.Midwife)).Rows[0].OwnerName);
        Assert.All((await clinic.Midwife.GetAsync<CareTaskView[]>($"api/residents/{woman.Resident}/tasks")).Where(t => t.State == "open"), t => Assert.Equal("midwife", t.OwnerName));
        Assert.Equal("midwife", (await clinic.Midwife.PregnancyAsync(woman)).Next!.OwnerName);

        // And for good: her post ends, the case goes on.
        await security.DoAsync(new EndPost { PostId = clinic.Midwife.PostId, OrganizationId = Clinic.Centre });
        var row = Assert.Single((await ListAsync(clinic.Clerk)).Rows);
        Assert.NotEqual("midwife", row.OwnerName);
        Assert.Equal(0, (await ListAsync(clinic.Clerk)).WithoutNextContact);
    }

    [Theory, BothDatabases]
    public async Task The_infection_case_is_apart_and_nobody_without_the_right_knows_of_it(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var doctor = await clinic.HireAsync("infection", "obstetrician", Clinic.Centre);
        await clinic.HireAsync("office", "health-officer", Clinic.Region);
        var woman = await clinic.RegisterAsync();
        Assert.Equal("not-permitted", (await clinic.Midwife.SendAsync(new OpenCase { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, CaseId = New, Infection = true, Answers = Answers.Empty })).Refusals[0].Code);
        var id = await clinic.OpenCaseAsync(woman, doctor, infection: true, by: doctor);

        Assert.True(Assert.Single((await ListAsync(doctor)).Rows).Infection);
        Assert.Empty((await ListAsync(clinic.Midwife)).Rows);
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await clinic.Midwife.StatusOfAsync(HttpMethod.Get, $"api/residents/{woman.Resident}/cases/{id}"));
        Assert.DoesNotContain(await clinic.Midwife.GetAsync<CareTaskView[]>($"api/residents/{woman.Resident}/tasks"), t => t.AboutId == id);
        await clinic.AdvanceAsync(TimeSpan.FromDays(30));
        Assert.DoesNotContain((await clinic.Midwife.TodayAsync()).Items, i => i.What == CareTaskKinds.CaseContact);
        // Missed all the same: it went up, to somebody who may see it.
        Assert.Equal("office", (await doctor.GetAsync<CaseView>($"api/residents/{woman.Resident}/cases/{id}")).Tasks.Single(t => t.Kind == CareTaskKinds.CaseContact).EscalatedTo);
    }

    [Theory, BothDatabases]
    public async Task What_is_written_in_the_infection_case_stands_in_no_form_that_others_read(string database)
    {
        const string Canary = "金丝雀抗病毒";
        await using var clinic = await Clinic.OpenAsync(database);
        var doctor = await clinic.HireAsync("infection", "obstetrician", Clinic.Centre);
        var woman = await clinic.RegisterAsync();
        var id = await clinic.OpenCaseAsync(woman, doctor, infection: true, by: doctor);
        var contact = New;
        await doctor.DoAsync(new RecordCaseContact { ResidentId = woman.Resident, CaseId = id, EncounterId = contact, Answers = Contact().With(Keys.ContactFinding, Canary) });

        Assert.Contains((await doctor.GetAsync<CaseView>($"api/residents/{woman.Resident}/cases/{id}")).Contacts, c => c.Finding == Canary);
        Assert.Equal(2, (await doctor.GetAsync<FormEntry[]>($"api/residents/{woman.Resident}/forms")).Count(f => f.AboutId == id));
        Assert.DoesNotContain(await clinic.Midwife.GetAsync<FormEntry[]>($"api/residents/{woman.Resident}/forms"), f => f.AboutId == id);
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await clinic.Midwife.StatusOfAsync(HttpMethod.Get, $"api/residents/{woman.Resident}/forms/{contact}"));
        // And it does not lie open in the database.
        Assert.Equal(0, await clinic.ReadAsync(db => db.Set<Lianxin.Residents.Encounter>().IgnoreQueryFilters([LianxinDb.ScopeFilter, LianxinDb.RestrictedFilter]).CountAsync(e => e.Answers.Contains(Canary))));
    }

    [Theory, BothDatabases]
    public async Task Opening_one_case_leaves_the_task_of_the_other_waiting(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var doctor = await clinic.HireAsync("infection", "obstetrician", Clinic.Centre);
        var woman = await clinic.RegisterAsync();
        await clinic.WriteAsync(db =>
        {
            foreach (var restricted in new[] { false, true })
                db.Set<CareTask>().Add(new CareTask
                {
                    Id = New, ResidentId = woman.Resident, OrganizationId = Clinic.Centre, AboutId = woman.Pregnancy, Kind = CareTaskKinds.OpenCase, DueAt = clinic.Clock.GetUtcNow().AddDays(1), EscalateAt = clinic.Clock.GetUtcNow().AddDays(1),
                    OwnerId = doctor.StaffId, OwnerName = "infection", Restricted = restricted,
                });
            return Task.CompletedTask;
        });
        async Task<bool[]> WaitingAsync() => [.. (await clinic.ReadAsync(db => db.Set<CareTask>().IgnoreQueryFilters([LianxinDb.ScopeFilter, LianxinDb.RestrictedFilter])
            .Where(t => t.Kind == CareTaskKinds.OpenCase && t.State == CareTask.Open).Select(t => t.Restricted).ToListAsync())).Order()];
        await clinic.OpenCaseAsync(woman, doctor, by: doctor, infection: true);
        Assert.False(Assert.Single(await WaitingAsync()));
        await clinic.OpenCaseAsync(woman, clinic.CommunityDoctor);
        Assert.Empty(await WaitingAsync());
    }

    [Theory, BothDatabases]
    public async Task The_owner_of_the_infection_case_is_somebody_who_may_see_it(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var (doctor, second) = (await clinic.HireAsync("infection", "obstetrician", Clinic.Centre), await clinic.HireAsync("second", "obstetrician", Clinic.Centre));
        var security = await clinic.HireAsync("security", "security-admin", Clinic.Region);
        var woman = await clinic.RegisterAsync();
        var answers = Answers.Empty.With(Keys.Person, new Named("陈洁")).With(Keys.OpenedOn, "2025-11-20").With(Keys.OpenedBy, new Named("许静")).With(Keys.Organization, new Named("CENTRE")).With(Keys.PurpleMark, true)
            .With(Keys.Owner, new Named("midwife", $"{clinic.Midwife.StaffId}")).With(Keys.FactorItems, new[] { "Y-1.1" }).With(Keys.NextContactDate, "2025-11-27");
        Assert.Equal("answers.owner", (await doctor.SendAsync(new OpenCase { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, CaseId = New, Infection = true, Answers = answers })).Refusals[0].Field);
        var id = await clinic.OpenCaseAsync(woman, doctor, infection: true, by: doctor);
        Assert.Equal("ownerId", (await doctor.SendAsync(new HandOverCase { ResidentId = woman.Resident, CaseId = id, OwnerId = clinic.Midwife.StaffId, Reason = "换班" })).Refusals[0].Field);
        // Nor does it fall to one when its owner leaves.
        await security.DoAsync(new RecordLeave { LeaveId = New, StaffId = doctor.StaffId, OrganizationId = Clinic.Centre, From = new(2025, 11, 20), Until = new(2025, 12, 20), DeputyId = clinic.Midwife.StaffId });
        var view = await second.GetAsync<CaseView>($"api/residents/{woman.Resident}/cases/{id}");
        Assert.Equal(("second", "second"), (view.Row.OwnerName, view.Tasks.Single(t => t is { Kind: CareTaskKinds.CaseContact, State: "open" }).OwnerName));
    }
}
