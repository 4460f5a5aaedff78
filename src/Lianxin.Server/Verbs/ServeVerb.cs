using System.CommandLine;
using System.Diagnostics;
using System.Security.Cryptography;
using Lianxin.Core;
using Lianxin.Database;
using Lianxin.Organizations;
using Lianxin.Server.Hosting;

namespace Lianxin.Server.Verbs;

/// <summary><c>lianxin serve</c>: the staff app and the API of a hospital.</summary>
internal static class ServeVerb
{
    public static Command Command()
    {
        var data = Options.Data("lianxin-data");
        var postgreSql = Options.PostgreSql();
        var app = Options.App();
        var urls = new Option<string>("--urls") { Description = "Addresses to listen on", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var command = new Command("serve", "Serve the staff app and the API") { data, postgreSql, app, urls };
        command.SetAction(async (parsed, ct) =>
        {
            using var folder = DataFolder.OpenOrCreate(parsed.GetValue(data)!, demo: false);
            folder.Hold();
            var database = DatabaseChoice.Of(folder, parsed.GetValue(postgreSql));
            await Engine.MigrateAsync(database.Engine, database.Connection);
            await using var web = LianxinHost.Build(new HostSettings
            {
                Database = database, DataFolder = folder.Path, Urls = parsed.GetValue(urls)!, App = parsed.GetValue(app), Socket = folder.SocketFile,
            });
            if (await FoundAsync(web) is { } password)
            {
                if (parsed.GetValue(urls)!.Split(';').Any(u => !new Uri(u).IsLoopback))
                    throw new CommandException("A new installation listens on 127.0.0.1 only until the first password is changed. 首次启动请只监听 127.0.0.1。");
                Console.WriteLine($"First account 首个账号: admin   password 密码: {password}   (shown once 只显示一次)");
            }
            await RunAsync(web, ct);
            return 0;
        });
        return command;
    }

    // The password is shown once and must be changed; until then nothing else is answered.
    private static async Task<string?> FoundAsync(WebApplication web)
    {
        await using var scope = web.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<Accounts>().AnyAsync(CancellationToken.None)) return null;
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        await Operating.WriteAsync(web.Services, services => services.GetRequiredService<Accounts>().FoundAsync("admin", password, TimeProvider.System.GetUtcNow(), CancellationToken.None));
        return password;
    }

    /// <summary>Starts, says so, and waits for the end.</summary>
    public static async Task RunAsync(WebApplication web, CancellationToken ct)
    {
        try { await web.StartAsync(ct); }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CommandException("That port is taken; name another one. 端口已被占用，请换一个。");
        }
        var since = TimeProvider.System.GetUtcNow() - Process.GetCurrentProcess().StartTime.ToUniversalTime();
        Console.WriteLine($"ready 已就绪 {string.Join(' ', web.Urls.Where(u => !u.Contains("unix", StringComparison.Ordinal)))} ({since.TotalSeconds:0.0} s)");
        await web.WaitForShutdownAsync(ct);
    }
}
