namespace Lianxin.MaternalCare;

/// <summary>Every refusal this module can give. They carry facts to act on, never a name or an identity number.</summary>
internal static class Problems
{
    public static readonly Outcome NoSuchPregnancy = Outcome.Refuse("not-found", "pregnancyId");
    public static readonly Outcome PregnancyEnded = Outcome.Refuse("pregnancy-ended", "pregnancyId");
    public static readonly Outcome AnotherIsOpen = Outcome.Refuse("another-pregnancy-open", "pregnancyId");
    public static readonly Outcome NoSuchContact = Outcome.Refuse("not-found", "replaces");
    public static readonly Outcome NotFemale = Outcome.Refuse("not-female", "residentId");
    public static readonly Outcome NotAssessed = Outcome.Refuse("color-not-assessed", "color");
    public static readonly Outcome RedNeedsAssociateChief = Outcome.Refuse("red-needs-associate-chief", "color");
    public static readonly Outcome NotAtThisLevel = Outcome.Refuse("confirm-at-level-two", "color");
    public static readonly Outcome HandDateNeedsReason = Outcome.Refuse("required", "reason");
    public static readonly Outcome DatedMeanwhile = new() { Result = Result.Conflict, Refusals = [new("dated-meanwhile", "basedOn")] };
    public static readonly Outcome AssessedMeanwhile = new() { Result = Result.Conflict, Refusals = [new("assessed-meanwhile", "assessmentId")] };

    public static Outcome ColorDiffers(string now) => Outcome.Refuse("color-differs", "color", ("color", now));
    public static Outcome ReasonUnanswered(string row) => Outcome.Refuse("reason-unanswered", "reasons", ("row", row));
    public static Outcome UnknownReason(string row) => Outcome.Refuse("unknown-code", "reasons", ("row", row));

    public static Outcome VisitBeforePregnancy(DateOnly visit, DateOnly start) =>
        Outcome.Refuse("visit-before-pregnancy", "answers.visit_date", ("visit", $"{visit:yyyy-MM-dd}"), ("start", $"{start:yyyy-MM-dd}"));

    public static Outcome DateOutOfPregnancy(string field, int days) => Outcome.Refuse("dating-impossible", field, ("days", days));
    public static readonly Outcome NotMoving = Outcome.Refuse("not-moving", "pregnancyId");
    public static readonly Outcome NotTheReceiver = Outcome.Refuse("not-the-receiver", "pregnancyId");
    public static readonly Outcome MutedInThePast = Outcome.Refuse("date-in-past", "until");
    public static readonly Outcome TaskEnded = Outcome.Refuse("task-ended", "taskId");
    public static readonly Outcome RecordTheContact = Outcome.Refuse("record-the-contact", "taskId");
    public static readonly Outcome CaseIsClosed = Outcome.Refuse("case-closed", "caseId");
    public static readonly Outcome CaseIsOpen = Outcome.Refuse("case-open-already", "pregnancyId");
    public static readonly Outcome InfectionNotPermitted = Outcome.Refuse("not-permitted", "infection");
    public static readonly Outcome MovingIsNotConfirmed = Outcome.Refuse("receiver-not-confirmed", "answers.closing_reason");
    public static readonly Outcome StillPregnant = Outcome.Refuse("pregnancy-goes-on", "answers.closing_reason");
    public static readonly Outcome AllFetusesEnded = Outcome.Refuse("all-fetuses-ended", "answers.fetus_outcome");
    public static readonly Outcome NotBornYet = Outcome.Refuse("birth-in-future", "answers.birth_at");
    public static readonly Outcome BornAlready = Outcome.Refuse("born-already", "answers.birth_at");
    public static readonly Outcome NoBirthYet = Outcome.Refuse("pregnancy-goes-on", "answers.delivery_date");

    public static Outcome NoSuchThing(string field) => Outcome.Refuse("not-found", field);
    public static Outcome NotAtWork(string field) => Outcome.Refuse("not-at-work", field);

    /// <summary>Nobody who may own it: not at work or, of what is restricted, not allowed to see it.</summary>
    public static Outcome NotAnOwner(string field, bool restricted) => restricted ? Outcome.Refuse("owner-may-not-see", field) : field == "answers.owner" ? Outcome.Refuse("case-needs-owner", field) : NotAtWork(field);
    public static Outcome TaskInThePast(DateOnly on) => Outcome.Refuse("date-in-past", "dueOn", ("on", $"{on:yyyy-MM-dd}"));
    public static Outcome TooEarlyToClose(DateOnly from) => Outcome.Refuse("case-closes-later", "answers.closing_reason", ("from", $"{from:yyyy-MM-dd}"));
    public static Outcome EndBeforePregnancy(DateOnly end, DateOnly start) => Outcome.Refuse("outcome-before-pregnancy", "answers.ended_on", ("end", $"{end:yyyy-MM-dd}"), ("start", $"{start:yyyy-MM-dd}"));
    public static Outcome EndBeforeVisit(DateOnly end, DateOnly visit) => Outcome.Refuse("outcome-before-visit", "answers.ended_on", ("end", $"{end:yyyy-MM-dd}"), ("visit", $"{visit:yyyy-MM-dd}"));
    public static Outcome BirthBeforePregnancy(DateOnly birth, DateOnly start) => Outcome.Refuse("birth-before-pregnancy", "answers.birth_at", ("birth", $"{birth:yyyy-MM-dd}"), ("start", $"{start:yyyy-MM-dd}"));

    public static Outcome ContactInThePast(DateOnly on) => Outcome.Refuse("date-in-past", "on", ("on", $"{on:yyyy-MM-dd}"));
}
