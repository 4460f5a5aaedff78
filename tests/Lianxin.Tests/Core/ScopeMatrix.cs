using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Rosters;
using Lianxin.Contracts.Organizations;
using Lianxin.Contracts.Residents;
using Lianxin.Core;
using Lianxin.Organizations;
using Lianxin.Residents;
using Lianxin.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lianxin.Tests.Core;

/// <summary>Tests of an operation or query, with the samples that the matrix of roles and scopes asks it with.</summary>
internal interface IHaveScopeSamples
{
    /// <summary>By method and path as in the API document.</summary>
    static abstract IEnumerable<KeyValuePair<string, ScopeMatrix.Sample>> ScopeSamples { get; }
}

/// <summary>Every endpoint of the API document and every kind of operation × every role × own, foreign, revoked, nobody. A new endpoint needs a sample here.</summary>
[Trait("speed", "slow")]
public sealed partial class ScopeMatrix
{
    private const string Name = "金丝雀", Phone = "19912345678", Id = "430211199503151224";

    /// <summary>What a request is aimed at: things of the woman whom others must not see, or ids that nothing has.</summary>
    internal sealed record Aim(Guid Resident, Guid Pregnancy, Guid Organization, Guid Finding, Guid Observation, Guid Post, Guid Staff)
    {
        /// <summary>The visit that was recorded, her case, and a task in it.</summary>
        public Guid Encounter { get; init; } = New;
        public Guid Case { get; init; } = New;
        public Guid Task { get; init; } = New;

        /// <summary>A branch of the house, and a membership in it.</summary>
        public Guid Branch { get; init; } = New;
        public Guid Membership { get; init; } = New;

        /// <summary>Who cares for her.</summary>
        public Guid Carer { get; init; } = New;

        /// <summary>A record that may be hers too.</summary>
        public Guid Twin { get; init; } = New;

        public static Aim AtNothing() => new(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
    }

    /// <summary>How one endpoint is asked.</summary>
    /// <param name="Permission">What it has to need, whatever the catalog says.</param>
    /// <param name="Body">A body that is valid in itself; null for a GET.</param>
    /// <param name="Names">True where the request names somebody or some organization; false where it answers about whoever asks.</param>
    internal sealed record Sample(string Permission, Func<Aim, Answers, object>? Body = null, bool Names = true);

    private static Guid New => Guid.CreateVersion7();

    internal static MultipartFormDataContent Roster(Aim aim) => new()
    {
        { new ByteArrayContent("姓名,手机,末次月经\n王芳,19900000009,2025-04-15\n"u8.ToArray()), "file", "list.csv" }, { new StringContent($"{aim.Organization}"), "organization" },
    };

