using System.Text.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Contracts.Residents;
using Lianxin.Core;
using Lianxin.MaternalCare;
using Lianxin.Tests.Core;
using Lianxin.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Lianxin.Tests.Residents;

/// <summary>The ground of each purpose: what the law asks, what she allows, and that care never waits for either.</summary>
public sealed class ConsentTests : IHaveScopeSamples
{
    private static readonly string[] Optional = ["health-record", "reminders", "sharing", "teaching", "research", "publicity"];

    static IEnumerable<KeyValuePair<string, ScopeMatrix.Sample>> IHaveScopeSamples.ScopeSamples =>
        [new("POST /api/" + RecordConsent.Kind, new(Permissions.RegisterResident, (a, _) => Says(a.Resident, "research", true)))];

    internal static RecordConsent Says(Guid resident, string purpose, bool given, string on = "2025-11-20", string? until = null, string? note = null) => new()
    {
        ResidentId = resident, ConsentId = Guid.CreateVersion7(), Purpose = purpose, Given = given, On = DateOnly.Parse(on, null), Until = until is null ? null : DateOnly.Parse(until, null), How = ConsentHow.Spoken, Note = note,
    };

    private static readonly DateOnly Today = new(2025, 11, 20);

    private static async Task<ConsentSection> OfAsync(Person who, Woman woman) => (await who.RecordAsync(woman)).Consents!;

