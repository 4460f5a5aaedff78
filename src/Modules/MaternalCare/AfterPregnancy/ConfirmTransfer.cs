using Lianxin.ClinicalRules.Forms;
using Lianxin.MaternalCare.Cases;
using Lianxin.MaternalCare.Tasks;
using Lianxin.Residents;

namespace Lianxin.MaternalCare.AfterPregnancy;

/// <summary>The receiver takes her over, or the sender writes down who did. Until then she was the sender's; her case there ends with this, and no other way.</summary>
internal sealed class ConfirmTransferHandler(LianxinDb db, PregnancyReader reader, ResidentReader residents, EncounterStore encounters, PregnancyWriter writer, TaskBook book, ColorConsequences consequences) : Handler<ConfirmTransfer>
{
    private const string Moved = "3";

    public override string Permission => Permissions.RegisterResident;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(ConfirmTransfer operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(ConfirmTransfer operation, OperationContext on, CancellationToken ct)
    {
        if (await reader.ForRulesAsync(operation.ResidentId, operation.PregnancyId, ct) is not { } before) return Problems.NoSuchPregnancy;
        if (before.State != PregnancyState.Moving) return Problems.NotMoving;
        var sent = (await encounters.OfAsync([before.Id], everything: true, ct)).LastOrDefault(e => e.Form == FormNames.PregnancyOutcome && e.Answers.Text(Keys.Outcome) == Outcomes.TransferOut);
        Guid? to = Guid.TryParse(sent?.Answers.Name(Keys.ToOrganization)?.Id, out var named) ? named : null;
        var arrives = to is { } house && house != on.OrganizationId && on.Caller.Reaches(house);
        if (!arrives && !on.Caller.Reaches(on.OrganizationId)) return Problems.NotTheReceiver;
        if (!arrives && string.IsNullOrWhiteSpace(operation.ConfirmedBy)) return Outcome.Refuse("required", "confirmedBy");

        var resident = await Acting.ResidentAsync(residents, operation.ResidentId, ct);
        foreach (var open in await db.Cases.IgnoreQueryFilters([LianxinDb.RestrictedFilter]).Where(c => c.PregnancyId == before.Id && c.State != CaseStates.Closed).ToListAsync(ct))
            await CloseCaseHandler.CloseAsync(open, Moved, on.Today, book, on, ct);
        var waiting = await db.CareTasks.IgnoreQueryFilters([LianxinDb.RestrictedFilter]).Where(t => t.ResidentId == operation.ResidentId && t.State == CareTask.Open).ToListAsync(ct);
        foreach (var task in waiting)
            TaskBook.End(task, CareTask.Cancelled, "moved", on);
        var after = before with { State = arrives ? PregnancyState.Open : PregnancyState.MovedAway, Contacts = Outcomes.EndContacts(before.Contacts) };
        await writer.SaveAsync(before, after, resident, on, ct);
        on.Count("moved-away", on.Today, operation.ResidentId);
        if (!arrives) return Outcome.Done;

        await db.SaveChangesAsync(ct); // what is written goes along
        await on.MoveAsync(to!.Value, ct);
        var hers = resident with { OrganizationId = to.Value };
        // What she needs begins anew where she is now: a case where her colour asks for one, a first visit, and what she was still owed.
        await consequences.AskForCasesAsync(on.Id, before.Id, ColorLogic.InForce(before.Confirmed, before.Color), before.Confirmed?.Purple == true, hers, on, ct, on.Caller.StaffId);
        await book.OpenAsync(StableId.Of(on.Id, "first"), CareTaskKinds.MissedVisit, before.Id, hers, on.ReceivedAt + CareClocks.Of("first-visit-here"), on, ct, on.Caller.StaffId);
        foreach (var task in waiting.Where(t => CareTaskKinds.GoAlong.Contains(t.Kind)))
            await book.OpenAsync(StableId.Of(on.Id, $"{task.Id}"), task.Kind, task.AboutId, hers, Later(task.DueAt, on.ReceivedAt + CareClocks.Of("first-visit-here")), on, ct, on.Caller.StaffId, task.Text, task.Restricted);
        on.Count("moved-here", on.Today, operation.ResidentId);
        return Outcome.Done;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

/// <summary>Another house has seen her: whoever manages her is told, and asks what was found.</summary>
internal sealed class TellManager(TaskBook book) : IListen<SeenElsewhere>
{
    public Task OnAsync(SeenElsewhere happened, OperationContext on, CancellationToken ct) =>
        book.OpenForAsync(StableId.Of(happened.GrantId, CareTaskKinds.SeenElsewhere), CareTaskKinds.SeenElsewhere, happened.ResidentId, happened.ManagedBy, on.ReceivedAt + CareClocks.Of("seen-elsewhere"), happened.By, ct);
}
