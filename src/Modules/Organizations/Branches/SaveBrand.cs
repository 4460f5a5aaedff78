namespace Lianxin.Organizations.Branches;

/// <summary>Gives a branch its brand or a new version of it, or corrects the one in force. What is history stays as it was.</summary>
internal sealed class SaveBrandHandler(LianxinDb db) : Handler<SaveBrand>
{
    public override string Permission => Permissions.ManageBranches;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(SaveBrand operation) => Subjects.InOrganization(operation.OrganizationId);

    public override async Task<Outcome> HandleAsync(SaveBrand operation, OperationContext on, CancellationToken ct)
    {
        var since = operation.Since!.Value;
        var (branch, against) = await db.BranchForAsync(operation.BranchId, operation.OrganizationId, since, on, ct);
        if (branch is null) return against!;
        var brand = await db.Brands.FirstOrDefaultAsync(b => b.Id == operation.BrandId, ct);
        if (brand is not null && brand.BranchId != branch.Id) return Problems.NoSuchBrand;
        if (brand is { Until: not null }) return Problems.BrandEnded;
        if (await db.Brands.AnyAsync(b => b.BranchId == branch.Id && b.Id != operation.BrandId && b.Name == operation.Name && b.Version == operation.Version, ct)) return Problems.VersionTaken;

        var before = await db.Brands.Where(b => b.BranchId == branch.Id && b.Id != operation.BrandId).OrderByDescending(b => b.Since).FirstOrDefaultAsync(ct);
        if (before?.Since >= since) return Problems.NotAfter(before.Since);
        if (before is not null)
        {
            before.Until = since.AddDays(-1);
            await db.SaveChangesAsync(ct); // an index keeps two from being in force, at every moment
        }
        if (brand is null)
            db.Brands.Add(new() { Id = operation.BrandId, BranchId = branch.Id, Name = operation.Name!, Slogan = operation.Slogan!, Meaning = operation.Meaning!, Version = operation.Version!, Field = operation.Field!, Since = since });
        else
            (brand.Name, brand.Slogan, brand.Meaning, brand.Version, brand.Field, brand.Since) = (operation.Name!, operation.Slogan!, operation.Meaning!, operation.Version!, operation.Field!, since);
        return Outcome.Done;
    }
}
