namespace Lianxin.Bench;

/// <summary>The rows that the real pipeline wrote about one woman, to be written again for thousands of others under other ids.</summary>
internal sealed class Template
{
    // What hangs on a pregnancy. Her particulars and search keys are made for each woman by herself.
    private static readonly (string Schema, string Name)[] Tables =
    [
        ("maternal_care", "pregnancies"), ("maternal_care", "datings"), ("maternal_care", "risk_assessments"), ("maternal_care", "contacts"),
        ("residents", "encounters"), ("residents", "observations"), ("residents", "conditions"), ("residents", "findings"),
        ("", "operations"), ("", "work_items"), ("", "activities"), ("", "audit_entries"),
    ];

    private readonly List<(string Table, string[] Columns, List<object?[]> Rows)> tables = [];

    /// <summary>Takes what the database holds now; it must hold that one woman only.</summary>
    public static async Task<Template> TakeAsync(Bulk bulk)
    {
        var template = new Template();
        foreach (var (schema, name) in Tables)
        {
            var table = bulk.Table(schema, name);
            var (columns, rows) = await bulk.ReadAsync(table);
            // Ids are taken out of their engine's clothes once, not for each copy.
            foreach (var row in rows)
                for (var i = 0; i < row.Length; i++)
                    if (row[i] is string { Length: 36 } text && Guid.TryParse(text, out var id)) row[i] = id;
            template.tables.Add((table, columns, rows));
        }
        return template;
    }

    /// <summary>Writes the rows again, table by table.</summary>
    /// <param name="copies">For each copy, how its ids differ.</param>
    public async Task WriteAsync(Bulk bulk, IReadOnlyList<Renaming> copies)
    {
        foreach (var (table, columns, rows) in tables)
            await bulk.InsertAsync(table, columns, copies.SelectMany(copy => rows.Select(row => Array.ConvertAll(row, cell => cell is Guid id ? bulk.Cell(copy.Of(id)) : cell))));
    }
}
