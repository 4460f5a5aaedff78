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
