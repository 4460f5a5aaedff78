namespace Lianxin.Organizations.Branches;

/// <summary>Founds a branch, changes it, or ends it with everything in it.</summary>
internal sealed class SaveBranchHandler(LianxinDb db, OrganizationTree tree) : Handler<SaveBranch>
{
    public override string Permission => Permissions.ManageBranches;
    public override Conflicts Conflicts => Conflicts.OnBase;
    public override Subjects Concerns(SaveBranch operation) => Subjects.InOrganization(operation.OrganizationId);

    public override async Task<Outcome> HandleAsync(SaveBranch operation, OperationContext on, CancellationToken ct)
    {
        var branch = await db.Branches.FirstOrDefaultAsync(b => b.Id == operation.BranchId, ct);
        if (branch is null ? operation.BasedOn > 0 : branch.OrganizationId != operation.OrganizationId) return Problems.NoSuchBranch;
        if (branch is { Until: not null }) return Problems.BranchEnded;
        if (branch is not null && branch.Version != operation.BasedOn) return Problems.BranchChangedMeanwhile;
        if (operation.Since > on.Today) return Problems.InFuture("since");
        if (operation.Until > on.Today) return Problems.InFuture("until");
        var all = await tree.AllAsync(ct);
        if (!all.TryGetValue(operation.OrganizationId, out var house) || !all.TryGetValue(operation.BuiltOnId!.Value, out var ground) || !house.Below.Contains(ground.Id)) return Problems.NoSuchGround;
        if (operation.BranchKind == BranchCodes.Grid != OrganizationKinds.Places.Contains(ground.Kind)) return Problems.WrongGround;
        if (await db.Branches.AnyAsync(b => b.OrganizationId == operation.OrganizationId && b.Name == operation.Name && b.Until == null && b.Id != operation.BranchId, ct)) return Problems.BranchNameTaken;

        if (branch is null)
        {
            db.Branches.Add(branch = new() { Id = operation.BranchId, OrganizationId = operation.OrganizationId, BuiltOnId = ground.Id, Name = operation.Name!, Kind = operation.BranchKind!, Since = operation.Since!.Value, Version = 0 });
        }
        else
        {
            var begun = await db.BranchMembers.Where(m => m.BranchId == branch.Id).Select(m => m.Since).Concat(db.Brands.Where(b => b.BranchId == branch.Id).Select(b => b.Since))
                .Concat(db.BranchLeaders.Where(l => l.BranchId == branch.Id).Select(l => l.Since)).ToListAsync(ct);
            if (begun.Count > 0 && begun.Min() < operation.Since) return Problems.BranchNotAround(begun.Min(), "since");
            if (begun.Count > 0 && begun.Max() > operation.Until) return Problems.BranchNotAround(begun.Max(), "until");
            (branch.BuiltOnId, branch.Name, branch.Kind, branch.Since) = (ground.Id, operation.Name!, operation.BranchKind!, operation.Since!.Value);
        }
        branch.Version++;
        branch.Until = operation.Until;
        if (operation.Until is not { } end) return Outcome.Done;
        // What had ended on an earlier day keeps it.
        foreach (var member in await db.BranchMembers.Where(m => m.BranchId == branch.Id && m.Until == null).ToListAsync(ct)) member.Until = end;
        foreach (var brand in await db.Brands.Where(b => b.BranchId == branch.Id && b.Until == null).ToListAsync(ct)) brand.Until = end;
        foreach (var leader in await db.BranchLeaders.Where(l => l.BranchId == branch.Id && l.Until == null).ToListAsync(ct)) leader.Until = end;
        return Outcome.Done;
    }
}
