using Lianxin.Residents;

namespace Lianxin.MaternalCare;

/// <summary>Answers a part of the first-visit form; the colour is assessed anew.</summary>
internal sealed class AnswerFirstVisitHandler(PregnancyReader reader, ResidentReader residents, EncounterStore encounters, PregnancyWriter writer) : Handler<AnswerFirstVisit>
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
        await writer.SaveAsync(before, PregnancyLogic.Answer(before, operation, resident, Acting.ForRules(on)), resident, on, ct);
        encounters.Write(operation.EncounterId, operation.PregnancyId, operation.ResidentId, FirstVisit.Form, operation.First!.SignedBy(on.Caller.Name, on.HappenedAt), on.Today, on);
        return Outcome.Done;
    }
}
