namespace Lianxin.Organizations;

/// <summary>Colleagues by id, for the other modules: whose task it is, whom to phone.</summary>
public sealed class StaffDirectory(LianxinDb db, TimeProvider clock)
{
    /// <summary>The colleagues with a live post at an organization, by name.</summary>
    public async Task<IReadOnlyList<StaffView>> OfAsync(Guid organization, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await (from p in db.Posts.AsNoTracking()
                      join s in db.Staff on p.StaffId equals s.Id
                      where p.OrganizationId == organization && p.From <= now && (p.Until == null || p.Until > now)
                      orderby s.Name
                      select new StaffView(s.Id, s.Name, s.Title, s.Phone, p.Role)).ToListAsync(ct);
    }

    /// <summary>Names and telephones by id; ids that are unknown are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, StaffView>> ByIdAsync(IEnumerable<Guid> ids, CancellationToken ct)
    {
        var wanted = ids.Distinct().ToArray();
        return await db.Staff.AsNoTracking().Where(s => wanted.Contains(s.Id)).Select(s => new StaffView(s.Id, s.Name, s.Title, s.Phone, "")).ToDictionaryAsync(s => s.Id, ct);
    }

    /// <summary>The organization that a colleague belongs to; null when there is none of that id.</summary>
    public Task<Guid?> HomeOfAsync(Guid id, CancellationToken ct) => db.Staff.AsNoTracking().Where(s => s.Id == id).Select(s => (Guid?)s.OrganizationId).FirstOrDefaultAsync(ct);

    /// <summary>A colleague with a live post who is not on leave; null for everybody else.</summary>
    /// <param name="permission">What one of their posts has to allow; null = whatever it allows.</param>
    public async Task<StaffView?> AtWorkAsync(Guid id, CancellationToken ct, string? permission = null)
    {
        var now = clock.GetUtcNow();
        var roles = permission is null ? null : Roles.Allowing(permission);
        return await (from p in db.Posts.AsNoTracking()
                      join s in db.Staff on p.StaffId equals s.Id
                      where s.Id == id && (roles == null || roles.Contains(p.Role)) && p.From <= now && (p.Until == null || p.Until > now) && !db.Set<StaffLeave>().Any(l => l.StaffId == id && l.From <= now && l.Until > now)
                      select new StaffView(s.Id, s.Name, s.Title, s.Phone, p.Role)).FirstOrDefaultAsync(ct);
    }

    private static readonly string[] DoctorRoles = ["community-doctor", "obstetrician", "senior-obstetrician"];

    /// <summary>Everybody with the live post of a doctor, by house and name.</summary>
    public async Task<IReadOnlyList<DoctorView>> DoctorsAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await (from p in db.Posts.AsNoTracking()
                      join s in db.Staff on p.StaffId equals s.Id
                      join o in db.Organizations on p.OrganizationId equals o.Id
                      where DoctorRoles.Contains(p.Role) && p.From <= now && (p.Until == null || p.Until > now)
                      orderby o.Code, s.Name, s.Id
                      select new DoctorView(s.Id, s.Name, s.Title, o.Name)).ToListAsync(ct);
    }

    private static readonly Compiled<Guid[], string[], DateTimeOffset, StaffAt> InRole = new((db, organizations, roles, now) =>
        from p in db.Set<Post>().AsNoTracking()
        join s in db.Set<Staff>() on p.StaffId equals s.Id
        where organizations.Contains(p.OrganizationId) && roles.Contains(p.Role) && p.From <= now && (p.Until == null || p.Until > now)
            && !db.Set<StaffLeave>().Any(l => l.StaffId == s.Id && l.From <= now && l.Until > now)
        orderby s.Name
        select new StaffAt(p.OrganizationId, new StaffView(s.Id, s.Name, s.Title, s.Phone, p.Role)));

    private sealed record StaffAt(Guid Organization, StaffView Staff);

    /// <summary>A colleague at work with one of these roles at the organization or, where it has none, at the nearest above it; null where there is none.</summary>
    /// <param name="not">Who cannot be meant.</param>
    public async Task<StaffView?> FirstWithRoleAsync(Guid organization, string[] roles, IReadOnlyDictionary<Guid, OrganizationTree.Node> tree, CancellationToken ct, Guid? not = null)
    {
        List<Guid> upwards = [];
        for (Guid? at = organization; at is { } here; at = tree.TryGetValue(here, out var node) ? node.ParentId : null) upwards.Add(here);
        var staff = await InRole.Run(db, [.. upwards], roles, clock.GetUtcNow()).ToListAsync(ct);
        return staff.Where(s => s.Staff.Id != not).OrderBy(s => upwards.IndexOf(s.Organization)).ThenBy(s => Array.IndexOf(roles, s.Staff.Role)).FirstOrDefault()?.Staff;
    }
}
