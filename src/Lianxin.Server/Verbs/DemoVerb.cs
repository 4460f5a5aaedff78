using System.CommandLine;
using Lianxin.Database;
using Lianxin.Organizations;
using Lianxin.Server.Demo;
using Lianxin.Server.Hosting;

namespace Lianxin.Server.Verbs;

/// <summary><c>lianxin demo</c>: a small region to try, on this machine only.</summary>
internal static class DemoVerb
{
    public static Command Command()
    {
        var data = Options.Data("demo-data");
        var app = Options.App();
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1", DefaultValueFactory = _ => 5080 };
        var command = new Command("demo", "A small invented region to try, on this machine only") { data, app, port };
        command.SetAction(async (parsed, ct) =>
        {
            if (parsed.GetValue(port) is < 0 or > 65535) throw new CommandException("A port is a number from 0 to 65535. 端口是 0 到 65535 之间的数。");
            using var folder = DataFolder.OpenOrCreate(parsed.GetValue(data)!, demo: true);
            folder.Hold();
            var database = DatabaseChoice.Of(folder, null);
            await Engine.MigrateAsync(database.Engine, database.Connection);
            var settings = new HostSettings
            {
                Database = database, DataFolder = folder.Path, Urls = $"http://127.0.0.1:{parsed.GetValue(port)}", App = parsed.GetValue(app), Socket = folder.SocketFile,
                SignIn = new SignInSettings { Demo = true },
            };
            await DemoRegion.FillAsync(settings, Console.Out, ct);
            using var clock = new DemoClock(folder.ClockFile);
            await using var web = LianxinHost.Build(settings, b => b.Services.AddSingleton<TimeProvider>(clock));
            DemoEndpoints.Map(web);
            Console.WriteLine($"Demo 演示: open 打开 {settings.Urls}/   (invented people, nothing leaves this machine 人物均为虚构，数据不出本机; Ctrl-C ends 结束)");
            await ServeVerb.RunAsync(web, ct);
            return 0;
        });
        return command;
    }
}
