using Lianxin.Contracts.Rosters;
using Lianxin.Core.Access;

namespace Lianxin.Organizations.Rosters;

/// <summary>Takes an import back: all of it, and only while nobody has used any of it.</summary>
internal sealed class UndoImportHandler(LianxinDb db, ImportBook book, IEnumerable<RosterWork> kinds) : Handler<UndoImport>
{
    // And of the kind: which one it is only the import tells.
    public override string Permission => Permissions.UndoImport;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(UndoImport operation) => Subjects.InOrganization(operation.OrganizationId);

    public override async Task<Outcome> HandleAsync(UndoImport operation, OperationContext on, CancellationToken ct)
    {
        if (await db.Imports.FirstOrDefaultAsync(i => i.Id == operation.ImportId && i.OrganizationId == operation.OrganizationId, ct) is not { } import) return Problems.NoSuchImport;
        var work = kinds.First(k => k.Kind.Name == import.Kind);
        if (!on.Caller.May(work.Kind.Permission)) return Problems.NoSuchImport;
        if (import.UndoneAt is not null) return Problems.UndoneAlready;
        var rows = await db.ImportedRows.AsNoTracking().Where(r => r.ImportId == import.Id).OrderBy(r => r.Row).ToListAsync(ct);
        var later = await book.TouchedLaterAsync(import.Id, [.. rows.Select(r => r.SubjectId)], ct);
        var taken = rows.Select(r => new TakenRow(r.Row, r.SubjectId, r.IsNew, r.Version, r.Journal is not null)).ToList();
        var used = (await work.UsedAsync(taken, ct)).Concat(taken.Where(r => later.Contains(r.SubjectId))).Select(r => r.Row).Distinct().Order().ToList();
        if (used.Count > 0) return Problems.RowsInUse(used);

        foreach (var row in rows)
            if (row.Journal is { } journal) RowJournal.Undo(db, book.Open(journal));
        await db.SaveChangesAsync(ct);
        await work.RestoredAsync([.. taken.Where(r => r.Changed)], ct);
        await work.RemoveAsync([.. taken.Where(r => r.IsNew)], ct);
        await db.ImportedRows.Where(r => r.ImportId == import.Id && r.Journal != null).ExecuteUpdateAsync(u => u.SetProperty(r => r.Journal, (byte[]?)null), ct); // of no use any more
        var operations = rows.Select(r => r.OperationId).Distinct().ToArray();
        await db.Activities.Where(a => operations.Contains(a.OperationId)).ExecuteDeleteAsync(ct);
        (import.UndoneAt, import.UndoneBy, import.UndoneReason) = (on.ReceivedAt, on.Caller.StaffId, operation.Reason);
        return Outcome.Done;
    }
}

/// <summary>The imports of an organization, the newest first: those that the caller may take over, and so take back.</summary>
internal sealed class ImportsOfOrganization : IQuery
{
    private const int Most = 100;

    public static string Route => "organizations/{organization:guid}/imports";
    public static string Permission => Permissions.UndoImport;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid organization, LianxinDb db, StaffDirectory staff, CallerHolder holder, CancellationToken ct)
    {
        if (!holder.Caller.Reaches(organization)) return Problem.Of(404, "not-found");
        var kinds = RosterKinds.All.Where(k => holder.Caller.May(k.Permission)).Select(k => k.Name).ToArray();
        var imports = await db.Imports.AsNoTracking().Where(i => i.OrganizationId == organization && kinds.Contains(i.Kind)).OrderByDescending(i => i.At).ThenBy(i => i.Id).Take(Most).ToListAsync(ct);
        var names = await staff.ByIdAsync(imports.Select(i => i.StaffId).Concat(imports.Where(i => i.UndoneBy is not null).Select(i => i.UndoneBy!.Value)), ct);
        string? Name(Guid? id) => id is { } known ? names.GetValueOrDefault(known)?.Name ?? "" : null;
        return Results.Json(imports.Select(i => new ImportView(i.Id, i.Kind, i.Sender, Name(i.StaffId)!, i.At, i.New, i.Changed, i.UndoneAt, Name(i.UndoneBy), i.UndoneReason)), Wire.Json);
    }
}
