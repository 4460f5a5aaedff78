using System.CommandLine;

namespace Lianxin.Server.Verbs;

/// <summary>Options that several verbs share, so that they are named and explained alike.</summary>
internal static class Options
{
    public static Option<string> Data(string fallback) => new("--data") { Description = "Folder of the installation", DefaultValueFactory = _ => fallback };

    public static Option<string?> PostgreSql() => new("--postgresql")
    {
        Description = "Connection string of PostgreSQL; left out: SQLite in the folder. Also LIANXIN_POSTGRESQL",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("LIANXIN_POSTGRESQL"),
    };

    public static Option<string?> App() => new("--app") { Description = "Folder of the laid-out staff app" };
}
