using System.Globalization;
using Lianxin.BrowserTests.Infrastructure;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Core;
using Lianxin.Core.Access;
using Lianxin.Database;
using Lianxin.MaternalCare;
using Lianxin.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Lianxin.Tests.Faults;

/// <summary>Very much falls due in one minute, and the worker is killed again and again meanwhile: each thing is done, and once.</summary>
public sealed class DeadlineTests(ITestOutputHelper output)
{
    private const string Kind = "maternal-care/contact-due", Due = "due", Escalate = "escalate";
    private static readonly string[] Scope = [LianxinDb.ScopeFilter];
    private static Guid New => Guid.CreateVersion7();

    [Theory, BothDatabases, Trait("speed", "slow")]
    public Task A_thousand_deadlines_and_three_kills(string database) => PlayAsync(database, deadlines: 1000, kills: 3, within: TimeSpan.FromSeconds(6));

    [Theory, BothDatabases, Trait("speed", "long")]
    public Task Ten_thousand_deadlines_in_a_minute_and_ten_kills(string database) => PlayAsync(database, deadlines: 10_000, kills: 10, within: TimeSpan.FromSeconds(60));

    private async Task PlayAsync(string database, int deadlines, int kills, TimeSpan within)
    {
        await using var data = await TestDatabase.CreateAsync(database);
        await File.WriteAllTextAsync(Path.Combine(data.Folder.FullName, "lianxin-folder"), "hospital", TestContext.Current.CancellationToken);
        await using (var clinic = await Clinic.OpenAsync(data)) await PlantAsync(clinic, deadlines, within);

        string[] options = ["--data", data.Folder.FullName, .. database == Engine.PostgreSql ? new[] { "--postgresql", data.ConnectionString } : []];
        await using var server = await LianxinServer.StartAsync("serve", options);
        for (var kill = 1; kill <= kills; kill++)
        {
            // Somewhere between the last kill and the end, wherever that falls in a commit.
            await DoneAsync(data, deadlines * kill / (kills + 1));
            server.Kill();
            await server.RestartAsync();
        }
        await DoneAsync(data, deadlines);

        await using var db = Open(data);
        Assert.Equal(deadlines, await db.Set<Contact>().IgnoreQueryFilters(Scope).CountAsync(c => c.State == PregnancyLogic.Overdue && c.OverdueAt != null, TestContext.Current.CancellationToken));
        var items = await db.WorkItems.Where(w => w.Kind == Kind).GroupBy(w => new { w.Step, w.State }).Select(g => new { g.Key.Step, g.Key.State, Count = g.Count() }).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([(Due, WorkState.Done, deadlines), (Escalate, WorkState.Waiting, deadlines)], items.Select(i => (i.Step, i.State, i.Count)).OrderBy(i => i.Step));
        // A second attempt at an effect would have met the key of the next step, and said so.
        Assert.Empty(server.Errors);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{database}: {deadlines} deadlines, {kills} kills"));
    }

    // Visits of as many women that were to take place by then; nobody came.
    private static Task PlantAsync(Clinic clinic, int deadlines, TimeSpan within) => clinic.WriteAsync(db =>
    {
        var begin = TimeProvider.System.GetUtcNow().AddSeconds(2);
        for (var i = 0; i < deadlines; i++)
        {
            Guid resident = New, pregnancy = New, contact = New;
            var due = begin + within * i / deadlines;
            db.Subjects.Add(new Subject { Id = resident, OrganizationId = Clinic.Centre, Version = 1 });
            db.Set<Lianxin.Residents.Resident>().Add(new Lianxin.Residents.Resident { Id = resident, OrganizationId = Clinic.Centre, Name = "女", NameSort = "nv", Sex = "2", BirthDate = new(1995, 1, 1), ParticularsVersion = 1 });
            db.Set<Pregnancy>().Add(new Pregnancy { Id = pregnancy, ResidentId = resident, OrganizationId = Clinic.Centre, OpenedOn = new(2025, 11, 20), State = PregnancyState.Open, ColorState = ColorLogic.NotAssessed });
            db.Set<Contact>().Add(new Contact { Id = contact, PregnancyId = pregnancy, ResidentId = resident, OrganizationId = Clinic.Centre, Kind = PregnancyLogic.VisitContact, On = PlaceTime.DateOf(due), DueAt = due, State = PregnancyLogic.Planned, OwnerId = clinic.Midwife.StaffId, OwnerName = "midwife" });
            db.WorkItems.Add(new WorkItem { Kind = Kind, SubjectId = contact, PersonId = resident, Step = Due, DueAt = due });
        }
        return Task.CompletedTask;
    });

    // The test ends by its own limit where the worker stands still.
    private static async Task DoneAsync(TestDatabase data, int wanted)
    {
        while (true)
        {
            await using var db = Open(data);
            if (await db.WorkItems.CountAsync(w => w.Kind == Kind && w.Step == Due && w.State == WorkState.Done, TestContext.Current.CancellationToken) >= wanted) return;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static LianxinDb Open(TestDatabase data)
    {
        var builder = new DbContextOptionsBuilder<LianxinDb>();
        Engine.Use(builder, data.Engine, data.ConnectionString);
        return new(builder.Options, Modules.All, new CallerHolder());
    }
}
