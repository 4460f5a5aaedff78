using Lianxin.Contracts.Rosters;
using Lianxin.Organizations.Rosters;
using Lianxin.Residents.Rosters;

namespace Lianxin.Residents;

/// <summary>Who comes: people, their particulars, what was measured of them and what it means.</summary>
public sealed class ResidentsModule : LianxinModule
{
    public override void Map(ModelBuilder model) => Tables.Map(model);

    public override IEnumerable<Type> Closed =>
        [.. RosterParts.Of<ImportResidents, ResidentRoster>(), .. RosterParts.Of<ImportElders, ElderRoster>(), .. RosterParts.Of<ImportVaccinations, VaccinationRoster>()];

    public override void Register(IServiceCollection services)
    {
        services.AddScoped<ParticularsStore>();
        services.AddScoped<ResidentRegister>();
        services.AddScoped<ResidentReader>();
        services.AddScoped<ResidentNames>();
        services.AddScoped<OwedResults>();
        services.AddScoped<EncounterStore>();
        services.AddScoped<FindingStore>();
        services.AddScoped<ConditionStore>();
        services.AddScoped<ConsentStore>();
        services.AddScoped<Duplicates.Twins>();
        services.AddScoped<Households.HouseholdStore>();
        services.AddScoped<PersonRosterServices>();
        services.AddRoster<ResidentRoster>();
        services.AddRoster<ElderRoster>();
        services.AddRoster<VaccinationRoster>();
    }
}