    internal static readonly Dictionary<string, Sample> Samples = new(typeof(ScopeMatrix).Assembly.GetTypes().Where(t => t is { IsInterface: false } && t.IsAssignableTo(typeof(IHaveScopeSamples)))
        .SelectMany(t => (IEnumerable<KeyValuePair<string, Sample>>)typeof(ScopeMatrix).GetMethod(nameof(SamplesOf), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(t).Invoke(null, null)!))
    {
        ["POST /api/" + AddOrganization.Kind] = new(Permissions.ManageOrganizations, (a, _) => new AddOrganization { OrganizationId = New, ParentId = a.Organization, Code = $"C{New:N}", Name = "新点", OrganizationKind = "site" }),
        ["POST /api/" + AddStaff.Kind] = new(Permissions.ManageStaff, (a, _) => new AddStaff { StaffId = New, OrganizationId = a.Organization, Name = "新同事" }),
        ["POST /api/" + GivePost.Kind] = new(Permissions.ManageStaff, (a, _) => new GivePost { PostId = New, StaffId = a.Staff, OrganizationId = a.Organization, Role = "nurse" }),
        ["POST /api/" + EndPost.Kind] = new(Permissions.ManageStaff, (a, _) => new EndPost { PostId = a.Post, OrganizationId = a.Organization }),
        ["POST /api/" + RecordLeave.Kind] = new(Permissions.ManageStaff, (a, _) => new RecordLeave { LeaveId = New, StaffId = a.Staff, OrganizationId = a.Organization, From = new(2025, 11, 20), Until = new(2025, 11, 21) }),
        ["POST /api/" + RegisterResident.Kind] = new(Permissions.RegisterResident, (a, _) => new RegisterResident
        {
            ResidentId = New, OrganizationId = a.Organization, NotADuplicate = true,
            Person = Answers.Empty.With(Keys.FullName, "王芳").With(Keys.Sex, "2").With(Keys.BirthDate, "1995-01-01").With(Keys.Mobile, "19900000002").With("tags", new[] { "pregnant" }).With(Keys.Lmp, "2025-04-15"),
        }),
        ["POST /api/" + SaveParticulars.Kind] = new(Permissions.RegisterResident, (a, _) => new SaveParticulars { ResidentId = a.Resident, BasedOn = 1, Changed = Answers.Empty.With(Keys.Mobile, Phone), Reason = "核对" }),
        ["POST /api/" + AnswerFinding.Kind] = new(Permissions.RecordCare, (a, _) => new AnswerFinding { ResidentId = a.Resident, FindingId = a.Finding, Answer = FindingAnswer.Seen }),
        ["POST /api/" + CorrectObservation.Kind] = new(Permissions.RecordCare, (a, _) => new CorrectObservation { ResidentId = a.Resident, ObservationId = a.Observation, NewId = New, Answer = Answer.Of(67m), Reason = "核对" }),
        ["POST /api/" + RegisterPregnancy.Kind] = new(Permissions.RegisterResident, (a, _) => new RegisterPregnancy { ResidentId = a.Resident, PregnancyId = New, First = Answers.Empty.With(Keys.Lmp, "2025-04-15") }),
        ["POST /api/" + AnswerFirstVisit.Kind] = new(Permissions.RecordCare, (a, _) => new AnswerFirstVisit { ResidentId = a.Resident, PregnancyId = a.Pregnancy, EncounterId = New, First = Answers.Empty.With(Keys.HeightCm, 160) }),
        ["POST /api/" + RecordVisit.Kind] = new(Permissions.RecordCare, (a, visit) => new RecordVisit { ResidentId = a.Resident, PregnancyId = a.Pregnancy, VisitId = New, Answers = visit }),
        ["POST /api/" + DatePregnancy.Kind] = new(Permissions.RecordCare, (a, _) => new DatePregnancy { ResidentId = a.Resident, PregnancyId = a.Pregnancy, DatingId = New, BasedOn = New, Basis = "us", Edd = new(2026, 1, 20) }),
        ["POST /api/" + ConfirmColor.Kind] = new(Permissions.ConfirmColor, (a, _) => new ConfirmColor { ResidentId = a.Resident, PregnancyId = a.Pregnancy, ConfirmationId = New, AssessmentId = New, Color = "yellow" }),
        ["POST /api/" + PlanContact.Kind] = new(Permissions.RecordCare, (a, _) => new PlanContact { ResidentId = a.Resident, PregnancyId = a.Pregnancy, ContactId = New, ContactKind = "call", On = new(2025, 12, 1) }),
        ["POST /api/residents/search"] = new(Permissions.ReadRecord, (_, _) => new SearchFor { Text = Name }, Names: false),
        ["POST /api/residents/{resident}/unmask"] = new(Permissions.Unmask, (_, _) => new UnmaskFor { Key = Keys.Mobile }),
        ["GET /api/residents/{resident}/record"] = new(Permissions.ReadRecord),
        ["GET /api/maternal-care/pregnancies/of/{organization}"] = new(Permissions.ReadRecord),
        ["GET /api/maternal-care/today/{organization}"] = new(Permissions.ReadRecord),
        ["GET /api/organizations/houses"] = new(Permissions.ReadStaff, Names: false),
        ["GET /api/organizations/doctors"] = new(Permissions.ReadStaff, Names: false),
        ["GET /api/residents/{resident}/looks"] = new(Permissions.ReadRecord),
        ["GET /api/organizations/in-reach"] = new(Permissions.ReadStaff, Names: false),
        ["GET /api/organizations/{organization}/staff"] = new(Permissions.ReadStaff),
    };

    private static IEnumerable<KeyValuePair<string, Sample>> SamplesOf<T>() where T : IHaveScopeSamples => T.ScopeSamples;

    /// <summary>The sign-in and its like, with what nobody gets from each.</summary>
    private static readonly Dictionary<string, HttpStatusCode> ByHand = new()
    {
        ["GET /api/session"] = HttpStatusCode.Unauthorized, ["POST /api/session"] = HttpStatusCode.UnprocessableEntity, ["POST /api/session/unlock"] = HttpStatusCode.UnprocessableEntity,
        ["POST /api/session/lock"] = HttpStatusCode.Unauthorized, ["POST /api/session/password"] = HttpStatusCode.Unauthorized, ["DELETE /api/session"] = HttpStatusCode.NoContent,
        ["POST /api/operations"] = HttpStatusCode.Unauthorized,
    };

    [Fact]
    public async Task Every_endpoint_of_the_document_has_a_sample_with_its_permission()
    {
        await using var clinic = await Clinic.OpenEmptyAsync("sqlite");
        using var http = new HttpClient { BaseAddress = clinic.Url };
        var document = await http.GetFromJsonAsync<JsonElement>("openapi/v1.json", TestContext.Current.CancellationToken);
        var endpoints = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(m => $"{m.Name.ToUpperInvariant()} {p.Name}")).ToHashSet();
        var missing = endpoints.Except(Samples.Keys).Except(ByHand.Keys).Order().ToList();
        Assert.True(missing.Count == 0, $"No sample for {string.Join(", ", missing)}: add one beside its tests (IHaveScopeSamples), with the permission that it has to need.");
        Assert.Empty(Samples.Keys.Concat(ByHand.Keys).Except(endpoints));

        var catalog = clinic.Services.GetRequiredService<Catalog>();
        await using var scope = clinic.Services.CreateAsyncScope();
        var declared = catalog.Kinds.Values.ToDictionary(k => $"POST /api/{k.Kind}", k => k.PermissionOf(scope.ServiceProvider));
        foreach (var query in catalog.Queries) declared.Add($"{query.Method} /api/{Constraint().Replace(query.Route, "}")}", query.Permission);
        Assert.Equal(declared.OrderBy(d => d.Key).Select(d => $"{d.Key} {d.Value}"), Samples.OrderBy(s => s.Key).Select(s => $"{s.Key} {s.Value.Permission}"));
    }

