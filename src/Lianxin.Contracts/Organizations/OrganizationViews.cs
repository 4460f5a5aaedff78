using System.ComponentModel.DataAnnotations;

namespace Lianxin.Contracts.Organizations;

/// <summary>An organization in reach, for choosing and for names.</summary>
/// <param name="Kind">One of <see cref="OrganizationKinds"/>.</param>
/// <param name="VisitSchedule">By which schedule antenatal visits are planned here; null = nobody chose, here or above.</param>
public sealed record OrganizationView(Guid Id, Guid? ParentId, string Code, string Name, string Kind, int? Level, string? VisitSchedule = null);

/// <summary>A doctor who may answer for somebody: in the house or in the one she is sent to.</summary>
public sealed record DoctorView(Guid Id, string Name, string Title, string Organization);

/// <summary>A colleague: whose task it is, whom to phone.</summary>
/// <param name="Role">Code of the role of the live post, or empty.</param>
public sealed record StaffView(Guid Id, string Name, string Title, string? Phone, string Role);

/// <summary>A residential building, as its community describes it.</summary>
/// <param name="Elders">Residents of 65 and above.</param>
/// <param name="AmbulanceAccess">An ambulance gets to the door; null = nobody has said.</param>
public sealed record BuildingView(Guid Id, Guid OrganizationId, string Estate, string Name, int? Entrances, int? Floors, int? Households, int? Population, int? Elders, int? Pregnant, int? Bedridden,
    bool? HasLift, bool? AmbulanceAccess, string? Head, string? Liaison, string? Doctor);

/// <summary>Asks for the colleagues of an organization and below it, by name.</summary>
public sealed record ColleaguesAsked
{
    /// <summary>Part of a name, a staff number; empty = everybody.</summary>
    [StringLength(50)] public string? Text { get; set; }

    /// <summary>Id of the last colleague shown before; null = from the beginning.</summary>
    public Guid? After { get; set; }
}

/// <summary>A page of colleagues.</summary>
/// <param name="More">There are more after the last.</param>
/// <param name="OneTimeDays">Days after which a one-time password opens nothing.</param>
/// <param name="Roles">Codes of the roles that whoever asks may give.</param>
public sealed record ColleaguesView(IReadOnlyList<ColleagueView> Colleagues, bool More, int OneTimeDays, IReadOnlyList<string> Roles);

/// <summary>A colleague as the security administrator sees them.</summary>
/// <param name="OrganizationId">To which house they belong.</param>
/// <param name="Posts">In the reach of who asks, live ones and those to come.</param>
/// <param name="Leaves">Those that are not over.</param>
/// <param name="Account">Null = has none.</param>
public sealed record ColleagueView(Guid Id, Guid OrganizationId, string Name, string Title, string? Phone, string? StaffNo, IReadOnlyList<PostView> Posts, IReadOnlyList<LeaveView> Leaves, AccountView? Account);

/// <summary>A post.</summary>
/// <param name="Role">Code of the role; the words are in the resources.</param>
/// <param name="Until">The last day; null = no end.</param>
public sealed record PostView(Guid Id, Guid OrganizationId, string Organization, string Role, DateOnly From, DateOnly? Until);

/// <summary>A leave, first day and last.</summary>
public sealed record LeaveView(DateOnly From, DateOnly Until);

/// <summary>How a colleague signs in.</summary>
/// <param name="LastSignIn">The day of the last sign-in; null = never yet.</param>
/// <param name="OneTimeUntil">The last day of a one-time password that is not changed yet; null = an own password stands.</param>
public sealed record AccountView(string UserName, DateOnly? LastSignIn, DateOnly? OneTimeUntil);
