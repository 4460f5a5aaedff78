namespace Lianxin.Organizations;

/// <summary>A colleague is not at work from an instant on, for a time or for good; later modules hand over what is theirs.</summary>
/// <param name="Cause">Id of the leave or of the post that ended.</param>
/// <param name="To">Whom the one who leaves names; null = whoever is there.</param>
public sealed record StaffAway(Guid Cause, Guid StaffId, Guid? To, DateTimeOffset From);

/// <summary>Records the leave of a colleague.</summary>
internal sealed class RecordLeaveHandler(LianxinDb db, StaffDirectory staff) : Handler<RecordLeave>
{
    public override string Permission => Permissions.ManageStaff;
    public override Conflicts Conflicts => Conflicts.Never;
    public override Subjects Concerns(RecordLeave operation) => Subjects.InOrganization(operation.OrganizationId);

    public override async Task<Outcome> HandleAsync(RecordLeave operation, OperationContext on, CancellationToken ct)
    {
        if (!await db.Posts.AnyAsync(p => p.StaffId == operation.StaffId && p.OrganizationId == operation.OrganizationId && (p.Until == null || p.Until > on.ReceivedAt), ct)) return Problems.NotAtWorkHere;
        if (operation.Until < operation.From) return Problems.LeaveEndsBefore;
        if (operation.Until < on.Today) return Problems.LeaveIsOver;
        if (operation.DeputyId is { } deputy && (deputy == operation.StaffId || await staff.AtWorkAsync(deputy, ct) is null)) return Problems.DeputyNotAtWork;
        db.Leaves.Add(new StaffLeave { Id = operation.LeaveId, StaffId = operation.StaffId, OrganizationId = operation.OrganizationId, From = PlaceTime.StartOf(operation.From!.Value), Until = PlaceTime.EndOf(operation.Until!.Value) });
        await db.SaveChangesAsync(ct); // who takes over is looked for with this leave
        on.Raise(new StaffAway(operation.LeaveId, operation.StaffId, operation.DeputyId, PlaceTime.StartOf(operation.From.Value)));
        return Outcome.Done;
    }
}
