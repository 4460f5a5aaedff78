using Lianxin.Contracts.Rosters;
using Lianxin.Core.Secrets;

namespace Lianxin.Organizations.Rosters;

/// <summary>A list that was taken over.</summary>
[Unscoped("Counts and the sender's own word for the list; asked by organization.")]
internal sealed class Import
{
    public required Guid Id { get; init; }
    public required Guid OrganizationId { get; init; }

    /// <summary>Name of its <see cref="RosterKind"/>.</summary>
    public required string Kind { get; init; }
    public required string Sender { get; init; }
    public string? FileHash { get; init; }
    public required Guid StaffId { get; init; }
    public required DateTimeOffset At { get; init; }
    public int New { get; set; }
    public int Changed { get; set; }
    public DateTimeOffset? UndoneAt { get; set; }
    public Guid? UndoneBy { get; set; }
    public string? UndoneReason { get; set; }
}

/// <summary>One row of it: whom it was about, and what it takes to undo it.</summary>
[Unscoped("Ids; what stood before is sealed. Read to take an import back, and by nothing else.")]
internal sealed class ImportedRow
{
    public required Guid Id { get; init; }
    public required Guid ImportId { get; init; }
    public required Guid OperationId { get; init; }

    /// <summary>In the sender's sheet.</summary>
    public required int Row { get; init; }

    /// <summary>A resident, a colleague, an organization, a building.</summary>
    public required Guid SubjectId { get; init; }
    public required bool IsNew { get; init; }

    /// <summary>The person's version right after the import: at any other, somebody has written since.</summary>
    public required long Version { get; init; }

    /// <summary>The journal of what was changed, sealed; null where nothing was, or where what is new goes as a whole.</summary>
    public byte[]? Journal { get; set; }
}

/// <summary>One row that was taken over, as the work of its kind needs it to take it back.</summary>
/// <param name="Row">In the sender's sheet.</param>
/// <param name="Version">The person's version right after the import.</param>
/// <param name="Changed">It changed something that was there before.</param>
public sealed record TakenRow(int Row, Guid SubjectId, bool IsNew, long Version, bool Changed);

/// <summary>Keeps the book of imports.</summary>
public sealed class ImportBook(LianxinDb db, ISecrets secrets)
{
    /// <summary>Begins an import, or goes on with it where a list comes in several parts; false for an id that is another import's.</summary>
    internal async Task<bool> BeginAsync(RosterImport import, RosterKind kind, int added, int changed, OperationContext on, CancellationToken ct)
    {
        var row = await db.Imports.FirstOrDefaultAsync(i => i.Id == import.ImportId, ct);
        if (row is null) db.Imports.Add(row = new Import { Id = import.ImportId, OrganizationId = import.OrganizationId, Kind = kind.Name, Sender = import.Sender!, FileHash = import.FileHash, StaffId = on.Caller.StaffId, At = on.ReceivedAt });
        else if (row.OrganizationId != import.OrganizationId || row.Kind != kind.Name || row.StaffId != on.Caller.StaffId || row.UndoneAt is not null) return false;
        (row.New, row.Changed) = (row.New + added, row.Changed + changed);
        return true;
    }

    internal void Note(RosterImport import, ImportRow row, long version, string? journal, OperationContext on) => db.ImportedRows.Add(new ImportedRow
    {
        Id = Guid.CreateVersion7(), ImportId = import.ImportId, OperationId = on.Id, Row = row.Row, SubjectId = row.SubjectId, IsNew = row.Decision == ImportDecision.New, Version = version,
        // Who is new goes whole, with whatever came later.
        Journal = row.Decision == ImportDecision.New || journal is null ? null : secrets.Seal(journal, import.OrganizationId),
    });

    /// <summary>The rows of an import about which a later one has said something that stands.</summary>
    internal async Task<HashSet<Guid>> TouchedLaterAsync(Guid import, Guid[] subjects, CancellationToken ct)
    {
        HashSet<Guid> touched = [];
        // The order of the server, not of the clock: two imports may stand at one instant.
        var last = await (from r in db.Set<ImportedRow>() join o in db.Operations on r.OperationId equals o.Id where r.ImportId == import select o.Seq).MaxAsync(ct);
        foreach (var part in subjects.Chunk(500))
            touched.UnionWith(await (from r in db.Set<ImportedRow>().AsNoTracking()
                                     join i in db.Set<Import>() on r.ImportId equals i.Id
                                     join o in db.Operations on r.OperationId equals o.Id
                                     where part.Contains(r.SubjectId) && r.ImportId != import && (r.IsNew || r.Journal != null) && i.UndoneAt == null && o.Seq > last
                                     select r.SubjectId).ToListAsync(ct));
        return touched;
    }

    internal string Open(byte[] journal) => secrets.Open(journal);
}

/// <summary>Takes over a list of its kind.</summary>
/// <typeparam name="TImport">The operation.</typeparam>
/// <typeparam name="TWork">The kind of list.</typeparam>
public sealed class ImportHandler<TImport, TWork>(OrganizationTree tree, TWork work) : Handler<TImport> where TImport : RosterImport, IOperation where TWork : RosterWork
{
    public override string Permission => work.Kind.Permission;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(TImport operation) => Subjects.InOrganization(operation.OrganizationId);

    public override async Task<Outcome> HandleAsync(TImport operation, OperationContext on, CancellationToken ct)
    {
        if ((await tree.AllAsync(ct)).GetValueOrDefault(operation.OrganizationId) is not { } node || (work.Kind.OfPeople && Contracts.Organizations.OrganizationKinds.Places.Contains(node.Kind))) return Problems.PlaceManagesNobody;
        if (!work.Kind.OfPeople && Roles.IsFounder(on.Caller)) return Problems.FounderMakesFirstOrganizationOnly;
        return await work.TakeAsync(operation, on, ct);
    }
}

/// <summary>What a module adds for a kind of list: its previews and its handler.</summary>
public static class RosterParts
{
    /// <summary>The closed types for <see cref="LianxinModule.Closed"/>.</summary>
    public static IEnumerable<Type> Of<TImport, TWork>() where TImport : RosterImport, IOperation where TWork : RosterWork, IRosterWork =>
        [typeof(PreviewRoster<TWork>), typeof(ReturnRoster<TWork>), typeof(UnderstandRow<TWork>), typeof(ImportHandler<TImport, TWork>)];

    /// <summary>Registers the work of a kind, by its own type and among all kinds.</summary>
    public static void AddRoster<TWork>(this IServiceCollection services) where TWork : RosterWork
    {
        services.AddScoped<TWork>();
        services.AddScoped<RosterWork>(s => s.GetRequiredService<TWork>());
    }
}
