namespace Lianxin.Residents.Households;

/// <summary>A home. Who lives in it stands in the members, and through one of them in reach it is reached.</summary>
[Unscoped("An encrypted address without a person; read only by HouseholdStore, once a member in reach was found.")]
internal sealed class Household
{
    public required Guid Id { get; init; }

    /// <summary>The answers about the home as JSON, encrypted.</summary>
    public required byte[] Home { get; init; }
    public required DateOnly On { get; init; }
    public required DateTimeOffset At { get; init; }
    public required Guid StaffId { get; init; }
}

/// <summary>A person lives in a household, from a day until another. A change ends the row and adds one.</summary>
internal sealed class HouseholdMember : IScoped
{
    public required Guid Id { get; init; }
    public required Guid ResidentId { get; init; }
    public required Guid OrganizationId { get; set; }
    public required Guid HouseholdId { get; init; }

    /// <summary>Code of <c>relation_to_head</c>.</summary>
    public required string Relation { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? Until { get; set; }

    /// <summary>Why it ended.</summary>
    public string? Reason { get; set; }
    public required DateTimeOffset At { get; init; }
    public required Guid StaffId { get; init; }

    /// <summary>Who wrote down that it ended.</summary>
    public Guid? EndedById { get; set; }
}

/// <summary>Somebody who cares for a person.</summary>
internal sealed class Carer : IScoped
{
    public required Guid Id { get; init; }
    public required Guid ResidentId { get; init; }
    public required Guid OrganizationId { get; set; }
    public Guid? CarerResidentId { get; init; }

    /// <summary>Name and telephone as JSON, encrypted; null for a resident.</summary>
    public byte[]? Person { get; init; }
    public required string Relation { get; init; }

    /// <summary>Codes of what they may be told, with a space between.</summary>
    public required string MayBeTold { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? Until { get; set; }
    public string? Reason { get; set; }
    public required DateTimeOffset At { get; init; }
    public required Guid StaffId { get; init; }
}

/// <summary>What of a carer is encrypted.</summary>
internal sealed record CarerPerson(string Name, string Phone);
