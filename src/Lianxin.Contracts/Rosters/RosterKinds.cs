namespace Lianxin.Contracts.Rosters;

/// <summary>A kind of list that can be taken over.</summary>
/// <param name="Name">As in <c>import NAME</c> and in the address of the page.</param>
/// <param name="Route">Of its preview, below <c>api/</c>.</param>
/// <param name="Blank">The operation that takes it over, to be filled by <c>with</c>.</param>
/// <param name="Operation">Its kind.</param>
/// <param name="Permission">What it takes to read such a list and to take it over or back.</param>
/// <param name="OfPeople">Its rows are residents, and it needs a centre that manages them.</param>
public sealed record RosterKind(string Name, string Route, RosterImport Blank, string Operation, string Permission, bool OfPeople);

/// <summary>All kinds of lists, in the order in which a new region is filled.</summary>
public static class RosterKinds
{
    public static readonly RosterKind
        Organizations = Of("organizations", "organizations/rosters/organizations", new ImportOrganizations { ImportId = default, OrganizationId = default }, ImportOrganizations.Kind, Permissions.ManageOrganizations, false),
        Staff = Of("staff", "organizations/rosters/staff", new ImportStaff { ImportId = default, OrganizationId = default }, ImportStaff.Kind, Permissions.ManageStaff, false),
        Buildings = Of("buildings", "organizations/rosters/buildings", new ImportBuildings { ImportId = default, OrganizationId = default }, ImportBuildings.Kind, Permissions.ImportRoster, false),
        Residents = Of("residents", "residents/rosters/residents", new ImportResidents { ImportId = default, OrganizationId = default }, ImportResidents.Kind, Permissions.ImportRoster, true),
        Elders = Of("elders", "residents/rosters/elders", new ImportElders { ImportId = default, OrganizationId = default }, ImportElders.Kind, Permissions.ImportRoster, true),
        Pregnancies = Of("pregnancies", "maternal-care/rosters/pregnancies", new ImportPregnancies { ImportId = default, OrganizationId = default }, ImportPregnancies.Kind, Permissions.ImportRoster, true),
        Vaccinations = Of("vaccinations", "residents/rosters/vaccinations", new ImportVaccinations { ImportId = default, OrganizationId = default }, ImportVaccinations.Kind, Permissions.ImportRoster, true);

    public static readonly IReadOnlyList<RosterKind> All = [Organizations, Staff, Buildings, Residents, Elders, Pregnancies, Vaccinations];

    private static RosterKind Of(string name, string route, RosterImport blank, string operation, string permission, bool ofPeople) => new(name, route, blank, operation, permission, ofPeople);

    /// <summary>The kind of that name, or null.</summary>
    public static RosterKind? Find(string? name) => All.FirstOrDefault(k => k.Name == name);
}

/// <summary>An import that took place, as its list shows it.</summary>
/// <param name="UndoneAt">When it was taken back; null = it stands.</param>
public sealed record ImportView(Guid ImportId, string Kind, string Sender, string By, DateTimeOffset At, int New, int Changed, DateTimeOffset? UndoneAt, string? UndoneBy, string? UndoneReason);
