namespace Lianxin.Residents.Households;

/// <summary>Names a carer.</summary>
internal sealed class NameCarerHandler(LianxinDb db, HouseholdStore households) : Handler<NameCarer>
{
    // Nobody has more hands around; beyond it somebody plays.
    private const int Most = 20;

    public override string Permission => Permissions.RegisterResident;
    public override Conflicts Conflicts => Conflicts.Never;
    public override Subjects Concerns(NameCarer operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(NameCarer operation, OperationContext on, CancellationToken ct)
    {
        if (operation.On > on.Today) return Problems.InFuture("on");
        if (operation.CarerResidentId is { } resident && !await db.Residents.AnyAsync(r => r.Id == resident, ct)) return Problems.NoSuchCarer("carerResidentId");
        var standing = await db.Carers.AsNoTracking().Where(c => c.ResidentId == operation.ResidentId && c.Until == null).Select(c => c.CarerResidentId).Take(Most).ToListAsync(ct);
        if (standing.Count == Most) return Problems.TooManyCarers(Most);
        if (operation.CarerResidentId is not null && standing.Contains(operation.CarerResidentId)) return Problems.CaresAlready;
        db.Carers.Add(new Carer
        {
            Id = operation.CarerId, ResidentId = operation.ResidentId, OrganizationId = on.OrganizationId, CarerResidentId = operation.CarerResidentId, Relation = operation.Relation!, From = operation.On!.Value,
            Person = operation.CarerResidentId is null ? households.Seal(new CarerPerson(operation.Name!, operation.Phone!), on.OrganizationId) : null,
            MayBeTold = string.Join(' ', HouseholdForm.MayBeTold.Intersect(operation.MayBeTold!)), At = on.ReceivedAt, StaffId = on.Caller.StaffId,
        });
        return Outcome.Done;
    }
}

/// <summary>Ends what a carer does.</summary>
internal sealed class EndCarerHandler(LianxinDb db) : Handler<EndCarer>
{
    public override string Permission => Permissions.RegisterResident;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(EndCarer operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(EndCarer operation, OperationContext on, CancellationToken ct)
    {
        if (await db.Carers.FirstOrDefaultAsync(c => c.Id == operation.CarerId && c.ResidentId == operation.ResidentId, ct) is not { } carer) return Problems.NoSuchCarer("carerId");
        if (carer.Until is not null) return Problems.CarerEnded;
        if (operation.On > on.Today) return Problems.InFuture("on");
        if (operation.On < carer.From) return Problems.BeforeLastMove(carer.From);
        (carer.Until, carer.Reason) = (operation.On, operation.Reason);
        return Outcome.Done;
    }
}
