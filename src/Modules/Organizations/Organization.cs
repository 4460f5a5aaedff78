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
    public int? Level { get; set; }
    public string? DivisionCode { get; set; }

    /// <summary>By which schedule antenatal visits are planned here and below; null = as above.</summary>
    public string? VisitSchedule { get; set; }
    public string? SocialCreditCode { get; set; }
    public string? Address { get; set; }
    public string? ContactName { get; set; }
    public string? ContactPhone { get; set; }

    /// <summary>WGS-84, degrees.</summary>
    public double? Longitude { get; set; }
    public double? Latitude { get; set; }
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

    /// <summary>As the house counts its own people; unique in no other.</summary>
    public string? StaffNo { get; set; }
    public string? Department { get; set; }
    public string? LicenseNo { get; set; }
    public DateOnly? LicenseUntil { get; set; }
}

/// <summary>A residential building, as its community describes it: whom one looks for there, and whether an ambulance gets to the door.</summary>
[Unscoped("Counts, and the colleagues and volunteers who look after it; no resident.")]
internal sealed class Building
{
    public required Guid Id { get; init; }

    /// <summary>The centre or the community that keeps it.</summary>
    public required Guid OrganizationId { get; init; }
    public required string Estate { get; init; }
    public required string Name { get; init; }
    public int? Entrances { get; set; }
    public int? Floors { get; set; }
    public int? Households { get; set; }
    public int? Population { get; set; }

    /// <summary>Aged 65 and above.</summary>
    public int? Elders { get; set; }
    public int? Pregnant { get; set; }
    public int? Bedridden { get; set; }
    public bool? HasLift { get; set; }
    public bool? AmbulanceAccess { get; set; }
    public string? Head { get; set; }
    public string? Liaison { get; set; }
    public string? Doctor { get; set; }

    /// <summary>WGS-84, degrees.</summary>
    public double? Longitude { get; set; }
    public double? Latitude { get; set; }
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

    /// <summary>Until when a password that somebody else made opens; null once its owner has chosen an own one.</summary>
    public DateTimeOffset? OneTimeUntil { get; set; }

    /// <summary>The day of the last sign-in; null = never yet.</summary>
    public DateOnly? LastSignIn { get; set; }
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
