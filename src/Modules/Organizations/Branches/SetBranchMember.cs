namespace Lianxin.Organizations.Branches;

/// <summary>Makes a colleague a member, or gives a member another function. Nobody is in two branches: the membership before ends the day before.</summary>
internal sealed class SetBranchMemberHandler(LianxinDb db) : Handler<SetBranchMember>
{
    public override string Permission => Permissions.ManageBranches;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(SetBranchMember operation) => Subjects.InOrganization(operation.OrganizationId);

    public override async Task<Outcome> HandleAsync(SetBranchMember operation, OperationContext on, CancellationToken ct)
    {
        var (staff, since) = (operation.StaffId!.Value, operation.Since!.Value);
        var (branch, against) = await db.BranchForAsync(operation.BranchId, operation.OrganizationId, since, on, ct);
        if (branch is null) return against!;
        if (!await db.IsColleagueAsync(staff, on.Caller, ct)) return Problems.NoSuchStaff;
        if (await db.BranchMembers.AnyAsync(m => m.Id == operation.MembershipId, ct)) return Problems.MembershipThere;
        if (operation.Function == BranchCodes.Secretary && await db.BranchMembers.AnyAsync(m => m.BranchId == branch.Id && m.StaffId != staff && m.Function == BranchCodes.Secretary && (m.Until == null || m.Until >= since), ct))
            return Problems.HasSecretary;

        var last = await db.BranchMembers.Where(m => m.StaffId == staff).OrderByDescending(m => m.Since).FirstOrDefaultAsync(ct);
        if (last is not null)
        {
            // What a branch beyond one's reach has written only that branch ends; its dates are not told either.
            var elsewhere = last.BranchId != branch.Id && !on.Caller.Reaches(await db.Branches.Where(b => b.Id == last.BranchId).Select(b => b.OrganizationId).FirstAsync(ct));
            if (elsewhere && (last.Until is null || last.Until >= since)) return Problems.MemberElsewhere;
            if (last.Since >= since) return Problems.NotAfter(last.Since);
            if (last.Until is null || last.Until >= since) last.Until = since.AddDays(-1);
            await db.SaveChangesAsync(ct); // an index keeps two from being open, at every moment
        }
        db.BranchMembers.Add(new() { Id = operation.MembershipId, BranchId = branch.Id, StaffId = staff, Function = operation.Function!, Since = since });
        return Outcome.Done;
    }
}
