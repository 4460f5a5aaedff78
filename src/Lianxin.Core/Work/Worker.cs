using Lianxin.Core.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lianxin.Core;

/// <summary>Does what is due of one kind. The effect and the mark “done” commit together, so it happens once.</summary>
public interface IWork
{
    static abstract string Kind { get; }

    /// <summary>Writes rows only; reaches the item's person and nobody else.</summary>
    Task RunAsync(WorkItem item, DateTimeOffset now, CancellationToken ct);
}

/// <summary>Claims due work items and does them, each in its own transaction.</summary>
public sealed class Worker(Catalog catalog, IWriter writer, IServiceScopeFactory scopes, TimeProvider clock, ILogger<Worker> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(5);

    // Side by side: on SQLite they ride in one commit, on PostgreSQL each has a connection of the pool.
    private const int AtOnce = 24;
    private const int MostAttempts = 10;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Real time between looks, also where the domain's clock is a test's or the demo's.
        using var timer = new PeriodicTimer(Poll);
        do
        {
            try { while (await RunDueAsync(stoppingToken) == AtOnce) { } }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception e) { log.LogError(e, "Looking for due work failed; it is tried again"); }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Does what is due now, at most a handful; returns how many were found.</summary>
    public async Task<int> RunDueAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        List<Guid> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<LianxinDb>();
            due = await db.WorkItems.AsNoTracking().Where(w => w.State == WorkState.Waiting && w.DueAt <= now).OrderBy(w => w.DueAt).Take(AtOnce).Select(w => w.Id).ToListAsync(ct);
        }
        await Task.WhenAll(due.Select(id => OneAsync(id, now, ct)));
        return due.Count;
    }

    private async Task OneAsync(Guid id, DateTimeOffset now, CancellationToken ct)
    {
        try { await writer.RunAsync(transaction => DoAsync(id, now, transaction), ct); }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Work {Id} failed", id);
            await writer.RunAsync(transaction => PutOffAsync(id, now, transaction), ct);
        }
    }

    private async Task DoAsync(Guid id, DateTimeOffset now, IWriteTransaction transaction)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LianxinDb>();
        transaction.Enlist(db);
        if (await ClaimAsync(db, id, now) is not { } item) return; // another node was first
        if (item.PersonId is { } person) scope.ServiceProvider.GetRequiredService<CallerHolder>().Caller = Caller.Nobody with { Granted = [person] };
        if (!catalog.Work.TryGetValue(item.Kind, out var type)) throw new InvalidOperationException($"Nobody does {item.Kind}");
        await ((IWork)scope.ServiceProvider.GetRequiredService(type)).RunAsync(item, now, CancellationToken.None);
        (item.State, item.DoneAt) = (WorkState.Done, now);
        await db.SaveChangesAsync();
    }

    private async Task PutOffAsync(Guid id, DateTimeOffset now, IWriteTransaction transaction)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LianxinDb>();
        transaction.Enlist(db);
        if (await ClaimAsync(db, id, now) is not { } item) return;
        item.Attempts++;
        item.DueAt = now + FirstBackOff * (1 << Math.Min(item.Attempts, 10));
        if (item.Attempts >= MostAttempts) item.State = WorkState.Dead;
        await db.SaveChangesAsync();
    }

    private static Task<WorkItem?> ClaimAsync(LianxinDb db, Guid id, DateTimeOffset now) => db.IsSqlite
        ? db.WorkItems.FirstOrDefaultAsync(w => w.Id == id && w.State == WorkState.Waiting && w.DueAt <= now)
        : db.WorkItems.FromSql($"SELECT * FROM work_items WHERE id = {id} AND state = 0 AND due_at <= {now} FOR UPDATE SKIP LOCKED").FirstOrDefaultAsync();
}
