using Lianxin.ClinicalRules.Forms;

namespace Lianxin.Residents;

/// <summary>Every refusal this module can give. They carry facts to act on, never a name or an identity number.</summary>
internal static class Problems
{
    public static readonly Outcome NoSuchFinding = Outcome.Refuse("not-found", "findingId");
    public static readonly Outcome NoSuchObservation = Outcome.Refuse("not-found", "observationId");
    public static readonly Outcome NothingOfThisKind = Outcome.Refuse("not-found", "aboutId");
    public static readonly Outcome TooManyToday = Outcome.Refuse("too-many-today", "idNumber");
    public static readonly Outcome NoIdNumber = Outcome.Refuse("not-an-id", "idNumber");
    public static readonly Outcome NobodyOfThisNumber = Outcome.Refuse("not-registered", "idNumber");
    public static readonly Outcome NoteNeeded = Outcome.Refuse("required", "note");
    public static readonly Outcome ReasonNeeded = Outcome.Refuse("required", "reason");
    public static readonly Outcome FindingIsClosed = Outcome.Refuse("finding-closed", "findingId");
    public static readonly Outcome AlreadyCorrected = new() { Result = Result.Conflict, Refusals = [new("corrected-meanwhile", "observationId")] };

    public static readonly Outcome UnknownPurpose = Outcome.Refuse("unknown-purpose", "purpose");
    public static readonly Outcome ByLaw = Outcome.Refuse("basis-is-law", "purpose");
    public static readonly Outcome NotPausable = Outcome.Refuse("not-pausable", "until");
    public static readonly Outcome PauseInThePast = Outcome.Refuse("date-in-past", "until");
    public static Outcome InFuture(string field) => Outcome.Refuse("future-date", field);
    public static Outcome IdReused(string field) => Outcome.Refuse("id-reused", field);

    public static readonly Outcome InNoHousehold = Outcome.Refuse("in-no-household", "householdId");
    public static readonly Outcome NoSuchHousehold = Outcome.Refuse("not-found", "householdId");
    public static readonly Outcome UnknownRelation = Outcome.Refuse("unknown-relation", "relation");
    public static readonly Outcome LivesThereAlready = Outcome.Refuse("lives-there-already", "householdId");
    public static readonly Outcome HasAHead = Outcome.Refuse("has-a-head", "relation");
    public static readonly Outcome MovedMeanwhile = new() { Result = Result.Conflict, Refusals = [new("moved-meanwhile", "basedOn")] };
    public static readonly Outcome CaresAlready = Outcome.Refuse("cares-already", "carerResidentId");
    public static readonly Outcome CarerEnded = Outcome.Refuse("carer-ended", "carerId");
    public static Outcome BeforeLastMove(DateOnly from) => Outcome.Refuse("before-last-move", "on", ("from", $"{from:yyyy-MM-dd}"));
    public static Outcome NoSuchCarer(string field) => Outcome.Refuse("not-found", field);
    public static Outcome TooManyCarers(int max) => Outcome.Refuse("too-many", "carerId", ("max", max));

    public static readonly Outcome NoSuchPair = Outcome.Refuse("not-found", "otherId");
    public static readonly Outcome JudgedAlready = Outcome.Refuse("judged-already", "otherId");

    /// <summary>A place does not manage records.</summary>
    public static readonly Outcome PlaceManagesNobody = Outcome.Refuse("place-manages-nobody", "organizationId");

    /// <summary>The same identity number is registered where the caller can see it.</summary>
    public static Outcome DuplicateOf(Guid resident) => Outcome.Refuse("duplicate-in-register", "person.id_number", ("resident", resident));

    /// <summary>Registered elsewhere; says nothing about where or who.</summary>
    public static readonly Outcome RegisteredElsewhere = Outcome.Refuse("registered-elsewhere", "person.id_number");

    /// <summary>Somebody of the same name and birth date is in reach: look before a second record is opened.</summary>
    public static Outcome LikelyDuplicate(IEnumerable<Guid> residents) => Outcome.Refuse("likely-duplicate", "person.full_name", ("residents", string.Join(',', residents)));

    public static Outcome ChangedMeanwhile(IEnumerable<string> keys) => new() { Result = Result.Conflict, Refusals = [.. keys.Select(k => new Refusal("changed-meanwhile", "changed." + k))] };
}