    [Theory, BothDatabases]
    public async Task Who_refuses_everything_is_booked_and_seen_all_the_same(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        Assert.Equal(Optional, (await OfAsync(clinic.Midwife, woman)).Purposes.Where(p => !p.ByLaw).Select(p => p.Code));
        foreach (var purpose in Optional) await clinic.Midwife.DoAsync(Says(woman.Resident, purpose, given: false));

        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit(bp: "146/94"));
        await clinic.OpenCaseAsync(woman, clinic.CommunityDoctor);
        var record = await clinic.Midwife.RecordAsync(woman);
        Assert.Single(record.MaternalCare!.Pregnancies[0].Visits);
        Assert.NotNull(record.MaternalCare.Pregnancies[0].Next);
        Assert.All(Optional, p => Assert.False(record.Consents!.Allows(p, Today)));
        Assert.All(["care", "public-health-report"], p => Assert.True(record.Consents!.Allows(p, Today)));
    }

    [Theory, BothDatabases]
    public async Task The_last_word_counts_and_every_earlier_one_stays(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        Assert.False((await OfAsync(clinic.Midwife, woman)).Allows("research", Today)); // nobody asked
        await clinic.Midwife.DoAsync(Says(woman.Resident, "research", true, "2025-11-18"));
        Assert.True((await OfAsync(clinic.Midwife, woman)).Allows("research", Today));
        clinic.Clock.Advance(TimeSpan.FromMinutes(1));
        await clinic.Clerk.DoAsync(Says(woman.Resident, "research", false, note: "改主意了") with { Witness = "唐雪" });
        clinic.Clock.Advance(TimeSpan.FromMinutes(1));
        // A paper of an earlier day that turns up later does not take the withdrawal back.
        await clinic.Midwife.DoAsync(Says(woman.Resident, "research", true, "2025-11-19"));

        var said = await OfAsync(clinic.Midwife, woman);
        Assert.False(said.Allows("research", Today));
        Assert.False(said.Allows("teaching", Today)); // each apart
        Assert.Equal([(false, "clerk", "唐雪"), (true, "midwife", ""), (true, "midwife", "")], said.Said.Select(s => (s.Given, s.By, s.Witness)));
        var again = Says(woman.Resident, "research", true);
        await clinic.Midwife.DoAsync(again);
        Assert.True((await OfAsync(clinic.Midwife, woman)).Allows("research", Today));
        // The same id once more is another's or a mistake, and how it was said is one of three ways.
        Assert.Equal(("id-reused", "consentId"), (await clinic.Midwife.SendAsync(again)).Refusals.Select(r => (r.Code, r.Field!)).Single());
        Assert.Equal(("unknown-code", "how"), (await clinic.Midwife.SendAsync(Says(woman.Resident, "research", true) with { How = (ConsentHow)7 })).Refusals.Select(r => (r.Code, r.Field!)).Single());
    }

    [Theory, BothDatabases]
    public async Task The_answer_of_the_form_is_the_same_consent(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        Assert.Contains("consent_record", (await clinic.Midwife.RecordAsync(woman)).Resident.ToComplete);
        await clinic.Midwife.DoAsync(new SaveParticulars { ResidentId = woman.Resident, BasedOn = 1, Changed = Answers.Empty.With("consent_record", true).With("consent_messages", true) });
        var record = await clinic.Midwife.RecordAsync(woman);
        Assert.DoesNotContain("consent_record", record.Resident.ToComplete);
        Assert.Equal([("health-record", ConsentHow.Form), ("reminders", ConsentHow.Form)], record.Consents!.Said.Select(s => (s.Purpose, s.How)).OrderBy(s => s.Purpose));

        clinic.Clock.Advance(TimeSpan.FromMinutes(1));
        await clinic.Midwife.DoAsync(Says(woman.Resident, "health-record", false));
        record = await clinic.Midwife.RecordAsync(woman);
        Assert.False(record.Resident.Particulars.Find("consent_record")!.Value.Flag);
        Assert.True(record.Resident.Particulars.Find("consent_messages")!.Value.Flag);
        Assert.Equal(0, await clinic.ReadAsync(db => db.Set<Lianxin.Residents.Particular>().IgnoreQueryFilters([LianxinDb.ScopeFilter]).CountAsync(p => p.Key.StartsWith("consent_"))));
    }

    [Theory, BothDatabases]
    public async Task What_is_wrong_is_refused_at_its_field_and_nothing_is_written(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        async Task RefusedAsync(RecordConsent operation, string code, string field)
        {
            var refusal = (await clinic.Midwife.SendAsync(operation)).Refusals[0];
            Assert.Equal((code, field), (refusal.Code, refusal.Field));
        }
        await RefusedAsync(Says(woman.Resident, "advertising", true), "unknown-purpose", "purpose");
        await RefusedAsync(Says(woman.Resident, "care", false), "basis-is-law", "purpose");
        await RefusedAsync(Says(woman.Resident, "research", true, "2025-11-21"), "future-date", "on");
        await RefusedAsync(Says(woman.Resident, "research", false, until: "2025-12-01"), "not-pausable", "until");
        await RefusedAsync(Says(woman.Resident, "reminders", true, until: "2025-12-01"), "pause-of-consent", "until");
        await RefusedAsync(Says(woman.Resident, "reminders", false, on: "2025-11-01", until: "2025-11-10"), "date-in-past", "until");
        await RefusedAsync(Says(woman.Resident, "reminders", false, until: "2025-11-10"), "until-before-on", "until");
        await RefusedAsync(Says(woman.Resident, "research", true) with { Given = null }, "required", "given");
        await RefusedAsync(Says(woman.Resident, "research", true) with { How = null }, "required", "how");
        Assert.Empty((await OfAsync(clinic.Midwife, woman)).Said);
    }

    [Theory, BothDatabases]
    public async Task Who_wants_no_reminders_gets_none_and_is_followed_all_the_same(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        Task<int> RemindedAsync() => clinic.ReadAsync(db => db.Set<Contact>().IgnoreQueryFilters([LianxinDb.ScopeFilter]).CountAsync(c => c.RemindedAt != null));
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit(next: "2025-12-04"));
        await clinic.Midwife.DoAsync(Says(woman.Resident, "reminders", false, note: "本人不要短信"));
        await clinic.AdvanceAsync(TimeSpan.FromDays(16));
        Assert.Equal(0, await RemindedAsync());
        Assert.Equal("overdue", (await clinic.Midwife.PregnancyAsync(woman)).Next!.State);

        // Allowed again: the next one reaches her. Another woman's refusal is hers alone.
        await clinic.Midwife.EnterAsync();
        var other = await clinic.RegisterAsync("王芳");
        await clinic.Midwife.DoAsync(Says(other.Resident, "reminders", false, "2025-12-06"));
        await clinic.Midwife.DoAsync(Says(woman.Resident, "reminders", true, "2025-12-06", note: "换了手机"));
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit(next: "2025-12-18"));
        Assert.Equal(["换了手机", "本人不要短信"], (await OfAsync(clinic.Midwife, woman)).Said.Select(m => m.Note));
        await clinic.AdvanceAsync(TimeSpan.FromDays(11));
        Assert.Equal(1, await RemindedAsync());
    }

    [Theory, BothDatabases]
    public async Task A_pause_ends_by_itself(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        foreach (var (name, until) in new[] { ("陈洁", "2025-12-01"), ("王芳", "2025-12-02") })
        {
            var woman = await clinic.RegisterAsync(name);
            await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit(next: "2025-12-04"));
            await clinic.Midwife.DoAsync(Says(woman.Resident, "reminders", false, until: until));
        }
        // Reminded on 2 December, in the morning: the pause of one is over, the last day of the other is not.
        await clinic.AdvanceAsync(TimeSpan.FromDays(12));
        Assert.Equal(1, await clinic.ReadAsync(db => db.Set<Contact>().IgnoreQueryFilters([LianxinDb.ScopeFilter]).CountAsync(c => c.RemindedAt != null)));
    }

    [Theory, BothDatabases]
    public async Task The_device_shows_what_the_server_will(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        var before = await clinic.Midwife.RecordAsync(woman);
        var operation = Says(woman.Resident, "reminders", false, until: "2025-12-31", note: "旅行") with { Witness = "唐雪" };
        var shown = before.Apply(operation, new Author(clinic.Midwife.StaffId, "midwife", clinic.Clock.GetUtcNow(), SeesRestricted: false));
        await clinic.Midwife.DoAsync(operation);
        Assert.Equal(JsonSerializer.Serialize((await clinic.Midwife.RecordAsync(woman)).Consents, Wire.Json), JsonSerializer.Serialize(shown.Consents, Wire.Json));
    }
}
