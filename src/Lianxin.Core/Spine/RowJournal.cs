using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Lianxin.Core;

/// <summary>What an operation does to rows, so that it can be taken back: of a new row its key, of a changed one what changed, of a deleted one all of it.</summary>
public sealed class RowJournal
{
    private sealed record Change(string Entity, EntityState State, Dictionary<string, JsonElement> Before);

    private readonly List<(Guid Subject, EntityEntry Entry, Change Change)> changes = [];

    /// <summary>Notes what the context is about to save. Made before the save.</summary>
    /// <param name="db">With everything that was done and is not saved.</param>
    /// <param name="about">Whom or what an entry is about; null where it is nobody's matter here.</param>
    public RowJournal(LianxinDb db, Func<EntityEntry, Guid?> about)
    {
        db.ChangeTracker.DetectChanges();
        foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
        {
            if (about(entry) is not { } subject) continue;
            var before = entry.State is EntityState.Added ? []
                : entry.Properties.Where(p => p.Metadata.IsPrimaryKey() || entry.State is EntityState.Deleted || p.IsModified).ToDictionary(p => p.Metadata.Name, p => JsonSerializer.SerializeToElement(p.OriginalValue, p.Metadata.ClrType));
            changes.Add((subject, entry, new(entry.Metadata.Name, entry.State, before)));
        }
    }

    /// <summary>The journal of each subject. Asked after the save: only then a new row has its key.</summary>
    public IReadOnlyDictionary<Guid, string> Written()
    {
        foreach (var (_, entry, change) in changes.Where(c => c.Change.State is EntityState.Added))
            foreach (var key in entry.Properties.Where(p => p.Metadata.IsPrimaryKey())) change.Before[key.Metadata.Name] = JsonSerializer.SerializeToElement(key.CurrentValue, key.Metadata.ClrType);
        return changes.GroupBy(c => c.Subject).ToDictionary(g => g.Key, g => JsonSerializer.Serialize(g.Select(c => c.Change)));
    }

    /// <summary>The person that an entry is about, as its table names persons.</summary>
    public static Guid? Person(EntityEntry entry) => LianxinDb.Person(entry.Metadata) is { } property && entry.Entity is not Subject ? entry.Property(property).CurrentValue as Guid? : null;

    /// <summary>Puts rows back as they were. The caller has made sure that nobody changed them since, and saves.</summary>
    /// <exception cref="InvalidOperationException">A table of the journal is none of the model any more.</exception>
    public static void Undo(LianxinDb db, string journal)
    {
        foreach (var change in JsonSerializer.Deserialize<List<Change>>(journal)!)
        {
            var type = db.Model.FindEntityType(change.Entity) ?? throw new InvalidOperationException($"No table for {change.Entity}");
            // Neither constructor nor required members: the row is there, or was; here only its values count.
            var entry = db.Entry(System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type.ClrType));
            foreach (var (name, value) in change.Before)
                if (type.FindProperty(name) is { } property) entry.Property(property).CurrentValue = value.Deserialize(property.ClrType);
            entry.State = change.State switch { EntityState.Added => EntityState.Deleted, EntityState.Deleted => EntityState.Added, _ => EntityState.Unchanged };
            if (change.State is not EntityState.Modified) continue;
            foreach (var property in entry.Properties.Where(p => !p.Metadata.IsPrimaryKey() && change.Before.ContainsKey(p.Metadata.Name))) property.IsModified = true;
        }
    }
}
