using Lianxin.Contracts.Rosters;
using Lianxin.Organizations.Rosters;

namespace Lianxin.MaternalCare;

/// <summary>Pregnancies: dating, visits, colour, next contacts, and the rosters that communities send.</summary>
public sealed class MaternalCareModule : LianxinModule
{
    public override void Map(ModelBuilder model) => Tables.Map(model);

    public override IEnumerable<Type> Closed => RosterParts.Of<ImportPregnancies, Rosters.PregnancyRoster>();

    public override void Register(IServiceCollection services)
    {
        services.AddScoped<PregnancyReader>();
        services.AddScoped<CareSummary>();
        services.AddScoped<PregnancyWriter>();
        services.AddScoped<Responsibility>();
        services.AddScoped<Tasks.Owners>();
        services.AddScoped<Tasks.TaskBook>();
        services.AddScoped<Tasks.HandOver>();
        services.AddScoped<Cases.CaseStore>();
        services.AddScoped<Cases.CaseRows>();
        services.AddScoped<Reports.MonthlyFigures>();
        services.AddScoped<Reports.DayLists>();
        services.AddScoped<Cases.ColorConsequences>();
        services.AddScoped<AspirinQuestion>();
        services.AddScoped<AfterPregnancy.NewbornBook>();
        services.AddScoped<AfterPregnancy.AfterBirth>();
        services.AddScoped<Lianxin.Residents.IFormGround, PregnancyForms>();
        services.AddRoster<Rosters.PregnancyRoster>();
    }
}
