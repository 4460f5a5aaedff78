using Lianxin.ClinicalRules.Forms;
using Lianxin.Core.Access;
using Lianxin.MaternalCare.Tasks;
using Lianxin.Residents;

namespace Lianxin.MaternalCare.AfterPregnancy;

/// <summary>The one act that ends a pregnancy, low risk or high: reminders to her stop in this transaction, the tasks of staff to 42 days begin.</summary>
internal sealed class RecordOutcomeHandler(PregnancyReader reader, ResidentReader residents, EncounterStore encounters, PregnancyWriter writer, TaskBook book, NewbornBook newborns, Owners owners, LianxinDb db) : Handler<RecordOutcome>
{
    public override string Permission => Permissions.RecordCare;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(RecordOutcome operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(RecordOutcome operation, OperationContext on, CancellationToken ct)
    {
        if (await reader.ForRulesAsync(operation.ResidentId, operation.PregnancyId, ct) is not { } before) return Problems.NoSuchPregnancy;
        if (before.State is PregnancyState.Ended or PregnancyState.MovedAway) return Problems.PregnancyEnded;
        var resident = await Acting.ResidentAsync(residents, operation.ResidentId, ct);
        var form = FormDefinition.Of(FormNames.PregnancyOutcome);
        var answers = operation.Answers!;
        var context = new CareFacts(resident, before, Acting.AsCaller(on)).Context();
        var state = Form.Check(form, answers, context);
        if (FormRefusals.Of(state, "answers") is { Count: > 0 } refusals) return Outcome.Refuse(refusals);
        if (Impossible(answers, before) is { } impossible) return impossible;

        var day = answers.Date(Keys.EndedOn) ?? answers.Date(Keys.SentOn) ?? on.Today;
        encounters.Write(operation.EncounterId, operation.PregnancyId, operation.ResidentId, form, answers.SignedBy(on.Caller.Name, on.HappenedAt), day, on);
        var after = Outcomes.Apply(before, operation, Acting.ForRules(on));
        await writer.SaveAsync(before, after, resident, on, ct);
        if (after.State == PregnancyState.Ended)
            await book.EndAsync(before.Id, CareTaskKinds.Antenatal, CareTask.Cancelled, "ended", on, ct);
        await BeginAsync(operation, answers, state, before, after, resident, on, ct);
        on.Count($"outcome.{answers.Text(Keys.Outcome)}", day, operation.ResidentId);
        return Outcome.Done;
    }

    private static Outcome? Impossible(Answers answers, PregnancyView before)
    {
        var outcome = answers.Text(Keys.Outcome);
        if (answers.Date(Keys.EndedOn) is { } ended)
        {
            if (before.Dating is { } dating && ended < dating.Start) return Problems.EndBeforePregnancy(ended, dating.Start);
            // An outcome before the first visit, or before a visit at which she was still pregnant: one of the two dates is wrong.
            if (outcome != Outcomes.OneFetus && before.Visits.LastOrDefault(v => v.Answers.Text(Keys.VisitKind) == "done") is { } visit && ended < visit.On) return Problems.EndBeforeVisit(ended, visit.On);
        }
        if (outcome == Outcomes.OneFetus && Outcomes.EndedAfter(before, answers).Count >= Math.Max(before.Fetuses, 1)) return Problems.AllFetusesEnded;
        return null;
    }

    // What staff has to do from here: each with an owner and a clock, none of it a message to her.
    private async Task BeginAsync(RecordOutcome operation, Answers answers, FormState state, PregnancyView before, PregnancyView after, ResidentView resident, OperationContext on, CancellationToken ct)
    {
        var outcome = answers.Text(Keys.Outcome)!;
        Guid Id(string kind) => StableId.Of(operation.EncounterId, kind);
        Guid? caseOwner = await db.Cases.Where(c => c.PregnancyId == before.Id && c.State != CaseStates.Closed && !c.Restricted).Select(c => (Guid?)c.OwnerId).FirstOrDefaultAsync(ct);
        Task OpenAsync(string kind, DateTimeOffset due, string? clock = null, bool restricted = false) =>
            book.OpenAsync(Id(kind), kind, before.Id, resident, due, on, ct, caseOwner, restricted: restricted, escalateAt: clock is null ? null : due + CareClocks.Of(clock));

        if (outcome == Outcomes.TransferOut)
        {
            // The receiver has to see whom it confirms: for a time, and she sees that it does.
            if (Guid.TryParse(answers.Name(Keys.ToOrganization)?.Id, out var receiver) && receiver != on.OrganizationId)
                db.AccessGrants.Add(new AccessGrant { SubjectId = resident.Id, GranteeId = receiver, Reason = "transfer", From = on.ReceivedAt, Until = on.ReceivedAt + CareClocks.Of("transfer-grant") });
            await OpenAsync(CareTaskKinds.TransferConfirm, on.ReceivedAt + CareClocks.Of("transfer-confirm"));
            return;
        }
        if (after.State == PregnancyState.Ended)
        {
            var ended = after.Ended!.EndedOn;
            var seen = Later(PlaceTime.EndOf((answers.Date(Keys.DischargeDate) ?? ended).AddDays(Days("postpartum-visit"))), on);
            if (Births.Contains(outcome)) await OpenAsync(CareTaskKinds.PostpartumVisit, seen);
            if (outcome != Outcomes.LiveBirth) await OpenAsync(CareTaskKinds.LossCall, Later(on.ReceivedAt + CareClocks.Of("loss-call"), on));
            await BornAsync(answers, before, outcome, ended, resident, on, ct);
            await OpenAsync(CareTaskKinds.Postpartum42d, Later(PlaceTime.EndOf(ended.AddDays(Days("postpartum-42d"))), on), "postpartum-42d-late");
        }
        // A stillbirth or a newborn death has its own card, whatever becomes of the pregnancy.
        if (answers[Keys.FetusOutcome].Any(a => a.Value.Text is "2" or "3" or "4") || outcome is "fetal_death" or "stillbirth")
            book.Open(Id(CareTaskKinds.PerinatalCard), CareTaskKinds.PerinatalCard, before.Id, resident.Id, resident.OrganizationId, on.ReceivedAt + CareClocks.Of("perinatal-card"), await owners.OfficeAsync(resident.OrganizationId, restricted: false, ct));
        // Whom the law protects stands in the form: the condition of its field.
        if (FormDefinition.Of(FormNames.PregnancyOutcome)[Keys.MinorReportAt]!.ShownWhen!.Test(state.Facts) == ClinicalRules.Expressions.Truth.True) await OpenAsync(CareTaskKinds.MinorReport, on.ReceivedAt + CareClocks.Of("minor-report"), restricted: true);
    }

    // Each child born alive is followed from here, also where nobody has filled in how it was born.
    private async Task BornAsync(Answers answers, PregnancyView before, string outcome, DateOnly ended, ResidentView resident, OperationContext on, CancellationToken ct)
    {
        if (outcome != Outcomes.LiveBirth || await newborns.IsWholeAsync(before.Id, ct)) return;
        foreach (var (fetus, diedOn) in Outcomes.BornIn(answers))
            await newborns.TakeInAsync(before.Id, resident, new(fetus, PlaceTime.StartOf(ended), TimeKnown: false, answers.Date(Keys.DischargeDate) ?? ended) { GaDays = before.GaDaysOn(ended), DiedOn = diedOn }, on, ct);
    }

    // After these she has lain in: the visit after birth is for her too.
    private static readonly HashSet<string> Births = [Outcomes.LiveBirth, "fetal_death", "stillbirth", "induced"];

    private static int Days(string clock) => CareClocks.Of(clock).Days;

    // An end that is told weeks later still leaves a day to do what is owed.
    private static DateTimeOffset Later(DateTimeOffset due, OperationContext on) => due > PlaceTime.EndOf(on.Today) ? due : PlaceTime.EndOf(on.Today.AddDays(1));
}
