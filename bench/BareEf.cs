using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Lianxin.Core;
using Lianxin.Core.Access;
using Lianxin.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Lianxin.Bench;

/// <summary>Notes which rows a real operation wrote: what is added, and of what is changed the changed columns.</summary>
internal sealed class Capture : SaveChangesInterceptor
{
    /// <summary>One row as it was written.</summary>
    /// <param name="Changed">Names of the changed properties; null for a new row.</param>
    internal sealed record Row(Type Type, IReadOnlyDictionary<string, object?> Values, IReadOnlyList<string>? Changed);

    private readonly Lock gate = new();
    private List<Row>? rows;

    public void Start() { lock (gate) rows = []; }

    public IReadOnlyList<Row> Stop() { lock (gate) { var taken = rows!; rows = null; return taken; } }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        lock (gate)
            if (rows is not null)
                foreach (var entry in eventData.Context!.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified))
                    rows.Add(new(entry.Metadata.ClrType, entry.Properties.Where(p => !p.IsTemporary).ToDictionary(p => p.Metadata.Name, p => p.CurrentValue),
                        entry.State == EntityState.Added ? null : [.. entry.Properties.Where(p => p.IsModified).Select(p => p.Metadata.Name)]));
        return base.SavingChangesAsync(eventData, result, cancellationToken);
    }
}

/// <summary>The yardstick: the rows of one visit with nothing around them. One context, one SaveChanges, the same gate and the same flush.</summary>
internal sealed class BareEf
{
    private readonly IWriter writer;
    private readonly DbContextOptions<LianxinDb> options;
    private readonly List<Guid> changed;
    private readonly ConcurrentDictionary<int, long> versions = new();
    private readonly List<(Type Type, (PropertyInfo Property, object? Value)[] Values, IReadOnlyList<string>? Changed)> rows;

    public BareEf(IWriter writer, DbContextOptions<LianxinDb> options, IReadOnlyList<Capture.Row> captured)
    {
        (this.writer, this.options) = (writer, options);
        changed = [.. captured.Where(r => r.Changed is not null).Select(r => (Guid)r.Values["Id"]!)];
        rows = [.. captured.Select(r => (r.Type, r.Values.Select(v => (r.Type.GetProperty(v.Key)!, v.Value)).ToArray(), r.Changed))];
    }

    /// <summary>How many rows a visit is.</summary>
    public int Rows => rows.Count;

    /// <summary>Writes the rows of one visit for a copy of the template woman.</summary>
    public Task WriteAsync(TemplateWoman woman, int copy)
    {
        // A row that is changed is there already, under the id of the copy.
        var (loaded, given) = (Region.Copy(woman, copy), Region.Given(woman, copy));
        foreach (var row in changed) given[row] = loaded.Of(row);
        var ids = new FreshIds(given);
        // Made before the turn comes, as the pipeline parses before it.
        var made = rows.ConvertAll(row => (Entity: Make(row.Type, row.Values, ids), row.Changed));
        return writer.RunAsync(async transaction =>
        {
            await using var db = new LianxinDb(options, Modules.All, new CallerHolder());
            transaction.Enlist(db);
            foreach (var (entity, changed) in made)
                if (changed is null) db.Add(entity);
                else
                {
                    var entry = db.Attach(entity);
                    foreach (var name in changed) entry.Property(name).IsModified = true;
                    // As the pipeline counts: this copy of her was loaded at version 1, and only this yardstick touches her.
                    if (entity is Subject) (entry.Property(nameof(Subject.Version)).OriginalValue, entry.Property(nameof(Subject.Version)).CurrentValue) = (versions.GetValueOrDefault(copy, 1), versions[copy] = versions.GetValueOrDefault(copy, 1) + 1);
                }
            await db.SaveChangesAsync();
        }, CancellationToken.None);
    }

    private static object Make(Type type, (PropertyInfo Property, object? Value)[] values, Renaming ids)
    {
        var entity = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var (property, value) in values) property.SetValue(entity, value is Guid id ? ids.Of(id) : value);
        return entity;
    }
}
