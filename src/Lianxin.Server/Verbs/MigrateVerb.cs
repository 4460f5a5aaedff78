using System.CommandLine;
using Lianxin.Database;
using Lianxin.Server.Hosting;

namespace Lianxin.Server.Verbs;

/// <summary><c>lianxin migrate</c>: brings the database to this version.</summary>
internal static class MigrateVerb
{
    public static Command Command()
    {
        var data = Options.Data("lianxin-data");
        var postgreSql = Options.PostgreSql();
        var command = new Command("migrate", "Bring the database to this version") { data, postgreSql };
        command.SetAction(async (parsed, _) =>
        {
            using var folder = DataFolder.Open(parsed.GetValue(data)!);
            folder.Hold();
            var database = DatabaseChoice.Of(folder, parsed.GetValue(postgreSql));
            await Engine.MigrateAsync(database.Engine, database.Connection);
            Console.WriteLine($"The {database.Engine} database is of this version. 数据库已是当前版本。");
            return 0;
        });
        return command;
    }
}
