using Lianxin.Organizations;

namespace Lianxin.Residents;

/// <summary>Who looked at this record and who wrote in it, newest first. A list that showed her name among others is not in it: those stand in the audit itself; what was done about something restricted is shown to those who may see that.</summary>
internal sealed class LooksAtRecord : IQuery
{
    private const int Most = 300;

    public static string Route => "residents/{resident:guid}/looks";
    public static string Permission => Permissions.ReadRecord;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid resident, LianxinDb db, StaffDirectory staff, CancellationToken ct)
    {
        if (!await db.Residents.AnyAsync(r => r.Id == resident, ct)) return Problem.Of(404, "not-found");
        var rows = await db.AuditEntries.AsNoTracking().Where(a => a.SubjectId == resident && (db.ShowsRestricted || !a.Restricted)).OrderByDescending(a => a.Seq).Take(Most).ToListAsync(ct);
        var people = await staff.ByIdAsync(rows.Select(r => r.StaffId), ct);
        return Results.Json(rows.Select(r => new LookView(r.At, people.GetValueOrDefault(r.StaffId)?.Name ?? "", people.GetValueOrDefault(r.StaffId)?.Title ?? "", r.Action, r.Detail ?? "", r.Outcome)), Wire.Json);
    }
}
