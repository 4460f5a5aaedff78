using System.CommandLine;
using Lianxin.Core;
using Lianxin.Core.Secrets;
using Lianxin.Server.Hosting;

namespace Lianxin.Server.Verbs;

/// <summary><c>lianxin routes</c>: every operation and query, with what it needs.</summary>
internal static class RoutesVerb
{
    public static Command Command()
    {
        var command = new Command("routes", "List every operation and query with its permission");
        command.SetAction(async (_, _) => { await WriteAsync(Console.Out); return 0; });
        return command;
    }

    public static async Task WriteAsync(TextWriter to)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        var catalog = LianxinHost.AddLianxin(services, new HostSettings { Database = new(Database.Engine.Sqlite, "Data Source=:memory:"), DataFolder = ".", Urls = "" });
        services.AddSingleton<ISecrets>(_ => KeyRing.InMemory());
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        // The handlers are only asked what they need: nothing here opens a key or a database.
        foreach (var kind in catalog.Kinds.Values)
            await to.WriteLineAsync($"POST /api/{kind.Kind,-44} v{kind.Version} {kind.PermissionOf(scope.ServiceProvider)}");
        foreach (var query in catalog.Queries.OrderBy(q => q.Route, StringComparer.Ordinal))
            await to.WriteLineAsync($"{query.Method,-4} /api/{query.Route,-44}    {query.Permission}");
    }
}
