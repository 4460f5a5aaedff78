using Lianxin.Core;
using Lianxin.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lianxin.Tests.Core;

/// <summary>What is due is done once: the effect and the mark commit together, and what fails is tried again and never lost.</summary>
public sealed class WorkerTests
{
    private const string Kind = "test/counted";

    /// <summary>Writes one fact, and fails as often as the test wants.</summary>
    private sealed class Counted(LianxinDb db, Trouble trouble) : IWork
    {
        static string IWork.Kind => Kind;

        public async Task RunAsync(WorkItem item, DateTimeOffset now, CancellationToken ct)
        {
            db.Activities.Add(new Activity { Kind = Kind, On = PlaceTime.DateOf(now), OrganizationId = Guid.Empty, StaffId = Guid.Empty, OperationId = item.Id });
            await db.SaveChangesAsync(ct); // written, and gone again if we fall after it
            trouble.Tick();
        }
    }

    /// <summary>How many more runs fail after their write.</summary>
    private sealed class Trouble(int left)
    {
        private int left = left, runs;
        public int Runs => runs;

        public void Tick()
        {
            Interlocked.Increment(ref runs);
            if (Interlocked.Decrement(ref left) >= 0) throw new InvalidOperationException("crashed between the effect and the mark");
        }
    }

    private static async Task<(Clinic, Trouble)> OpenAsync(string database, int failures, Clinic? beside = null)
    {
        var trouble = new Trouble(failures);
        void Add(IServiceCollection services)
        {
            services.AddScoped<Counted>();
            services.AddSingleton(trouble);
            // The server's own loop would do the work before the test looks; here only the test calls the worker.
            foreach (var loop in services.Where(s => s.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService) && s.ImplementationFactory?.Method.ReturnType == typeof(Worker)).ToList()) services.Remove(loop);
        }
        var clinic = beside is null ? await Clinic.OpenEmptyAsync(database, Add) : await beside.OpenNodeAsync(Add);
        clinic.Services.GetRequiredService<Catalog>().Work[Kind] = typeof(Counted);
        return (clinic, trouble);
    }

    private static Task OweAsync(Clinic clinic, int count, string kind = Kind) => clinic.WriteAsync(db =>
    {
        for (var i = 0; i < count; i++) db.WorkItems.Add(new WorkItem { Kind = kind, SubjectId = Guid.CreateVersion7(), Step = "due", DueAt = clinic.Clock.GetUtcNow() });
        return Task.CompletedTask;
    });

    private static async Task<int> RunAsync(Clinic clinic)
    {
        var (worker, all) = (clinic.Services.GetRequiredService<Worker>(), 0);
        while (await worker.RunDueAsync(CancellationToken.None) is > 0 and var found) all += found;
        return all;
    }

    private static Task<int> FactsAsync(Clinic clinic) => clinic.ReadAsync(db => db.Activities.CountAsync(a => a.Kind == Kind));

    [Theory, BothDatabases]
    public async Task A_crash_between_the_effect_and_the_mark_leaves_neither_and_it_is_done_later(string database)
    {
        var (clinic, trouble) = await OpenAsync(database, failures: 1);
        await using var _ = clinic;
        await OweAsync(clinic, 1);

        Assert.Equal(1, await RunAsync(clinic));
        Assert.Equal(0, await FactsAsync(clinic));
        var item = await clinic.ReadAsync(db => db.WorkItems.AsNoTracking().SingleAsync());
        Assert.Equal((WorkState.Waiting, 1), (item.State, item.Attempts));
        Assert.True(item.DueAt > clinic.Clock.GetUtcNow()); // not at once again

        clinic.Clock.Advance(item.DueAt - clinic.Clock.GetUtcNow());
        Assert.Equal(1, await RunAsync(clinic));
        Assert.Equal((1, 2), (await FactsAsync(clinic), trouble.Runs));
        Assert.Equal(WorkState.Done, (await clinic.ReadAsync(db => db.WorkItems.AsNoTracking().SingleAsync())).State);
        clinic.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await RunAsync(clinic));
    }

    [Theory, BothDatabases]
    public async Task After_ten_attempts_it_is_dead_and_kept(string database)
    {
        var (clinic, trouble) = await OpenAsync(database, failures: int.MaxValue);
        await using var _ = clinic;
        await OweAsync(clinic, 1);
        List<TimeSpan> waits = [];
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(1, await RunAsync(clinic));
            var item = await clinic.ReadAsync(db => db.WorkItems.AsNoTracking().SingleAsync());
            waits.Add(item.DueAt - clinic.Clock.GetUtcNow());
            clinic.Clock.Advance(waits[^1]);
        }
        Assert.Equal(waits.Order(), waits); // each time a little longer
        Assert.Equal((0, 10), (await RunAsync(clinic), trouble.Runs));
        var dead = await clinic.ReadAsync(db => db.WorkItems.AsNoTracking().SingleAsync());
        Assert.Equal((WorkState.Dead, 10), (dead.State, dead.Attempts));
        Assert.Equal(0, await FactsAsync(clinic));
    }

    [Theory, BothDatabases]
    public async Task One_that_fails_holds_up_none_and_one_that_nobody_does_is_kept(string database)
    {
        var (clinic, _) = await OpenAsync(database, failures: 1);
        await using var __ = clinic;
        await OweAsync(clinic, 30);
        await OweAsync(clinic, 1, "test/nobody-does-this");

        await RunAsync(clinic);
        Assert.Equal(29, await FactsAsync(clinic));
        var left = await clinic.ReadAsync(db => db.WorkItems.AsNoTracking().Where(w => w.State == WorkState.Waiting).ToListAsync());
        Assert.Equal(["test/counted 1", "test/nobody-does-this 1"], left.Select(w => $"{w.Kind} {w.Attempts}").Order());
    }

    [Theory, BothDatabases]
    public async Task Two_workers_do_each_item_once(string database)
    {
        var (first, one) = await OpenAsync(database, failures: 0);
        await using var _ = first;
        var (second, two) = await OpenAsync(database, failures: 0, beside: first);
        await using var __ = second;
        await OweAsync(first, 120);

        await Task.WhenAll(RunAsync(first), RunAsync(second), RunAsync(first), RunAsync(second));

        var facts = await first.ReadAsync(db => db.Activities.Where(a => a.Kind == Kind).Select(a => a.OperationId).ToListAsync());
        Assert.Equal((120, 120), (facts.Count, facts.Distinct().Count()));
        Assert.Equal(120, await first.ReadAsync(db => db.WorkItems.CountAsync(w => w.State == WorkState.Done)));
        Assert.Equal(120, one.Runs + two.Runs);
    }
}
