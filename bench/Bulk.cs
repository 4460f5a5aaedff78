using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Lianxin.Bench;

/// <summary>Writes rows past EF, as fast as each engine can: prepared inserts into SQLite, COPY into PostgreSQL; the indexes are made afterwards.</summary>
internal abstract class Bulk(DbConnection connection) : IAsyncDisposable
{
    /// <param name="alone">Nobody else is connected: SQLite then writes without a journal. A load that failed is thrown away.</param>
    public static async Task<Bulk> OpenAsync(string engine, string connectionString, bool alone)
    {
        Bulk bulk = engine == Database.Engine.Sqlite ? new SqliteBulk(new SqliteConnection(connectionString + ";Pooling=False")) : new PostgreSqlBulk(new NpgsqlConnection(connectionString + ";Pooling=false"));
        await bulk.connection.OpenAsync();
        await bulk.BeginAsync(alone);
        return bulk;
    }

    private readonly DbConnection connection = connection;

    protected abstract Task BeginAsync(bool alone);

    /// <summary>The table's name as the engine has it; the schema is a prefix on SQLite.</summary>
    public abstract string Table(string schema, string name);

    // How a value stands in a column of each engine.
    public abstract object Cell(Guid id);
    public abstract object Cell(DateTimeOffset at);
    public abstract object Cell(DateOnly day);
    public abstract object Cell(bool flag);

    public abstract Task InsertAsync(string table, string[] columns, IEnumerable<object?[]> rows);

    /// <summary>Every row of a table as the engine holds it, the columns named; a column that the database itself counts is left out.</summary>
    public async Task<(string[] Columns, List<object?[]> Rows)> ReadAsync(string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table}";
        await using var reader = await command.ExecuteReaderAsync();
        var columns = Enumerable.Range(0, reader.FieldCount).Where(i => reader.GetName(i) != "seq").ToArray();
        List<object?[]> rows = [];
        while (await reader.ReadAsync()) rows.Add([.. columns.Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return ([.. columns.Select(reader.GetName)], rows);
    }

    /// <summary>Drops every index that is no key; answers how to make them again.</summary>
    public async Task<IReadOnlyList<string>> DropIndexesAsync()
    {
        List<(string Drop, string Make)> indexes = [];
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = IndexQuery;
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) indexes.Add(($"DROP INDEX {reader.GetString(0)}", reader.GetString(1)));
        }
        foreach (var (drop, _) in indexes) await RunAsync(drop);
        return [.. indexes.Select(i => i.Make)];
    }

    protected abstract string IndexQuery { get; }

    /// <summary>Commits, and lets the engine look at what it has.</summary>
    public abstract Task FinishAsync();

    public async Task RunAsync(string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}

internal sealed class SqliteBulk(SqliteConnection connection) : Bulk(connection)
{
    protected override async Task BeginAsync(bool alone)
    {
        if (alone)
        {
            SqliteConnection.ClearAllPools();
            await RunAsync("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-400000");
        }
        await RunAsync("BEGIN");
    }

    public override string Table(string schema, string name) => schema.Length == 0 ? name : $"{schema}_{name}";
    public override object Cell(Guid id) => id.ToString().ToUpperInvariant();
    public override object Cell(DateTimeOffset at) => at.UtcTicks / 10;
    public override object Cell(DateOnly day) => day.ToString("yyyy-MM-dd", null);
    public override object Cell(bool flag) => flag ? 1L : 0L;

    public override async Task InsertAsync(string table, string[] columns, IEnumerable<object?[]> rows)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO {table} ({string.Join(",", columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(",", columns.Select((_, i) => $"${i}"))})";
        var parameters = columns.Select((_, i) => command.Parameters.Add(new SqliteParameter($"${i}", null))).ToArray();
        command.Prepare();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++) parameters[i].Value = row[i] ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
    }

    protected override string IndexQuery => "SELECT '\"' || name || '\"', sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL";

    public override async Task FinishAsync()
    {
        await RunAsync("COMMIT");
        await RunAsync("ANALYZE");
        await RunAsync("PRAGMA journal_mode=WAL");
    }
}

internal sealed class PostgreSqlBulk(NpgsqlConnection connection) : Bulk(connection)
{
    protected override Task BeginAsync(bool alone) => RunAsync("BEGIN; SET LOCAL maintenance_work_mem = '256MB'");

    public override string Table(string schema, string name) => schema.Length == 0 ? name : $"{schema}.{name}";
    public override object Cell(Guid id) => id;
    public override object Cell(DateTimeOffset at) => at.UtcDateTime;
    public override object Cell(DateOnly day) => day;
    public override object Cell(bool flag) => flag;

    public override async Task InsertAsync(string table, string[] columns, IEnumerable<object?[]> rows)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {table} ({string.Join(",", columns.Select(c => $"\"{c}\""))}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            await copy.StartRowAsync();
            foreach (var cell in row)
                if (cell is null) await copy.WriteNullAsync();
                else await copy.WriteAsync(cell);
        }
        await copy.CompleteAsync();
    }

    protected override string IndexQuery => """
        SELECT quote_ident(schemaname) || '.' || quote_ident(indexname), indexdef FROM pg_indexes
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND indexname NOT IN (SELECT conname FROM pg_constraint) AND tablename NOT LIKE '\_\_%'
        """;

    public override async Task FinishAsync()
    {
        await RunAsync("COMMIT");
        await RunAsync("VACUUM ANALYZE");
        await RunAsync("CHECKPOINT");
    }
}
