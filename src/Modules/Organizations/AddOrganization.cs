namespace Lianxin.Organizations;

/// <summary>Adds an organization below one in reach, or the first one of all.</summary>
internal sealed class AddOrganizationHandler(LianxinDb db, OrganizationTree tree) : Handler<AddOrganization>
{
    public override string Permission => Permissions.ManageOrganizations;
    public override Conflicts Conflicts => Conflicts.Never;
    public override Subjects Concerns(AddOrganization operation) => operation.ParentId is { } parent ? Subjects.InOrganization(parent) : Subjects.Nobody;

    public override async Task<Outcome> HandleAsync(AddOrganization operation, OperationContext on, CancellationToken ct)
    {
        if (operation.ParentId is not null && Roles.IsFounder(on.Caller)) return Problems.FounderMakesFirstOrganizationOnly;
        if (operation.ParentId is null && await db.Organizations.AnyAsync(ct)) return Outcome.Refuse("required", "parentId");
        if (await db.Organizations.AnyAsync(o => o.Code == operation.Code, ct)) return Problems.CodeTaken;
        db.Organizations.Add(new Organization
        {
            Id = operation.OrganizationId, ParentId = operation.ParentId, Code = operation.Code!, Name = operation.Name!, Kind = operation.OrganizationKind!, Level = operation.Level,
            DivisionCode = operation.DivisionCode, SocialCreditCode = operation.SocialCreditCode, Longitude = operation.Longitude, Latitude = operation.Latitude,
            From = operation.From ?? on.Today,
        });
        tree.Changed();
        return Outcome.Done;
    }
}
