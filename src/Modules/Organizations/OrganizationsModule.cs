using Lianxin.Contracts.Rosters;
using Lianxin.Core.Access;
using Lianxin.Organizations.Branches;
using Lianxin.Organizations.Rosters;

namespace Lianxin.Organizations;

/// <summary>Who: hospitals, centres and communities, the people who work in them, how they sign in and what they may do.</summary>
public sealed class OrganizationsModule : LianxinModule
{
    public override void Map(ModelBuilder model) => Tables.Map(model);

    public override IEnumerable<Type> Closed =>
        [.. RosterParts.Of<ImportOrganizations, OrganizationRoster>(), .. RosterParts.Of<ImportStaff, StaffRoster>(), .. RosterParts.Of<ImportBuildings, BuildingRoster>()];

    public override void Register(IServiceCollection services)
    {
        services.AddSingleton<OrganizationTree>();
        services.AddSingleton<SignInService>();
        services.AddScoped<Accounts>();
        services.AddScoped<StaffDirectory>();
        services.AddScoped<BranchReader>();
        services.AddScoped<ImportBook>();
        services.AddScoped<RosterReading>();
        services.AddRoster<OrganizationRoster>();
        services.AddRoster<StaffRoster>();
        services.AddRoster<BuildingRoster>();
    }
}
