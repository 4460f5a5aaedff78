using System.Text.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Residents;
using Lianxin.Core;
using Lianxin.Core.Access;
using Lianxin.Core.Secrets;
using Lianxin.MaternalCare;
using Lianxin.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lianxin.Tests.MaternalCare;

/// <summary>What is kept of a woman for her next visit is what her rows say, or it is not used.</summary>
public sealed class CareSummaryTests
{
    [Theory, BothDatabases]
    public async Task After_every_kind_of_operation_the_summary_says_what_the_rows_say(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync(born: "1995-03-15", responsible: clinic.Obstetrician);
        await AssertSameAsync(clinic, woman);
        await clinic.Midwife.DoAsync(new AnswerFirstVisit
        {
            ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, EncounterId = Guid.CreateVersion7(),
            First = Answers.Empty.With("groups_asked", new[] { "obstetric", "gynae", "family", "past", "signs" }).With(Keys.HeightCm, 160).With("gravidity", 1),
        });
        await AssertSameAsync(clinic, woman);
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit(bp: "146/94").Without(Keys.Hb).WithStatus(Keys.Hb, AnswerStatus.Pending).With("plt", 210).With("kick_2h", 12));
        await AssertSameAsync(clinic, woman);
        await clinic.AdvanceAsync(TimeSpan.FromDays(30)); // the planned contact is overdue meanwhile
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit(on: "2025-12-20", bp: "118/76", next: "2026-01-10").With(Keys.VisitNo, 7).With("plt", 160).With(Keys.ProteinDipstick, "1+"));
        await AssertSameAsync(clinic, woman);
        var dating = (await clinic.Midwife.PregnancyAsync(woman)).Dating!;
        await clinic.Midwife.DoAsync(new DatePregnancy { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, DatingId = Guid.CreateVersion7(), Basis = "us", Edd = dating.Edd.AddDays(5), Reason = "早孕B超", BasedOn = dating.Id });
        await AssertSameAsync(clinic, woman);
        await clinic.Midwife.DoAsync(new PlanContact { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, ContactId = Guid.CreateVersion7(), ContactKind = "call", On = new(2025, 12, 28) });
        await AssertSameAsync(clinic, woman);
        // The result that was owed comes: the rows of the visit change, and the summary with them.
        var owed = (await clinic.Midwife.PregnancyAsync(woman)).Visits[0].Owed[Keys.Hb];
        await clinic.Midwife.DoAsync(new CorrectObservation { ResidentId = woman.Resident, ObservationId = owed, NewId = Guid.CreateVersion7(), Answer = Answer.Of(92m) });
        await AssertSameAsync(clinic, woman);
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit(on: "2025-12-20", bp: "150/96", next: "2026-01-12").With(Keys.VisitNo, 8));
        await AssertSameAsync(clinic, woman);
    }

    [Theory, BothDatabases]
    public async Task A_change_of_particulars_puts_the_summary_aside(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync(born: "1995-03-15");
        Assert.True(await IsValidAsync(clinic, woman));
        Assert.Empty((await clinic.Midwife.PregnancyAsync(woman)).Color!.Reasons);
        var resident = (await clinic.Clerk.RecordAsync(woman)).Resident;
        // She is 39 in truth: the next visit must know it.
        await clinic.Clerk.DoAsync(new SaveParticulars { ResidentId = woman.Resident, Changed = Answers.Empty.With(Keys.BirthDate, "1986-03-15"), BasedOn = resident.ParticularsVersion, Reason = "身份证核对" });
        Assert.False(await IsValidAsync(clinic, woman));
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit());
        Assert.True(await IsValidAsync(clinic, woman));
        Assert.NotEmpty((await clinic.Midwife.PregnancyAsync(woman)).Color!.Reasons); // an age of 39 is one
    }

    [Theory, BothDatabases]
    public async Task A_midwifes_visit_leaves_the_restricted_particulars_in_the_summary_and_out_of_her_sight(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync(born: "1995-03-15", responsible: clinic.Obstetrician);
        await clinic.Obstetrician.DoAsync(new SaveParticulars { ResidentId = woman.Resident, BasedOn = 1, Changed = Answers.Empty.With("infectious_mental_history", new[] { "9" }) });

        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit());

        await using var scope = clinic.Services.CreateAsyncScope();
        Assert.Equal(["9"], (await KeptAsync(scope.ServiceProvider, woman)).Resident.Particulars.Codes("infectious_mental_history"));
        Assert.False((await clinic.Midwife.RecordAsync(woman)).Resident.Particulars.Has("infectious_mental_history"));
    }

    private static async Task<CareSummary.Known> KeptAsync(IServiceProvider services, Woman woman)
    {
        var subject = await services.GetRequiredService<LianxinDb>().Subjects.AsNoTracking().SingleAsync(s => s.Id == woman.Resident);
        return JsonSerializer.Deserialize<CareSummary.Known>(services.GetRequiredService<ISecrets>().Open(subject.Summary!), Wire.Answers)!;
    }

    private static async Task<bool> IsValidAsync(Clinic clinic, Woman woman)
    {
        var subject = await clinic.ReadAsync(db => db.Subjects.AsNoTracking().SingleAsync(s => s.Id == woman.Resident));
        return subject.Summary is not null && subject.SummaryVersion == subject.Version;
    }

    private static async Task AssertSameAsync(Clinic clinic, Woman woman)
    {
        Assert.True(await IsValidAsync(clinic, woman));
        await using var scope = clinic.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerHolder>().Caller = Caller.Nobody with { Granted = [woman.Resident] };
        var kept = await KeptAsync(scope.ServiceProvider, woman);
        var rows = await scope.ServiceProvider.GetRequiredService<PregnancyReader>().ForRulesAsync(woman.Resident, woman.Pregnancy, CancellationToken.None);
        Assert.Equal(Text(CareSummary.Needed(rows!)), Text(kept.Pregnancy));

        // What was left out changes nothing: the next visit means the same by the rows and by the summary.
        var about = new Author(clinic.Midwife.StaffId, "midwife", new DateTimeOffset(2025, 12, 30, 9, 0, 0, TimeSpan.FromHours(8)), SeesRestricted: true);
        foreach (var next in new[] { clinic.Visit(on: "2025-12-30"), clinic.Visit(on: "2025-12-30", bp: "152/98").With(Keys.ProteinDipstick, "2+").With("plt", 90).With("kick_2h", 3).With(Keys.FundalHeight, 20m) })
        {
            var (byRows, bySummary) = (VisitMeaning.Of(kept.Resident, rows!, next, about, woman.Pregnancy), VisitMeaning.Of(kept.Resident, kept.Pregnancy, next, about, woman.Pregnancy));
            Assert.Equal(Meaning(byRows), Meaning(bySummary));
        }
    }

    private static string Meaning(VisitMeaning meaning) => JsonSerializer.Serialize(new
    {
        Facts = meaning.Facts.Values.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}"), Findings = meaning.Findings.Select(f => $"{f.RuleId}/{f.Fetus} {f.Observed()}"),
        Refused = meaning.Form.Refused.Select(p => $"{p.Key} {p.Code}"), Asked = meaning.Form.Asked.Select(p => $"{p.Key} {p.Code}"), Missing = meaning.Form.Missing.Select(p => p.Key), meaning.Color,
    });

    // The answers are a set of keys: their order means nothing.
    private static string Text(PregnancyView view) => JsonSerializer.Serialize(view with
    {
        First = Ordered(view.First), Visits = [.. view.Visits.Select(v => v with { Answers = Ordered(v.Answers) })],
        Contacts = [.. view.Contacts.OrderBy(c => c.On).ThenBy(c => c.Id).Select(c => c with { State = c.State == PregnancyLogic.Overdue ? PregnancyLogic.Planned : c.State })],
    }, Wire.Json);

    private static Answers Ordered(Answers answers) =>
        answers.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).Aggregate(Answers.Empty, (all, e) => e.Value.Aggregate(all, (a, x) => a.With(e.Key, x)));
}
