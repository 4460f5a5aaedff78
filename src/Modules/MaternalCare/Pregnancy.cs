namespace Lianxin.MaternalCare;

/// <summary>One pregnancy. What lists are filtered and ordered by stands here; the rest is in the rows that it was made from.</summary>
internal sealed class Pregnancy : IScoped
{
    public required Guid Id { get; init; }
    public required Guid ResidentId { get; init; }
    public required Guid OrganizationId { get; set; }
    public required DateOnly OpenedOn { get; init; }
    public required PregnancyState State { get; set; }

    /// <summary>Of the dating in force; null while it is not dated.</summary>
    public DateOnly? Start { get; set; }
    public DateOnly? Edd { get; set; }

    /// <summary>The higher of confirmed and proposed; null while not assessed.</summary>
    public string? Color { get; set; }
    public required string ColorState { get; set; }
    public string? ReportedColor { get; set; }
    public DateOnly? NextContactOn { get; set; }

    /// <summary>Who answers for her; null: the responsible doctor of the record.</summary>
    public Guid? ResponsibleId { get; set; }

    /// <summary>The day on which it ended; null while it goes on.</summary>
    public DateOnly? EndedOn { get; set; }

    /// <summary>Code of the outcome; null while it goes on.</summary>
    public string? Outcome { get; set; }
}

/// <summary>One dating; the newest is in force.</summary>
internal sealed class DatingRow : IScoped
{
    public required Guid Id { get; init; }
    public required Guid PregnancyId { get; init; }
    public required Guid ResidentId { get; init; }
    public required Guid OrganizationId { get; set; }
    public required string Basis { get; init; }
    public DateOnly? Lmp { get; init; }
    public required DateOnly Edd { get; init; }
    public required DateOnly From { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string Reason { get; init; }
}

/// <summary>One assessment of the colour, with every reason; a new row when anything changed.</summary>
internal sealed class RiskAssessment : IScoped
{
    public required Guid Id { get; init; }
    public required Guid PregnancyId { get; init; }
    public required Guid ResidentId { get; init; }
    public required Guid OrganizationId { get; set; }
    public required DateOnly On { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Base { get; init; }

    /// <summary>Restricted: shown only to those who may see it.</summary>
    public required bool Purple { get; init; }

    /// <summary>As in <see cref="ColorView.State"/>.</summary>
    public required string State { get; init; }

    /// <summary>The reasons as JSON, restricted ones among them: cut down for whoever may not see them.</summary>
    public required string Reasons { get; init; }
    public required string Missing { get; init; }
    public required string By { get; init; }
}

/// <summary>A planned contact: the next visit, a repeat of the pressure, a call.</summary>
internal sealed class Contact : IScoped
{
    public required Guid Id { get; init; }
    public required Guid PregnancyId { get; init; }
    public required Guid ResidentId { get; init; }
    public required Guid OrganizationId { get; set; }
    public required string Kind { get; init; }
    public required DateOnly On { get; init; }
    public DateTimeOffset? At { get; init; }

    /// <summary>When it counts as missed: the instant named, or the end of its day in the place.</summary>
    public required DateTimeOffset DueAt { get; init; }
    public required string State { get; set; }
    public DateTimeOffset? OverdueAt { get; set; }

    /// <summary>When the woman was reminded of it; null while she was not. The sender and the act that ends the contact meet in this row: whoever is second finds it changed.</summary>
    public DateTimeOffset? RemindedAt { get; set; }
    public required Guid OwnerId { get; set; }
    public required string OwnerName { get; set; }
}
