using Lianxin.ClinicalRules.Forms;
using Lianxin.MaternalCare.Cases;
using Lianxin.MaternalCare.Tasks;
using Lianxin.Residents;

namespace Lianxin.MaternalCare.AfterPregnancy;

/// <summary>One act: every message and link stops, what waited ends, the record is frozen for review, the report with its clock goes to the health office.</summary>
internal sealed class ReportMaternalDeathHandler(LianxinDb db, PregnancyReader reader, ResidentReader residents, EncounterStore encounters, PregnancyWriter writer, TaskBook book, Owners owners) : Handler<ReportMaternalDeath>
{
    private const string Died = "4";

    public override string Permission => Permissions.ReportDeath;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(ReportMaternalDeath operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(ReportMaternalDeath operation, OperationContext on, CancellationToken ct)
    {
        var resident = await Acting.ResidentAsync(residents, operation.ResidentId, ct);
        var pregnancy = operation.PregnancyId is { } id ? await reader.ForRulesAsync(operation.ResidentId, id, ct) : null;
        if (operation.PregnancyId is not null && pregnancy is null) return Problems.NoSuchPregnancy;
        var form = FormDefinition.Of(FormNames.MaternalDeath);
        var answers = operation.Answers!;
        // The form is restricted as a whole; whoever reports sees what they type, and no more afterwards.
        var context = pregnancy is null ? new FormContext { Now = PlaceTime.Local(on.HappenedAt) } : new CareFacts(resident, pregnancy, Acting.AsCaller(on)).Context();
        if (FormRefusals.Of(Form.Check(form, answers, context with { SeesRestricted = true }), "answers") is { Count: > 0 } refusals) return Outcome.Refuse(refusals);

        var about = pregnancy?.Id ?? operation.ResidentId;
        var day = FilledForms.DayOf(form, answers) ?? on.Today;
        if (pregnancy?.Dating is { } dating && day < dating.Start) return Outcome.Refuse("death-before-pregnancy", "answers.died_at");
        encounters.Write(operation.EncounterId, about, operation.ResidentId, form, answers.SignedBy(on.Caller.Name, on.HappenedAt), day, on);
        foreach (var open in await db.Cases.IgnoreQueryFilters([LianxinDb.RestrictedFilter]).Where(c => c.ResidentId == operation.ResidentId && c.State != CaseStates.Closed).ToListAsync(ct))
            await CloseCaseHandler.CloseAsync(open, Died, day, book, on, ct);
        // What staff owes a child that lives goes on.
        foreach (var task in await db.CareTasks.IgnoreQueryFilters([LianxinDb.RestrictedFilter]).Where(t => t.ResidentId == operation.ResidentId && t.State == CareTask.Open && t.Kind != CareTaskKinds.NewbornVisit).ToListAsync(ct))
            TaskBook.End(task, CareTask.Cancelled, "ended", on);
        if (pregnancy is { State: not (PregnancyState.Ended or PregnancyState.MovedAway) })
            await writer.SaveAsync(pregnancy, pregnancy with { State = PregnancyState.Ended, Ended = new(Outcomes.MaternalDeath, day, on.Caller.Name), Contacts = Outcomes.EndContacts(pregnancy.Contacts) }, resident, on, ct);
        book.Open(StableId.Of(operation.EncounterId, CareTaskKinds.DeathReport), CareTaskKinds.DeathReport, about, operation.ResidentId, resident.OrganizationId, on.ReceivedAt + CareClocks.Of("death-report"),
            await owners.OfficeAsync(resident.OrganizationId, restricted: true, ct), restricted: true);
        on.Freeze();
        on.Count("maternal-death", day, operation.ResidentId);
        return Outcome.Done;
    }
}
