namespace Lianxin.Organizations;

/// <summary>Adds a colleague to an organization.</summary>
internal sealed class AddStaffHandler(LianxinDb db) : Handler<AddStaff>
{
    public override string Permission => Permissions.ManageStaff;
    public override Conflicts Conflicts => Conflicts.Never;
    public override Subjects Concerns(AddStaff operation) => Subjects.InOrganization(operation.OrganizationId);

    public override Task<Outcome> HandleAsync(AddStaff operation, OperationContext on, CancellationToken ct)
    {
        db.Staff.Add(new Staff
        {
            Id = operation.StaffId, OrganizationId = operation.OrganizationId, Name = operation.Name!, Title = operation.Title ?? "", Phone = operation.Phone,
            Skills = string.Join(' ', operation.Skills),
        });
        return Task.FromResult(Outcome.Done);
    }
}
