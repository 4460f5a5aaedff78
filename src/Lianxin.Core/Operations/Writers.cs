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
    Task SaveAsync();
    Task ReleaseAsync();
    Task BackAsync();

    /// <summary>True for a failure that only a new transaction can mend.</summary>
    bool MustRetry(Exception e);

    /// <summary>True when a row with this key is there already and looking again would not change that.</summary>
    bool IsDuplicate(Exception e);

    /// <summary>Loads a person's row so that no other write about them runs beside this one.</summary>
    Task<Subject?> LockAsync(LianxinDb db, Guid person, CancellationToken ct);
}

/// <summary>How the engine opens a connection that will write.</summary>
public interface IWriteConnections
{
    bool IsSqlite { get; }
    Task<(DbConnection Connection, DbTransaction Transaction)> BeginAsync(CancellationToken ct);

    /// <summary>A serialization failure or a deadlock.</summary>
    bool IsConflict(Exception e);

    /// <summary>A key that is taken.</summary>
    bool IsDuplicate(Exception e);
}

internal sealed class WriteTransaction(DbTransaction transaction, IWriteConnections connections, bool first) : IWriteTransaction
{
    public void Enlist(LianxinDb db)
    {
        db.Database.SetDbConnection(transaction.Connection!);
        db.Database.AutoSavepointsEnabled = false;
        db.Database.UseTransaction(transaction);
    }

    public Task SaveAsync() => transaction.SaveAsync("op");
    public Task ReleaseAsync() => transaction.ReleaseAsync("op");
    public Task BackAsync() => transaction.RollbackAsync("op");

    // On PostgreSQL another may have taken the key a moment ago, unseen: a second look then finds the repeat. SQLite's writer is alone.
    public bool MustRetry(Exception e) => connections.IsConflict(e) || (first && !connections.IsSqlite && connections.IsDuplicate(e));
    public bool IsDuplicate(Exception e) => connections.IsDuplicate(e);

    private static readonly Compiled<Guid, Subject> SubjectOf = new((db, person) => db.Subjects.Where(s => s.Id == person));

    public Task<Subject?> LockAsync(LianxinDb db, Guid person, CancellationToken ct) => connections.IsSqlite
        ? SubjectOf.Run(db, person).FirstOrDefaultAsync(ct).AsTask() // the writer is alone already
        : db.Subjects.FromSql($"SELECT * FROM subjects WHERE id = {person} FOR UPDATE").FirstOrDefaultAsync(ct);
}

/// <summary>One transaction a caller, side by side. For PostgreSQL, which groups the flushes of its log itself.</summary>
public sealed class EachWriter(IWriteConnections connections) : IWriter
{
    private const int Attempts = 5;

    public async Task RunAsync(Func<IWriteTransaction, Task> work, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (connection, transaction) = await connections.BeginAsync(ct);
            await using var _ = connection;
            await using var __ = transaction;
            try
            {
                await work(new WriteTransaction(transaction, connections, attempt == 1));
                await transaction.CommitAsync(CancellationToken.None);
                return;
            }
            catch (Exception e) when (attempt < Attempts && (connections.IsConflict(e) || connections.IsDuplicate(e))) { await transaction.RollbackAsync(CancellationToken.None); }
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
