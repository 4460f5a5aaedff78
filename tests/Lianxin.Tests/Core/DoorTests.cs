using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Organizations;
using Lianxin.Contracts.Residents;
using Lianxin.Core;
using Lianxin.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Lianxin.Tests.Core;

/// <summary>The one door for writes: each operation by itself, each exactly once, whatever comes in beside it.</summary>
public sealed class DoorTests
{
    private static JsonObject Envelope<T>(T operation, Guid? id = null) where T : IOperation => new()
    {
        ["id"] = id ?? Guid.CreateVersion7(), ["kind"] = T.Kind, ["version"] = T.Version, ["body"] = JsonSerializer.SerializeToNode(operation, Wire.Json),
    };

    private static PlanContact Contact(Woman woman) => new() { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, ContactId = Guid.CreateVersion7(), ContactKind = "call", On = new(2025, 11, 28) };

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(Person person, string json, string path = "api/operations", string type = "application/json", Guid? key = null)
    {
        using var content = new StringContent(json, Encoding.UTF8, type);
        if (key is { } id) content.Headers.Add("Idempotency-Key", id.ToString());
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("X-Lianxin-Csrf", person.Csrf);
        if (key is { } k) { content.Headers.Remove("Idempotency-Key"); request.Headers.Add("Idempotency-Key", k.ToString()); }
        using var answer = await person.Http.SendAsync(request);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, body.RootElement.Clone());
    }

    private static async Task<Outcome[]> BatchAsync(Person person, params JsonNode?[] envelopes)
    {
        var (status, body) = await PostAsync(person, new JsonArray(envelopes).ToJsonString());
        Assert.Equal(HttpStatusCode.OK, status);
        return body.Deserialize<Outcome[]>(Wire.Answers)!;
    }

    private static string Said(Outcome outcome) => outcome.Result == Result.Refused ? string.Join(' ', outcome.Refusals.Select(r => $"{r.Code}@{r.Field}")) : outcome.Result.ToString();

    [Theory, BothDatabases]
    public async Task One_bad_operation_among_two_hundred_spoils_none(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        var batch = Enumerable.Range(0, Door.MaxBatch).Select(i => (JsonNode)Envelope(Contact(woman) with { On = i == 117 ? new(2020, 1, 1) : new(2025, 11, 28) })).ToArray();
        var ids = batch.Select(e => e["id"]!.GetValue<Guid>()).ToArray();

        var outcomes = await BatchAsync(clinic.Midwife, batch);

        Assert.Equal(ids, outcomes.Select(o => o.Id)); // answered in the same order
        Assert.Equal("date-in-past@on", Said(Assert.Single(outcomes, o => o.Result != Result.Done)));
        Assert.Equal("date-in-past@on", Said(outcomes[117]));
        Assert.Equal(Door.MaxBatch - 1, (await clinic.Midwife.PregnancyAsync(woman)).Contacts.Count);
    }

    [Theory, BothDatabases]
    public async Task Each_envelope_is_judged_by_itself(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        JsonObject With(string member, JsonNode? value, bool inBody = false)
        {
            var envelope = Envelope(Contact(woman));
            (inBody ? envelope["body"]!.AsObject() : envelope)[member] = value;
            return envelope;
        }
        var deep = JsonNode.Parse(string.Concat(Enumerable.Repeat("[", 20)) + string.Concat(Enumerable.Repeat("]", 20)));
        (JsonNode? Envelope, string Expected)[] cases =
        [
            (Envelope(Contact(woman)), "Done"),
            (null, "malformed@"), (JsonValue.Create(7), "malformed@"), (JsonValue.Create("{}"), "malformed@"), (new JsonArray(), "malformed@"), (new JsonObject(), "malformed@"),
            (With("id", "no id"), "malformed@id"), (With("id", Guid.Empty.ToString()), "required@id"),
            (With("kind", "maternal-care/no-such-kind"), "unknown-kind@kind"), (With("kind", null), "malformed@kind"), (With("kind", "Maternal-Care/Plan-Contact"), "unknown-kind@kind"),
            (With("version", 2), "unknown-version@version"), (With("version", 0), "unknown-version@version"), (With("version", -1), "unknown-version@version"), (With("version", "1"), "malformed@version"),
            (With("author", clinic.Chief.StaffId.ToString()), "malformed@"), // who made it is the sign-in's matter
            (With("body", null), "malformed@"), (With("body", new JsonArray()), "malformed@"),
            (With("on", null, true), "required@on"), (With("on", "2025-02-30", true), "malformed@on"), (With("on", 20251128, true), "malformed@on"), (With("on", "0001-01-01", true), "out-of-range@on"), (With("on", "9999-12-31", true), "out-of-range@on"),
            (With("contactKind", new string('x', 21), true), "too-long@contactKind"), (With("contactKind", "carrier-pigeon", true), "unknown-code@contactKind"), (With("contactKind", "call\0", true), "bad-character@contactKind"),
            (With("unknownMember", 1, true), "malformed@unknownMember"), (With("replaces", deep, true), "malformed@replaces"), (With("residentId", "x", true), "malformed@residentId"),
            (Envelope(Contact(woman)), "Done"),
        ];
        var outcomes = await BatchAsync(clinic.Midwife, [.. cases.Select(c => c.Envelope?.DeepClone())]);
        for (var i = 0; i < cases.Length; i++)
            Assert.True(Said(outcomes[i]).StartsWith(cases[i].Expected, StringComparison.Ordinal), $"{cases[i].Envelope?.ToJsonString() ?? "null"}: {Said(outcomes[i])}, not {cases[i].Expected}");
        Assert.Equal(2, (await clinic.Midwife.PregnancyAsync(woman)).Contacts.Count);
    }

    [Fact]
    public async Task A_body_that_is_no_batch_is_answered_with_problem_details()
    {
        await using var clinic = await Clinic.OpenAsync("sqlite");
        var woman = await clinic.RegisterAsync();
        var one = Envelope(Contact(woman)).ToJsonString();
        (string Body, HttpStatusCode Status, string Code)[] cases =
        [
            ("", HttpStatusCode.BadRequest, "malformed"), ("{", HttpStatusCode.BadRequest, "malformed"), ("null", HttpStatusCode.BadRequest, "malformed"), ("{}", HttpStatusCode.BadRequest, "malformed"), (one, HttpStatusCode.BadRequest, "malformed"),
            ("\"text\"", HttpStatusCode.BadRequest, "malformed"), ("[1,]", HttpStatusCode.BadRequest, "malformed"), ("[]//", HttpStatusCode.BadRequest, "malformed"),
            (new string('[', 5000) + new string(']', 5000), HttpStatusCode.BadRequest, "malformed"),
            ($"[{string.Join(',', Enumerable.Repeat(one, Door.MaxBatch + 1))}]", HttpStatusCode.BadRequest, "too-many"),
        ];
        foreach (var (body, status, code) in cases)
        {
            var (answered, problem) = await PostAsync(clinic.Midwife, body);
            Assert.True((status, code) == (answered, problem.GetProperty("code").GetString()), $"{body[..Math.Min(60, body.Length)]}: {answered} {problem}");
            Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
            Assert.Equal(code, problem.GetProperty("refusals")[0].GetProperty("code").GetString());
            Assert.True(Uri.IsWellFormedUriString(problem.GetProperty("type").GetString(), UriKind.Absolute));
            Assert.Equal(JsonValueKind.String, problem.GetProperty("title").ValueKind);
        }
        Assert.Empty(await BatchAsync(clinic.Midwife));
        Assert.Empty((await clinic.Midwife.PregnancyAsync(woman)).Contacts);
    }

    [Fact]
    public async Task No_kind_takes_an_id_of_zeros_or_nothing_in_a_list()
    {
        await using var clinic = await Clinic.OpenAsync("sqlite");
        foreach (var (kind, contract) in OperationTypes.All)
        {
            JsonObject body = [];
            List<string> expected = [];
            foreach (var property in contract.GetProperties().Where(p => !p.GetMethod!.IsStatic))
            {
                var (name, type, required) = (JsonNamingPolicy.CamelCase.ConvertName(property.Name), property.PropertyType, property.IsDefined(typeof(RequiredMemberAttribute), true));
                if (type == typeof(Guid) && required) (body[name], _) = (JsonValue.Create(Guid.Empty), Add(name));
                else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) && !type.GenericTypeArguments[0].IsValueType) (body[name], _) = (new JsonArray((JsonNode?)null), Add(name + "[0]"));
                else if (required) body[name] = type == typeof(string) ? "x" : new JsonObject();
            }
            int Add(string field) { expected.Add("required@" + field); return 0; }
            var said = Said((await BatchAsync(clinic.Midwife, new JsonObject { ["id"] = Guid.CreateVersion7(), ["kind"] = kind, ["version"] = 1, ["body"] = body }))[0]);
            Assert.True(expected.Count == 0 || expected.All(e => said.Split(' ').Contains(e)), $"{kind} {body.ToJsonString()}: {said}, not {string.Join(' ', expected)}");
        }
    }

    [Theory, BothDatabases]
    public async Task Text_that_no_database_keeps_alike_is_refused_at_its_field(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        // As it comes on the wire: escapes that are valid JSON and no text.
        foreach (var bad in new[] { @"\u0000", @"\ud83d", @"\ude00x", @"\ude00\ud83d" })
        {
            var visit = Envelope(new RecordVisit { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, VisitId = Guid.CreateVersion7(), Answers = clinic.Visit().With("chief_complaint", "QQ"), FormVersion = "WW" }).ToJsonString();
            foreach (var json in new[] { visit.Replace("QQ", "头痛" + bad, StringComparison.Ordinal), visit.Replace("WW", bad, StringComparison.Ordinal), visit.Replace("chief_complaint", "chief" + bad, StringComparison.Ordinal) })
            {
                var (status, body) = await PostAsync(clinic.Midwife, $"[{json}]");
                Assert.Equal(HttpStatusCode.OK, status);
                Assert.True(body[0].GetProperty("result").GetString() == "refused", $"{bad}: {body}");
            }
        }
        Assert.Empty((await clinic.Midwife.PregnancyAsync(woman)).Visits);
        // An astral character is a character: rare names live there.
        await clinic.Midwife.RecordVisitAsync(woman, clinic.Visit().With("chief_complaint", "𠮷野😀"));
        Assert.Equal("𠮷野😀", (await clinic.Midwife.PregnancyAsync(woman)).Visits.Single().Answers.Text("chief_complaint"));
    }

    [Theory, BothDatabases]
    public async Task An_id_belongs_to_its_author_and_its_body(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        var id = Guid.CreateVersion7();
        var contact = Contact(woman);
        Assert.Equal("Done", Said((await BatchAsync(clinic.Midwife, Envelope(contact, id)))[0]));

        var again = (await BatchAsync(clinic.Midwife, Envelope(contact, id), Envelope(contact, id)));
        Assert.All(again, o => Assert.Equal((Result.Done, true, id), (o.Result, o.Repeat, o.Id)));
        Assert.Equal("id-reused@id", Said((await BatchAsync(clinic.Midwife, Envelope(contact with { On = new(2025, 11, 29) }, id)))[0]));
        Assert.Equal("id-reused@id", Said((await BatchAsync(clinic.CommunityDoctor, Envelope(contact, id)))[0]));
        var otherKind = Envelope(contact, id);
        otherKind["kind"] = DatePregnancy.Kind;
        Assert.NotEqual(Result.Done, (await BatchAsync(clinic.Midwife, otherKind))[0].Result);
        Assert.Single((await clinic.Midwife.PregnancyAsync(woman)).Contacts);
    }

    [Theory, BothDatabases]
    public async Task A_repeat_gets_its_first_answer_after_the_right_has_ended(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync(responsible: clinic.Obstetrician);
        Guid done = Guid.CreateVersion7(), refused = Guid.CreateVersion7();
        var (contact, late) = (Contact(woman), Contact(woman) with { On = new(2025, 11, 19) });
        Assert.Equal("Done", Said((await BatchAsync(clinic.Obstetrician, Envelope(contact, done)))[0]));
        Assert.Equal("date-in-past@on", Said((await BatchAsync(clinic.Obstetrician, Envelope(late, refused)))[0]));

        // She is given to another doctor: the department's grant ends with it.
        await clinic.Midwife.DoAsync(new SaveParticulars { ResidentId = woman.Resident, BasedOn = 1, Reason = "换医生", Changed = Answers.Empty.With(Keys.ResponsibleDoctor, new Named("doctor", clinic.CommunityDoctor.StaffId.ToString())) });
        Assert.Equal("not-found@", Said((await BatchAsync(clinic.Obstetrician, Envelope(Contact(woman))))[0]));

        var repeats = await BatchAsync(clinic.Obstetrician, Envelope(contact, done), Envelope(late, refused));
        Assert.Equal(["Done", "date-in-past@on"], repeats.Select(Said));
        Assert.All(repeats, r => Assert.True(r.Repeat));
    }

    [Theory, BothDatabases]
    public async Task An_operation_alone_takes_its_id_from_the_header_and_answers_by_status(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        const string path = "api/maternal-care/plan-contact";
        string Body(PlanContact contact) => JsonSerializer.Serialize(contact, Wire.Json);
        async Task<(HttpStatusCode, string?)> SendAsync(Person person, string body, Guid? key)
        {
            var (status, answer) = await PostAsync(person, body, path, key: key);
            return (status, answer.TryGetProperty("code", out var code) ? code.GetString() : null);
        }
        var (id, contact) = (Guid.CreateVersion7(), Contact(woman));

        Assert.Equal((HttpStatusCode.BadRequest, "idempotency-key-required"), await SendAsync(clinic.Midwife, Body(contact), null));
        Assert.Equal((HttpStatusCode.BadRequest, "idempotency-key-required"), await SendAsync(clinic.Midwife, Body(contact), Guid.Empty));
        Assert.Equal((HttpStatusCode.OK, null), await SendAsync(clinic.Midwife, Body(contact), id));
        Assert.True((await PostAsync(clinic.Midwife, Body(contact), path, key: id)).Body.GetProperty("repeat").GetBoolean());
        Assert.Equal((HttpStatusCode.Conflict, "id-reused"), await SendAsync(clinic.Midwife, Body(contact with { On = new(2025, 11, 29) }), id));
        Assert.Equal((HttpStatusCode.BadRequest, "malformed"), await SendAsync(clinic.Midwife, "{", Guid.CreateVersion7()));
        Assert.Equal((HttpStatusCode.BadRequest, "malformed"), await SendAsync(clinic.Midwife, "[]", Guid.CreateVersion7()));
        // Valid JSON and yet no operation: a member said twice, half of a surrogate pair.
        Assert.Equal((HttpStatusCode.BadRequest, "malformed"), await SendAsync(clinic.Midwife, Body(contact).Replace("\"contactKind\"", "\"contactKind\":\"visit\",\"contactKind\"", StringComparison.Ordinal), Guid.CreateVersion7()));
        Assert.Equal((HttpStatusCode.BadRequest, "malformed"), await SendAsync(clinic.Midwife, Body(contact).Replace("\"call\"", @"""a\ud800b""", StringComparison.Ordinal), Guid.CreateVersion7()));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "date-in-past"), await SendAsync(clinic.Midwife, Body(contact with { On = new(2025, 11, 19) }), Guid.CreateVersion7()));
        Assert.Equal((HttpStatusCode.Forbidden, "not-permitted"), await SendAsync(clinic.Clerk, Body(contact), Guid.CreateVersion7()));
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await SendAsync(clinic.Stranger, Body(contact), Guid.CreateVersion7()));
        Assert.Single((await clinic.Midwife.PregnancyAsync(woman)).Contacts);
    }

    [Fact]
    public async Task Nothing_that_is_sent_ends_in_a_server_error()
    {
        await using var clinic = await Clinic.OpenAsync("sqlite");
        var woman = await clinic.RegisterAsync();
        foreach (var path in new[] { $"api/residents/{woman.Resident}/unmask", "api/residents/search", "api/session", "api/session/password", "api/session/unlock" })
            foreach (var body in new[] { "", "{", "null", "[]", "{}", "7", "{\"text\":null}", "{\"text\":\"\\u0000\"}", "{\"key\":\"\\ud800\"}", "{\"userName\":\"\\u0000\",\"password\":\"\\ud800\"}", "{\"x\":1}", new string('[', 3000) })
            {
                var (status, problem) = await PostAsync(clinic.Midwife, body, path);
                Assert.True((int)status is >= 400 and < 500, $"{path} {body}: {status}");
                Assert.NotEmpty(problem.GetProperty("refusals").EnumerateArray());
            }
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await clinic.Midwife.StatusOfAsync(HttpMethod.Post, "api/residents/search", new StringContent("text=cj", Encoding.UTF8, "application/x-www-form-urlencoded")));
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await clinic.Midwife.StatusOfAsync(HttpMethod.Get, "api/residents/not-an-id/record"));
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await clinic.Midwife.StatusOfAsync(HttpMethod.Get, "api/no/such/thing"));
        foreach (var query in new[] { "?color=blue", "?after=x", "?after=2025-01-01~x" })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await clinic.Midwife.StatusOfAsync(HttpMethod.Get, $"api/maternal-care/pregnancies/of/{Clinic.Centre}{query}")).Status);
    }

    [Fact]
    public async Task The_api_document_lists_every_kind_with_its_ranges()
    {
        await using var clinic = await Clinic.OpenAsync("sqlite");
        var document = await clinic.Midwife.GetAsync<JsonElement>("openapi/v1.json");
        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var (paths, schemas) = (document.GetProperty("paths"), document.GetProperty("components").GetProperty("schemas"));
        foreach (var (kind, contract) in OperationTypes.All)
        {
            var post = paths.GetProperty($"/api/{kind}").GetProperty("post");
            var schema = post.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()!.Split('/')[^1];
            Assert.Equal(contract.Name, schema);
            Assert.Equal(["200", "400", "401", "403", "404", "409", "422"], post.GetProperty("responses").EnumerateObject().Select(r => r.Name).Order());
            var members = schemas.GetProperty(schema).GetProperty("properties").EnumerateObject().Select(p => p.Name).Order();
            Assert.Equal(contract.GetProperties().Where(p => p.GetMethod!.IsStatic is false).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Order(), members);
        }
        var days = schemas.GetProperty(nameof(RegisterPregnancy)).GetProperty("properties").GetProperty("gaDaysStated");
        Assert.Equal((14, 308), (days.GetProperty("minimum").GetInt32(), days.GetProperty("maximum").GetInt32()));
        Assert.Equal(40, schemas.GetProperty(nameof(AddOrganization)).GetProperty("properties").GetProperty("code").GetProperty("maxLength").GetInt32());
        // Every reference leads somewhere.
        var text = document.GetRawText();
        foreach (var reference in System.Text.RegularExpressions.Regex.Matches(text, "#/components/schemas/([A-Za-z0-9_]+)").Select(m => m.Groups[1].Value).Distinct())
            Assert.True(schemas.TryGetProperty(reference, out _), reference);
    }

    [Theory, BothDatabases]
    public async Task Every_write_and_every_read_stands_in_the_audit_and_names_no_value(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync(name: "陈洁");
        await clinic.Midwife.RecordAsync(woman);
        await clinic.Midwife.SearchAsync("陈洁");
        await clinic.Stranger.StatusOfAsync(HttpMethod.Get, $"api/residents/{woman.Resident}/record");
        await clinic.Leader.StatusOfAsync(HttpMethod.Get, $"api/residents/{woman.Resident}/record");
        await BatchAsync(clinic.Stranger, Envelope(Contact(woman)));

        var entries = await clinic.ReadAsync(db => db.AuditEntries.AsNoTracking().OrderBy(e => e.Seq).ToListAsync());
        Assert.Equal(
            ["residents/register-resident done", "maternal-care/register-pregnancy done", "read residents/{resident:guid}/record done", "read residents/search done", "read residents/{resident:guid}/record not-found", "read residents/{resident:guid}/record not-permitted", "maternal-care/plan-contact not-found"],
            entries.Select(e => $"{e.Action} {e.Outcome}"));
        Assert.All(entries, e => Assert.Equal(woman.Resident, e.SubjectId));
        Assert.DoesNotContain("陈", JsonSerializer.Serialize(entries, Wire.Json), StringComparison.Ordinal);
    }
}
