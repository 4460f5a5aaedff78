using Lianxin.Core.Access;

namespace Lianxin.Organizations.Branches;

/// <summary>Reads branches for somebody: who may see that a branch is there, and who may see its members.</summary>
internal sealed class BranchReader(LianxinDb db, OrganizationTree tree, CallerHolder holder, TimeProvider clock)
{
    private Caller Caller => holder.Caller;
    private DateOnly Today => PlaceTime.DateOf(clock.GetUtcNow());

    /// <summary>Whether a house is the caller's own or below it.</summary>
    public bool Reaches(Guid organization) => Caller.Reaches(organization) || Caller.Home == organization;

    /// <summary>The branch that the caller is a member of today; null = none.</summary>
    public Task<Guid?> OwnAsync(CancellationToken ct) =>
        db.BranchMembers.AsNoTracking().Where(m => m.StaffId == Caller.StaffId && m.Since <= Today && (m.Until == null || m.Until >= Today)).OrderByDescending(m => m.Since).Select(m => (Guid?)m.BranchId).FirstOrDefaultAsync(ct);

    /// <summary>Members are shown to the Party office of the house and to fellow members.</summary>
    public bool MaySeeMembers(Branch branch, Guid? own) => MayManage(branch) || branch.Id == own;

    private bool MayManage(Branch branch) => Caller.May(Permissions.ManageBranches) && Caller.Reaches(branch.OrganizationId);

    /// <summary>What everybody in reach sees of these branches, with the number of members where the caller may know it.</summary>
    public async Task<List<BranchView>> ViewsAsync(IReadOnlyList<Branch> branches, Guid? own, CancellationToken ct)
    {
        var (ids, today) = (branches.Select(b => b.Id).ToArray(), Today);
        var brands = (await db.Brands.AsNoTracking().Where(b => ids.Contains(b.BranchId) && b.Since <= today && (b.Until == null || b.Until >= today)).ToListAsync(ct)).ToDictionary(b => b.BranchId);
        var now = db.BranchMembers.AsNoTracking().Where(m => ids.Contains(m.BranchId) && m.Since <= today && (m.Until == null || m.Until >= today));
        var secretaries = await (from m in now join s in db.Staff on m.StaffId equals s.Id where m.Function == BranchCodes.Secretary select new { m.BranchId, s.Name }).ToDictionaryAsync(s => s.BranchId, s => s.Name, ct);
        var counts = await now.GroupBy(m => m.BranchId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var all = await tree.AllAsync(ct);
        string NameOf(Guid organization) => all.GetValueOrDefault(organization)?.Name ?? "";
        return [.. branches.Select(b => new BranchView(b.Id, b.OrganizationId, NameOf(b.OrganizationId), b.BuiltOnId, NameOf(b.BuiltOnId), b.Name, b.Kind, b.Since, b.Until, b.Version,
            brands.TryGetValue(b.Id, out var brand) ? View(brand) : null, secretaries.GetValueOrDefault(b.Id), MaySeeMembers(b, own) ? counts.GetValueOrDefault(b.Id) : null, MayManage(b)))];
    }

    /// <summary>A version of a brand as it is shown.</summary>
    public static BrandView View(Brand brand) => new(brand.Id, brand.Name, brand.Slogan, brand.Meaning, brand.Version, brand.Field, brand.Since, brand.Until);
}

/// <summary>The branches that belong to an organization and those below it, or are built on one of them; for one's own house also the branch one is in. Those that ended come last.</summary>
internal sealed class BranchesOfOrganization : IQuery
{
    private const int Most = 500;

    public static string Route => "organizations/{organization:guid}/branches";
    public static string Permission => Permissions.ReadStaff;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid organization, BranchReader reader, LianxinDb db, OrganizationTree tree, CallerHolder holder, CancellationToken ct)
    {
        if (!reader.Reaches(organization)) return Problem.Of(404, "not-found");
        var (below, own) = (await tree.BelowAsync(organization, ct), await reader.OwnAsync(ct));
        var mine = holder.Caller.Home == organization ? own : null;
        var branches = await db.Branches.AsNoTracking().Where(b => below.Contains(b.OrganizationId) || below.Contains(b.BuiltOnId) || b.Id == mine)
            .OrderBy(b => b.Until != null).ThenBy(b => b.Since).ThenBy(b => b.Id).Take(Most).ToListAsync(ct);
        var all = await tree.AllAsync(ct);
        return Results.Json((await reader.ViewsAsync(branches, own, ct)).OrderBy(b => b.Until is not null).ThenBy(b => all.GetValueOrDefault(b.OrganizationId)?.Code, StringComparer.Ordinal)
            .ThenBy(b => BranchCodes.Kinds.ToList().IndexOf(b.Kind)).ThenBy(b => b.Since), Wire.Json);
    }
}

/// <summary>One branch with the history of its brand; its members and leaders for those who may see them, and then the audit says whose membership was shown.</summary>
internal sealed class OneBranch : IQuery
{
    private const int Most = 1000;

    public static string Route => "organizations/branches/{branch:guid}";
    public static string Permission => Permissions.ReadStaff;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid branch, BranchReader reader, LianxinDb db, ReadNote note, CancellationToken ct)
    {
        var own = await reader.OwnAsync(ct);
        if (await db.Branches.AsNoTracking().FirstOrDefaultAsync(b => b.Id == branch, ct) is not { } found || !(reader.Reaches(found.OrganizationId) || reader.Reaches(found.BuiltOnId) || found.Id == own))
            return Problem.Of(404, "not-found");
        var view = (await reader.ViewsAsync([found], own, ct)).Single();
        var brands = await db.Brands.AsNoTracking().Where(b => b.BranchId == branch).OrderByDescending(b => b.Since).Take(Most).ToListAsync(ct);
        if (!reader.MaySeeMembers(found, own)) return Results.Json(new BranchDetail(view, [.. brands.Select(BranchReader.View)], null, null), Wire.Json);

        var members = await (from m in db.BranchMembers.AsNoTracking() join s in db.Staff on m.StaffId equals s.Id where m.BranchId == branch orderby m.Since descending, m.Id select new BranchMemberView(m.Id, s.Id, s.Name, s.Title, m.Function, m.Since, m.Until)).Take(Most).ToListAsync(ct);
        var leaders = await (from l in db.BranchLeaders.AsNoTracking() join s in db.Staff on l.StaffId equals s.Id where l.BranchId == branch orderby l.Since descending, l.Id select new BranchLeaderView(l.Id, s.Id, s.Name, s.Title, l.Since, l.Until)).Take(Most).ToListAsync(ct);
        note.Showed(members.Select(m => m.StaffId));
        note.Detail = $"members of branch {branch}";
        return Results.Json(new BranchDetail(view, [.. brands.Select(BranchReader.View)], members, leaders), Wire.Json);
    }
}
