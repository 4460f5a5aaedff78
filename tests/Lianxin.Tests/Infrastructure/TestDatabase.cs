using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Lianxin.Tests.Infrastructure;

/// <summary>A fresh, migrated database for one test, gone with it.</summary>
/// <remarks>Migrating takes seconds, copying milliseconds: a run migrates one template an engine, and every test gets a copy.</remarks>
internal sealed class TestDatabase : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new();
    private static readonly DirectoryInfo Run = NewRun();
    private readonly string name;

    private TestDatabase(string engine, string name, string connectionString, DirectoryInfo folder)
    {
        (Engine, this.name, ConnectionString, Folder) = (engine, name, connectionString, folder);
    }

    /// <summary><c>sqlite</c> or <c>postgresql</c>.</summary>
    public string Engine { get; }

    /// <summary>How to reach it.</summary>
    public string ConnectionString { get; }

    /// <summary>A folder of this test alone, for keys and other files beside the database; on SQLite the database lies in it.</summary>
    public DirectoryInfo Folder { get; }

    /// <summary>Gives a test its database.</summary>
    /// <param name="engine"><c>sqlite</c> or <c>postgresql</c>, as <see cref="BothDatabasesAttribute"/> hands it over.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another engine.</exception>
    public static async Task<TestDatabase> CreateAsync(string engine)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(engine is "sqlite" or "postgresql", true, nameof(engine));
        var template = await Templates.GetOrAdd(engine, e => new(() => MigrateTemplateAsync(e))).Value;
        var name = PostgreSqlServer.NewName();
        var folder = Run.CreateSubdirectory(name);
        if (engine == "postgresql")
        {
            await PostgreSqlServer.CreateAsync(name, template);
            return new(engine, name, PostgreSqlServer.ConnectionTo(name), folder);
        }

        var file = Path.Combine(folder.FullName, "lianxin.db");
        File.Copy(template, file);
        return new(engine, name, Database.Engine.SqliteConnection(file), folder);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Engine == "postgresql") PostgreSqlServer.DropLater(name);
        else
        {
            await using var pool = new SqliteConnection(ConnectionString);
            SqliteConnection.ClearPool(pool);
        }

        Folder.Delete(recursive: true);
    }

    // Answers the file or the database to copy. Without a pool the last connection is closed when this returns: SQLite then has everything in
    // the one file, and PostgreSQL, which copies no database that somebody is connected to, is content.
    private static async Task<string> MigrateTemplateAsync(string engine)
    {
        if (engine == "sqlite")
        {
            var file = Path.Combine(Run.FullName, "template.db");
            await Database.Engine.MigrateAsync(engine, Database.Engine.SqliteConnection(file) + ";Pooling=False");
            return file;
        }

        var name = PostgreSqlServer.NewName();
        await PostgreSqlServer.CreateAsync(name);
        PostgreSqlServer.DropAtEnd(name);
        await Database.Engine.MigrateAsync(engine, PostgreSqlServer.ConnectionTo(name) + ";Pooling=False");
        return name;
    }

    private static DirectoryInfo NewRun()
    {
        var run = Directory.CreateTempSubdirectory("lianxin-tests-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => run.Delete(recursive: true);
        return run;
    }
}
