using Lianxin.ClinicalRules.Forms;
using Lianxin.Residents;

namespace Lianxin.MaternalCare;

/// <summary>Answers a part of the first-visit form; the colour is assessed anew.</summary>
internal sealed class AnswerFirstVisitHandler(PregnancyReader reader, ResidentReader residents, EncounterStore encounters, PregnancyWriter writer, FindingStore findings, Responsibility responsibility, AspirinQuestion aspirin) : Handler<AnswerFirstVisit>
{
    public override string Permission => Permissions.RecordCare;
    public override Conflicts Conflicts => Conflicts.Never;
    public override Subjects Concerns(AnswerFirstVisit operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(AnswerFirstVisit operation, OperationContext on, CancellationToken ct)
    {
        if (await reader.ForRulesAsync(operation.ResidentId, operation.PregnancyId, ct) is not { } before) return Problems.NoSuchPregnancy;
        var resident = await Acting.ResidentAsync(residents, operation.ResidentId, ct);
        if (FirstVisit.Refusals(resident, before, operation.First!, Acting.AsCaller(on)) is { Count: > 0 } refusals) return Outcome.Refuse(refusals);
        if (!on.Caller.May(Permissions.ReadRestricted)) operation = operation with { First = FirstVisit.WithHidden(before.First, operation.First!) };
        // The questions carry no measurement; a booking does, and it means what it would mean at any visit.
        var found = FirstVisit.Findings(resident, before, operation.First!, Acting.ForRules(on));
        findings.Raise(operation.EncounterId, operation.ResidentId, found, f => f.IdIn(operation.EncounterId), f => f.Observed(), await responsibility.OfAsync(found, resident, on.OrganizationId, ct), on);
        var after = PregnancyLogic.Answer(before, operation, resident, Acting.ForRules(on));
        await writer.SaveAsync(before, after, resident, on, ct);
        await aspirin.AskAsync(after, resident, on, ct);
        encounters.Write(operation.EncounterId, operation.PregnancyId, operation.ResidentId, FirstVisit.Form, operation.First!.SignedBy(on.Caller.Name, on.HappenedAt), operation.First!.Date(Keys.VisitDate) ?? on.Today, on);
        return Outcome.Done;
    }
}
