using System.Data.Common;
using Lianxin.Core;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Lianxin.Database;

/// <summary>The two databases this product runs on, and the little in which they differ.</summary>
public static class Engine
{
    public const string Sqlite = "sqlite";
    public const string PostgreSql = "postgresql";

    private static readonly int MostConnections = Math.Max(8, 4 * Environment.ProcessorCount);

    /// <summary>Points a context at a database.</summary>
    /// <param name="options">To be filled.</param>
    /// <param name="engine"><see cref="Sqlite"/> or <see cref="PostgreSql"/>.</param>
    /// <param name="connection">Its connection string.</param>
    public static void Use(DbContextOptionsBuilder options, string engine, string connection)
    {
        options.UseSnakeCaseNamingConvention();
        options.ReplaceService<IModelCacheKeyFactory, ModelOfModules>();
        // One array parameter, else each length of a list is a new SQL text.
        if (engine == Sqlite)
            options.UseSqlite(connection, o => { o.MigrationsAssembly("Lianxin.Database"); o.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter); }).AddInterceptors(Pragmas.Instance);
        else
            options.UseNpgsql(Prepared(connection), o => { o.MigrationsAssembly("Lianxin.Database"); o.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter); });
    }

    /// <summary>Brings the database to this version.</summary>
    public static async Task MigrateAsync(string engine, string connection)
    {
        await using LianxinDb db = engine == Sqlite ? new SqliteDb(Options<SqliteDb>()) : new PostgreSqlDb(Options<PostgreSqlDb>());
        await db.Database.MigrateAsync();

        DbContextOptions<T> Options<T>() where T : DbContext
        {
            var builder = new DbContextOptionsBuilder<T>();
            Use(builder, engine, connection);
            return builder.Options;
        }
    }

    /// <summary>The writer that fits the engine: one gate for SQLite, side by side for PostgreSQL.</summary>
    public static IWriter Writer(string engine, string connection) => engine == Sqlite
        ? new GroupWriter(new SqliteWrites(connection))
        : new EachWriter(new PostgreSqlWrites(NpgsqlDataSource.Create(Prepared(connection))));

    // Statements that come back are planned once a connection. A connection string that says otherwise (for a pooler between) is followed.
    private static string Prepared(string connection)
    {
        var built = new NpgsqlConnectionStringBuilder(connection);
        // Npgsql's own builder says of every setting that it knows that it contains it.
        var said = new DbConnectionStringBuilder { ConnectionString = connection };
        if (!said.ContainsKey("Max Auto Prepare")) built.MaxAutoPrepare = 200;
        // Nothing of ours leaves a trace in a session, so nothing has to be cleaned when a connection goes back to the pool.
        // More at once than the processors can serve only wait inside the database, each with plans of its own.
        if (!said.ContainsKey("Maximum Pool Size")) built.MaxPoolSize = MostConnections;
        if (!said.ContainsKey("No Reset On Close")) built.NoResetOnClose = true;
        return built.ConnectionString;
    }

    /// <summary>Connection string of an SQLite file.</summary>
    public static string SqliteConnection(string file) => new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30 }.ToString();
}

/// <summary>EF keeps one model a context class; ours differs with the modules that are mapped.</summary>
internal sealed class ModelOfModules : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (context.GetType(), (context as LianxinDb)?.Mapped, designTime);
}

internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<SqliteDb>();
        Engine.Use(builder, Engine.Sqlite, "Data Source=design.db");
        return new(builder.Options);
    }
}

internal sealed class PostgreSqlDesign : IDesignTimeDbContextFactory<PostgreSqlDb>
{
    public PostgreSqlDb CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<PostgreSqlDb>();
        Engine.Use(builder, Engine.PostgreSql, "Host=127.0.0.1");
        return new(builder.Options);
    }
}
