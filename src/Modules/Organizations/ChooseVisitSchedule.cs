namespace Lianxin.Organizations;

/// <summary>Chooses the schedule of antenatal visits for a house and what lies below it.</summary>
internal sealed class ChooseVisitScheduleHandler(LianxinDb db, OrganizationTree tree) : Handler<ChooseVisitSchedule>
{
    public override string Permission => Permissions.ManageOrganizations;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(ChooseVisitSchedule operation) => Subjects.InOrganization(operation.OrganizationId);

    public override async Task<Outcome> HandleAsync(ChooseVisitSchedule operation, OperationContext on, CancellationToken ct)
    {
        var house = await db.Organizations.FirstAsync(o => o.Id == operation.OrganizationId, ct);
        house.VisitSchedule = operation.Schedule;
        tree.Changed();
        return Outcome.Done;
    }
}
