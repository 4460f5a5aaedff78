using System.Data.Common;
using System.Globalization;
using Lianxin.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Lianxin.Tests.Infrastructure;

/// <summary>Everything that stands in the database, as text: to see that an act and its undoing leave it as it was.</summary>
internal static class TableDump
{
    // What tells that something happened stays, and so does the count of what happened to a person.
    private static readonly HashSet<string> Traces = ["operations", "audit_entries", "imports", "imported_rows", "access_state", "wrapped_keys"];
    private static readonly HashSet<string> Counts = ["version", "summary", "summary_version", "particulars_version"];

    /// <summary>The rows of each table, sorted; without what is only the trace of an operation.</summary>
    public static Task<IReadOnlyDictionary<string, string[]>> OfAsync(LianxinDb db) => OfAsync(db, traces: false);

    /// <summary>The rows of every table: to see that something stands nowhere.</summary>
    public static Task<IReadOnlyDictionary<string, string[]>> EverythingAsync(LianxinDb db) => OfAsync(db, traces: true);

    private static async Task<IReadOnlyDictionary<string, string[]>> OfAsync(LianxinDb db, bool traces)
    {
        Dictionary<string, string[]> all = [];
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync();
        foreach (var entity in db.Model.GetEntityTypes())
        {
            var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
            if (!traces && (Traces.Contains(table.Name) || Traces.Any(t => table.Name.EndsWith("_" + t, StringComparison.Ordinal)))) continue;
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {(table.Schema is { } schema ? $"\"{schema}\".\"{table.Name}\"" : $"\"{table.Name}\"")}";
            await using var reader = await command.ExecuteReaderAsync();
            List<string> rows = [];
            while (await reader.ReadAsync()) rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Where(i => !(table.Name is "subjects" || table.Name.EndsWith("residents", StringComparison.Ordinal)) || !Counts.Contains(reader.GetName(i))).Select(i => $"{reader.GetName(i)}={Text(reader, i)}")));
            all[table.Name] = [.. rows.Order(StringComparer.Ordinal)];
        }
        return all;
    }

    /// <summary>Fails at the first table that differs.</summary>
    public static void AssertSame(IReadOnlyDictionary<string, string[]> before, IReadOnlyDictionary<string, string[]> after)
    {
        foreach (var (table, rows) in before)
        {
            var (gone, come) = (rows.Except(after[table]).ToList(), after[table].Except(rows).ToList());
            Assert.True(gone.Count == 0 && come.Count == 0 && rows.Length == after[table].Length, $"{table}: gone {string.Join("; ", gone.Take(2))} — come {string.Join("; ", come.Take(2))}");
        }
    }

    private static string Text(DbDataReader reader, int i) => reader.IsDBNull(i) ? "" : reader.GetValue(i) is byte[] bytes ? Convert.ToBase64String(bytes) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!;
}
