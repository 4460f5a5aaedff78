using System.ComponentModel.DataAnnotations;
using Lianxin.ClinicalRules.Forms;

namespace Lianxin.Contracts.MaternalCare;

/// <summary>Opens a pregnancy with what is known of it: the section <c>pregnancy</c> of the first-visit form, or the weeks as she says.</summary>
public sealed record RegisterPregnancy : IOperation, IValidatableObject
{
    public static string Kind => "maternal-care/register-pregnancy";

    public required Guid ResidentId { get; init; }
    public required Guid PregnancyId { get; init; }

    /// <summary>Answers of <c>antenatal-first</c>, sections pregnancy, history, screening and height, as far as known.</summary>
    public Answers? First { get; set; }

    /// <summary>Gestational age in whole days as she says, on the day of the operation; used when neither last period nor due date is known.</summary>
    [Range(14, 308)] public int? GaDaysStated { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        GaDaysStated is null && First?.Has(Keys.Lmp) != true && First?.Has(Keys.Edd) != true ? [new("dating-required", [nameof(First)])] : [];
}

/// <summary>Answers a part of the first-visit form: from the screen of questions, or over the telephone.</summary>
public sealed record AnswerFirstVisit : IOperation
{
    public static string Kind => "maternal-care/answer-first-visit";

    public required Guid ResidentId { get; init; }
    public required Guid PregnancyId { get; init; }
    public required Guid EncounterId { get; init; }

    /// <summary>Answers of <c>antenatal-first</c>; later answers to the same key win, earlier ones stay in the history.</summary>
    [Required] public Answers? First { get; set; }
}

/// <summary>One antenatal follow-up: done, urged, or refused.</summary>
public sealed record RecordVisit : IOperation
{
    public static string Kind => "maternal-care/record-visit";

    public required Guid ResidentId { get; init; }
    public required Guid PregnancyId { get; init; }

    /// <summary>Made by the device, so that unsent work has an id to point at.</summary>
    public required Guid VisitId { get; init; }

    /// <summary>Version of the form that was shown.</summary>
    [StringLength(64)] public string? FormVersion { get; set; }

    /// <summary>Answers of <c>antenatal-followup</c>.</summary>
    [Required] public Answers? Answers { get; set; }
}

/// <summary>Dates a pregnancy anew. Earlier datings stay in the history.</summary>
public sealed record DatePregnancy : IOperation
{
    public static string Kind => "maternal-care/date-pregnancy";

    public required Guid ResidentId { get; init; }
    public required Guid PregnancyId { get; init; }
    public required Guid DatingId { get; init; }

    /// <summary>The dating that was on the screen; another one in force is a conflict.</summary>
    public required Guid BasedOn { get; init; }

    /// <summary>lmp, us, art or hand, as the form has it.</summary>
    [Required, StringLength(10)] public string? Basis { get; set; }
    [Required] public DateOnly? Edd { get; set; }

    /// <summary>Why; needed for a date entered by hand.</summary>
    [StringLength(200)] public string? Reason { get; set; }
}

/// <summary>What a physician says of one reason.</summary>
public enum ReasonAnswer
{
    /// <summary>诊断成立.</summary>
    Established,

    /// <summary>暂不诊断.</summary>
    NotNow,

    /// <summary>待4小时后复测.</summary>
    Repeat,
}

/// <summary>The answer to one reason of a proposed colour.</summary>
public sealed record AnsweredReason
{
    /// <summary>Id of the row, as in <c>Y-3.5</c>.</summary>
    [Required, StringLength(20)] public string? Row { get; set; }
    [Required] public ReasonAnswer? Answer { get; set; }
}

/// <summary>Confirms the colour that was proposed, reason by reason. Nobody confirms what is not assessed.</summary>
public sealed record ConfirmColor : IOperation
{
    public static string Kind => "maternal-care/confirm-color";

    public required Guid ResidentId { get; init; }
    public required Guid PregnancyId { get; init; }
    public required Guid ConfirmationId { get; init; }

    /// <summary>The assessment on the screen; a newer one is a conflict.</summary>
    public required Guid AssessmentId { get; init; }

    /// <summary>green, yellow, orange, red: the colour that stands on the button.</summary>
    [Required, StringLength(10)] public string? Color { get; set; }

    /// <summary>One answer for each reason that is only proposed.</summary>
    [MaxLength(50)] public IReadOnlyList<AnsweredReason> Reasons { get; set; } = [];
}

/// <summary>Plans the next contact, in place of the one that was missed or that no longer fits.</summary>
public sealed record PlanContact : IOperation
{
    public static string Kind => "maternal-care/plan-contact";

    public required Guid ResidentId { get; init; }
    public required Guid PregnancyId { get; init; }
    public required Guid ContactId { get; init; }

    /// <summary>visit, call or home.</summary>
    [Required, StringLength(20)] public string? ContactKind { get; set; }
    [Required] public DateOnly? On { get; set; }

    /// <summary>The planned contact that this one replaces.</summary>
    public Guid? Replaces { get; set; }
}
