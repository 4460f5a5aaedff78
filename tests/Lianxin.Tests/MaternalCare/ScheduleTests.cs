using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Organizations;
using Lianxin.Core;
using Lianxin.Tests.Core;
using Lianxin.Tests.Infrastructure;

namespace Lianxin.Tests.MaternalCare;

public sealed class ScheduleTests : IHaveScopeSamples
{
    private static Guid New => Guid.CreateVersion7();

    static IEnumerable<KeyValuePair<string, ScopeMatrix.Sample>> IHaveScopeSamples.ScopeSamples =>
    [
        new("POST /api/" + ChooseVisitSchedule.Kind, new(Permissions.ManageOrganizations, (a, _) => new ChooseVisitSchedule { OrganizationId = a.Organization, Schedule = AntenatalSchedule.BasicPublicHealth })),
    ];

    [Theory, BothDatabases]
    public async Task A_house_plans_by_the_schedule_that_it_chose_and_else_by_that_of_the_house_above(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var admin = await clinic.HireAsync("system", "system-admin", Clinic.Region);
        var woman = await clinic.RegisterAsync();
        async Task<string> ScheduleAsync() => (await clinic.Midwife.PregnancyAsync(woman)).Schedule;
        Assert.Equal(AntenatalSchedule.Chinese2018, await ScheduleAsync());
        await admin.DoAsync(new ChooseVisitSchedule { OrganizationId = Clinic.Region, Schedule = AntenatalSchedule.BasicPublicHealth });
        Assert.Equal(AntenatalSchedule.BasicPublicHealth, await ScheduleAsync());
        await admin.DoAsync(new ChooseVisitSchedule { OrganizationId = Clinic.Centre, Schedule = AntenatalSchedule.Chinese2018 });
        Assert.Equal(AntenatalSchedule.Chinese2018, await ScheduleAsync());
        await admin.DoAsync(new ChooseVisitSchedule { OrganizationId = Clinic.Centre, Schedule = null });
        Assert.Equal(AntenatalSchedule.BasicPublicHealth, await ScheduleAsync());
        Assert.Equal("schedule unknown-code", (await admin.SendAsync(new ChooseVisitSchedule { OrganizationId = Clinic.Centre, Schedule = "WHO-2016" })).Refusals.Select(r => $"{r.Field} {r.Code}").Single());
    }

    [Theory, BothDatabases]
    public async Task A_risk_of_pre_eclampsia_at_booking_is_put_to_an_obstetrician_once_and_in_time(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        async Task<CareTaskView[]> AskedAsync(Woman of, Answers answers)
        {
            for (var i = 0; i < 2; i++) await clinic.Midwife.DoAsync(new AnswerFirstVisit { ResidentId = of.Resident, PregnancyId = of.Pregnancy, EncounterId = New, First = answers });
            return [.. (await clinic.Midwife.GetAsync<CareTaskView[]>($"api/residents/{of.Resident}/tasks")).Where(t => t.Kind == CareTaskKinds.AspirinQuestion)];
        }
        var before = Answers.Empty.With("hx_preeclampsia", true);
        // 9+0 weeks: until the last day of week 15. Where the house has no obstetrician her doctor asks one.
        Assert.Equal("doctor", Assert.Single(await AskedAsync(await clinic.RegisterAsync(name: "何静", lmp: "2025-09-18", responsible: clinic.CommunityDoctor), before)).OwnerName);
        await clinic.HireAsync("gynaecologist", "obstetrician", Clinic.Centre);
        var early = await clinic.RegisterAsync(lmp: "2025-09-18");
        var asked = Assert.Single(await AskedAsync(early, before));
        Assert.Equal(("gynaecologist", new DateOnly(2026, 1, 7)), (asked.OwnerName, PlaceTime.DateOf(asked.DueAt.AddSeconds(-1))));
        // One moderate factor is no question, two are; too late nobody asks.
        Assert.Empty(await AskedAsync(await clinic.RegisterAsync(name: "王芳", lmp: "2025-09-18", born: "1995-03-15"), Answers.Empty.With("fh_preeclampsia", true)));
        Assert.Single(await AskedAsync(await clinic.RegisterAsync(name: "李娜", lmp: "2025-09-18", born: "1989-03-15"), Answers.Empty.With("fh_preeclampsia", true)));
        Assert.Empty(await AskedAsync(await clinic.RegisterAsync(name: "刘洋", lmp: "2025-07-30"), before));
        // It ends with the pregnancy.
        await clinic.Midwife.DoAsync(new RecordOutcome { ResidentId = early.Resident, PregnancyId = early.Pregnancy, EncounterId = New, Answers = OutcomeTests.Outcome(clinic, "miscarriage") });
        Assert.Equal("cancelled", (await clinic.Midwife.GetAsync<CareTaskView[]>($"api/residents/{early.Resident}/tasks")).Single(t => t.Kind == CareTaskKinds.AspirinQuestion).State);
    }
}
