namespace Lianxin.Residents;

/// <summary>One contact with a person at which something was recorded.</summary>
internal sealed class Encounter : IPerformed, IRestrictable
{
    public required Guid Id { get; init; }
    public required Guid ResidentId { get; init; }
    public required Guid OrganizationId { get; set; }
    public required Guid PerformerId { get; init; }

    /// <summary>What it is about within the module: the pregnancy.</summary>
    public required Guid AboutId { get; init; }

    /// <summary>Name of the form.</summary>
    public required string Kind { get; init; }

    /// <summary>The day of the place on which it took place.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The instant claimed for it.</summary>
    public required DateTimeOffset At { get; init; }
    public required string Zone { get; init; }
    public required string FormVersion { get; init; }

    /// <summary>Recorded on a later day than it took place.</summary>
    public required bool Late { get; init; }
    public required Guid StaffId { get; init; }
    public required string StaffName { get; init; }

    /// <summary>Answers that are no measurement, as JSON; none in a restricted encounter.</summary>
    public required string Answers { get; init; }

    /// <summary>Restricted answers that are no measurement, encrypted; null when there is none.</summary>
    public byte[]? RestrictedAnswers { get; init; }

    /// <summary>Restricted as a whole: what belongs to the infection case, a form of which every field is. Others do not learn that it is there.</summary>
    public required bool Restricted { get; init; }
}

/// <summary>One measured value, or the status that stands in its place. A correction never overwrites: it names the row that it corrects.</summary>
internal sealed class Observation : IPerformed, IRestrictable
{
    public required Guid Id { get; init; }
    public required Guid ResidentId { get; init; }
    public required Guid OrganizationId { get; set; }
    public required Guid PerformerId { get; init; }
    public required Guid EncounterId { get; init; }

    /// <summary>Key of the field; its unit is the table's.</summary>
    public required string Analyte { get; init; }
    public decimal? Number { get; init; }
    public string? Code { get; init; }
    public string? Unit { get; init; }

    /// <summary>pending, not_done, declined, elsewhere; null for a plain value.</summary>
    public string? Status { get; init; }
    public DateOnly? StatusOn { get; init; }
    public int? Fetus { get; init; }
    public required DateTimeOffset At { get; init; }
    public required Guid StaffId { get; init; }
    public required bool Restricted { get; init; }

    /// <summary>Who confirmed an improbable value, and when.</summary>
    public string? ConfirmedBy { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>The row that took this one's place; null for what counts now.</summary>
    public Guid? CorrectedById { get; set; }

    /// <summary>Why this row corrects another.</summary>
    public string? Reason { get; init; }
}

/// <summary>A stated condition: what a physician established or put aside, or what a roster reports.</summary>
internal sealed class Condition : IScoped, IRestrictable
{
    public required Guid Id { get; init; }
    public required Guid ResidentId { get; init; }
    public required Guid OrganizationId { get; set; }

    /// <summary>What it is about within the module: the pregnancy.</summary>
    public required Guid AboutId { get; init; }

    /// <summary>Key of the fact; <c>reported</c> for a text that is to be verified.</summary>
    public required string Key { get; init; }

    /// <summary>established, not-now, repeat, reported.</summary>
    public required string State { get; set; }
    public required DateTimeOffset From { get; init; }
    public DateTimeOffset? Until { get; set; }
    public required Guid OperationId { get; init; }
    public required Guid StaffId { get; init; }
    public required bool Restricted { get; init; }
    public string? Text { get; init; }
}

/// <summary>What a rule found in an encounter, to whom it is addressed, and what became of it.</summary>
internal sealed class FindingRow : IPerformed, IRestrictable
{
    public required Guid Id { get; init; }
    public required Guid ResidentId { get; init; }
    public required Guid OrganizationId { get; set; }
    public required Guid PerformerId { get; init; }
    public required Guid EncounterId { get; init; }
    public required string RuleId { get; init; }

    /// <summary>attention, urgent, emergency.</summary>
    public required string Level { get; init; }

    /// <summary>Higher is more urgent: 1 to 3.</summary>
    public required int Rank { get; init; }
    public required string Observed { get; init; }
    public int? Fetus { get; init; }
    public required DateTimeOffset RaisedAt { get; init; }
    public DateTimeOffset? RespondBy { get; init; }
    public Guid? AddressedTo { get; init; }
    public DateTimeOffset? SeenAt { get; set; }
    public string? SeenBy { get; set; }
    public DateTimeOffset? DoneAt { get; set; }
    public Guid? DoneBy { get; set; }
    public string? Note { get; set; }

    /// <summary>The clock ran out before anybody took notice.</summary>
    public DateTimeOffset? OverdueAt { get; set; }
    public required bool Restricted { get; init; }
}
