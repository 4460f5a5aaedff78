using System.Net;
using System.Text.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Residents;
using Lianxin.Tests.Infrastructure;

namespace Lianxin.Tests.MaternalCare;

public sealed class RecordVisitTests
{
    [Theory, BothDatabases]
    public async Task A_visit_is_recorded_and_read_back(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit(bp: "128/82"));

        var visit = Assert.Single((await clinic.Midwife.PregnancyAsync(woman)).Visits);
        Assert.Equal(128, visit.Answers.Number(Keys.Sbp));
        Assert.Equal(66.8m, visit.Answers.Number(Keys.WeightKg));
        Assert.Equal(144, visit.Answers.Number(Keys.Fhr, fetus: 1));
        Assert.Equal("neg", visit.Answers.Text(Keys.ProteinDipstick));
    }

    [Theory, BothDatabases]
    public async Task The_device_and_the_server_show_the_same_record(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        var before = await clinic.Midwife.RecordAsync(woman);
        var visit = new RecordVisit { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, VisitId = Guid.CreateVersion7(), Answers = clinic.Visit(bp: "146/94") };
        var about = new Author(clinic.Midwife.StaffId, clinic.Midwife.Name, clinic.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)), SeesRestricted: false);

        await clinic.Midwife.DoAsync(visit);

        var built = await clinic.Midwife.RecordAsync(woman);
        Assert.Equal(Text(built.MaternalCare!), Text(before.Apply(visit, about).MaternalCare!));

        static string Text(MaternalCareSection section) => JsonSerializer.Serialize(section with { Pregnancies = [.. section.Pregnancies.Select(p => p with { Visits = [.. p.Visits.Select(Ordered)] })] }, Wire.Json);
        // The answers are a set of keys: their order means nothing.
        static VisitView Ordered(VisitView visit) => visit with
        {
            Answers = visit.Answers.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).Aggregate(Answers.Empty, (all, e) => e.Value.Aggregate(all, (a, x) => a.With(e.Key, x))),
        };
    }

    [Theory, BothDatabases]
    public async Task A_stranger_neither_sees_nor_writes_the_record(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        var nobody = new Woman(Guid.CreateVersion7(), Guid.CreateVersion7());

        foreach (var asked in new[] { woman, nobody })
        {
            Assert.Equal((HttpStatusCode.NotFound, "not-found"), await clinic.Stranger.StatusOfAsync(HttpMethod.Get, $"api/residents/{asked.Resident}/record"));
            var outcome = await clinic.Stranger.SendAsync(new RecordVisit { ResidentId = asked.Resident, PregnancyId = asked.Pregnancy, VisitId = Guid.CreateVersion7(), Answers = clinic.Visit() });
            Assert.Equal("not-found", Assert.Single(outcome.Refusals).Code);
        }
        Assert.Empty((await clinic.Stranger.SearchAsync("cj")).Hits);
        Assert.Single((await clinic.Midwife.SearchAsync("cj")).Hits);
    }

    [Theory, BothDatabases]
    public async Task A_visit_sent_twice_counts_once(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        var visit = new RecordVisit { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, VisitId = Guid.CreateVersion7(), Answers = clinic.Visit() };
        var id = Guid.CreateVersion7();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => clinic.Midwife.SendAsync(visit, id)));

        Assert.All(answers, a => Assert.Equal(Result.Done, a.Result));
        Assert.Equal(1, answers.Count(a => !a.Repeat));
        Assert.Single((await clinic.Midwife.PregnancyAsync(woman)).Visits);
        Assert.Equal("id-reused", (await clinic.CommunityDoctor.SendAsync(visit, id)).Refusals[0].Code);
        Assert.Equal("already-there", (await clinic.Midwife.SendAsync(visit)).Refusals[0].Code);
    }

    [Theory, BothDatabases]
    public async Task A_raised_pressure_is_addressed_with_a_clock_and_measured_again(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync(responsible: clinic.Obstetrician);
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit(bp: "146/94"));

        var record = await clinic.Midwife.RecordAsync(woman);
        var alert = record.Alerts.First(a => a.RuleId == "P-SBP-4");
        Assert.Equal(("urgent", "obstetrician", "199 0000 0000"), (alert.Level, alert.AddressedName, alert.AddressedPhone));
        Assert.Equal(clinic.Clock.GetUtcNow().AddMinutes(30), alert.RespondBy);
        Assert.Contains(record.MaternalCare!.Open!.Contacts, c => c is { Kind: "repeat-rest", State: "planned" });
        // The doctor's department sees the record, because she answers for her.
        Assert.Single((await clinic.Obstetrician.RecordAsync(woman)).MaternalCare!.Open!.Visits);

        await clinic.AdvanceAsync(TimeSpan.FromMinutes(31));
        record = await clinic.Midwife.RecordAsync(woman);
        Assert.True(record.Alerts.First(a => a.RuleId == "P-SBP-4").Overdue);
        Assert.Contains(record.MaternalCare!.Open!.Contacts, c => c is { Kind: "repeat-rest", State: "overdue" });
    }
}
