using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Organizations;
using Lianxin.Contracts.Residents;
using Lianxin.Core;
using Lianxin.MaternalCare;
using Lianxin.MaternalCare.Cases;
using Lianxin.MaternalCare.Tasks;
using Lianxin.Residents;
using Lianxin.Tests.Core;
using Lianxin.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Lianxin.Tests.MaternalCare;

/// <summary>A month of a centre, day by day through HTTP: bookings, visits, refusals, losses, twins, late results, a colleague who leaves. At every midnight nobody has fallen silent, and at its end the report counts what was done.</summary>
[Trait("speed", "slow")]
public sealed class MonthTests : IHaveScopeSamples
{
    static IEnumerable<KeyValuePair<string, ScopeMatrix.Sample>> IHaveScopeSamples.ScopeSamples =>
    [
        new("GET /api/maternal-care/reports/monthly/{organization}", new(Permissions.PrepareReports)),
        new("GET /api/maternal-care/reports/monthly/{organization}/{figure}", new(Permissions.PrepareReports)),
        new("GET /api/maternal-care/reports/monthly/{organization}/sheet", new(Permissions.PrepareReports)),
        new("GET /api/maternal-care/lists/{organization}", new(Permissions.ReadRecord)),
        new("GET /api/maternal-care/lists/{organization}/{list}", new(Permissions.ReadRecord)),
        new("GET /api/maternal-care/reports/high-risk/{organization}/sheet", new(Permissions.PrepareReports)),
    ];

    private static Guid New => Guid.CreateVersion7();

    /// <summary>A woman as the test itself keeps book of her, from the operations alone.</summary>
    private sealed class Life(Woman woman, DateOnly lmp, int fetuses)
    {
        public Woman Woman => woman;
        public DateOnly Lmp => lmp;
        public int Fetuses => fetuses;
        public DateOnly Next { get; set; }
        public string? Ended { get; set; }
        public DateOnly EndedOn { get; set; }
        public Guid? Case { get; set; }
        public DateOnly CaseNext { get; set; }
        public bool Owes { get; set; }
        public bool Comes { get; init; } = true;
    }

