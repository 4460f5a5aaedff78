using Lianxin.Core.Access;

namespace Lianxin.Organizations;

/// <summary>Who: hospitals, centres and communities, the people who work in them, how they sign in and what they may do.</summary>
public sealed class OrganizationsModule : LianxinModule
{
    public override void Map(ModelBuilder model) => Tables.Map(model);

    public override void Register(IServiceCollection services)
    {
        services.AddSingleton<OrganizationTree>();
        services.AddSingleton<SignInService>();
        services.AddScoped<Accounts>();
        services.AddScoped<StaffDirectory>();
    }
}
