using System.ComponentModel.DataAnnotations;
using Lianxin.ClinicalRules.Forms;

namespace Lianxin.Contracts.Residents;

/// <summary>Opens the record of a new person, with the form <c>person</c> as far as it is answered.</summary>
public sealed record RegisterResident : IOperation
{
    public static string Kind => "residents/register-resident";

    public required Guid ResidentId { get; init; }

    /// <summary>The centre or hospital that manages the record; never a place.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>Version of the form that was shown.</summary>
    [StringLength(64)] public string? FormVersion { get; set; }

    /// <summary>Answers of the form <c>person</c>.</summary>
    [Required] public Answers? Person { get; set; }

    /// <summary>Somebody looked at the likely duplicates and says this is another person.</summary>
    public bool NotADuplicate { get; set; }
}

/// <summary>Completes or corrects a person's particulars. Earlier values stay in the history.</summary>
public sealed record SaveParticulars : IOperation
{
    public static string Kind => "residents/save-particulars";

    public required Guid ResidentId { get; init; }

    /// <summary>Version of the particulars that was on the screen; a value that somebody else changed since is a conflict.</summary>
    public long BasedOn { get; set; }

    /// <summary>Only what changed.</summary>
    [Required] public Answers? Changed { get; set; }

    /// <summary>Why a value that stood there is changed.</summary>
    [StringLength(200)] public string? Reason { get; set; }
}

/// <summary>What somebody does about a finding.</summary>
public enum FindingAnswer
{
    /// <summary>Seen: the clock to respond stops.</summary>
    Seen,

    /// <summary>Acted on; it leaves Today.</summary>
    Done,
}

/// <summary>Takes notice of a finding, or closes it. Software alone never does either.</summary>
public sealed record AnswerFinding : IOperation
{
    public static string Kind => "residents/answer-finding";

    public required Guid ResidentId { get; init; }
    public required Guid FindingId { get; init; }
    [Required] public FindingAnswer? Answer { get; set; }

    /// <summary>What was done, in words; needed to close an urgent or emergency finding.</summary>
    [StringLength(500)] public string? Note { get; set; }
}

/// <summary>Adds a result that was owed, or corrects a value. The old one stays, with the reason.</summary>
public sealed record CorrectObservation : IOperation
{
    public static string Kind => "residents/correct-observation";

    public required Guid ResidentId { get; init; }
    public required Guid ObservationId { get; init; }

    /// <summary>The id of the row that takes its place.</summary>
    public required Guid NewId { get; init; }

    /// <summary>The new value or status.</summary>
    [Required] public Answer? Answer { get; set; }

    /// <summary>Why; not needed for a result that was owed.</summary>
    [StringLength(200)] public string? Reason { get; set; }
}

/// <summary>A person of another centre stands here with her card: the record opens for this house for some days, and the place that manages her is told.</summary>
public sealed record ReceiveResident : IOperation
{
    public static string Kind => "residents/receive-resident";

    public required Guid GrantId { get; init; }

    /// <summary>The house that receives her.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>Whole, from the card that lies on the table; it stands in the body only.</summary>
    [Required, StringLength(18)] public string? IdNumber { get; set; }

    /// <summary>Why she is here.</summary>
    [Required, StringLength(200)] public string? Reason { get; set; }
}
