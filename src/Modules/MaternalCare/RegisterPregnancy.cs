using Lianxin.ClinicalRules.Forms;
using Lianxin.Residents;

namespace Lianxin.MaternalCare;

/// <summary>Opens a pregnancy with what is known of it.</summary>
internal sealed class RegisterPregnancyHandler(LianxinDb db, ResidentReader residents, EncounterStore encounters, PregnancyWriter writer) : Handler<RegisterPregnancy>
{
    public override string Permission => Permissions.RegisterResident;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(RegisterPregnancy operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(RegisterPregnancy operation, OperationContext on, CancellationToken ct)
    {
        if (await db.Pregnancies.AnyAsync(p => p.ResidentId == operation.ResidentId && (p.State == PregnancyState.Open || p.State == PregnancyState.Moving), ct)) return Problems.AnotherIsOpen;
        var resident = await Acting.ResidentAsync(residents, operation.ResidentId, ct);
        if (resident.Sex == "1") return Problems.NotFemale;
        var empty = new PregnancyView { Id = operation.PregnancyId, OpenedOn = on.Today };
        var first = operation.First ?? Answers.Empty;
        if (FirstVisit.Refusals(resident, empty, first, Acting.AsCaller(on)) is { Count: > 0 } refusals) return Outcome.Refuse(refusals);
        var view = PregnancyLogic.Begin(operation, resident, Acting.ForRules(on));
        if (FirstVisit.Impossible(view, on.Today) is { } impossible) return impossible;
        await writer.OpenAsync(view, resident, on, ct);
        if (first.Count > 0) encounters.Write(StableId.Of(operation.PregnancyId, "first"), operation.PregnancyId, operation.ResidentId, FirstVisit.Form, first.SignedBy(on.Caller.Name, on.HappenedAt), on.Today, on);
        on.Count("pregnancy-opened", on.Today, operation.ResidentId);
        return Outcome.Done;
    }
}