    [Theory, BothDatabases]
    public async Task In_a_month_of_a_centre_nobody_falls_silent_and_the_report_counts_what_was_done(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        // The month begins on the first: from Thursday the 20th to Monday the 1st nothing happens.
        await clinic.AdvanceAsync(new DateTimeOffset(2025, 12, 1, 0, 30, 0, TimeSpan.Zero) - clinic.Clock.GetUtcNow());
        var security = await clinic.HireAsync("security", "security-admin", Clinic.Region);
        var office = await clinic.HireAsync("office", "health-officer", Clinic.Region);
        var random = new Random(20251201);
        List<Life> lives = [];
        Dictionary<string, int> counted = new() { ["booked"] = 0, ["booked-early"] = 0, ["visits"] = 0, ["refused"] = 0, ["live-birth"] = 0, ["loss"] = 0, ["postpartum-visit"] = 0, ["cases-closed"] = 0 };
        var carer = clinic.CommunityDoctor;

        for (var day = new DateOnly(2025, 12, 1); day < new DateOnly(2026, 1, 1); day = day.AddDays(1))
        {
            // Nobody stays signed in over night.
            foreach (var person in new[] { clinic.CommunityDoctor, clinic.Midwife, security, office }) await person.EnterAsync();
            if (day.Day == 15)
            {
                // The doctor goes on leave: from this minute everything is the midwife's.
                await security.DoAsync(new RecordLeave { LeaveId = New, StaffId = clinic.CommunityDoctor.StaffId, OrganizationId = Clinic.Centre, From = day, Until = day.AddDays(30), DeputyId = clinic.Midwife.StaffId });
                carer = clinic.Midwife;
            }
            for (var i = 0; i < 2; i++) lives.Add(await BookAsync(day));
            foreach (var life in lives.Where(l => l.Ended is null))
            {
                if (life.Comes && life.Next == day) await SeeAsync(life, day);
                if (life.Case is not null && life.CaseNext == day && random.Next(4) > 0) await ContactAsync(life, day);
                if (life.Owes && random.Next(3) == 0) await ResultAsync(life);
                if (random.Next(60) == 0) await EndAsync(life, day);
            }
            foreach (var life in lives.Where(l => l.Ended == "live_birth" && day.DayNumber - l.EndedOn.DayNumber == 5)) await AfterBirthAsync(life);
            await clinic.AdvanceAsync(PlaceTime.EndOf(day) - clinic.Clock.GetUtcNow());
            await AssertNobodyIsSilentAsync(day);
            await clinic.AdvanceAsync(TimeSpan.FromMinutes(30) + TimeSpan.FromHours(8));
        }

        Assert.True(counted["visits"] > 20 && counted["live-birth"] + counted["loss"] > 5 && lives.Any(l => l.Fetuses == 2) && lives.Any(l => l.Case is not null), "The month was too quiet to prove anything");
        var report = await office.GetAsync<MonthlyReport>($"api/maternal-care/reports/monthly/{Clinic.Centre}?month=2025-12");
        var told = report.Figures.ToDictionary(f => f.Key, f => f.Count);
        foreach (var (key, count) in counted) Assert.True(count == told[key], $"{key}: {told[key]} in the report, {count} were done");
        var going = lives.Count(l => l.Ended is null);
        Assert.Equal(going, told["managed"]);
        Assert.Equal(going, told.Where(t => t.Key.StartsWith("color-", StringComparison.Ordinal)).Sum(t => t.Value));
        Assert.Equal(lives.Count(l => l.Case is not null) - counted["cases-closed"], told["cases-open"]);
        // The region counts what is below it.
        Assert.Equal(told, (await office.GetAsync<MonthlyReport>($"api/maternal-care/reports/monthly/{Clinic.Region}?month=2025-12")).Figures.ToDictionary(f => f.Key, f => f.Count));
        // Each figure opens to its rows.
        foreach (var (key, count) in told) Assert.Equal(count, (await office.GetAsync<FigureRow[]>($"api/maternal-care/reports/monthly/{Clinic.Centre}/{key}?month=2025-12")).Length);

        async Task<Life> BookAsync(DateOnly day)
        {
            var fetuses = random.Next(10) == 0 ? 2 : 1;
            var lmp = day.AddDays(-7 * random.Next(6, 36) - random.Next(7));
            var woman = await clinic.RegisterAsync($"女{(char)('一' + lives.Count)}", $"{lmp:yyyy-MM-dd}", $"{1980 + random.Next(22)}-06-15", responsible: carer, first: Answers.Empty.With(Keys.Fetuses, fetuses));
            counted["booked"]++;
            if (day.DayNumber - lmp.DayNumber < 91) counted["booked-early"]++;
            var life = new Life(woman, lmp, fetuses) { Next = day, Comes = random.Next(6) > 0 };
            await SeeAsync(life, day);
            if (random.Next(3) == 0)
            {
                life.CaseNext = day.AddDays(random.Next(2, 9));
                life.Case = await clinic.OpenCaseAsync(woman, carer, $"{life.CaseNext:yyyy-MM-dd}", deputy: carer == clinic.Midwife ? null : clinic.Midwife);
            }
            return life;
        }

        async Task SeeAsync(Life life, DateOnly day)
        {
            life.Next = day.AddDays(random.Next(5, 20));
            var answers = await VisitAsync(life, day);
            if (random.Next(12) == 0)
            {
                answers = Answers.Empty.With(Keys.Person, new Named("女")).With(Keys.VisitNo, 2).With(Keys.VisitKind, "refused").With(Keys.VisitDate, $"{day:yyyy-MM-dd}")
                    .With(Keys.NextVisitDate, $"{life.Next:yyyy-MM-dd}").With(Keys.Doctor, new Named("许静"));
                answers = await FittedAsync(life, answers);
                counted["refused"]++;
            }
            else
            {
                counted["visits"]++;
                if (!life.Owes && random.Next(5) == 0)
                {
                    answers = answers.WithStatus(Keys.Hb, AnswerStatus.Pending);
                    life.Owes = true;
                }
            }
            await carer.RecordVisitAsync(life.Woman, answers);
        }

        // What the form asks in that week, and nothing else: the rest of a complete visit is left away.
        async Task<Answers> VisitAsync(Life life, DateOnly day)
        {
            var answers = clinic.Visit($"{day:yyyy-MM-dd}", random.Next(15) == 0 ? "146/94" : "112/70", $"{life.Next:yyyy-MM-dd}").With(Keys.VisitNo, 2);
            if (life.Fetuses == 2) answers = answers.With(Keys.FetalHeartState, AnswerValue.Of("1"), fetus: 2).With(Keys.Fhr, AnswerValue.Of(150m), fetus: 2);
            return await FittedAsync(life, answers);
        }

        async Task<Answers> FittedAsync(Life life, Answers answers)
        {
            var record = await carer.RecordAsync(life.Woman);
            var pregnancy = record.MaternalCare!.Pregnancies[0];
            var author = new Author(carer.StaffId, carer.Name, PlaceTime.Local(clinic.Clock.GetUtcNow()), false);
            for (var round = 0; round < 6; round++)
            {
                var state = VisitMeaning.Of(record.Resident, pregnancy, answers, author, New).Form;
                answers = state.ToSend();
                foreach (var missing in state.Missing) answers = FormTests.Answered(answers, missing, state);
                foreach (var asked in state.Asked) answers = answers.Confirm(asked.Key, new(carer.Name, clinic.Clock.GetUtcNow()), asked.Fetus, asked.Row);
                if (state.MaySave) break;
            }
            return answers;
        }

        async Task ContactAsync(Life life, DateOnly day)
        {
            life.CaseNext = day.AddDays(random.Next(3, 10));
            await carer.DoAsync(new RecordCaseContact
            {
                ResidentId = life.Woman.Resident, CaseId = life.Case!.Value, EncounterId = New,
                Answers = Answers.Empty.With(Keys.ContactDate, $"{day:yyyy-MM-dd}").With(Keys.ContactMode, "3").With(Keys.ContactFinding, "平稳").With(Keys.ContactAction, "按计划").With(Keys.ContactBy, new Named("许静")).With(Keys.NextContactDate, $"{life.CaseNext:yyyy-MM-dd}"),
            });
        }

        async Task ResultAsync(Life life)
        {
            foreach (var visit in (await carer.PregnancyAsync(life.Woman)).Visits)
                foreach (var (_, observation) in visit.Owed)
                    await carer.DoAsync(new CorrectObservation { ResidentId = life.Woman.Resident, ObservationId = observation, NewId = New, Answer = Answer.Of(115m) });
            life.Owes = false;
        }

        async Task EndAsync(Life life, DateOnly day)
        {
            var weeks = (day.DayNumber - life.Lmp.DayNumber) / 7;
            life.Ended = weeks >= 30 ? "live_birth" : weeks >= 20 ? "stillbirth" : "miscarriage";
            life.EndedOn = day;
            var answers = OutcomeTests.Outcome(clinic, life.Ended).With(Keys.Fetuses, life.Fetuses);
            answers = answers.Without(Keys.FetusOutcome);
            if (life.Ended != "miscarriage" || life.Fetuses == 2)
                for (var fetus = 1; fetus <= life.Fetuses; fetus++) answers = answers.With(Keys.FetusOutcome, AnswerValue.Of(life.Ended == "live_birth" ? "1" : "2"), fetus: fetus);
            await OutcomeTests.EndAsync(clinic, life.Woman, life.Ended, answers);
            counted[life.Ended == "live_birth" ? "live-birth" : "loss"]++;
            if (life.Case is null) return;
            // The case of a pregnancy that ended goes on to 42 days, unless its risk is gone.
            if (life.Ended == "live_birth") return;
            await carer.DoAsync(new CloseCase
            {
                ResidentId = life.Woman.Resident, CaseId = life.Case.Value, EncounterId = New,
                Answers = Answers.Empty.With(Keys.MaternalOutcome, "2").With(Keys.ClosedOn, $"{day:yyyy-MM-dd}").With(Keys.ClosingReason, "2").With(Keys.ClosedBy, new Named("许静")),
            });
            counted["cases-closed"]++;
        }

        async Task AfterBirthAsync(Life life)
        {
            await carer.DoAsync(new FillForm { ResidentId = life.Woman.Resident, EncounterId = New, AboutId = life.Woman.Pregnancy, Form = FormNames.PostpartumVisit, Answers = FormTests.Complete(FormNames.PostpartumVisit, at: PlaceTime.Local(clinic.Clock.GetUtcNow())) });
            counted["postpartum-visit"]++;
        }

        async Task AssertNobodyIsSilentAsync(DateOnly day)
        {
            var now = clinic.Clock.GetUtcNow();
            string[] all = [LianxinDb.ScopeFilter, LianxinDb.RestrictedFilter];
            var silent = await clinic.ReadAsync(db => db.Set<Case>().IgnoreQueryFilters(all).CountAsync(c => c.State != CaseStates.Closed
                && (c.NextContactOn == null || !db.Set<CareTask>().IgnoreQueryFilters(all).Any(t => t.AboutId == c.Id && t.Kind == CareTaskKinds.CaseContact && t.State == CareTask.Open))));
            Assert.True(silent == 0, $"{day}: {silent} open cases without next contact");
            var owed = await clinic.ReadAsync(db => db.Set<Observation>().IgnoreQueryFilters(all).Where(o => o.Status == "pending" && o.CorrectedById == null)
                .CountAsync(o => !db.Set<CareTask>().IgnoreQueryFilters(all).Any(t => t.AboutId == o.EncounterId && t.State == CareTask.Open && t.Kind == CareTaskKinds.ResultsOwed)));
            Assert.True(owed == 0, $"{day}: {owed} results owed without owner");
            var late = await clinic.ReadAsync(db => db.Set<CareTask>().IgnoreQueryFilters(all).CountAsync(t => t.State == CareTask.Open && t.EscalateAt <= now && t.EscalatedToId == null));
            Assert.True(late == 0, $"{day}: {late} overdue tasks without escalation");
            var away = day.Day >= 15 ? await clinic.ReadAsync(db => db.Set<CareTask>().IgnoreQueryFilters(all).CountAsync(t => t.State == CareTask.Open && t.OwnerId == clinic.CommunityDoctor.StaffId)) : 0;
            Assert.True(away == 0, $"{day}: {away} tasks of somebody who is away");
            var after = await clinic.ReadAsync(db => (from c in db.Set<Contact>().IgnoreQueryFilters(all)
                                                     join p in db.Set<Pregnancy>().IgnoreQueryFilters(all) on c.PregnancyId equals p.Id
                                                     where p.EndedOn != null && (c.State == PregnancyLogic.Planned || c.State == PregnancyLogic.Overdue)
                                                     select c).CountAsync());
            Assert.True(after == 0, $"{day}: {after} contacts planned with a woman whose pregnancy has ended");
            foreach (var life in lives.Where(l => l.Ended is not null))
            {
                var ended = life.EndedOn;
                var reminded = await clinic.ReadAsync(db => db.Set<Contact>().IgnoreQueryFilters(all).Where(c => c.PregnancyId == life.Woman.Pregnancy).Select(c => c.RemindedAt).MaxAsync());
                Assert.True(reminded is null || PlaceTime.DateOf(reminded.Value) <= ended, $"{day}: reminded after the end of {ended}");
            }
        }
    }

    [Theory, BothDatabases]
    public async Task A_month_that_is_none_is_refused_at_its_field_and_the_sheet_is_a_workbook(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        foreach (var month in new[] { "2025-13", "x", "0000-00", "2025-1", "9999-12" })
            Assert.Equal("invalid", (await clinic.CommunityDoctor.StatusOfAsync(HttpMethod.Get, $"api/maternal-care/reports/monthly/{Clinic.Centre}?month={month}")).Code);
        Assert.Equal("unknown-code", (await clinic.CommunityDoctor.StatusOfAsync(HttpMethod.Get, $"api/maternal-care/reports/monthly/{Clinic.Centre}/nothing")).Code);
        using var answer = await clinic.CommunityDoctor.AskAsync(HttpMethod.Get, $"api/maternal-care/reports/monthly/{Clinic.Centre}/sheet");
        using var zip = new System.IO.Compression.ZipArchive(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.NotNull(zip.GetEntry("xl/worksheets/sheet1.xml"));
    }
}
