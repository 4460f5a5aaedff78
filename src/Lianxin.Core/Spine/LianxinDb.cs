using System.Linq.Expressions;
using Lianxin.Core.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Lianxin.Core;

/// <summary>The one context. Each module adds its own internal tables; every <see cref="IScoped"/> entity is filtered by the caller's scope.</summary>
public class LianxinDb(DbContextOptions options, ModuleList modules, CallerHolder holder) : DbContext(options)
{
    /// <summary>Whose tables are mapped: a model is kept for each list of modules, not for the class alone.</summary>
    public ModuleList Mapped => modules;

    /// <summary>Name of the filter that keeps a caller to the people in reach. It is never ignored.</summary>
    public const string ScopeFilter = "scope";

    /// <summary>Name of the filter that keeps restricted rows to those who may see them. Ignored only where software computes, not shows.</summary>
    public const string RestrictedFilter = "restricted";

    /// <summary>Annotation of a text column that is compared byte by byte on both databases: prefix search would follow the database's language else.</summary>
    public const string Bytewise = "Lianxin:Bytewise";

    // EF turns members of the context into parameters of each execution.
    protected Guid[] Organizations => holder.Caller.Organizations;
    protected Guid[] Granted => holder.Caller.Granted;
    protected bool SeesRestricted => ShowsRestricted;

    /// <summary>May the caller see section restricted.</summary>
    public bool ShowsRestricted => holder.Caller.May(Contracts.Permissions.ReadRestricted);

    public DbSet<Subject> Subjects => Set<Subject>();
    public DbSet<OperationRow> Operations => Set<OperationRow>();
    public DbSet<WorkItem> WorkItems => Set<WorkItem>();
    public DbSet<AccessGrant> AccessGrants => Set<AccessGrant>();
    public DbSet<Activity> Activities => Set<Activity>();
    public DbSet<AccessState> AccessState => Set<AccessState>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<Secrets.WrappedKey> WrappedKeys => Set<Secrets.WrappedKey>();

    public bool IsSqlite => Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        if (IsSqlite)
        {
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMicroseconds>();
            configurationBuilder.Properties<decimal>().HaveConversion<Millionths>();
        }
        else configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Utc>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Subject>(b => { b.ToTable("subjects"); b.Property(s => s.Id).ValueGeneratedNever(); b.Property(s => s.Version).IsConcurrencyToken(); });
        modelBuilder.Entity<OperationRow>(b =>
        {
            b.ToTable("operations"); b.HasKey(o => o.Seq);
            b.HasIndex(o => o.Id).IsUnique(); b.HasIndex(o => new { o.SubjectId, o.Seq });
        });
        modelBuilder.Entity<WorkItem>(b =>
        {
            b.ToTable("work_items");
            b.HasIndex(w => new { w.Kind, w.SubjectId, w.Step }).IsUnique(); b.HasIndex(w => new { w.State, w.DueAt });
        });
        modelBuilder.Entity<AccessGrant>(b =>
        {
            b.ToTable("access_grants");
            b.HasIndex(g => new { g.GranteeId, g.Until }); b.HasIndex(g => new { g.SubjectId, g.GranteeId });
        });
        modelBuilder.Entity<AccessState>(b => { b.ToTable("access_state"); b.Property(a => a.Id).ValueGeneratedNever(); b.HasData(new AccessState { Id = Access.AccessState.Only, Version = 0 }); });
        modelBuilder.Entity<Activity>(b => { b.ToTable("activities"); b.HasIndex(a => new { a.Kind, a.On }); });
        modelBuilder.Entity<AuditEntry>(b => { b.ToTable("audit_entries"); b.HasKey(a => a.Seq); b.HasIndex(a => new { a.SubjectId, a.Seq }); });
        modelBuilder.Entity<Secrets.WrappedKey>(b => { b.ToTable("wrapped_keys"); b.HasIndex(k => new { k.Scope, k.Generation }).IsUnique(); });
        foreach (var module in Mapped.All) module.Map(modelBuilder);

