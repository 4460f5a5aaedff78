using Lianxin.Core;

namespace Lianxin.Server.Verbs;

/// <summary>Writes that the operator's commands make themselves: accounts, which are no operations because passwords are stored nowhere as sent.</summary>
internal static class Operating
{
    public static async Task WriteAsync(IServiceProvider services, Func<IServiceProvider, Task> work)
    {
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
