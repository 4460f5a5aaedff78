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
    public static Outcome ContactInThePast(DateOnly on) => Outcome.Refuse("date-in-past", "on", ("on", $"{on:yyyy-MM-dd}"));
}
