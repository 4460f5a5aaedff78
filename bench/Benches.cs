using Lianxin.Database;
using Lianxin.Server.Hosting;
using Npgsql;

namespace Lianxin.Bench;

/// <summary>Measures on a fresh database of each kind and writes the figures.</summary>
internal static class Benches
{
    private const string Address = "LIANXIN_TEST_POSTGRESQL";

    /// <param name="options">What to measure with.</param>
    /// <param name="file">Name of the file of figures, below <c>artifacts/bench</c>.</param>
    /// <param name="what">Of how many and how long, in words.</param>
    /// <param name="measure">Measures one database; gets its address and its data folder.</param>
    /// <param name="beside">Measures what needs no database.</param>
    public static async Task<int> OnEachAsync(BenchOptions options, string file, string what, Func<Report, DatabaseChoice, string, Task> measure, Action<Report>? beside = null)
    {
        var report = new Report(options);
        var temp = Directory.CreateTempSubdirectory("lianxin-bench-");
        try
        {
            var flush = Report.Flush(temp.FullName);
            var folder = DataFolder.OpenOrCreate(Path.Combine(temp.FullName, "sqlite"), demo: false);
            if (options.Database is null or Engine.Sqlite) await measure(report, DatabaseChoice.Of(folder, null), folder.Path);
            if (options.Database is Engine.Sqlite) { }
            else if (Environment.GetEnvironmentVariable(Address) is { Length: > 3 } address) await WithPostgreSqlAsync(report, address, temp, measure);
            else Console.WriteLine($"{Address} is not set: PostgreSQL is not measured. 未设置 {Address}，不测量 PostgreSQL。");
            beside?.Invoke(report);
            report.Write(Path.GetFullPath(Path.Combine("artifacts", "bench", file)), flush, what);
            return 0;
        }
        finally { temp.Delete(recursive: true); }
    }

    private static async Task WithPostgreSqlAsync(Report report, string address, DirectoryInfo temp, Func<Report, DatabaseChoice, string, Task> measure)
    {
        var name = "lianxin_bench_" + Guid.CreateVersion7().ToString("N");
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE template0");
        try
        {
            var folder = DataFolder.OpenOrCreate(Path.Combine(temp.FullName, "postgresql"), demo: false);
            await measure(report, DatabaseChoice.Of(folder, new NpgsqlConnectionStringBuilder(address) { Database = name }.ConnectionString), folder.Path);
        }
        finally { await ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)"); }

        async Task ExecuteAsync(string sql)
        {
            await using var connection = new NpgsqlConnection(address + ";Pooling=false");
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
