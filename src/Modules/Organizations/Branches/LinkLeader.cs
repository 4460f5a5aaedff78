namespace Lianxin.Organizations.Branches;

/// <summary>Links a leader to a branch, or ends the link.</summary>
internal sealed class LinkLeaderHandler(LianxinDb db) : Handler<LinkLeader>
{
    public override string Permission => Permissions.ManageBranches;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(LinkLeader operation) => Subjects.InOrganization(operation.OrganizationId);

    public override async Task<Outcome> HandleAsync(LinkLeader operation, OperationContext on, CancellationToken ct)
    {
        var (staff, since) = (operation.StaffId!.Value, operation.Since!.Value);
        var (branch, against) = await db.BranchForAsync(operation.BranchId, operation.OrganizationId, since, on, ct);
        if (branch is null) return against!;
        if (operation.Until > on.Today) return Problems.InFuture("until");
        if (await db.BranchLeaders.FirstOrDefaultAsync(l => l.Id == operation.LinkId, ct) is { } known)
        {
            if (known.BranchId != branch.Id || known.StaffId != staff || known.Since != since) return Problems.NoSuchLink;
            if (known.Until is not null) return Problems.LinkEnded;
            known.Until = operation.Until;
            return Outcome.Done;
        }
        if (!await db.IsColleagueAsync(staff, on.Caller, ct)) return Problems.NoSuchStaff;
        if (await db.BranchLeaders.AnyAsync(l => l.BranchId == branch.Id && l.StaffId == staff && (l.Until == null || l.Until >= since), ct)) return Problems.LinkedAlready;
        db.BranchLeaders.Add(new() { Id = operation.LinkId, BranchId = branch.Id, StaffId = staff, Since = since, Until = operation.Until });
        return Outcome.Done;
    }
}
