using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Lianxin.BrowserTests.Infrastructure;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Residents;
using Lianxin.Core;
using Lianxin.Core.Access;
using Lianxin.Database;
using Lianxin.MaternalCare;
using Lianxin.Organizations;
using Lianxin.Residents;
using Lianxin.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Lianxin.Tests.Faults;

/// <summary>The server is killed without warning while visits are written: what was acknowledged is there, whole and once.</summary>
[Trait("speed", "slow")]
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Cycles = 3, Clients = 4, AcknowledgedBeforeTheKill = 24;
    private const string Password = "春天的湘江2025";
    private static readonly string[] Scope = [LianxinDb.ScopeFilter];

    /// <summary>What was sent, in the order of one client; an answer makes it acknowledged.</summary>
    private sealed record Sent(string By, Envelope Envelope, Guid Visit);

    [Theory, BothDatabases]
    public async Task Killed_under_write_load_nothing_acknowledged_is_lost_and_nothing_is_half(string database)
    {
        await using var data = await PrepareAsync(database);
        string[] options = ["--data", data.Folder.FullName, .. database == Engine.PostgreSql ? new[] { "--postgresql", data.ConnectionString } : []];
        await using var server = await LianxinServer.StartAsync("serve", options);
        var (acknowledged, open) = (new ConcurrentDictionary<Guid, Sent>(), new ConcurrentDictionary<Guid, Sent>());
        for (var cycle = 1; cycle <= Cycles; cycle++)
        {
            using var killed = new CancellationTokenSource();
            var before = acknowledged.Count;
            var writers = Enumerable.Range(0, Clients).Select(i => WriteAsync(server.Url, $"midwife{i}", acknowledged, open, killed.Token)).ToArray();
            while (acknowledged.Count < before + AcknowledgedBeforeTheKill)
            {
                if (writers.FirstOrDefault(w => w.IsFaulted) is { } broken) await broken;
                await Task.WhenAny(writers.Append(Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None)));
            }
            server.Kill();
            await killed.CancelAsync();
            await Task.WhenAll(writers);

            var since = TimeProvider.System.GetTimestamp();
            await server.RestartAsync();
            output.WriteLine($"{database} cycle {cycle}: {acknowledged.Count} acknowledged, {open.Count} without answer, ready after {TimeProvider.System.GetElapsedTime(since).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s");
            await CheckAsync(data, acknowledged, open);

            // Whoever got no answer sends it again with the same id: it is done once, whether it had been written or not.
            foreach (var own in open.ToArray().ToLookup(o => o.Value.By))
            {
                await using var sender = new Sender(server.Url, own.Key);
                await sender.SignInAsync(CancellationToken.None);
                foreach (var (id, sent) in own)
                {
                    var outcome = await sender.SendAsync(sent.Envelope, CancellationToken.None);
                    Assert.True(outcome.Result == Result.Done, string.Join(' ', outcome.Refusals));
                    open.Remove(id, out _);
                    acknowledged[id] = sent;
                }
            }
            await CheckAsync(data, acknowledged, open);
        }
        Assert.DoesNotContain(server.Log, l => l.Contains("fail:", StringComparison.Ordinal) || l.Contains("crit:", StringComparison.Ordinal));
    }

    // The region, four midwives with passwords and their women, made by a server in this process; then the real one takes the folder over.
    private static async Task<TestDatabase> PrepareAsync(string database)
    {
        var data = await TestDatabase.CreateAsync(database);
        await File.WriteAllTextAsync(Path.Combine(data.Folder.FullName, "lianxin-folder"), "hospital");
        await using var clinic = await Clinic.OpenAsync(data);
        for (var i = 0; i < Clients; i++) await clinic.HireAsync($"midwife{i}", "midwife", Clinic.Centre, Password);
        return data;
    }

    // One client at work: a woman, a few visits, the next woman, until the connection breaks.
    private static async Task WriteAsync(Uri url, string name, ConcurrentDictionary<Guid, Sent> acknowledged, ConcurrentDictionary<Guid, Sent> open, CancellationToken killed)
    {
        await using var sender = new Sender(url, name);
        try
        {
            await sender.SignInAsync(killed);
            while (true)
            {
                var woman = new Woman(Guid.CreateVersion7(), Guid.CreateVersion7());
                var lmp = sender.Today.AddDays(-220).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                var person = Answers.Empty.With(Keys.FullName, "王芳").With(Keys.BirthDate, "1995-03-15").With(Keys.Sex, "2").With(Keys.Mobile, "19900000001").With("tags", new[] { "pregnant" }).With(Keys.Lmp, lmp);
                Assert.Equal(Result.Done, (await sender.SendAsync(Sender.Envelope(new RegisterResident { ResidentId = woman.Resident, OrganizationId = Clinic.Centre, Person = person, NotADuplicate = true }), killed)).Result);
                Assert.Equal(Result.Done, (await sender.SendAsync(Sender.Envelope(new RegisterPregnancy { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, First = Answers.Empty.With(Keys.Lmp, lmp) }), killed)).Result);
                for (var i = 0; i < 4; i++)
                {
                    var visit = Guid.CreateVersion7();
                    var sent = new Sent(name, Sender.Envelope(new RecordVisit { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, VisitId = visit, Answers = VisitOn(sender.Today) }), visit);
                    open[sent.Envelope.Id] = sent;
                    var outcome = await sender.SendAsync(sent.Envelope, killed);
                    Assert.True(outcome.Result == Result.Done, string.Join(' ', outcome.Refusals));
                    acknowledged[sent.Envelope.Id] = sent;
                    open.Remove(sent.Envelope.Id, out _);
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // The server is gone; what has no answer stays in “open”.
        }
    }

    // Raised pressure: the visit brings observations, findings, contacts, and work items with them.
    private static Answers VisitOn(DateOnly day) => Answers.Empty
        .With(Keys.Person, new Named("王芳")).With(Keys.VisitNo, 6).With(Keys.VisitKind, "done").With(Keys.VisitDate, $"{day:yyyy-MM-dd}").With(Keys.ComplaintCodes, new[] { "0" }).With(Keys.Contractions, "0")
        .With(Keys.WeightKg, 66.8m).With(Keys.FundalHeight, 29m).With(Keys.FetalHeartState, AnswerValue.Of("1"), fetus: 1).With(Keys.Fhr, AnswerValue.Of(144m), fetus: 1)
        .With(Keys.Sbp, 146).With(Keys.Dbp, 94).With(Keys.Hb, 118).With(Keys.ProteinDipstick, "neg").With(Keys.Assessment, "1").With(Keys.Guidance, new[] { "1" }).With(Keys.Referral, "1")
        .With(Keys.NextVisitDate, $"{day.AddDays(14):yyyy-MM-dd}").With(Keys.Doctor, new Named("许静"));

    private static async Task CheckAsync(TestDatabase data, ConcurrentDictionary<Guid, Sent> acknowledged, ConcurrentDictionary<Guid, Sent> open)
    {
        var builder = new DbContextOptionsBuilder<LianxinDb>();
        Engine.Use(builder, data.Engine, data.ConnectionString);
        await using var db = new LianxinDb(builder.Options, Modules.All, new CallerHolder());
        var visits = await db.Encounters.IgnoreQueryFilters(Scope).Where(e => e.Kind == FormNames.AntenatalFollowup).Select(e => e.Id).ToListAsync();
        Assert.Equal(visits.Count, visits.Distinct().Count());
        Assert.Empty(acknowledged.Values.Select(s => s.Visit).Except(visits));
        Assert.Empty(visits.Except(acknowledged.Values.Concat(open.Values).Select(s => s.Visit)));

        // Whole: each visit has every row that it brings, and its operation says done.
        var form = FormDefinition.Of(FormNames.AntenatalFollowup);
        var measured = VisitOn(DateOnly.MinValue.AddYears(2000)).Entries.Count(e => EncounterStore.IsMeasured(form[e.Key]!));
        var observations = await db.Observations.IgnoreQueryFilters(Scope).GroupBy(o => o.EncounterId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
        Assert.Equal(visits.Order(), observations.Keys.Order());
        Assert.All(observations.Values, count => Assert.Equal(measured, count));
        var findings = await db.Findings.IgnoreQueryFilters(Scope).Select(f => new { f.Id, f.EncounterId, f.RespondBy }).ToListAsync();
        Assert.Equal(visits.Order(), findings.Select(f => f.EncounterId).Distinct().Order());
        Assert.Single(findings.GroupBy(f => f.EncounterId).Select(g => g.Count()).Distinct());
        Assert.Equal(visits.Count, await db.Operations.CountAsync(o => o.Kind == RecordVisit.Kind && o.Outcome.Contains("\"done\"")));

        // Each thing due once, neither lost nor doubled.
        var contacts = await db.Contacts.IgnoreQueryFilters(Scope).Select(c => c.Id).ToListAsync();
        var due = await db.WorkItems.Select(w => new { w.Kind, w.SubjectId, w.Step }).ToListAsync();
        Assert.Equal(due.Count, due.Distinct().Count());
        Assert.Equal(contacts.Concat(findings.Where(f => f.RespondBy is not null).Select(f => f.Id)).Order(), due.Select(w => w.SubjectId).Order());
        Assert.Equal(visits.Count, await db.Activities.CountAsync(a => a.Kind == "antenatal-visit"));
        Assert.Equal(visits.Count * 2, contacts.Count); // the next visit, and the repeat of the pressure
    }

    /// <summary>A browser of the real server's.</summary>
    private sealed class Sender(Uri url, string name) : IAsyncDisposable
    {
        private readonly HttpClient http = new(new HttpClientHandler { CookieContainer = new CookieContainer(), UseProxy = false }) { BaseAddress = url };

        public DateOnly Today { get; private set; }

        public async Task SignInAsync(CancellationToken ct)
        {
            using var answer = await http.PostAsJsonAsync("api/session", new SignIn { UserName = name, Password = Password }, Wire.Json, ct);
            answer.EnsureSuccessStatusCode();
            var session = (await answer.Content.ReadFromJsonAsync<SessionView>(Wire.Answers, ct))!;
            http.DefaultRequestHeaders.Add("X-Lianxin-Csrf", session.Csrf);
            Today = PlaceTime.DateOf(session.Now);
        }

        public static Envelope Envelope<T>(T operation) where T : IOperation => new() { Id = Guid.CreateVersion7(), Kind = T.Kind, Version = T.Version, Body = JsonSerializer.SerializeToElement(operation, Wire.Json) };

        public async Task<Outcome> SendAsync(Envelope envelope, CancellationToken ct)
        {
            using var answer = await http.PostAsJsonAsync("api/operations", new[] { envelope }, Wire.Json, ct);
            answer.EnsureSuccessStatusCode();
            return (await answer.Content.ReadFromJsonAsync<Outcome[]>(Wire.Answers, ct))![0];
        }

        public ValueTask DisposeAsync()
        {
            http.Dispose();
            return default;
        }
    }
}
