using System.ComponentModel.DataAnnotations;

namespace Lianxin.Contracts.MaternalCare;

/// <summary>Kinds of task that the software makes; a task that a person adds is <see cref="Added"/>.</summary>
public static class CareTaskKinds
{
    /// <summary>Typed by a colleague.</summary>
    public const string Added = "added";

    /// <summary>The next contact of a case.</summary>
    public const string CaseContact = "case-contact";

    /// <summary>A woman of low or general risk did not come, and her colour's patience has run out.</summary>
    public const string MissedVisit = "missed-visit";

    /// <summary>An orange, red or purple woman has no case yet.</summary>
    public const string OpenCase = "open-case";

    /// <summary>Results of an encounter are owed: who reads them, who tells her.</summary>
    public const string ResultsOwed = "results-owed";

    /// <summary>The assessment report form for the district.</summary>
    public const string AssessmentReport = "assessment-report";

    /// <summary>Screening positive at a site below level two: the transfer sheet, and what became of it.</summary>
    public const string TransferSheet = "transfer-sheet";
    public const string TransferBack = "transfer-back";

    /// <summary>Transferred out; the receiver has not confirmed.</summary>
    public const string TransferConfirm = "transfer-confirm";
    /// <summary>Another house has seen her: ask what was found.</summary>
    public const string SeenElsewhere = "seen-elsewhere";
    public const string PostpartumVisit = "postpartum-visit";
    public const string Postpartum42d = "postpartum-42d";
    public const string NewbornVisit = "newborn-visit";

    /// <summary>Booked with a risk of pre-eclampsia: an obstetrician answers the question of low-dose aspirin.</summary>
    public const string AspirinQuestion = "aspirin-question";

    /// <summary>A colleague calls after a loss; no message goes out.</summary>
    public const string LossCall = "loss-call";

    /// <summary>Report card of a fetal, perinatal or newborn death.</summary>
    public const string PerinatalCard = "perinatal-card";

    /// <summary>Report card of a maternal death.</summary>
    public const string DeathReport = "death-report";

    /// <summary>Two records were said to be one person's; it is about the other record.</summary>
    public const string MergeRecords = "merge-records";

    /// <summary>A girl under 14: the law asks for a report at once.</summary>
    public const string MinorReport = "minor-report";

    /// <summary>Tasks that are owed to her whoever manages her: they go along when she moves.</summary>
    public static readonly IReadOnlySet<string> GoAlong = new HashSet<string>(StringComparer.Ordinal) { ResultsOwed, AspirinQuestion };

    /// <summary>Tasks that end with the pregnancy: nobody is to be reminded of them after it.</summary>
    public static readonly IReadOnlySet<string> Antenatal = new HashSet<string>(StringComparer.Ordinal) { MissedVisit, TransferSheet, TransferBack, TransferConfirm, OpenCase, AspirinQuestion };
}

/// <summary>Adds a task for a colleague, within a case or beside it.</summary>
public sealed record AddCareTask : IOperation
{
    public static string Kind => "maternal-care/add-care-task";

    public required Guid ResidentId { get; init; }
    public required Guid TaskId { get; init; }

    /// <summary>The pregnancy or the case that it belongs to.</summary>
    public required Guid AboutId { get; init; }

    /// <summary>What is to be done, in words; at most 200 characters.</summary>
    [Required, StringLength(200)] public string? Text { get; set; }

    /// <summary>The last day on which it is in time.</summary>
    [Required] public DateOnly? DueOn { get; set; }

    /// <summary>Who does it; empty = the owner of the case, else the responsible doctor.</summary>
    public Guid? OwnerId { get; set; }
}

/// <summary>How a task ends.</summary>
public enum CareTaskAnswer
{
    Done,

    /// <summary>It is no longer needed; why is said.</summary>
    Cancelled,

    /// <summary>Given to a colleague; it stays open.</summary>
    HandedOver,
}

/// <summary>Ends a task, or gives it to a colleague.</summary>
public sealed record AnswerCareTask : IOperation, IValidatableObject
{
    public static string Kind => "maternal-care/answer-care-task";

    public required Guid ResidentId { get; init; }
    public required Guid TaskId { get; init; }
    [Required] public CareTaskAnswer? Answer { get; set; }

    /// <summary>What was done or why it fell; for a report, how it was sent on.</summary>
    [StringLength(500)] public string? Note { get; set; }

    /// <summary>For a task handed over: to whom.</summary>
    public Guid? OwnerId { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Answer == CareTaskAnswer.Cancelled && string.IsNullOrWhiteSpace(Note)) yield return new("required", [nameof(Note)]);
        if (Answer == CareTaskAnswer.HandedOver && OwnerId is null) yield return new("required", [nameof(OwnerId)]);
    }
}

/// <summary>One task of a colleague.</summary>
public sealed record CareTaskView
{
    public required Guid Id { get; init; }
    public required Guid ResidentId { get; init; }
    public required Guid AboutId { get; init; }

    /// <summary>One of <see cref="CareTaskKinds"/>.</summary>
    public required string Kind { get; init; }
    public string Text { get; init; } = "";
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>open, done, cancelled.</summary>
    public required string State { get; init; }
    public Guid OwnerId { get; init; }
    public string OwnerName { get; init; } = "";

    /// <summary>To whom it went when it was not done in time; empty while it did not.</summary>
    public string EscalatedTo { get; init; } = "";
    public DateTimeOffset? EscalatedAt { get; init; }
    public DateTimeOffset? DoneAt { get; init; }
    public string DoneBy { get; init; } = "";
    public string Note { get; init; } = "";
}
