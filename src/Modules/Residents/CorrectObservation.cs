using Lianxin.ClinicalRules.Forms;

namespace Lianxin.Residents;

/// <summary>A value was corrected, or a result that was owed has come; the module that the encounter belongs to judges it anew.</summary>
public sealed record ObservationCorrected(Guid ResidentId, Guid EncounterId, Guid AboutId, string Form);

/// <summary>An encounter was written in which results are owed.</summary>
/// <param name="Restricted">The encounter is restricted as a whole.</param>
public sealed record ResultsAwaited(Guid ResidentId, Guid EncounterId, bool Restricted);

/// <summary>Adds a result that was owed, or corrects a value. The old row stays and names the new one.</summary>
internal sealed class CorrectObservationHandler(LianxinDb db) : Handler<CorrectObservation>
{
    public override string Permission => Permissions.RecordCare;
    public override Conflicts Conflicts => Conflicts.OnBase;
    public override Subjects Concerns(CorrectObservation operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(CorrectObservation operation, OperationContext on, CancellationToken ct)
    {
        var old = await db.Observations.FirstOrDefaultAsync(o => o.Id == operation.ObservationId && o.ResidentId == operation.ResidentId, ct);
        if (old is null) return Problems.NoSuchObservation;
        if (old.Restricted) on.Restrict();
        if (old.CorrectedById is not null) return Problems.AlreadyCorrected;
        if (old.Status != "pending" && string.IsNullOrWhiteSpace(operation.Reason)) return Problems.ReasonNeeded;
        var encounter = await db.Encounters.AsNoTracking().FirstAsync(e => e.Id == old.EncounterId, ct);
        var answer = operation.Answer! with { Fetus = old.Fetus, Row = null };
        if (Refused(encounter.Kind, old.Analyte, answer, on) is { Count: > 0 } refusals) return Outcome.Refuse(refusals);

        db.Observations.Add(new Observation
        {
            Id = operation.NewId, ResidentId = old.ResidentId, OrganizationId = old.OrganizationId, PerformerId = on.Caller.Home, EncounterId = old.EncounterId, Analyte = old.Analyte,
            Number = answer.Value.Number, Code = answer.Value.Text ?? answer.Value.Flag?.ToString().ToLowerInvariant(), Unit = old.Unit, Status = EncounterStore.Word(answer.Status), StatusOn = answer.On,
            Fetus = old.Fetus, At = on.HappenedAt, StaffId = on.Caller.StaffId, Restricted = old.Restricted, Reason = operation.Reason,
            ConfirmedBy = answer.Confirmed is null ? null : on.Caller.Name, ConfirmedAt = answer.Confirmed is null ? null : on.HappenedAt,
        });
        old.CorrectedById = operation.NewId;
        await db.SaveChangesAsync(ct); // who listens reads the rows
        on.Raise(new ObservationCorrected(old.ResidentId, old.EncounterId, encounter.AboutId, encounter.Kind));
        return Outcome.Done;
    }

    // The one field is judged by the same engine as the whole form; what belongs to other fields is not its matter.
    private static List<Refusal> Refused(string form, string key, Answer answer, OperationContext on)
    {
        var definition = FormDefinition.Of(form);
        var context = new FormContext { Now = PlaceTime.Local(on.HappenedAt), SeesRestricted = on.Caller.May(Permissions.ReadRestricted), Fetuses = answer.Fetus ?? 1, Part = new FormPart([], [key]) };
        var state = Form.Check(definition, Answers.Empty.With(key, answer), context);
        return [.. state.Refused.Concat(state.Asked).Where(p => p.Key == key && p.Code != FormCodes.NotShown).Select(p => new Refusal(p.Code, "answer", p.Facts))];
    }
}
