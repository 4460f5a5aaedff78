using Lianxin.ClinicalRules.Forms;

namespace Lianxin.Residents;

/// <summary>Completes or corrects particulars. A value that somebody else changed meanwhile is a conflict, and both stay.</summary>
internal sealed class SaveParticularsHandler(LianxinDb db, ParticularsStore particulars, ResidentRegister register) : Handler<SaveParticulars>
{
    public override string Permission => Permissions.RegisterResident;
    public override Conflicts Conflicts => Conflicts.OnBase;
    public override Subjects Concerns(SaveParticulars operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(SaveParticulars operation, OperationContext on, CancellationToken ct)
    {
        var resident = await db.Residents.FirstAsync(r => r.Id == operation.ResidentId, ct);
        var changed = operation.Changed!;
        var keys = changed.Keys.ToArray();
        var standing = await db.Particulars.Where(p => p.ResidentId == resident.Id && p.Until == null && keys.Contains(p.Key)).ToListAsync(ct);
        if (standing.Where(p => p.Version > operation.BasedOn).Select(p => p.Key).ToList() is { Count: > 0 } meanwhile) return Problems.ChangedMeanwhile(meanwhile);

        var before = (await particulars.OfAsync([resident.Id], null, ct)).GetValueOrDefault(resident.Id) ?? Answers.Empty;
        var after = ResidentRegister.With(before, changed);
        var state = Form.Check(FormDefinition.Of(FormNames.Person), after, PersonForm.Context(on));
        if (FormRefusals.Of(state, "changed") is { Count: > 0 } refusals) return Outcome.Refuse(refusals);
        if (changed.Has(Keys.IdNumber) && await register.DuplicateAsync(after, notADuplicate: true, ct) is { } duplicate && duplicate.Refusals[0].Facts?.GetValueOrDefault("resident") != $"{resident.Id}") return duplicate;

        await register.ChangeAsync(resident.Id, changed, on.Caller, on.ReceivedAt, operation.Reason, ct);
        await register.NoteTwinsAsync(ct);
        return Outcome.Done;
    }
}
