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

public sealed class TransferTests : IHaveScopeSamples
{
    private static Guid New => Guid.CreateVersion7();

    static IEnumerable<KeyValuePair<string, ScopeMatrix.Sample>> IHaveScopeSamples.ScopeSamples =>
    [
        new("POST /api/" + ConfirmTransfer.Kind, new(Permissions.RegisterResident, (a, _) => new ConfirmTransfer { ResidentId = a.Resident, PregnancyId = a.Pregnancy })),
        new("POST /api/" + ReceiveResident.Kind, new(Permissions.RegisterResident, (a, _) => new ReceiveResident { GrantId = New, OrganizationId = a.Organization, IdNumber = "430211199503151223", Reason = "在场" })),
    ];

    private static Answers Out(Clinic clinic, Guid? to) => OutcomeTests.Outcome(clinic, "transfer_out").With(Keys.ToOrganization, new Named("别的中心", to?.ToString())).With(Keys.SentOn, "2025-11-20");

    [Theory, BothDatabases]
    public async Task Who_is_sent_elsewhere_stays_ours_until_the_receiver_confirms_and_is_theirs_from_then_on_with_everything(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit().WithStatus(Keys.Hb, AnswerStatus.Pending));
        var opened = await clinic.OpenCaseAsync(woman, clinic.CommunityDoctor);
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await clinic.Stranger.StatusOfAsync(HttpMethod.Get, $"api/residents/{woman.Resident}/record"));
        await OutcomeTests.EndAsync(clinic, woman, "transfer_out", Out(clinic, Clinic.Elsewhere));

        // Still ours: visits go on, the case is open, and it cannot be closed as moved.
        Assert.Equal(PregnancyState.Moving, (await clinic.Midwife.PregnancyAsync(woman)).State);
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit());
        Assert.Equal(1, (await clinic.Midwife.GetAsync<CaseList>($"api/maternal-care/cases/of/{Clinic.Centre}")).Open);
        Assert.Contains((await clinic.Midwife.GetAsync<PregnancyPage>($"api/maternal-care/pregnancies/of/{Clinic.Centre}")).Rows, r => r.PregnancyId == woman.Pregnancy);
        Assert.Equal("another-pregnancy-open", (await clinic.Midwife.SendAsync(new RegisterPregnancy { ResidentId = woman.Resident, PregnancyId = New, First = Answers.Empty.With(Keys.Lmp, "2025-06-01") })).Refusals[0].Code);
        Assert.Equal("required", (await clinic.Midwife.SendAsync(new ConfirmTransfer { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy })).Refusals[0].Code);

        // The receiver sees whom it is asked to take, and takes her.
        await clinic.Stranger.EnterAsync();
        await clinic.Stranger.DoAsync(new ConfirmTransfer { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy });
        await clinic.Stranger.EnterAsync();
        var theirs = await clinic.Stranger.RecordAsync(woman);
        Assert.Equal((PregnancyState.Open, 2, CaseStates.Closed), (theirs.MaternalCare!.Pregnancies[0].State, theirs.MaternalCare.Pregnancies[0].Visits.Count, theirs.MaternalCare.Cases.Single(c => c.CaseId == opened).State));
        // What was owed to her is owed there, by somebody there.
        Assert.Equal([CareTaskKinds.MissedVisit, CareTaskKinds.ResultsOwed], theirs.MaternalCare.Tasks.Where(t => t.OwnerName == "stranger").Select(t => t.Kind).Order());
        Assert.Single((await clinic.Stranger.SearchAsync("陈洁")).Hits);

        // What is written now is written for the new house, from what was kept of her too.
        await clinic.Stranger.RecordVisitAsync(woman, clinic.Visit());
        Assert.Equal("stranger", (await clinic.Stranger.PregnancyAsync(woman)).Next!.OwnerName);

        // And nobody of the old house reads a word any more: every table went along.
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await clinic.Midwife.StatusOfAsync(HttpMethod.Get, $"api/residents/{woman.Resident}/record"));
        Assert.Empty((await clinic.Midwife.SearchAsync("陈洁")).Hits);
        Assert.Equal("not-found", (await clinic.Midwife.SendAsync(new RecordVisit { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, VisitId = New, Answers = clinic.Visit() })).Refusals[0].Code);
        var left = await clinic.ReadAsync(async db =>
        {
            List<string> found = [];
            foreach (var entity in db.Model.GetEntityTypes().Where(e => typeof(IScoped).IsAssignableFrom(e.ClrType)))
            {
                var count = (Task<int>)typeof(TransferTests).GetMethod(nameof(LeftAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(entity.ClrType).Invoke(null, [db])!;
                if (await count > 0) found.Add(entity.ClrType.Name);
            }
            return found;
        });
        Assert.Empty(left);
    }

    private static Task<int> LeftAsync<T>(LianxinDb db) where T : class, IScoped => db.Set<T>().IgnoreQueryFilters([LianxinDb.ScopeFilter, LianxinDb.RestrictedFilter]).CountAsync(e => e.OrganizationId == Clinic.Centre);

    [Theory, BothDatabases]
    public async Task A_receiver_outside_of_the_system_is_named_and_the_reminders_stop_then(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        await OutcomeTests.EndAsync(clinic, woman, "transfer_out", Out(clinic, null));
        await clinic.Midwife.DoAsync(new ConfirmTransfer { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, ConfirmedBy = "外省中心 王医生" });
        var pregnancy = await clinic.Midwife.PregnancyAsync(woman);
        Assert.Equal((PregnancyState.MovedAway, null), (pregnancy.State, pregnancy.Next));
        Assert.Equal("not-moving", (await clinic.Midwife.SendAsync(new ConfirmTransfer { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, ConfirmedBy = "再来一次" })).Refusals[0].Code);
    }

    [Theory, BothDatabases]
    public async Task By_her_presence_another_house_sees_her_for_some_days_and_whoever_manages_her_is_told(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync(born: "1995-03-15");
        await clinic.Midwife.DoAsync(new SaveParticulars { ResidentId = woman.Resident, BasedOn = 1, Reason = "核对", Changed = Answers.Empty.With(Keys.IdNumber, "430211199503151224") });
        ReceiveResident Receive(string id) => new() { GrantId = New, OrganizationId = Clinic.Elsewhere, IdNumber = id, Reason = "来测血压" };
        Assert.Equal("not-an-id", (await clinic.Stranger.SendAsync(Receive("430211199503151225"))).Refusals[0].Code);
        Assert.Equal("not-registered", (await clinic.Stranger.SendAsync(Receive("430211199603151221"))).Refusals[0].Code);
        await clinic.Stranger.DoAsync(Receive("430211199503151224"));
        await clinic.Stranger.EnterAsync();
        await clinic.Stranger.RecordVisitAsync(woman, clinic.Visit());

        var told = Assert.Single((await clinic.Midwife.RecordAsync(woman)).MaternalCare!.Tasks, t => t.Kind == CareTaskKinds.SeenElsewhere);
        Assert.Equal("ELSEWHERE", told.Text);
        await clinic.AdvanceAsync(TimeSpan.FromDays(8));
        await clinic.Stranger.EnterAsync();
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await clinic.Stranger.StatusOfAsync(HttpMethod.Get, $"api/residents/{woman.Resident}/record"));
        // Nobody tries numbers all day.
        for (var i = 0; i < 17; i++) await clinic.Stranger.SendAsync(Receive("430211199603151221"));
        for (var i = 0; i < 3; i++) await clinic.Stranger.SendAsync(Receive("430211199603151221"));
        Assert.Equal("too-many-today", (await clinic.Stranger.SendAsync(Receive("430211199503151224"))).Refusals[0].Code);
    }

    [Theory, BothDatabases]
    public async Task Of_a_thousand_that_end_while_reminders_fall_due_none_is_reminded_after_it(string database)
    {
        const int Women = 1000;
        var random = new Random(1000);
        await using var clinic = await Clinic.OpenAsync(database);
        var due = PlaceTime.At(new(2025, 11, 22), new(9, 0));
        var rows = Enumerable.Range(0, Women).Select(_ => (Resident: New, Pregnancy: New, Contact: New)).ToList();
        await clinic.WriteAsync(db =>
        {
            foreach (var (resident, pregnancy, contact) in rows)
            {
                db.Subjects.Add(new Subject { Id = resident, OrganizationId = Clinic.Centre, Version = 1 });
                db.Set<Lianxin.Residents.Resident>().Add(new Lianxin.Residents.Resident { Id = resident, OrganizationId = Clinic.Centre, Name = "女", NameSort = "nv", Sex = "2", BirthDate = new(1995, 1, 1), ParticularsVersion = 1 });
                db.Set<Pregnancy>().Add(new Pregnancy { Id = pregnancy, ResidentId = resident, OrganizationId = Clinic.Centre, OpenedOn = new(2025, 11, 20), State = PregnancyState.Open, ColorState = ColorLogic.NotAssessed });
                db.Set<Contact>().Add(new Contact { Id = contact, PregnancyId = pregnancy, ResidentId = resident, OrganizationId = Clinic.Centre, Kind = PregnancyLogic.VisitContact, On = new(2025, 11, 24), DueAt = PlaceTime.EndOf(new(2025, 11, 24)), State = PregnancyLogic.Planned, OwnerId = clinic.Midwife.StaffId, OwnerName = "midwife" });
                db.WorkItems.Add(new WorkItem { Kind = "maternal-care/contact-due", SubjectId = contact, PersonId = resident, Step = "remind", DueAt = due.AddSeconds(random.Next(Women)) });
            }
            return Task.CompletedTask;
        });
        clinic.Clock.Advance(due - clinic.Clock.GetUtcNow());
        // The worker sends and the midwife ends them at the same time, in another order.
        var worker = (Worker)clinic.Services.GetService(typeof(Worker))!;
        using var ended = new CancellationTokenSource();
        var sending = Task.Run(async () => { while (!ended.IsCancellationRequested) await worker.RunDueAsync(CancellationToken.None); }, TestContext.Current.CancellationToken);
        Dictionary<Guid, bool> remindedBefore = [];
        foreach (var (resident, pregnancy, contact) in rows.OrderBy(r => r.Contact.GetHashCode()))
        {
            clinic.Clock.Advance(TimeSpan.FromSeconds(1));
            await clinic.Midwife.DoAsync(new RecordOutcome { ResidentId = resident, PregnancyId = pregnancy, EncounterId = New, Answers = OutcomeTests.Outcome(clinic, "miscarriage") });
            remindedBefore[contact] = await clinic.ReadAsync(db => db.Set<Contact>().IgnoreQueryFilters([LianxinDb.ScopeFilter]).Where(c => c.Id == contact).Select(c => c.RemindedAt != null).FirstAsync());
        }
        await ended.CancelAsync();
        await sending;
        clinic.Clock.Advance(TimeSpan.FromHours(1));
        while (await worker.RunDueAsync(CancellationToken.None) > 0) { }
        var after = await clinic.ReadAsync(db => db.Set<Contact>().IgnoreQueryFilters([LianxinDb.ScopeFilter]).Where(c => c.RemindedAt != null).Select(c => c.Id).ToListAsync());
        Assert.True(after.All(c => remindedBefore[c]), "Reminded after the pregnancy had ended");
        // The race was one: some ended before their reminder, some after it.
        Assert.InRange(remindedBefore.Values.Count(r => r), Women / 10, Women * 9 / 10);
    }
}
