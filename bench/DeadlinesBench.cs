using System.Diagnostics;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Core;
using Lianxin.Core.Access;
using Lianxin.Database;
using Lianxin.MaternalCare;
using Lianxin.Residents;
using Lianxin.Server.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lianxin.Bench;

/// <summary><c>./lianxin bench deadlines</c>: how late the worker is when very much falls due in one minute, and how many it does in a second beside the same rows written with nothing around them.</summary>
internal static class DeadlinesBench
{
    private const string Kind = "maternal-care/contact-due", Due = "due", Escalate = "escalate";
    private const int Deadlines = 10_000, Burst = 4_000, Together = 24;
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60), Bar = TimeSpan.FromSeconds(2);

    public static Task<int> RunAsync(BenchOptions options) => Benches.OnEachAsync(options, "deadlines.json", $"{Deadlines} contacts", OneAsync);

    private static async Task OneAsync(Report report, DatabaseChoice database, string folder)
    {
        await Engine.MigrateAsync(database.Engine, database.Connection);
        await using var server = await Server.StartAsync(database, folder);
        var writer = server.Services.GetRequiredService<IWriter>();
        var options = server.Services.GetRequiredService<DbContextOptions<LianxinDb>>();

        var late = await LatenessAsync(writer, options);
        report.Add(database.Engine, $"{Deadlines} due in {Minute.TotalSeconds:0} s, how late: median / p99 / last", Report.Invariant($"{Part(late, 0.5):0} / {Part(late, 0.99):0} / {late[^1]:0} ms"), "p99 <= 2000 ms", Part(late, 0.99) <= Bar.TotalMilliseconds);

        List<double> worker = [], bare = [];
        for (var round = 0; round < 3; round++)
        {
            worker.Add(await BurstAsync(writer, options));
            bare.Add(await BareAsync(writer, options));
        }
        report.Add(database.Engine, "all due at once: worker / bare EF / ratio (medians of 3)", Report.Invariant($"{Part(worker, 0.5):0} / {Part(bare, 0.5):0} items a second / {Part(worker, 0.5) / Part(bare, 0.5):0.00}"));
    }

    // How many are done is looked at again and again: the k-th that falls due is done at the latest when k are.
    private static async Task<List<double>> LatenessAsync(IWriter writer, DbContextOptions<LianxinDb> options)
    {
        var begin = TimeProvider.System.GetUtcNow().AddSeconds(8);
        await PlantAsync(writer, options, Deadlines, i => begin + Minute * i / Deadlines);
        var before = await DoneAsync(options);
        List<double> late = [];
        while (late.Count < Deadlines)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50));
            var done = await DoneAsync(options) - before;
            var now = TimeProvider.System.GetUtcNow();
            while (late.Count < done) late.Add((now - (begin + Minute * late.Count / Deadlines)).TotalMilliseconds);
            if (now > begin + Minute * 4) throw new BenchException($"{Deadlines - late.Count} of {Deadlines} were never done");
        }
        late.Sort();
        return late;
    }

    private static async Task<double> BurstAsync(IWriter writer, DbContextOptions<LianxinDb> options)
    {
        var begin = TimeProvider.System.GetUtcNow().AddSeconds(6);
        var before = await DoneAsync(options);
        await PlantAsync(writer, options, Burst, _ => begin);
        while (TimeProvider.System.GetUtcNow() < begin) await Task.Delay(TimeSpan.FromMilliseconds(5));
        while (await DoneAsync(options) < before + Burst) await Task.Delay(TimeSpan.FromMilliseconds(20));
        return Burst / (TimeProvider.System.GetUtcNow() - begin).TotalSeconds;
    }

    // The floor: the rows that one item changes and adds, one context each, the same gate, as many side by side.
    private static async Task<double> BareAsync(IWriter writer, DbContextOptions<LianxinDb> options)
    {
        var far = TimeProvider.System.GetUtcNow().AddYears(1);
        var planted = await PlantAsync(writer, options, Burst, _ => far);
        var start = Stopwatch.GetTimestamp();
        foreach (var some in planted.Chunk(Together))
            await Task.WhenAll(some.Select(one => writer.RunAsync(async transaction =>
            {
                await using var db = new LianxinDb(options, Modules.All, new CallerHolder());
                transaction.Enlist(db);
                var contact = await db.Set<Contact>().IgnoreQueryFilters([LianxinDb.ScopeFilter]).FirstAsync(c => c.Id == one.Contact);
                var item = await db.WorkItems.FirstAsync(w => w.Id == one.Item);
                (contact.State, contact.OverdueAt) = (PregnancyLogic.Overdue, far);
                (item.State, item.DoneAt) = (WorkState.Done, far);
                db.WorkItems.Add(new WorkItem { Kind = Kind, SubjectId = one.Contact, PersonId = item.PersonId, Step = Escalate, DueAt = far });
                await db.SaveChangesAsync();
            }, CancellationToken.None)));
        return Burst / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<List<(Guid Contact, Guid Item)>> PlantAsync(IWriter writer, DbContextOptions<LianxinDb> options, int count, Func<int, DateTimeOffset> due)
    {
        List<(Guid Contact, Guid Item)> planted = [];
        foreach (var part in Enumerable.Range(0, count).Chunk(1000))
        {
            await writer.RunAsync(async transaction =>
            {
                await using var db = new LianxinDb(options, Modules.All, new CallerHolder());
                transaction.Enlist(db);
                foreach (var i in part)
                {
                    Guid resident = Guid.CreateVersion7(), pregnancy = Guid.CreateVersion7(), contact = Guid.CreateVersion7(), at = Region.Centre(i);
                    db.Subjects.Add(new Subject { Id = resident, OrganizationId = at, Version = 1 });
                    db.Set<Resident>().Add(new Resident { Id = resident, OrganizationId = at, Name = "女", NameSort = "nv", Sex = "2", BirthDate = new(1995, 1, 1), ParticularsVersion = 1 });
                    db.Set<Pregnancy>().Add(new Pregnancy { Id = pregnancy, ResidentId = resident, OrganizationId = at, OpenedOn = new(2025, 11, 20), State = PregnancyState.Open, ColorState = ColorLogic.NotAssessed });
                    db.Set<Contact>().Add(new Contact { Id = contact, PregnancyId = pregnancy, ResidentId = resident, OrganizationId = at, Kind = PregnancyLogic.VisitContact, On = PlaceTime.DateOf(due(i)), DueAt = due(i), State = PregnancyLogic.Planned, OwnerId = Region.MidwifeOf(i), OwnerName = "midwife" });
                    var item = new WorkItem { Kind = Kind, SubjectId = contact, PersonId = resident, Step = Due, DueAt = due(i) };
                    db.WorkItems.Add(item);
                    planted.Add((contact, item.Id));
                }
                await db.SaveChangesAsync();
            }, CancellationToken.None);
        }
        return planted;
    }

    private static async Task<int> DoneAsync(DbContextOptions<LianxinDb> options)
    {
        await using var db = new LianxinDb(options, Modules.All, new CallerHolder());
        return await db.WorkItems.CountAsync(w => w.Kind == Kind && w.Step == Due && w.State == WorkState.Done);
    }

    private static double Part(List<double> figures, double part) => figures.Order().ElementAt((int)Math.Min(figures.Count - 1, figures.Count * part));
}
