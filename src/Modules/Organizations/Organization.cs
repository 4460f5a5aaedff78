using Lianxin.Core.Access;

namespace Lianxin.Organizations;

/// <summary>A hospital, a centre, a department, a community, a place. Dated: a merger ends the old unit and keeps it in history.</summary>
[Unscoped("Says nothing about a resident.")]
internal sealed class Organization : IDecidesAccess
{
    public required Guid Id { get; init; }
    public Guid? ParentId { get; init; }
    public required string Code { get; init; }
    public required string Name { get; set; }

    /// <summary>One of <see cref="OrganizationKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Level of a hospital, 1 to 3; null for what is none.</summary>
    public int? Level { get; init; }
    public string? DivisionCode { get; init; }

    /// <summary>By which schedule antenatal visits are planned here and below; null = as above.</summary>
    public string? VisitSchedule { get; set; }
    public string? SocialCreditCode { get; init; }

    /// <summary>WGS-84, degrees.</summary>
    public double? Longitude { get; init; }
    public double? Latitude { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? Until { get; set; }
}

/// <summary>Somebody who works here, or helps.</summary>
[Unscoped("Colleagues, not residents.")]
internal sealed class Staff : IDecidesAccess
{
    public required Guid Id { get; init; }
    public required Guid OrganizationId { get; set; }
    public required string Name { get; set; }
    public required string Title { get; set; }
    public string? Phone { get; set; }
    public string Skills { get; set; } = "";
}

/// <summary>Ties a staff member to an organization with a role and a term; rights reach what lies below it.</summary>
[Unscoped("Rights of staff.")]
internal sealed class Post : IDecidesAccess
{
    public required Guid Id { get; init; }
    public required Guid StaffId { get; init; }
    public required Guid OrganizationId { get; init; }
    public required string Role { get; init; }

    /// <summary><c>unit</c>: the organizations below; <c>care-team</c>: only the persons one holds a grant for.</summary>
    public required string Reach { get; init; }
    public required DateTimeOffset From { get; init; }
    public DateTimeOffset? Until { get; set; }
}

/// <summary>A colleague is away for a time; what is theirs goes to somebody else at once.</summary>
[Unscoped("Colleagues, not residents.")]
internal sealed class StaffLeave
{
    public required Guid Id { get; init; }
    public required Guid StaffId { get; init; }
    public required Guid OrganizationId { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset Until { get; set; }
}

/// <summary>A way to sign in.</summary>
[Unscoped("Secrets of staff; read by the sign-in alone.")]
internal sealed class Account : IDecidesAccess
{
    public required Guid Id { get; init; }
    public required Guid StaffId { get; init; }

    /// <summary>Lower case; unique.</summary>
    public required string UserName { get; init; }
    public required string PasswordHash { get; set; }
    public bool MustChangePassword { get; set; }
    public byte[]? TotpSecret { get; set; }

    /// <summary>The last time step whose code was taken: a code seen over a shoulder is of no use.</summary>
    public long TotpStep { get; set; }
    public int Failures { get; set; }
    public DateTimeOffset? BarredUntil { get; set; }
    public bool Closed { get; set; }
}

/// <summary>One sign-in on one device, under one post.</summary>
[Unscoped("Secrets of staff; read by the sign-in alone.")]
internal sealed class Session : IDecidesAccess
{
    /// <summary>SHA-256 of the token in the cookie, hex.</summary>
    public required string Id { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid PostId { get; init; }
    public required string Csrf { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset SeenAt { get; set; }
    public required DateTimeOffset Until { get; init; }
    public bool Locked { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}
