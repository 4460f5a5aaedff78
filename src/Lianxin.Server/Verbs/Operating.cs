using Lianxin.Core;
using Lianxin.Core.Secrets;

namespace Lianxin.Server.Verbs;

/// <summary>Writes that the operator's commands make themselves: accounts, which are no operations because passwords are stored nowhere as sent.</summary>
internal static class Operating
{
    public static async Task WriteAsync(IServiceProvider services, Func<IServiceProvider, Task> work)
    {
        // What belongs to no organization, a second factor, is sealed too; its key is made before: inside the transaction SQLite's writer would wait for itself.
        services.GetRequiredService<ISecrets>().Prepare(Guid.Empty);
        await services.GetRequiredService<IWriter>().RunAsync(async transaction =>
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<LianxinDb>();
            transaction.Enlist(db);
            await work(scope.ServiceProvider);
            await db.SaveChangesAsync();
        }, CancellationToken.None);
    }
}
