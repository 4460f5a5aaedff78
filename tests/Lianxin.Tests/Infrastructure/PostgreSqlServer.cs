using Npgsql;

namespace Lianxin.Tests.Infrastructure;

/// <summary>The PostgreSQL server that the tests may fill with databases of their own: <c>./lianxin test</c> starts one and names it in
/// <c>LIANXIN_TEST_POSTGRESQL</c> (a connection string of an account that may create databases; <c>off</c> = not in this run).</summary>
internal static class PostgreSqlServer
{
    private static readonly string Address = Environment.GetEnvironmentVariable("LIANXIN_TEST_POSTGRESQL") ?? "";

    private static readonly Lazy<string?> Reason = new(() =>
    {
        if (Address.Length == 0) return "PostgreSQL 15 or newer is missing (Debian package: postgresql); ./lianxin test starts it";
        try
        {
            using var connection = new NpgsqlConnection(Address + ";Timeout=5;Pooling=false");
            connection.Open();
            return connection.PostgreSqlVersion.Major >= 15 ? null : $"PostgreSQL is {connection.PostgreSqlVersion}, 15 or newer is needed (Debian package: postgresql)";
        }
        catch (NpgsqlException failed)
        {
            return $"PostgreSQL does not answer ({failed.GetType().Name}; Debian package: postgresql); ./lianxin test starts it";
        }
    });

    private static readonly Lock Gate = new();
    private static readonly List<string> wanted = [];
    private static Task drops = Task.CompletedTask;

    static PostgreSqlServer() => AppDomain.CurrentDomain.ProcessExit += (_, _) => DropTheRest();

    /// <summary>This run is told to stay on SQLite (<c>./lianxin test fast</c>): there is no PostgreSQL row, not even a skipped one.</summary>
    public static bool IsOff => Address == "off";

    /// <summary>Why nothing can be tested on PostgreSQL, naming what to install; null when a server answers.</summary>
    public static string? MissingBecause => Reason.Value;

    /// <summary>A connection string for one database of this server.</summary>
    /// <param name="database">A name made by <see cref="NewName"/>.</param>
    /// <remarks>Pools are small and shrink soon: hundreds of databases share the server's connections.</remarks>
    public static string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder(Address)
    {
        Database = database,
        MinPoolSize = 0,
        MaxPoolSize = 8,
        ConnectionIdleLifetime = 5,
        ConnectionPruningInterval = 2,
    }.ConnectionString;

    /// <summary>A database name that no other run has.</summary>
    public static string NewName() => "lianxin_" + Guid.CreateVersion7().ToString("N");

    /// <summary>Creates a database.</summary>
    /// <param name="name">A name made by <see cref="NewName"/>.</param>
    /// <param name="template">A database that nobody is connected to, copied whole; null = an empty one.</param>
    public static Task CreateAsync(string name, string? template = null) =>
        ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template ?? "template0"}");

    /// <summary>Drops a database and ends whoever is still connected to it; one after another, behind the tests' back, and before the process ends.</summary>
    /// <remarks>Dropping flushes the whole server, a quarter of a second: no test waits for it.</remarks>
    public static void DropLater(string name)
    {
        lock (Gate) drops = DropAfterAsync(drops, name);
    }

    /// <summary>Drops a database when the process ends.</summary>
    public static void DropAtEnd(string name)
    {
        lock (Gate) wanted.Add(name);
    }

    private static async Task DropAfterAsync(Task earlier, string name)
    {
        await earlier;
        await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    private static void DropTheRest()
    {
        foreach (var name in wanted) DropLater(name);
        drops.Wait();
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Address + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
