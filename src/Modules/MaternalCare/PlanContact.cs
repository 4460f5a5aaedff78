namespace Lianxin.MaternalCare;

/// <summary>Plans the next contact, in place of one that was missed or no longer fits.</summary>
internal sealed class PlanContactHandler(CareSummary summary, PregnancyWriter writer) : Handler<PlanContact>
{
    private static readonly HashSet<string> Kinds = ["visit", "call", "home"];

    public override string Permission => Permissions.RecordCare;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(PlanContact operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(PlanContact operation, OperationContext on, CancellationToken ct)
    {
        if (!Kinds.Contains(operation.ContactKind!)) return Outcome.Refuse("unknown-code", "contactKind");
        if (operation.On < on.Today) return Problems.ContactInThePast(operation.On!.Value);
        if (await summary.ReadAsync(operation.ResidentId, operation.PregnancyId, on, ct) is not var (resident, before)) return Problems.NoSuchPregnancy;
        if (!before.GoesOn) return Problems.PregnancyEnded;
        if (operation.Replaces is { } replaced && !before.Contacts.Any(c => c.Id == replaced && c.State is PregnancyLogic.Planned or PregnancyLogic.Overdue)) return Problems.NoSuchContact;
        await writer.SaveAsync(before, PregnancyLogic.Plan(before, operation, Acting.ForRules(on)), resident, on, ct);
        return Outcome.Done;
    }
}
