using System.Globalization;
using System.Net.Http.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Residents;
using Lianxin.Core;
using Lianxin.Organizations;
using Lianxin.Residents;
using Lianxin.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Lianxin.Tests.MaternalCare;

/// <summary>The five colours: the software proposes, a physician answers reason by reason, and nobody is green by silence.</summary>
public sealed class ConfirmColorTests
{
    /// <summary>Every group of questions asked, nothing found; with a visit of today the colour lacks nothing.</summary>
    private static readonly Answers AllAsked = Answers.Empty.With("groups_asked", new[] { "obstetric", "gynae", "family", "past", "signs" })
        .With(Keys.HeightCm, 160).With("prepregnancy_weight_kg", 54).With("gravidity", 1).With("vaginal_births", 0).With("caesarean_count", 0).With(Keys.Fetuses, 1);

    private static Task<Woman> RegisterAsync(Clinic clinic, Person? responsible = null) => clinic.RegisterAsync(born: "1995-03-15", responsible: responsible ?? clinic.Obstetrician, first: AllAsked);

    private static Answers Visit(Clinic clinic) => clinic.Visit().With("plt", 210);

    private static Answers Contracting(Clinic clinic) => Visit(clinic).Without(Keys.Contractions).With(Keys.Contractions, "2");

    private static async Task<ConfirmColor> OfAsync(Person person, Woman woman, string color, ReasonAnswer? answer = null)
    {
        var proposed = (await person.PregnancyAsync(woman)).Color!;
        return new()
        {
            ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, ConfirmationId = Guid.CreateVersion7(), AssessmentId = proposed.Id, Color = color,
            Reasons = answer is null ? [] : [.. proposed.Reasons.Where(r => r.Proposes is not null).Select(r => new AnsweredReason { Row = r.Row, Answer = answer })],
        };
    }

    private static string CodeOf(Outcome outcome) => outcome.Result == Result.Done ? "done" : Assert.Single(outcome.Refusals).Code;

