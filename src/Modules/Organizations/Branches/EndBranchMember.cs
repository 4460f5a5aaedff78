namespace Lianxin.Organizations.Branches;

/// <summary>Ends a membership.</summary>
internal sealed class EndBranchMemberHandler(LianxinDb db) : Handler<EndBranchMember>
{
    public override string Permission => Permissions.ManageBranches;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(EndBranchMember operation) => Subjects.InOrganization(operation.OrganizationId);

    public override async Task<Outcome> HandleAsync(EndBranchMember operation, OperationContext on, CancellationToken ct)
    {
        var (branch, against) = await db.BranchForAsync(operation.BranchId, operation.OrganizationId, null, on, ct);
        if (branch is null) return against!;
        if (await db.BranchMembers.FirstOrDefaultAsync(m => m.Id == operation.MembershipId && m.BranchId == branch.Id, ct) is not { } member) return Problems.NoSuchMembership;
        if (member.Until is not null) return Problems.MembershipEnded;
        if (operation.Until > on.Today) return Problems.InFuture("until");
        if (operation.Until < member.Since) return Problems.MembershipEndsBefore;
        member.Until = operation.Until;
        return Outcome.Done;
    }
}
