using System.Data.Common;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Lianxin.Core;

/// <summary>Runs a piece of writing in a durable transaction and answers after the commit.</summary>
public interface IWriter
{
    /// <summary>The work may run more than once (PostgreSQL repeats on a serialization failure): it must start from nothing each time.</summary>
    /// <param name="work">Writes rows only. It gets no cancellation: the transaction may be carrying others.</param>
    /// <param name="ct">Gives up waiting for a turn; once begun, the work is finished.</param>
    Task RunAsync(Func<IWriteTransaction, Task> work, CancellationToken ct);
}

/// <summary>The transaction as a writer's work sees it.</summary>
public interface IWriteTransaction
{
    /// <summary>Lets a context write in this transaction.</summary>
    void Enlist(LianxinDb db);

    /// <summary>Remembers this point, before an operation.</summary>
    Task SaveAsync();

    /// <summary>Forgets the point: what was written since then stands.</summary>
    Task ReleaseAsync();

    /// <summary>Takes back what was written since the point, and what the context still holds of it.</summary>
    Task BackAsync(LianxinDb db);

    /// <summary>True for a failure that only a new transaction can mend.</summary>
    bool MustRetry(Exception e);

    /// <summary>True when a row with this key is there already and looking again would not change that.</summary>
    bool IsDuplicate(Exception e);
}

/// <summary>How the engine opens a connection that will write.</summary>
public interface IWriteConnections
{
    bool IsSqlite { get; }
    Task<(DbConnection Connection, DbTransaction Transaction)> BeginAsync(CancellationToken ct);

    /// <summary>A serialization failure, a deadlock, or a person whom another write has touched meanwhile.</summary>
    bool IsConflict(Exception e);

    /// <summary>A key that is taken.</summary>
    bool IsDuplicate(Exception e);
}

internal sealed class WriteTransaction(DbTransaction transaction, IWriteConnections connections, bool first) : IWriteTransaction, IAsyncDisposable
{
    private const string Point = "op";
    private DbTransaction current = transaction;

    // Where nothing stands yet that a failure could take along, going back is beginning anew: most transactions on PostgreSQL are one operation.
    private bool stands = connections.IsSqlite, saved;

    public void Enlist(LianxinDb db)
    {
        db.Database.SetDbConnection(current.Connection!);
        db.Database.AutoSavepointsEnabled = false;
        db.Database.UseTransaction(current);
    }

    public async Task SaveAsync()
    {
        saved = stands;
        if (saved) await current.SaveAsync(Point);
    }

    // On PostgreSQL it goes with the commit, and a later one of the same name hides it: no round trip for that.
    public async Task ReleaseAsync()
    {
        stands = true;
        if (connections.IsSqlite) await current.ReleaseAsync(Point);
    }

    public async Task BackAsync(LianxinDb db)
    {
        db.ChangeTracker.Clear();
        if (saved)
        {
            await current.RollbackAsync(Point);
            return;
        }
        var connection = current.Connection!;
        await current.RollbackAsync();
        await current.DisposeAsync();
        current = await connection.BeginTransactionAsync();
        db.Database.UseTransaction(null);
        db.Database.UseTransaction(current);
    }

    public Task CommitAsync() => current.CommitAsync();
    public Task RollbackAsync() => current.RollbackAsync();
    public ValueTask DisposeAsync() => current.DisposeAsync();

    // On PostgreSQL another may have taken the key a moment ago, unseen: a second look then finds the repeat. SQLite's writer is alone.
    public bool MustRetry(Exception e) => connections.IsConflict(e) || (first && !connections.IsSqlite && connections.IsDuplicate(e));
    public bool IsDuplicate(Exception e) => connections.IsDuplicate(e);
}

/// <summary>One transaction a caller, side by side. For PostgreSQL, which groups the flushes of its log itself.</summary>
public sealed class EachWriter(IWriteConnections connections) : IWriter
{
    private const int Attempts = 5;

    public async Task RunAsync(Func<IWriteTransaction, Task> work, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (connection, begun) = await connections.BeginAsync(ct);
            await using var _ = connection;
            await using var transaction = new WriteTransaction(begun, connections, attempt == 1);
            try
            {
                await work(transaction);
                await transaction.CommitAsync();
                return;
            }
            catch (Exception e) when (attempt < Attempts && (connections.IsConflict(e) || connections.IsDuplicate(e))) { await transaction.RollbackAsync(); }
        }
    }
}

/// <summary>The write gate as a queue with one consumer: whoever waits while a commit is flushed rides in the next one. Nobody waits for company.</summary>
public sealed class GroupWriter : IWriter, IAsyncDisposable
{
    private const int Waiting = 4096;
    private const int MostRiders = 64;

    private sealed record Rider(Func<IWriteTransaction, Task> Work, TaskCompletionSource Done);

    private readonly Channel<Rider> queue = Channel.CreateBounded<Rider>(Waiting);
    private readonly IWriteConnections connections;
    private readonly Task loop;

    public GroupWriter(IWriteConnections connections)
    {
        this.connections = connections;
        loop = Task.Run(LoopAsync);
    }

    public async Task RunAsync(Func<IWriteTransaction, Task> work, CancellationToken ct)
    {
        var rider = new Rider(work, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await queue.Writer.WriteAsync(rider, ct);
        await rider.Done.Task;
    }

    private async Task LoopAsync()
    {
        List<Rider> aboard = [];
        while (await queue.Reader.WaitToReadAsync())
        {
            aboard.Clear();
            try { await CommitAsync(aboard); }
            catch (Exception e) { foreach (var rider in aboard) rider.Done.TrySetException(e); }
        }
    }

    private async Task CommitAsync(List<Rider> aboard)
    {
        if (!queue.Reader.TryRead(out var rider)) return;
        aboard.Add(rider); // before the transaction opens: a disk that is full must answer the one who waits
        var (connection, transaction) = await connections.BeginAsync(CancellationToken.None);
        await using var _ = connection;
        await using var __ = transaction;
        var shared = new WriteTransaction(transaction, connections, true);
        List<(Rider Rider, Exception Why)> fallen = [];
        while (true)
        {
            await transaction.SaveAsync("rider");
            try
            {
                await rider.Work(shared);
                await transaction.ReleaseAsync("rider");
            }
            catch (Exception e)
            {
                // One rider's trouble is its own. If going back fails too, the transaction is lost and all are told.
                await transaction.RollbackAsync("rider");
                await transaction.ReleaseAsync("rider");
                fallen.Add((rider, e));
            }
            if (aboard.Count == MostRiders || !queue.Reader.TryRead(out rider)) break;
            aboard.Add(rider);
        }
        await transaction.CommitAsync();
        foreach (var (one, why) in fallen) one.Done.TrySetException(why);
        foreach (var one in aboard) one.Done.TrySetResult(); // those fallen are answered already
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
    }
}