    [Theory, BothDatabases]
    public async Task Name_and_last_period_alone_are_not_assessed_and_never_green(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync(born: "1995-03-15");

        var color = (await clinic.Midwife.PregnancyAsync(woman)).Color!;
        Assert.Equal(ColorLogic.NotAssessed, color.State);
        Assert.NotEmpty(color.Missing);
        var row = Assert.Single((await clinic.Midwife.GetAsync<PregnancyPage>($"api/maternal-care/pregnancies/of/{Clinic.Centre}")).Rows);
        Assert.Equal((null, ColorLogic.NotAssessed), (row.Color, row.ColorState));
        Assert.Empty((await clinic.Midwife.GetAsync<PregnancyPage>($"api/maternal-care/pregnancies/of/{Clinic.Centre}?color=green")).Rows);
        Assert.Contains((await clinic.Midwife.TodayAsync()).Items, i => i.Group == "not-assessed" && i.Color is null);
        // One good visit does not answer the questions about her history.
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit());
        Assert.Equal(ColorLogic.NotAssessed, (await clinic.Midwife.PregnancyAsync(woman)).Color!.State);
        Assert.Null((await clinic.Midwife.GetAsync<PregnancyPage>($"api/maternal-care/pregnancies/of/{Clinic.Centre}")).Rows.Single().Color);
        // Nor can anybody confirm what is not assessed.
        var doctor = await clinic.HireAsync("su", "obstetrician", Clinic.Region);
        Assert.Equal("color-not-assessed", CodeOf(await doctor.SendAsync(await OfAsync(doctor, woman, "green"))));
    }

    [Theory, BothDatabases]
    public async Task A_complete_assessment_is_green_as_a_proposal_until_a_physician_confirms_it(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await RegisterAsync(clinic);
        await clinic.Midwife.RecordVisitAsync(woman, Visit(clinic));
        var color = (await clinic.Midwife.PregnancyAsync(woman)).Color!;
        Assert.Equal(("green", ColorLogic.Proposed, 0), (color.Base, color.State, color.Missing.Count));

        await clinic.Obstetrician.DoAsync(await OfAsync(clinic.Obstetrician, woman, "green"));

        var confirmed = await clinic.Midwife.PregnancyAsync(woman);
        Assert.Equal(("green", ColorLogic.Confirmed, "obstetrician"), (confirmed.Color!.Base, confirmed.Color.State, confirmed.Color.By));
        // Another visit with nothing new leaves it confirmed.
        await clinic.AdvanceAsync(TimeSpan.FromDays(14));
        await clinic.Midwife.RecordVisitAsync(woman, Visit(clinic).Without(Keys.VisitDate).With(Keys.VisitDate, "2025-12-04").Without(Keys.FundalHeight).With(Keys.FundalHeight, 31));
        Assert.Equal(ColorLogic.Confirmed, (await clinic.Midwife.PregnancyAsync(woman)).Color!.State);
    }

    [Theory, BothDatabases(ReasonAnswer.Established, "yellow"), BothDatabases(ReasonAnswer.NotNow, "green"), BothDatabases(ReasonAnswer.Repeat, "green")]
    public async Task Each_reason_that_is_only_proposed_has_to_be_answered(string database, ReasonAnswer answer, string color)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await RegisterAsync(clinic);
        await clinic.Midwife.RecordVisitAsync(woman, Contracting(clinic));
        var reason = Assert.Single((await clinic.Midwife.PregnancyAsync(woman)).Color!.Reasons);
        Assert.Equal(("Y-3.2", "threatened_preterm_labour", null), (reason.Row, reason.Proposes, reason.Answer));

        Assert.Equal("reason-unanswered", CodeOf(await clinic.Obstetrician.SendAsync(await OfAsync(clinic.Obstetrician, woman, color))));
        var confirm = await OfAsync(clinic.Obstetrician, woman, color, answer);
        Assert.Equal("unknown-code", CodeOf(await clinic.Obstetrician.SendAsync(confirm with { ConfirmationId = Guid.CreateVersion7(), Reasons = [.. confirm.Reasons, new() { Row = "R-1.1.4", Answer = answer }] })));
        // The colour on the button and the colour that follows from the answers have to be the same.
        Assert.Equal("color-differs", CodeOf(await clinic.Obstetrician.SendAsync(confirm with { ConfirmationId = Guid.CreateVersion7(), Color = color == "green" ? "yellow" : "green" })));
        await clinic.Obstetrician.DoAsync(confirm);

        var after = await clinic.Midwife.PregnancyAsync(woman);
        Assert.Equal((color, ColorLogic.Confirmed), (after.Confirmed!.Base, after.Confirmed.State));
        Assert.Equal(answer, Assert.Single(after.Confirmed.Reasons).Answer);
        Assert.Equal(answer == ReasonAnswer.Established ? ["threatened_preterm_labour"] : Array.Empty<string>(), after.Established);
        var word = answer switch { ReasonAnswer.Established => ConditionStore.Established, ReasonAnswer.NotNow => ConditionStore.NotNow, _ => ConditionStore.Repeat };
        Assert.Equal(word, await clinic.ReadAsync(db => db.Conditions.IgnoreQueryFilters([LianxinDb.ScopeFilter]).Where(c => c.AboutId == woman.Pregnancy).Select(c => c.State).SingleAsync()));
        Assert.Equal(color, (await clinic.Midwife.GetAsync<PregnancyPage>($"api/maternal-care/pregnancies/of/{Clinic.Centre}")).Rows.Single().Color);
    }

    [Theory, BothDatabases]
    public async Task Only_a_physician_at_level_two_or_above_confirms_and_red_needs_an_associate_chief(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await RegisterAsync(clinic);
        await clinic.Midwife.RecordVisitAsync(woman, Visit(clinic).With("risk_items", new[] { "cardiomyopathy" }));
        Assert.Equal("red", (await clinic.Midwife.PregnancyAsync(woman)).Color!.Base);

        foreach (var person in new[] { clinic.Midwife, clinic.CommunityDoctor }) Assert.Equal("not-permitted", CodeOf(await person.SendAsync(await OfAsync(person, woman, "red"))));
        var atCentre = await clinic.HireAsync("he", "senior-obstetrician", Clinic.Centre);
        Assert.Equal("confirm-at-level-two", CodeOf(await atCentre.SendAsync(await OfAsync(atCentre, woman, "red"))));
        Assert.Equal("red-needs-associate-chief", CodeOf(await clinic.Obstetrician.SendAsync(await OfAsync(clinic.Obstetrician, woman, "red"))));
        await clinic.Chief.DoAsync(await OfAsync(clinic.Chief, woman, "red"));
        Assert.Equal(("red", "chief"), ((await clinic.Midwife.PregnancyAsync(woman)).Confirmed!.Base, (await clinic.Midwife.PregnancyAsync(woman)).Confirmed!.By));
    }

    [Theory, BothDatabases(1, "confirm-at-level-two"), BothDatabases(2, "done")]
    public async Task The_level_of_the_hospital_decides_for_its_departments_too(string database, int level, string expected)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        Guid hospital = Guid.CreateVersion7(), department = Guid.CreateVersion7();
        await clinic.WriteAsync(db =>
        {
            db.Organizations.Add(new Organization { Id = hospital, ParentId = Clinic.Region, Code = "SMALL", Name = "小医院", Kind = "hospital", Level = level, From = new(2020, 1, 1) });
            db.Organizations.Add(new Organization { Id = department, ParentId = hospital, Code = "SMALL-OB", Name = "产科", Kind = "department", From = new(2020, 1, 1) });
            return Task.CompletedTask;
        });
        ((OrganizationTree)clinic.Services.GetService(typeof(OrganizationTree))!).Changed();
        var doctor = await clinic.HireAsync("su", "obstetrician", department);
        var woman = await RegisterAsync(clinic, doctor);
        await clinic.Midwife.RecordVisitAsync(woman, Visit(clinic));
        Assert.Equal(expected, CodeOf(await doctor.SendAsync(await OfAsync(doctor, woman, "green"))));
    }

    [Theory, BothDatabases]
    public async Task A_newer_assessment_is_a_conflict_and_the_history_keeps_all(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await RegisterAsync(clinic);
        await clinic.Midwife.RecordVisitAsync(woman, Visit(clinic));
        var onTheScreen = await OfAsync(clinic.Obstetrician, woman, "green");
        await clinic.AdvanceAsync(TimeSpan.FromHours(1));
        await clinic.Midwife.RecordVisitAsync(woman, Visit(clinic).With("risk_items", new[] { "rh_incompatibility" }));

        var outcome = await clinic.Obstetrician.SendAsync(onTheScreen);
        Assert.Equal((Result.Conflict, "assessed-meanwhile"), (outcome.Result, CodeOf(outcome)));
        await clinic.Obstetrician.DoAsync(await OfAsync(clinic.Obstetrician, woman, "orange"));

        var history = (await clinic.Midwife.PregnancyAsync(woman)).ColorHistory;
        Assert.Equal(["confirmed orange obstetrician", "proposed orange ", "proposed green ", "not_assessed green "], history.Select(c => $"{c.State} {c.Base} {c.By}"));
        // The list goes by the higher of confirmed and proposed: a later green proposal does not take the orange away.
        Assert.Equal("orange", (await clinic.Midwife.GetAsync<PregnancyPage>($"api/maternal-care/pregnancies/of/{Clinic.Centre}")).Rows.Single().Color);
    }

    [Theory, BothDatabases]
    public async Task A_restricted_reason_is_counted_and_told_to_nobody_without_the_right(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await RegisterAsync(clinic);
        // The midwife has no such field before her.
        var refused = await clinic.Midwife.SendAsync(new RecordVisit { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, VisitId = Guid.CreateVersion7(), Answers = Visit(clinic).With("syphilis_serology", "2") });
        Assert.Equal(("not-permitted", "answers.syphilis_serology"), (Assert.Single(refused.Refusals).Code, refused.Refusals[0].Field));
        Assert.NotEqual(Result.Done, (await clinic.Midwife.SendAsync(new RecordVisit { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, VisitId = Guid.CreateVersion7(), Answers = Visit(clinic).With("risk_items", new[] { "hiv" }) })).Result);

        await clinic.Obstetrician.RecordVisitAsync(woman, Visit(clinic).With("syphilis_serology", "2").With("hbv_dna", 5_000_000m).With("risk_items", new[] { "hiv", "drug_use_history", "cardiomyopathy" })
            .With("infection_treatment", "苄星青霉素"));

        var seen = (await clinic.Obstetrician.PregnancyAsync(woman)).Color!;
        Assert.Contains("P-1", seen.Reasons.Select(r => r.Row));
        Assert.Contains("Y-2.10", seen.Reasons.Select(r => r.Row));
        Assert.True(seen.Purple);
        Assert.Equal("2", (await clinic.Obstetrician.PregnancyAsync(woman)).Visits.Single().Answers.Text("syphilis_serology"));

        await clinic.Chief.DoAsync(await OfAsync(clinic.Chief, woman, "red", ReasonAnswer.Established));
        // A visit by the midwife afterwards is judged with everything and shows her nothing.
        await clinic.AdvanceAsync(TimeSpan.FromDays(1));
        await clinic.Midwife.RecordVisitAsync(woman, Visit(clinic).Without(Keys.VisitDate).With(Keys.VisitDate, "2025-11-21"));
        foreach (var person in new[] { clinic.Midwife, clinic.CommunityDoctor, clinic.Clerk })
        {
            var told = "";
            foreach (var path in new[] { $"api/residents/{woman.Resident}/record", $"api/maternal-care/pregnancies/of/{Clinic.Centre}", $"api/maternal-care/today/{Clinic.Centre}" })
            {
                using var answer = await person.AskAsync(HttpMethod.Get, path);
                Assert.True(answer.IsSuccessStatusCode);
                told += await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            }
            using var found = await person.AskAsync(HttpMethod.Post, "api/residents/search", JsonContent.Create(new SearchFor { Text = "陈洁" }, options: Wire.Json));
            told += await found.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains("cardiomyopathy", told, StringComparison.Ordinal); // what is not restricted is there
            foreach (var word in new[] { "\"P-1\"", "Y-2.10", "S-6", "syphilis", "hiv", "hbv", "drug_use", "infection", "青霉素", "梅毒", "艾滋", "5000000", "\"purple\":true" })
                Assert.False(told.Contains(word, StringComparison.OrdinalIgnoreCase), $"{person.Name} was told {word}: …{Around(told, word)}…");
        }
        var midwife = (await clinic.Midwife.PregnancyAsync(woman)).Color!;
        Assert.True(midwife.Hidden >= 2, midwife.Hidden.ToString(CultureInfo.InvariantCulture));
        Assert.Equal("red", midwife.Base);
    }

    [Theory, BothDatabases]
    public async Task Ticking_a_list_anew_without_the_right_takes_no_restricted_tick_out(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await RegisterAsync(clinic);
        Task Tick(Person person, params string[] items) => person.DoAsync(new AnswerFirstVisit { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, EncounterId = Guid.CreateVersion7(), First = Answers.Empty.With("risk_items", items) });
        await Tick(clinic.Obstetrician, "drug_use_history", "cardiomyopathy");
        Assert.Equal(["cardiomyopathy"], (await clinic.Midwife.PregnancyAsync(woman)).First.Codes("risk_items"));

        await Tick(clinic.Midwife, "aplastic_anaemia");

        Assert.Equal(["aplastic_anaemia"], (await clinic.Midwife.PregnancyAsync(woman)).First.Codes("risk_items"));
        Assert.Equal(["aplastic_anaemia", "drug_use_history"], (await clinic.Obstetrician.PregnancyAsync(woman)).First.Codes("risk_items").Order());
        // Who may see it may take it out.
        await Tick(clinic.Obstetrician, "aplastic_anaemia");
        Assert.Equal(["aplastic_anaemia"], (await clinic.Obstetrician.PregnancyAsync(woman)).First.Codes("risk_items"));
    }

    [Theory, BothDatabases]
    public async Task A_restricted_particular_counts_for_the_colour_whoever_records_the_visit(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await RegisterAsync(clinic);
        await clinic.Obstetrician.DoAsync(new SaveParticulars { ResidentId = woman.Resident, BasedOn = 1, Changed = Answers.Empty.With("infectious_mental_history", new[] { "9" }) });

        await clinic.Midwife.RecordVisitAsync(woman, Visit(clinic));
        var byMidwife = Reasons((await clinic.Obstetrician.PregnancyAsync(woman)).Color!);
        await clinic.AdvanceAsync(TimeSpan.FromHours(1));
        await clinic.Obstetrician.RecordVisitAsync(woman, Visit(clinic));
        Assert.Equal(Reasons((await clinic.Obstetrician.PregnancyAsync(woman)).Color!), byMidwife);

        static string Reasons(ColorView color) => string.Join(' ', color.Reasons.Select(r => $"{r.Row}/{r.Proposes}"));
    }

    private static string Around(string text, string word)
    {
        var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 60)];
    }
}
