namespace Lianxin.Organizations;

/// <summary>Gives a post. Who gives it can hand out no administrator's role but as the first account, and nothing to themselves.</summary>
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
        // The three administrators stay apart and read no record: not by a second post either, whoever gives it.
        if (operation.StaffId == on.Caller.StaffId) return Problems.NotToOneself;
        if (operation.Until < (operation.From ?? on.Today)) return Problems.PostEndsBefore;
        var begins = operation.From is { } from ? PlaceTime.At(from, TimeOnly.MinValue) : on.ReceivedAt;
        var held = await db.Posts.AsNoTracking().Where(p => p.StaffId == operation.StaffId && (p.Until == null || p.Until > begins)).Select(p => new { p.Role, p.OrganizationId }).ToListAsync(ct);
        if (held.Any(p => p.Role != role.Code && (Roles.Administrators.Contains(p.Role) || Roles.Administrators.Contains(role.Code)))) return Problems.AdministratorsApart;
        if (held.Any(p => p.Role == role.Code && p.OrganizationId == operation.OrganizationId)) return Problems.PostThere;
        db.Posts.Add(new Post
        {
            Id = operation.PostId, StaffId = operation.StaffId, OrganizationId = operation.OrganizationId, Role = role.Code, Reach = operation.Reach ?? role.Reach,
            From = begins,
            Until = operation.Until is { } until ? PlaceTime.EndOf(until) : null,
        });
        return Outcome.Done;
    }
}