    [Theory, BothDatabases]
    public async Task Nobody_gets_more_than_role_and_scope_allow(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var aim = await PlantAsync(clinic);
        var leaks = new List<string>();
        foreach (var role in Roles.All.Values)
        {
            var own = await clinic.HireAsync($"own-{role.Code}", role.Code, Clinic.Centre);
            if (role.Reach == "care-team") await clinic.WriteAsync(db => { db.AccessGrants.Add(Grant(aim.Resident, own.StaffId, clinic)); return Task.CompletedTask; });
            // The first account reaches every organization, to name their administrators; it reads nobody. So nothing is foreign to it.
            var foreign = role.Code == Roles.Founder ? null : await clinic.HireAsync($"foreign-{role.Code}", role.Code, Clinic.Elsewhere);
            var revoked = await clinic.HireAsync($"revoked-{role.Code}", role.Code, Clinic.Centre);
            await clinic.WriteAsync(db => db.Posts.Where(p => p.Id == revoked.PostId).ExecuteUpdateAsync(u => u.SetProperty(p => p.Until, clinic.Clock.GetUtcNow())));

            foreach (var (endpoint, sample) in Samples)
            {
                void Expect(string who, Told told, bool holds, string expected)
                {
                    if (!holds) leaks.Add($"{endpoint} by {who} {role.Code}: {(int)told.Status} {told.Body[..Math.Min(200, told.Body.Length)]}, expected {expected}");
                }
                void ExpectSilence(string who, Told told)
                {
                    foreach (var canary in new[] { Name, Phone, Id, Phone[^4..], Id[^4..] })
                        if (told.Alike.Contains(canary, StringComparison.Ordinal)) leaks.Add($"{endpoint} told {who} {role.Code}: {canary}");
                }

                var may = role.Permissions.Contains(sample.Permission);
                var mine = await AskAsync(clinic, own, endpoint, aim);
                if (may) Expect("own", mine, mine.Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound) && (int)mine.Status < 500, "to be let in");
                else
                {
                    Expect("own", mine, (mine.Status, mine.Code) == (HttpStatusCode.Forbidden, "not-permitted"), "403");
                    ExpectSilence("own", mine);
                }

                var gone = await AskAsync(clinic, revoked, endpoint, aim);
                Expect("revoked", gone, (gone.Status, gone.Code) == (HttpStatusCode.Unauthorized, "signed-out"), "401");
                ExpectSilence("revoked", gone);
                if (foreign is null) continue;

                Told theirs = await AskAsync(clinic, foreign, endpoint, aim), nobodys = await AskAsync(clinic, foreign, endpoint, Aim.AtNothing());
                if (!may) Expect("foreign", theirs, (theirs.Status, theirs.Code) == (HttpStatusCode.Forbidden, "not-permitted"), "403");
                else if (sample.Names) Expect("foreign", theirs, (theirs.Status, theirs.Code) == (HttpStatusCode.NotFound, "not-found"), "404");
                else Expect("foreign", theirs, theirs.Status == HttpStatusCode.OK, "200 and nothing");
                Expect("foreign", theirs, theirs.Alike == nobodys.Alike, $"the same as for a random id: {nobodys.Alike}");
                ExpectSilence("foreign", theirs);
            }
        }
        Assert.True(leaks.Count == 0, $"{leaks.Count} leaks:\n{string.Join('\n', leaks.Take(40))}");
    }

    [Theory, BothDatabases]
    public async Task In_a_batch_each_operation_is_judged_alike(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var aim = await PlantAsync(clinic);
        foreach (var person in new[] { clinic.Stranger, clinic.Leader })
        {
            async Task<string[]> AskAllAsync(Aim at)
            {
                var envelopes = Samples.Where(s => OperationTypes.All.ContainsKey(s.Key[("POST /api/").Length..])).Select(s => new Envelope
                {
                    Id = New, Kind = s.Key["POST /api/".Length..], Body = JsonSerializer.SerializeToElement(s.Value.Body!(at, clinic.Visit()), Wire.Json),
                }).ToArray();
                using var answer = await person.AskAsync(HttpMethod.Post, "api/operations", JsonContent.Create(envelopes, options: Wire.Json));
                var outcomes = (await answer.Content.ReadFromJsonAsync<Outcome[]>(Wire.Answers))!;
                return [.. outcomes.Zip(envelopes, (o, e) => $"{e.Kind} {o.Result} {string.Join(' ', o.Refusals.Select(r => $"{r.Code}@{r.Field} {r.Facts?.Count}"))}")];
            }
            var (real, random) = (await AskAllAsync(aim), await AskAllAsync(Aim.AtNothing()));
            Assert.Equal(random, real);
            Assert.All(real, r => Assert.Matches("Refused (not-found|not-permitted)@", r));
        }
    }

    [Theory, BothDatabases]
    public async Task Beyond_ones_scope_an_identity_number_says_registered_elsewhere_and_nothing_more(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        await PlantAsync(clinic);
        var person = Answers.Empty.With(Keys.FullName, "李娟").With(Keys.IdNumber, Id).With(Keys.Sex, "2").With(Keys.Mobile, "19900000003");
        var outcome = await clinic.Stranger.SendAsync(new RegisterResident { ResidentId = New, OrganizationId = Clinic.Elsewhere, Person = person });
        var refusal = Assert.Single(outcome.Refusals);
        Assert.Equal(("registered-elsewhere", "person.id_number", null), (refusal.Code, refusal.Field, refusal.Facts));
    }

    [Theory, BothDatabases]
    public async Task Without_a_session_there_is_nothing(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var aim = await PlantAsync(clinic);
        foreach (var cookie in new[] { null, "", "no-token", new string('0', 64), new string('0', 4000) })
        {
            using var http = new HttpClient(new HttpClientHandler { UseCookies = false, UseProxy = false }) { BaseAddress = clinic.Url };
            if (cookie is not null) http.DefaultRequestHeaders.Add("Cookie", $"lianxin={cookie}");
            foreach (var (endpoint, expected) in ByHand.Concat(Samples.Keys.Select(k => KeyValuePair.Create(k, HttpStatusCode.Unauthorized))))
            {
                using var request = Request(clinic, endpoint, aim);
                using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.True(expected == answer.StatusCode, $"{endpoint}: {answer.StatusCode}, not {expected}");
                Assert.DoesNotContain(Name, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            }
        }
    }

    private static AccessGrant Grant(Guid resident, Guid staff, Clinic clinic) => new()
    { SubjectId = resident, GranteeId = staff, Reason = "care-team", From = clinic.Clock.GetUtcNow().AddDays(-1), Until = clinic.Clock.GetUtcNow().AddDays(1) };

    // A woman of the centre with a finding and an observation, and a colleague with a post.
    private static async Task<Aim> PlantAsync(Clinic clinic)
    {
        var woman = await clinic.RegisterAsync();
        await clinic.Midwife.DoAsync(new SaveParticulars { ResidentId = woman.Resident, BasedOn = 1, Reason = "核对", Changed = Answers.Empty.With(Keys.FullName, Name).With(Keys.Mobile, Phone).With(Keys.BirthDate, "1995-03-15").With(Keys.IdNumber, Id) });
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit(bp: "146/94"));
        var victim = await clinic.HireAsync("victim", "nurse", Clinic.Centre);
        var (finding, observation) = (
            await clinic.ReadAsync(db => db.Findings.IgnoreQueryFilters([LianxinDb.ScopeFilter]).Select(f => f.Id).FirstAsync()),
            await clinic.ReadAsync(db => db.Observations.IgnoreQueryFilters([LianxinDb.ScopeFilter]).Where(o => o.Analyte == Keys.WeightKg).Select(o => o.Id).FirstAsync()));
        Assert.Single((await clinic.Midwife.SearchAsync(Name)).Hits); // what others must not find can be found
        var (opened, carer) = (await clinic.OpenCaseAsync(woman, clinic.CommunityDoctor), New);
        await clinic.Midwife.DoAsync(new NameCarer { ResidentId = woman.Resident, CarerId = carer, Name = Name, Phone = Phone, Relation = "母亲", MayBeTold = [], On = new(2025, 11, 20) });
        // Nobody reaches the pair in reach but who reaches both: the other has her telephone and her name.
        var twin = New;
        await clinic.Midwife.DoAsync(new RegisterResident { ResidentId = twin, OrganizationId = Clinic.Centre, NotADuplicate = true, Person = Answers.Empty.With(Keys.FullName, Name).With(Keys.Sex, "2").With(Keys.BirthDate, "1995-03-15").With(Keys.Mobile, Phone) });
        var (branch, membership) = await Organizations.BranchTests.PlantAsync(clinic);
        return new(woman.Resident, woman.Pregnancy, Clinic.Centre, finding, observation, victim.PostId, victim.StaffId)
        {
            Branch = branch, Membership = membership,
            Encounter = await clinic.ReadAsync(db => db.Observations.IgnoreQueryFilters([LianxinDb.ScopeFilter]).Select(o => o.EncounterId).FirstAsync()), Case = opened, Carer = carer, Twin = twin,
            Task = await clinic.ReadAsync(db => db.Set<Lianxin.MaternalCare.Tasks.CareTask>().IgnoreQueryFilters([LianxinDb.ScopeFilter]).Where(t => t.AboutId == opened).Select(t => t.Id).FirstAsync()),
        };
    }

    internal static HttpRequestMessage Request(Clinic clinic, string endpoint, Aim aim)
    {
        var (method, path) = (endpoint.Split(' ')[0], endpoint.Split(' ')[1]);
        var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{resident}", $"{aim.Resident}", StringComparison.Ordinal).Replace("{organization}", $"{aim.Organization}", StringComparison.Ordinal).Replace("{encounter}", $"{aim.Encounter}", StringComparison.Ordinal).Replace("{figure}", "booked", StringComparison.Ordinal).Replace("{list}", "expected", StringComparison.Ordinal).Replace("{case}", $"{aim.Case}", StringComparison.Ordinal).Replace("{branch}", $"{aim.Branch}", StringComparison.Ordinal));
        var body = Samples.TryGetValue(endpoint, out var sample) ? sample.Body?.Invoke(aim, clinic.Visit()) : new { };
        if (body is HttpContent content) request.Content = content;
        else if (method == "POST") request.Content = JsonContent.Create(body, body!.GetType(), options: Wire.Json);
        request.Headers.Add("Idempotency-Key", New.ToString());
        return request;
    }

    private static async Task<Told> AskAsync(Clinic clinic, Person person, string endpoint, Aim aim)
    {
        using var request = Request(clinic, endpoint, aim);
        request.Headers.Add("X-Lianxin-Csrf", person.Csrf);
        using var answer = await person.Http.SendAsync(request);
        return new(answer.StatusCode, answer.Content.Headers.ContentType?.ToString() ?? "", await answer.Content.ReadAsStringAsync());
    }

    /// <summary>An answer as whoever asked sees it.</summary>
    private sealed record Told(HttpStatusCode Status, string Type, string Body)
    {
        public string? Code => Type.StartsWith("application/problem+json", StringComparison.Ordinal) ? JsonDocument.Parse(Body).RootElement.GetProperty("code").GetString() : null;

        /// <summary>Everything but the ids.</summary>
        public string Alike => $"{(int)Status} {Type} {AnyId().Replace(Body, "id")}";
    }

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")]
    private static partial Regex AnyId();

    [GeneratedRegex(@":[a-z]+\}")]
    private static partial Regex Constraint();
}
