namespace Lianxin.MaternalCare.Cases;

/// <summary>The case of a high-risk pregnancy. An open one has an owner and a next contact, always; nothing but its own closing ends it.</summary>
internal sealed class Case : IScoped, IRestrictable
{
    public required Guid Id { get; init; }
    public required Guid ResidentId { get; init; }
    public required Guid OrganizationId { get; set; }
    public required Guid PregnancyId { get; init; }

    /// <summary>As it is written on paper; counted by organization and year.</summary>
    public required string Number { get; init; }

    /// <summary>The infection case beside the other: only those who may see it know that it is there.</summary>
    public required bool Restricted { get; init; }

    /// <summary>One of <see cref="CaseStates"/>.</summary>
    public required string State { get; set; }
    public required Guid OwnerId { get; set; }
    public required string OwnerName { get; set; }
    public Guid? DeputyId { get; set; }
    public string? DeputyName { get; set; }
    public required DateOnly OpenedOn { get; init; }
    public DateOnly? NextContactOn { get; set; }

    /// <summary>none, refused, lost, moving: obstacles, never reasons to close.</summary>
    public required string Flag { get; set; }
    public DateOnly? ClosedOn { get; set; }
    public string? ClosingReason { get; set; }
}
