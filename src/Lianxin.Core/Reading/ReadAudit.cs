using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace Lianxin.Core;

/// <summary>Audit of reads. Every reader awaits its entry; entries that arrive while a commit is flushed share the next one.</summary>
public sealed class ReadAudit : IAsyncDisposable
{
    private const int MostTogether = 500;
    private readonly Channel<(AuditEntry Entry, TaskCompletionSource Done)> queue = Channel.CreateBounded<(AuditEntry, TaskCompletionSource)>(8192);
    private readonly IWriter writer;
    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider clock;
    private readonly Task loop;

    public ReadAudit(IWriter writer, IServiceScopeFactory scopes, TimeProvider clock)
    {
        (this.writer, this.scopes, this.clock) = (writer, scopes, clock);
        loop = Task.Run(LoopAsync);
    }

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Returns once the entry is durable.</summary>
    public async Task WriteAsync(AuditEntry entry)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await queue.Writer.WriteAsync((entry, done));
        await done.Task;
    }

    private async Task LoopAsync()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            List<(AuditEntry Entry, TaskCompletionSource Done)> group = [];
            while (group.Count < MostTogether && queue.Reader.TryRead(out var one)) group.Add(one);
            try
            {
                await writer.RunAsync(async transaction =>
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var db = scope.ServiceProvider.GetRequiredService<LianxinDb>();
                    transaction.Enlist(db);
                    db.AuditEntries.AddRange(group.Select(g => g.Entry));
                    await db.SaveChangesAsync();
                }, CancellationToken.None);
                foreach (var (_, done) in group) done.TrySetResult();
            }
            catch (Exception e) { foreach (var (_, done) in group) done.TrySetException(e); }
        }
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
    }
}