        foreach (var entity in modelBuilder.Model.GetEntityTypes().ToList())
        {
            if (typeof(IScoped).IsAssignableFrom(entity.ClrType)) Scope(modelBuilder, entity);
            foreach (var property in entity.GetProperties())
                if (property.FindAnnotation(Bytewise) is not null) property.SetCollation(IsSqlite ? "BINARY" : "C");
            if (IsSqlite && entity.GetSchema() is { } schema) { entity.SetTableName($"{schema}_{entity.GetTableName()}"); entity.SetSchema(null); }
        }
    }

    /// <summary>Saves, and raises the number of rights in the same transaction where a right is among the changes.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (!ChangesAccess()) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (Database.CurrentTransaction is not null)
        {
            await RaiseAccessAsync(cancellationToken);
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        await using var own = await Database.BeginTransactionAsync(cancellationToken);
        await RaiseAccessAsync(cancellationToken);
        var written = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await own.CommitAsync(cancellationToken);
        return written;
    }

    /// <summary>Raises the number of rights; for a change that does not go through the tracked entities. In a transaction with it.</summary>
    public Task RaiseAccessAsync(CancellationToken ct) => AccessState.ExecuteUpdateAsync(u => u.SetProperty(a => a.Version, a => a.Version + 1), ct);

    /// <summary>Gives every row about a person to another organization: one update a scoped table, found in the model, so that a new table moves too. In a transaction.</summary>
    public async Task MoveAsync(Guid person, Guid organization, CancellationToken ct)
    {
        foreach (var entity in Model.GetEntityTypes().Where(e => typeof(IScoped).IsAssignableFrom(e.ClrType)))
        {
            var (name, column) = Names(entity);
            // Names come from the model alone, values are parameters.
            await Database.ExecuteSqlAsync(System.Runtime.CompilerServices.FormattableStringFactory.Create($"UPDATE {name} SET {column(nameof(IScoped.OrganizationId))} = {{0}} WHERE {column(Person(entity)!)} = {{1}}", organization, person), ct);
        }
    }

    /// <summary>Takes people out as if never taken in: deletes from every table that names persons, found in the model. Only for those whom nobody has used; what was looked at stays in the audit. In a transaction.</summary>
    public async Task RemoveAsync(IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        const int atOnce = 200;
        foreach (var entity in Model.GetEntityTypes())
        {
            if (Person(entity) is not { } whose) continue;
            var (name, column) = Names(entity);
            foreach (var part in people.Chunk(atOnce))
            {
                var places = string.Join(", ", Enumerable.Range(0, part.Length).Select(i => $"{{{i}}}"));
                await Database.ExecuteSqlAsync(System.Runtime.CompilerServices.FormattableStringFactory.Create($"DELETE FROM {name} WHERE {column(whose)} IN ({places})", [.. part.Cast<object>()]), ct);
            }
        }
        await RaiseAccessAsync(ct); // grants were among them
    }

    /// <summary>The property by which a row names its person; null where it names none.</summary>
    internal static string? Person(IReadOnlyEntityType entity) =>
        entity.FindProperty("ResidentId") is not null ? "ResidentId"
        : typeof(IScoped).IsAssignableFrom(entity.ClrType) || entity.ClrType == typeof(Subject) ? "Id"
        : entity.ClrType == typeof(WorkItem) ? nameof(WorkItem.PersonId)
        : entity.ClrType == typeof(AccessGrant) ? nameof(AccessGrant.SubjectId) : null;

    private static (string Table, Func<string, string> Column) Names(IEntityType entity)
    {
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        return (table.Schema is { } schema ? $"\"{schema}\".\"{table.Name}\"" : $"\"{table.Name}\"", property => $"\"{entity.FindProperty(property)!.GetColumnName(table)}\"");
    }

    // Looking for changes is dear and SaveChanges does it anyway: here only where a right is held at all.
    private bool ChangesAccess()
    {
        ChangeTracker.AutoDetectChangesEnabled = false;
        var holdsOne = ChangeTracker.Entries<IDecidesAccess>().Any();
        ChangeTracker.AutoDetectChangesEnabled = true;
        return holdsOne && ChangeTracker.Entries<IDecidesAccess>().Any(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted);
    }

    private void Scope(ModelBuilder modelBuilder, IMutableEntityType entity)
    {
        // e => Organizations.Contains(e.OrganizationId) || Granted.Contains(e.<the person>) [|| Organizations.Contains(e.PerformerId)]
        var e = Expression.Parameter(entity.ClrType, "e");
        var self = Expression.Constant(this, typeof(LianxinDb));
        Expression Mine(string name) => Expression.Property(self, typeof(LianxinDb).GetProperty(name, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!);
        Expression Contains(string array, string member) =>
            Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(Guid)], Mine(array), Expression.Property(e, member));
        var person = entity.FindProperty("ResidentId") is null ? "Id" : "ResidentId";
        Expression body = Expression.OrElse(Contains(nameof(Organizations), nameof(IScoped.OrganizationId)), Contains(nameof(Granted), person));
        if (typeof(IPerformed).IsAssignableFrom(entity.ClrType)) body = Expression.OrElse(body, Contains(nameof(Organizations), nameof(IPerformed.PerformerId)));
        modelBuilder.Entity(entity.ClrType).HasQueryFilter(ScopeFilter, Expression.Lambda(body, e));

        if (!typeof(IRestrictable).IsAssignableFrom(entity.ClrType)) return;
        var open = Expression.OrElse(Mine(nameof(SeesRestricted)), Expression.Not(Expression.Property(e, nameof(IRestrictable.Restricted))));
        modelBuilder.Entity(entity.ClrType).HasQueryFilter(RestrictedFilter, Expression.Lambda(open, e));
    }

    // PostgreSQL keeps microseconds; so does SQLite then, else the same instant would differ after a move.
    private sealed class UtcMicroseconds() : ValueConverter<DateTimeOffset, long>(v => v.UtcTicks / 10, v => new DateTimeOffset(v * 10, TimeSpan.Zero));
    private sealed class Utc() : ValueConverter<DateTimeOffset, DateTimeOffset>(v => new DateTimeOffset(v.UtcTicks / 10 * 10, TimeSpan.Zero), v => v);

    // SQLite keeps decimals as text, which neither sorts nor sums. Six decimals reach from 10^-6 to 9.2 x 10^12.
    private sealed class Millionths() : ValueConverter<decimal, long>(v => (long)decimal.Round(v * 1_000_000m), v => v / 1_000_000m);
}
