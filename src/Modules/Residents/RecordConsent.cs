namespace Lianxin.Residents;

/// <summary>Records what a person allows or refuses. It is taken at any time, for a record under review too: to withdraw is as easy as to give.</summary>
internal sealed class RecordConsentHandler(ConsentStore consents) : Handler<RecordConsent>
{
    public override string Permission => Permissions.RegisterResident;
    public override Conflicts Conflicts => Conflicts.Never;
    public override Subjects Concerns(RecordConsent operation) => Subjects.Resident(operation.ResidentId);
    public override bool AddsOnly => true;

    public override async Task<Outcome> HandleAsync(RecordConsent operation, OperationContext on, CancellationToken ct)
    {
        if (Purposes.Find(operation.Purpose!) is not { } purpose) return Problems.UnknownPurpose;
        if (purpose.ByLaw) return Problems.ByLaw;
        if (operation.On > on.Today) return Problems.InFuture("on");
        if (operation.Until is not null && !purpose.Pausable) return Problems.NotPausable;
        if (operation.Until < on.Today) return Problems.PauseInThePast;
        if (await consents.IsThereAsync(operation.ConsentId, ct)) return Problems.IdReused("consentId");
        await consents.SayAsync(new Consent
        {
            Id = operation.ConsentId, ResidentId = operation.ResidentId, OrganizationId = on.OrganizationId, Purpose = purpose.Code, Given = operation.Given!.Value, On = operation.On!.Value, Until = operation.Until,
            How = operation.How!.Value, Witness = operation.Witness, Note = operation.Note, At = on.ReceivedAt, StaffId = on.Caller.StaffId,
        }, ct);
        return Outcome.Done;
    }
}
