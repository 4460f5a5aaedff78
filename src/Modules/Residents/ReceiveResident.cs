using Lianxin.Core.Access;
using Lianxin.Organizations;

namespace Lianxin.Residents;

/// <summary>Another house sees a person by her presence; the module that follows her tells the place that manages her.</summary>
/// <param name="By">Name of the house that receives her.</param>
public sealed record SeenElsewhere(Guid ResidentId, Guid ManagedBy, Guid GrantId, string By);

/// <summary>Opens a record to the house in which the person stands. Nobody browses by it: it needs the whole number, has an end, a notice, and a limit a day.</summary>
internal sealed class ReceiveResidentHandler(LianxinDb db, ResidentRegister register, OrganizationTree tree) : Handler<ReceiveResident>
{
    private const int GrantDays = 7, MostADay = 20;
    private const string Reception = "reception";

    public override string Permission => Permissions.RegisterResident;
    public override Conflicts Conflicts => Conflicts.Never;
    public override Subjects Concerns(ReceiveResident operation) => Subjects.InOrganization(operation.OrganizationId);

    public override async Task<Outcome> HandleAsync(ReceiveResident operation, OperationContext on, CancellationToken ct)
    {
        var since = PlaceTime.StartOf(on.Today);
        if (await db.Operations.CountAsync(o => o.Author == on.Caller.StaffId && o.Kind == ReceiveResident.Kind && o.ReceivedAt >= since, ct) >= MostADay) return Problems.TooManyToday;
        if (!ClinicalRules.Identifiers.ResidentId.TryParse(operation.IdNumber!, on.Today, out var id, out _)) return Problems.NoIdNumber;
        if (await register.OwnerOfAsync(id.Value, ct) is not { } resident) return Problems.NobodyOfThisNumber;
        // Whom one reaches already needs no reception.
        if (await db.Residents.AnyAsync(r => r.Id == resident, ct)) return Outcome.Done;
        var managedBy = await db.Subjects.AsNoTracking().Where(s => s.Id == resident).Select(s => s.OrganizationId).FirstAsync(ct);
        db.AccessGrants.Add(new AccessGrant { SubjectId = resident, GranteeId = operation.OrganizationId, Reason = Reception, From = on.ReceivedAt, Until = on.ReceivedAt.AddDays(GrantDays) });
        on.Raise(new SeenElsewhere(resident, managedBy, operation.GrantId, (await tree.AllAsync(ct)).GetValueOrDefault(operation.OrganizationId)?.Name ?? ""));
        return Outcome.Done;
    }
}
