using System.Data.Common;
using System.Runtime.CompilerServices;
using Lianxin.Core;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Lianxin.Database;

/// <summary>Settings that belong to the connection, so each is told: write-ahead log, and flushed at every commit.</summary>
internal sealed class Pragmas : DbConnectionInterceptor
{
    public static readonly Pragmas Instance = new();
    private const string Text = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Run(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Run(connection);
        return Task.CompletedTask;
    }

    // The pool hands out the same handle again and again, and it keeps what it was told: once each is enough.
    private static readonly ConditionalWeakTable<SQLitePCL.sqlite3, object> Told = [];

    internal static void Run(DbConnection connection)
    {
        if (!Told.TryAdd(((SqliteConnection)connection).Handle!, Instance)) return;
        using var command = connection.CreateCommand();
        command.CommandText = Text;
        command.ExecuteNonQuery();
    }
}

internal sealed class SqliteWrites(string connectionString) : IWriteConnections
{
    private const int Constraint = 19, PrimaryKey = 1555, Unique = 2067;
    public bool IsSqlite => true;
    public bool IsConflict(Exception e) => false; // the writer is alone
    public bool IsDuplicate(Exception e) => Found(e) is { SqliteErrorCode: Constraint, SqliteExtendedErrorCode: PrimaryKey or Unique };
    private static SqliteException? Found(Exception e) => e as SqliteException ?? e.InnerException as SqliteException;

    public async Task<(DbConnection, DbTransaction)> BeginAsync(CancellationToken ct)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            await connection.OpenAsync(ct);
            Pragmas.Run(connection);
            return (connection, connection.BeginTransaction(deferred: false)); // IMMEDIATE: a read that turns into a write fails at once
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}

internal sealed class PostgreSqlWrites(NpgsqlDataSource source) : IWriteConnections
{
    public bool IsSqlite => false;
    public bool IsConflict(Exception e) => e is DbUpdateConcurrencyException || Found(e)?.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;
    public bool IsDuplicate(Exception e) => Found(e)?.SqlState is PostgresErrorCodes.UniqueViolation;
    private static PostgresException? Found(Exception e) => e as PostgresException ?? e.InnerException as PostgresException;

    public async Task<(DbConnection, DbTransaction)> BeginAsync(CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        try { return (connection, await connection.BeginTransactionAsync(ct)); }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
