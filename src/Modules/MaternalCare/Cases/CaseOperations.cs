using Lianxin.ClinicalRules.Forms;
using Lianxin.MaternalCare.Tasks;
using Lianxin.Organizations;

namespace Lianxin.MaternalCare.Cases;

/// <summary>Opens a case.</summary>
internal sealed class OpenCaseHandler(LianxinDb db, CaseStore cases, TaskBook book) : Handler<OpenCase>
{
    private static FormPart Part => CaseParts.Open;

    public override string Permission => Permissions.RecordCare;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(OpenCase operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(OpenCase operation, OperationContext on, CancellationToken ct)
    {
        if (operation.Infection) on.Restrict();
        if (operation.Infection && !on.Caller.May(Permissions.ManageInfectionCase)) return Problems.InfectionNotPermitted;
        if (await db.Pregnancies.FirstOrDefaultAsync(p => p.Id == operation.PregnancyId && p.ResidentId == operation.ResidentId, ct) is not { } pregnancy) return Problems.NoSuchPregnancy;
        if (pregnancy.State is not (PregnancyState.Open or PregnancyState.Moving)) return Problems.PregnancyEnded;
        if (await db.Cases.AnyAsync(c => c.PregnancyId == pregnancy.Id && c.Restricted == operation.Infection && c.State != CaseStates.Closed, ct)) return Problems.CaseIsOpen;
        var color = pregnancy.Color ?? pregnancy.ReportedColor;
        // The number is the software's; a form opened on a device cannot know it.
        var number = await cases.NumberAsync(on.OrganizationId, on.Today, ct);
        var answers = operation.Answers!.With(Keys.CaseNo, number);
        if (CaseStore.Refusals(answers, FormStage.Open, Part, on, on.Caller.May(Permissions.ReadRestricted)) is { Count: > 0 } refusals) return Outcome.Refuse(refusals);
        if (await cases.ColleagueAsync(answers, Keys.Owner, operation.Infection, ct) is not { } owner) return Problems.NotAnOwner("answers.owner", operation.Infection);
        var next = answers.Date(Keys.NextContactDate)!.Value;
        var deputy = await cases.ColleagueAsync(answers, Keys.DeputyOwner, operation.Infection, ct);
        var opened = new Case
        {
            Id = operation.CaseId, ResidentId = operation.ResidentId, OrganizationId = on.OrganizationId, PregnancyId = pregnancy.Id, Number = number, Restricted = operation.Infection, State = CaseStates.Opened,
            OwnerId = owner.Id, OwnerName = owner.Name, DeputyId = deputy?.Id, DeputyName = deputy?.Name, OpenedOn = answers.Date(Keys.OpenedOn) ?? on.Today, Flag = "none",
        };
        db.Cases.Add(opened);
        cases.Write(opened, StableId.Of(opened.Id, "opening"), answers, opened.OpenedOn, on);
        await cases.PlanNextAsync(opened, next, color, on, ct);
        await book.EndAsync(pregnancy.Id, OnlyOpening, CareTask.Done, null, on, ct, operation.Infection);
        // Facts are read by people who may not know of the infection case: it leaves none.
        if (!operation.Infection) on.Count("case-opened", on.Today, operation.ResidentId);
        return Outcome.Done;
    }

    private static readonly HashSet<string> OnlyOpening = [CareTaskKinds.OpenCase];
}

/// <summary>Agrees or changes the plan.</summary>
internal sealed class PlanCaseHandler(CaseStore cases) : Handler<PlanCase>
{
    private static FormPart Part => CaseParts.Plan;

    public override string Permission => Permissions.RecordCare;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(PlanCase operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(PlanCase operation, OperationContext on, CancellationToken ct)
    {
        if (await cases.FindAsync(operation.ResidentId, operation.CaseId, on, ct) is not { } of) return Problems.NoSuchThing("caseId");
        if (of.State == CaseStates.Closed) return Problems.CaseIsClosed;
        var before = (await cases.AnswersAsync(of.Id, ct)).Where((key, _) => Part.Has(CaseStore.Form[key]!));
        if (CaseStore.Refusals(CaseStore.Merge(before, operation.Answers!), FormStage.Manage, Part, on, on.Caller.May(Permissions.ReadRestricted)) is { Count: > 0 } refusals) return Outcome.Refuse(refusals);
        cases.Write(of, operation.EncounterId, operation.Answers!, on.Today, on);
        of.State = CaseStates.Managing;
        return Outcome.Done;
    }
}

/// <summary>Records a contact. It ends with the next one planned, or not at all.</summary>
internal sealed class RecordCaseContactHandler(LianxinDb db, CaseStore cases, StaffDirectory staff) : Handler<RecordCaseContact>
{
    private static FormPart Part => CaseParts.Contact;

