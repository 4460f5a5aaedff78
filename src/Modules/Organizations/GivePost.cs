namespace Lianxin.Organizations;

/// <summary>Gives a post. Who gives it can hand out no administrator's role but as the first account.</summary>
internal sealed class GivePostHandler(LianxinDb db) : Handler<GivePost>
{
    public override string Permission => Permissions.ManageStaff;
    public override Conflicts Conflicts => Conflicts.Never;
    public override Subjects Concerns(GivePost operation) => Subjects.InOrganization(operation.OrganizationId);

    public override async Task<Outcome> HandleAsync(GivePost operation, OperationContext on, CancellationToken ct)
    {
        if (!Roles.All.TryGetValue(operation.Role!, out var role) || role.Code == Roles.Founder) return Problems.UnknownRole;
        // Nobody makes an equal or an auditor of oneself: administrators come from the first account alone.
        if (!Roles.GivenBy(on.Caller).Contains(role)) return Roles.IsFounder(on.Caller) ? Problems.FounderMakesAdministratorsOnly : Problems.NotAboveOneself;
        var staff = await db.Staff.AsNoTracking().Where(s => s.Id == operation.StaffId).Select(s => new { s.OrganizationId }).FirstOrDefaultAsync(ct);
        if (staff is null || !on.Caller.Reaches(staff.OrganizationId)) return Problems.NoSuchStaff;
        db.Posts.Add(new Post
        {
            Id = operation.PostId, StaffId = operation.StaffId, OrganizationId = operation.OrganizationId, Role = role.Code, Reach = operation.Reach ?? role.Reach,
            From = operation.From is { } from ? PlaceTime.At(from, TimeOnly.MinValue) : on.ReceivedAt,
            Until = operation.Until is { } until ? PlaceTime.EndOf(until) : null,
        });
        return Outcome.Done;
    }
}
