using Lianxin.ClinicalRules.Assess;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Organizations;
using Lianxin.Residents;

namespace Lianxin.MaternalCare;

/// <summary>Records one antenatal visit, done, urged or refused, and what its numbers mean.</summary>
internal sealed class RecordVisitHandler(CareSummary summary, EncounterStore encounters, FindingStore findings, PregnancyWriter writer, Responsibility responsibility) : Handler<RecordVisit>
{
    // Code of the form: nobody answered; the next who calls sees how often.
    private const string NoAnswer = "3";

    public override string Permission => Permissions.RecordCare;
    public override Conflicts Conflicts => Conflicts.Never;
    public override Subjects Concerns(RecordVisit visit) => Subjects.Resident(visit.ResidentId);

    public override async Task<Outcome> HandleAsync(RecordVisit visit, OperationContext on, CancellationToken ct)
    {
        if (await summary.ReadAsync(visit.ResidentId, visit.PregnancyId, on, ct) is not var (resident, before)) return Problems.NoSuchPregnancy;
        if (!before.GoesOn) return Problems.PregnancyEnded;
        var meaning = VisitMeaning.Of(resident, before, visit.Answers!, Acting.ForRules(on), visit.VisitId);
        // What may be typed is judged with the caller's rights, what it means with the rules'.
        var typed = on.Caller.May(Permissions.ReadRestricted) ? meaning.Form : meaning.FormWithoutRestricted();
        if (FormRefusals.Of(typed, "answers") is { Count: > 0 } refusals) return Outcome.Refuse(refusals);
        var day = visit.Answers!.Date(Keys.VisitDate) ?? on.Today;
        if (before.Dating is { } dating && day < dating.Start) return Problems.VisitBeforePregnancy(day, dating.Start);

        encounters.Write(visit.VisitId, visit.PregnancyId, visit.ResidentId, FormDefinition.Of(FormNames.AntenatalFollowup), visit.Answers.SignedBy(on.Caller.Name, on.HappenedAt), day, on);
        var responsible = await responsibility.OfAsync(meaning.Findings, resident, on.OrganizationId, ct);
        findings.Raise(visit.VisitId, visit.ResidentId, meaning.Findings, f => f.IdIn(visit.VisitId), f => f.Observed(), responsible, on);
        await writer.SaveAsync(before, PregnancyLogic.Visit(before, visit, resident, Acting.ForRules(on), meaning), resident, on, ct);
        on.Count(visit.Answers.Text(Keys.VisitKind) switch { "done" => "antenatal-visit", "urged" => "antenatal-urged", _ => "antenatal-refused" }, day, visit.ResidentId);
        if (visit.Answers.Text(Keys.UrgeResult) == NoAnswer) on.Count("antenatal-no-answer", day, visit.ResidentId);
        return Outcome.Done;
    }
}

/// <summary>Who answers for a woman when something is found: her doctor, else a physician of the centre or of the nearest hospital above it.</summary>
internal sealed class Responsibility(StaffDirectory staff, OrganizationTree tree)
{
    internal static readonly string[] Physicians = ["senior-obstetrician", "obstetrician", "community-doctor"];

    /// <summary>Whom these findings are addressed to; null where none of them waits for somebody by a clock, or where there is nobody.</summary>
    public async Task<Guid?> OfAsync(IReadOnlyList<Finding> findings, ResidentView resident, Guid organization, CancellationToken ct) =>
        !findings.Any(FindingStore.HasClock) ? null : resident.ResponsibleId ?? (await staff.FirstWithRoleAsync(organization, Physicians, await tree.AllAsync(ct), ct))?.Id;
}

/// <summary>A result that was owed has come, or a value was corrected: the visit at which it was taken is judged anew.</summary>
internal sealed class JudgeAgain(PregnancyReader reader, ResidentReader residents, FindingStore findings, PregnancyWriter writer, Responsibility responsibility) : IListen<ObservationCorrected>
{
    public async Task OnAsync(ObservationCorrected happened, OperationContext on, CancellationToken ct)
    {
        if (happened.Form is not (FormNames.AntenatalFollowup or FormNames.AntenatalFirst) || await reader.ForRulesAsync(happened.ResidentId, happened.AboutId, ct) is not { } now) return;
        if (happened.Form == FormNames.AntenatalFirst)
        {
            var whose = await Acting.ResidentAsync(residents, happened.ResidentId, ct);
            await writer.SaveAsync(now, PregnancyLogic.Reassess(now, whose, Acting.ForRules(on), StableId.Of(on.Id, "color")), whose, on, ct);
            return;
        }
        if (now.Visits.FirstOrDefault(v => v.Id == happened.EncounterId) is not { } visit) return;
        var resident = await Acting.ResidentAsync(residents, happened.ResidentId, ct);
        var about = Acting.ForRules(on);
        var meaning = VisitMeaning.Of(resident, now with { Visits = [.. now.Visits.Where(v => v.At < visit.At || (v.At == visit.At && v.Id.CompareTo(visit.Id) < 0))] }, visit.Answers, about, visit.Id);
        var known = await findings.KnownAsync(visit.Id, ct);
        var fresh = meaning.Findings.Where(f => !known.Contains(f.IdIn(visit.Id))).ToList();
        findings.Raise(visit.Id, happened.ResidentId, fresh, f => f.IdIn(visit.Id), f => f.Observed(), await responsibility.OfAsync(fresh, resident, on.OrganizationId, ct), on);
        await writer.SaveAsync(now, PregnancyLogic.Reassess(now, resident, about, StableId.Of(on.Id, "color")), resident, on, ct);
    }
}