    public override string Permission => Permissions.RecordCare;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(RecordCaseContact operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(RecordCaseContact operation, OperationContext on, CancellationToken ct)
    {
        if (await cases.FindAsync(operation.ResidentId, operation.CaseId, on, ct) is not { } of) return Problems.NoSuchThing("caseId");
        if (of.State == CaseStates.Closed) return Problems.CaseIsClosed;
        var answers = InRow(operation.Answers!, $"{operation.EncounterId:N}");
        if (CaseStore.Refusals(answers, FormStage.Manage, Part, on, on.Caller.May(Permissions.ReadRestricted)) is { Count: > 0 } refusals) return Outcome.Refuse(refusals);
        if (answers.Date(Keys.NextContactDate) is not { } next) return Outcome.Refuse("required", "answers.next_contact_date");
        // Whoever says “lost” or “refused” is not alone: a second colleague has looked.
        if (answers.Name(Keys.FlagSecondPerson) is { } second && (!Guid.TryParse(second.Id, out var id) || id == on.Caller.StaffId || await staff.AtWorkAsync(id, ct) is null)) return Problems.NotAtWork("answers.flag_second_person");
        var held = answers[Keys.ContactDate] is [var day, ..] && FormDate.TryParse(day.Value.Text, out var date) ? date.First : on.Today;
        cases.Write(of, operation.EncounterId, answers, held, on);
        var color = await db.Pregnancies.Where(p => p.Id == of.PregnancyId).Select(p => p.Color ?? p.ReportedColor).FirstAsync(ct);
        await cases.PlanNextAsync(of, next, color, on, ct);
        (of.State, of.Flag) = (CaseStates.Managing, answers.Text(Keys.ManagementFlag) ?? of.Flag);
        if (!of.Restricted) on.Count("case-contact", held, operation.ResidentId);
        return Outcome.Done;
    }

    // The list of contacts grows by this one; its answers need no row of their own in the operation.
    private static Answers InRow(Answers answers, string row)
    {
        var placed = Answers.Empty;
        foreach (var (key, given) in answers.Entries)
            foreach (var answer in given) placed = placed.With(key, CaseStore.Form[key] is { Repeat: FieldRepeat.List } ? answer with { Row = row } : answer);
        return placed;
    }
}

/// <summary>Gives a case to another owner, with everything that waits in it.</summary>
internal sealed class HandOverCaseHandler(LianxinDb db, CaseStore cases, Owners owners) : Handler<HandOverCase>
{
    public override string Permission => Permissions.RecordCare;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(HandOverCase operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(HandOverCase operation, OperationContext on, CancellationToken ct)
    {
        if (await cases.FindAsync(operation.ResidentId, operation.CaseId, on, ct) is not { } of) return Problems.NoSuchThing("caseId");
        if (of.State == CaseStates.Closed) return Problems.CaseIsClosed;
        if (await owners.AtWorkAsync(operation.OwnerId, of.Restricted, ct) is not { } owner) return Problems.NotAnOwner("ownerId", of.Restricted);
        if (operation.DeputyId is { } named)
        {
            if (await owners.AtWorkAsync(named, of.Restricted, ct) is not { } deputy || named == operation.OwnerId) return Problems.NotAnOwner("deputyId", of.Restricted);
            (of.DeputyId, of.DeputyName) = (deputy.Id, deputy.Name);
        }
        var before = of.OwnerId;
        (of.OwnerId, of.OwnerName) = (owner.Id, owner.Name);
        await foreach (var task in db.CareTasks.Where(t => t.AboutId == of.Id && t.OwnerId == before && t.State == CareTask.Open).AsAsyncEnumerable().WithCancellation(ct)) (task.OwnerId, task.OwnerName) = (owner.Id, owner.Name);
        if (!of.Restricted) on.Count("case-handed-over", on.Today, operation.ResidentId);
        return Outcome.Done;
    }
}

/// <summary>Closes a case.</summary>
internal sealed class CloseCaseHandler(LianxinDb db, CaseStore cases, TaskBook book) : Handler<CloseCase>
{
    // Codes of the form: well at 42 days, risk gone, moved and confirmed, died, still lost after 42 days.
    private const string WellAt42 = "1", Moved = "3", Died = "4", StillLost = "7";

    private static FormPart Part => CaseParts.Close;

    public override string Permission => Permissions.RecordCare;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(CloseCase operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(CloseCase operation, OperationContext on, CancellationToken ct)
    {
        if (await cases.FindAsync(operation.ResidentId, operation.CaseId, on, ct) is not { } of) return Problems.NoSuchThing("caseId");
        // Two people close the same case: the second is told that it is closed.
        if (of.State == CaseStates.Closed) return Problems.CaseIsClosed;
        var answers = operation.Answers!;
        if (CaseStore.Refusals(answers, FormStage.Close, Part, on, on.Caller.May(Permissions.ReadRestricted)) is { Count: > 0 } refusals) return Outcome.Refuse(refusals);
        var pregnancy = await db.Pregnancies.FirstAsync(p => p.Id == of.PregnancyId, ct);
        var reason = answers.Text(Keys.ClosingReason)!;
        if (reason == Moved && pregnancy.State != PregnancyState.MovedAway) return Problems.MovingIsNotConfirmed;
        if (reason is WellAt42 or StillLost)
        {
            if (pregnancy.EndedOn is not { } ended) return Problems.StillPregnant;
            var from = ended.AddDays(CareClocks.Of("postpartum-42d").Days);
            if (on.Today < from) return Problems.TooEarlyToClose(from);
        }
        if (reason == StillLost && (await cases.AnswersAsync(of.Id, ct)) is var told && !(told.Has(Keys.FlagSecondPerson) && told.Has(Keys.DistrictToldOn))) return Outcome.Refuse("case-lost-needs-second", "answers.closing_reason");
        if (reason == Died && pregnancy.Outcome != Outcomes.MaternalDeath) return Outcome.Refuse("death-not-reported", "answers.closing_reason");
        cases.Write(of, operation.EncounterId, answers, on.Today, on);
        await CloseAsync(of, reason, answers.Date(Keys.ClosedOn) ?? on.Today, book, on, ct);
        return Outcome.Done;
    }

    internal static async Task CloseAsync(Case of, string reason, DateOnly day, TaskBook book, OperationContext on, CancellationToken ct)
    {
        (of.State, of.ClosedOn, of.ClosingReason, of.NextContactOn) = (CaseStates.Closed, day, reason, null);
        await book.EndAsync(of.Id, null, CareTask.Cancelled, "closed", on, ct);
        if (!of.Restricted) on.Count("case-closed", day, of.ResidentId);
    }
}
