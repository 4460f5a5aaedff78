using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Lianxin.Contracts;
using Lianxin.Contracts.Organizations;
using Lianxin.Contracts.Residents;
using Lianxin.Core.Secrets;
using Lianxin.Organizations;
using Lianxin.Tests.Core;
using Lianxin.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lianxin.Tests.Organizations;

/// <summary>The security administrator hands out slips; whoever has one gets in once, and chooses an own password.</summary>
public sealed class AccountTests : IHaveScopeSamples
{
    private const string Slip = "k7mq-2xwd-p9fa", Own = "春天的湘江20250401";
    private static readonly (HttpStatusCode, string?) In = (HttpStatusCode.OK, null), Wrong = (HttpStatusCode.Unauthorized, "wrong-sign-in"), Expired = (HttpStatusCode.Unauthorized, "one-time-expired");

    static IEnumerable<KeyValuePair<string, ScopeMatrix.Sample>> IHaveScopeSamples.ScopeSamples =>
    [
        new("POST /api/" + OpenAccount.Kind, new(Permissions.ManageStaff, (a, _) => new OpenAccount { StaffId = a.Staff, OrganizationId = a.Organization, UserName = $"u{Guid.CreateVersion7():N}", Password = Slip })),
        new("POST /api/" + RenewAccount.Kind, new(Permissions.ManageStaff, (a, _) => new RenewAccount { StaffId = a.Staff, OrganizationId = a.Organization, Password = Slip })),
        new("POST /api/organizations/colleagues/of/{organization}", new(Permissions.ManageStaff, (_, _) => new ColleaguesAsked())),
    ];

    private static Task<Person> AdminAsync(Clinic clinic, Guid? at = null) => clinic.HireAsync("secadmin", "security-admin", at ?? Clinic.Centre);

    private static async Task<Person> ColleagueAsync(Clinic clinic, Person admin, string name = "罗青", string userName = "luoqing", bool post = true)
    {
        var person = new Person(clinic, userName, Guid.CreateVersion7(), Guid.CreateVersion7(), Clinic.Centre);
        await admin.DoAsync(new AddStaff { StaffId = person.StaffId, OrganizationId = Clinic.Centre, Name = name, Title = "助产士" });
        if (post) await admin.DoAsync(new GivePost { PostId = person.PostId, StaffId = person.StaffId, OrganizationId = Clinic.Centre, Role = "midwife" });
        return person;
    }

    private static OpenAccount For(Person person, string? userName = null, string password = Slip) => new() { StaffId = person.StaffId, OrganizationId = Clinic.Centre, UserName = userName ?? person.UserName, Password = password };
    private static RenewAccount Renew(Person person, string password) => new() { StaffId = person.StaffId, OrganizationId = Clinic.Centre, Password = password };
    private static Person Again(Clinic clinic, Person person) => new(clinic, person.UserName, person.StaffId, person.PostId, person.Organization);

    private static Task<(HttpStatusCode, string?)> ChangeAsync(Person person, string from, string to) =>
        person.StatusOfAsync(HttpMethod.Post, "api/session/password", JsonContent.Create(new ChangePassword { Current = from, New = to }, options: Wire.Json));

    private static async Task<ColleaguesView> ListAsync(Person admin, string? text = null, Guid? after = null, Guid? at = null)
    {
        using var answer = await admin.AskAsync(HttpMethod.Post, $"api/organizations/colleagues/of/{at ?? Clinic.Centre}", JsonContent.Create(new ColleaguesAsked { Text = text, After = after }, options: Wire.Json));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<ColleaguesView>(Wire.Answers))!;
    }

    private static (string, string?) Only(Outcome outcome) => Assert.Single(outcome.Refusals) is var r ? (r.Code, r.Field) : default;

    [Theory, BothDatabases]
    public async Task A_slip_opens_until_its_owner_chose_a_password_and_never_again(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var admin = await AdminAsync(clinic);
        var person = await ColleagueAsync(clinic, admin);
        await admin.DoAsync(For(person, "LuoQing "));

        Assert.Equal(In, await person.SignInAsync(Slip));
        Assert.Equal((HttpStatusCode.Forbidden, "password-must-change"), await person.StatusOfAsync(HttpMethod.Get, "api/organizations/in-reach"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "password-not-new"), await ChangeAsync(person, Slip, Slip));
        Assert.Equal(In, await ChangeAsync(person, Slip, Own));
        Assert.Equal(In, await person.StatusOfAsync(HttpMethod.Get, "api/organizations/in-reach"));

        Assert.Equal(Wrong, await Again(clinic, person).SignInAsync(Slip));
        clinic.Clock.Advance(TimeSpan.FromDays(100));
        Assert.Equal(In, await Again(clinic, person).SignInAsync(Own)); // an own password has no such end
    }

    [Theory, BothDatabases]
    public async Task A_slip_that_nobody_used_for_fourteen_days_opens_nothing(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var admin = await AdminAsync(clinic);
        var person = await ColleagueAsync(clinic, admin);
        await admin.DoAsync(For(person)); // on 20 November at nine
        Assert.Equal(new DateOnly(2025, 12, 4), Assert.Single((await ListAsync(admin, "罗青")).Colleagues).Account!.OneTimeUntil);

        clinic.Clock.Advance(TimeSpan.FromDays(14) + TimeSpan.FromHours(14)); // its last day, at eleven in the evening
        Assert.Equal(In, await Again(clinic, person).SignInAsync(Slip));
        clinic.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Expired, await Again(clinic, person).SignInAsync(Slip));
        Assert.Equal(Wrong, await Again(clinic, person).SignInAsync("k7mq-2xwd-p9fb")); // whoever only guesses is told nothing of it

        await (await clinic.HireAsync("later", "security-admin", Clinic.Centre)).DoAsync(Renew(person, "h4zt-8nqe-c3vd"));
        Assert.Equal(In, await Again(clinic, person).SignInAsync("h4zt-8nqe-c3vd"));
    }

    [Theory, BothDatabases]
    public async Task A_lost_slip_is_renewed_and_what_was_open_ends(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var admin = await AdminAsync(clinic);
        var person = await ColleagueAsync(clinic, admin);
        Assert.Equal(("no-account", "staffId"), Only(await admin.SendAsync(Renew(person, Slip))));
        await admin.DoAsync(For(person));
        await person.SignInAsync(Slip);
        await ChangeAsync(person, Slip, Own);

        await admin.DoAsync(Renew(person, "h4zt-8nqe-c3vd"));

        Assert.Equal((HttpStatusCode.Unauthorized, "signed-out"), await person.StatusOfAsync(HttpMethod.Get, "api/organizations/in-reach"));
        Assert.Equal(Wrong, await Again(clinic, person).SignInAsync(Own));
        Assert.Equal(Wrong, await Again(clinic, person).SignInAsync(Slip));
        Assert.Equal(In, await person.SignInAsync("h4zt-8nqe-c3vd"));
        Assert.Equal((HttpStatusCode.Forbidden, "password-must-change"), await person.StatusOfAsync(HttpMethod.Get, "api/organizations/in-reach"));
    }

    [Theory, BothDatabases]
    public async Task An_account_that_cannot_be_is_refused_at_its_field(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var admin = await AdminAsync(clinic);
        var person = await ColleagueAsync(clinic, admin);
        var idle = await ColleagueAsync(clinic, admin, "方舟", "fangzhou", post: false);

        Assert.Equal(("no-post-yet", "staffId"), Only(await admin.SendAsync(For(idle))));
        Assert.Equal(("user-name-taken", "userName"), Only(await admin.SendAsync(For(person, "MIDWIFE"))));
        foreach (var bad in new[] { "ab", "罗青青", "luo qing", "luo/qing" }) Assert.Equal(("user-name", "userName"), Only(await admin.SendAsync(For(person, bad))));
        foreach (var weak in new[] { "k7mq-2xwd-p9f", "1l0o-1l0o-1l0o", "罗青罗青罗青罗青罗青罗青", "aaaa-aaaa-aaaa" }) Assert.Equal(("weak-password", "password"), Only(await admin.SendAsync(For(person, password: weak))));
        Assert.Equal(("has-account", "staffId"), Only(await admin.SendAsync(new OpenAccount { StaffId = clinic.Midwife.StaffId, OrganizationId = Clinic.Centre, UserName = "another", Password = Slip })));
        // Somebody of another house, and nobody at all, are answered alike.
        foreach (var nobody in new[] { clinic.Stranger.StaffId, Guid.CreateVersion7() })
            Assert.Equal(("not-found", "staffId"), Only(await admin.SendAsync(new OpenAccount { StaffId = nobody, OrganizationId = Clinic.Centre, UserName = "another", Password = Slip })));
        Assert.Equal("not-found", Only(await admin.SendAsync(new OpenAccount { StaffId = clinic.Stranger.StaffId, OrganizationId = Clinic.Elsewhere, UserName = "another", Password = Slip })).Item1);
        Assert.Equal(Wrong, await person.SignInAsync(Slip));
    }

    [Theory, BothDatabases]
    public async Task Nobody_makes_a_password_that_opens_more_than_they_reach(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var admin = await AdminAsync(clinic);
        Assert.Equal(("administrators-by-founder", "staffId"), Only(await admin.SendAsync(new RenewAccount { StaffId = admin.StaffId, OrganizationId = Clinic.Centre, Password = Slip })));
        var auditor = await clinic.HireAsync("auditor", "audit-admin", Clinic.Centre);
        Assert.Equal(("administrators-by-founder", "staffId"), Only(await admin.SendAsync(Renew(auditor, Slip))));

        // A midwife of the centre who also works at the hospital: her password opens the hospital too.
        await clinic.WriteAsync(db =>
        {
            db.Posts.Add(new Post { Id = Guid.CreateVersion7(), StaffId = clinic.Midwife.StaffId, OrganizationId = Clinic.Hospital, Role = "midwife", Reach = "unit", From = clinic.Clock.GetUtcNow() });
            return Task.CompletedTask;
        });
        Assert.Equal(("post-beyond-reach", "staffId"), Only(await admin.SendAsync(Renew(clinic.Midwife, Slip))));
        await (await clinic.HireAsync("regionadmin", "security-admin", Clinic.Region)).DoAsync(Renew(clinic.Midwife, Slip));

        var woman = await RegisterByDoctorAsync(clinic);
        Assert.Equal((HttpStatusCode.Forbidden, "not-permitted"), await admin.StatusOfAsync(HttpMethod.Get, $"api/residents/{woman}/record"));
    }

    private static async Task<Guid> RegisterByDoctorAsync(Clinic clinic)
    {
        var id = Guid.CreateVersion7();
        var person = ClinicalRules.Forms.Answers.Empty.With(ClinicalRules.Forms.Keys.FullName, "陈洁").With(ClinicalRules.Forms.Keys.BirthDate, "1987-03-15").With(ClinicalRules.Forms.Keys.Sex, "2").With(ClinicalRules.Forms.Keys.Mobile, "19900000001");
        await clinic.CommunityDoctor.DoAsync(new RegisterResident { ResidentId = id, OrganizationId = Clinic.Centre, Person = person });
        return id;
    }

    [Theory, BothDatabases]
    public async Task The_password_of_a_slip_stands_nowhere(string database)
    {
        Heard heard = new();
        await using var clinic = await Clinic.OpenAsync(database, services => services.AddLogging(l => l.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(heard)));
        var admin = await AdminAsync(clinic);
        var person = await ColleagueAsync(clinic, admin);
        await admin.DoAsync(For(person));
        await admin.DoAsync(Renew(person, "h4zt-8nqe-c3vd"));
        await admin.SendAsync(For(person, password: "y6wb-r2gk-m5sj")); // refused
        await admin.StatusOfAsync(HttpMethod.Post, "api/operations", new StringContent("[{\"kind\":\"organizations/open-account\",\"body\":{\"password\":\"t9xc-e7pv-a4un\"}}]", Encoding.UTF8, "application/json"));

        foreach (var password in new[] { Slip, "h4zt-8nqe-c3vd", "y6wb-r2gk-m5sj", "t9xc-e7pv-a4un" })
        {
            Assert.DoesNotContain(heard.Lines, l => l.Contains(password, StringComparison.Ordinal));
            var tables = await clinic.ReadAsync(db => TableDump.EverythingAsync(db));
            Assert.Contains(tables, t => t.Key.EndsWith("accounts", StringComparison.Ordinal) && t.Value.Any(r => r.Contains("luoqing", StringComparison.Ordinal)));
            foreach (var (table, rows) in tables)
                foreach (var bytes in new[] { password, Convert.ToBase64String(Encoding.UTF8.GetBytes(password)).TrimEnd('=') }) Assert.DoesNotContain(rows, r => r.Contains(bytes, StringComparison.Ordinal));
        }
        // Sealed bodies too: what is kept says who and where, and its hash is that of what is kept.
        var secrets = clinic.Services.GetRequiredService<ISecrets>();
        var kept = await clinic.ReadAsync(db => db.Operations.Where(o => o.Kind == OpenAccount.Kind || o.Kind == RenewAccount.Kind).OrderBy(o => o.Seq).Select(o => new { o.Body, o.BodyHash }).ToListAsync());
        Assert.Equal(3, kept.Count);
        Assert.All(kept.Where(k => k.Body is not null), k =>
        {
            var body = secrets.Open(k.Body!);
            Assert.Equal(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(body)), k.BodyHash);
            Assert.Contains("staffId", body, StringComparison.Ordinal);
            Assert.DoesNotContain("password", body, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory, BothDatabases]
    public async Task What_is_sent_twice_opens_one_account(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var admin = await AdminAsync(clinic);
        var person = await ColleagueAsync(clinic, admin);
        var id = Guid.CreateVersion7();
        Assert.False((await admin.SendAsync(For(person), id)).Repeat);
        var again = await admin.SendAsync(For(person), id);
        Assert.Equal((Result.Done, true), (again.Result, again.Repeat));
        Assert.Equal(("id-reused", "id"), Only(await admin.SendAsync(For(person, "other"), id)));
        Assert.Equal(In, await person.SignInAsync(Slip));
    }

    [Theory, BothDatabases]
    public async Task The_list_says_who_works_here_and_who_can_sign_in(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var admin = await AdminAsync(clinic);
        var person = await ColleagueAsync(clinic, admin);
        await ColleagueAsync(clinic, admin, "方舟", "fangzhou", post: false);
        await admin.DoAsync(For(person));
        await admin.DoAsync(new RecordLeave { LeaveId = Guid.CreateVersion7(), StaffId = person.StaffId, OrganizationId = Clinic.Centre, From = new(2025, 11, 24), Until = new(2025, 11, 28) });

        var all = await ListAsync(admin);
        Assert.False(all.More);
        Assert.Equal(14, all.OneTimeDays);
        Assert.DoesNotContain(all.Colleagues, c => c.Name is "stranger" or "obstetrician" or "leader");
        Assert.DoesNotContain("security-admin", all.Roles);
        Assert.Contains("midwife", all.Roles);
        var she = Assert.Single(all.Colleagues, c => c.Id == person.StaffId);
        Assert.Equal(("midwife", "CENTRE", new DateOnly(2025, 11, 20), null), Assert.Single(she.Posts) is var p ? (p.Role, p.Organization, p.From, p.Until) : default);
        Assert.Equal(new LeaveView(new(2025, 11, 24), new(2025, 11, 28)), Assert.Single(she.Leaves));
        Assert.Equal(new AccountView("luoqing", null, new(2025, 12, 4)), she.Account);
        var idle = Assert.Single((await ListAsync(admin, " 方舟")).Colleagues);
        Assert.Empty(idle.Posts);
        Assert.Null(idle.Account);

        await person.SignInAsync(Slip);
        Assert.Equal(new DateOnly(2025, 11, 20), Assert.Single((await ListAsync(admin, "罗青")).Colleagues).Account!.LastSignIn);
        await admin.DoAsync(new EndPost { PostId = person.PostId, OrganizationId = Clinic.Centre });
        Assert.Empty(Assert.Single((await ListAsync(admin, "罗青")).Colleagues).Posts);
    }

    [Theory, BothDatabases]
    public async Task A_long_list_is_read_page_by_page_each_colleague_once(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var admin = await AdminAsync(clinic);
        await clinic.WriteAsync(db =>
        {
            for (var i = 0; i < 120; i++) db.Staff.Add(new Staff { Id = Guid.CreateVersion7(), OrganizationId = Clinic.Centre, Name = $"同事{i % 7}", Title = "" });
            return Task.CompletedTask;
        });
        List<Guid> seen = [];
        for (Guid? after = null; ;)
        {
            var page = await ListAsync(admin, "同事", after);
            Assert.InRange(page.Colleagues.Count, 1, 50);
            seen.AddRange(page.Colleagues.Select(c => c.Id));
            if (!page.More) break;
            after = seen[^1];
        }
        Assert.Equal((120, 120), (seen.Count, seen.Distinct().Count()));
    }

    [Fact]
    public void A_one_time_password_has_no_look_alikes_and_is_never_the_same()
    {
        var many = Enumerable.Range(0, 2000).Select(_ => OneTimePassword.New()).ToList();
        Assert.Equal(many.Count, many.Distinct().Count());
        Assert.All(many, p => Assert.True(OneTimePassword.Fits(p) && p.Length == 14));
        Assert.Equal(OneTimePassword.Alphabet.Order(), many.SelectMany(p => p.Replace("-", "", StringComparison.Ordinal)).Distinct().Order());
        Assert.DoesNotContain(OneTimePassword.Alphabet, c => "il1o0IO".Contains(c, StringComparison.Ordinal));
    }

    /// <summary>Everything that the server's logs say.</summary>
    private sealed class Heard : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];
        public ILogger CreateLogger(string categoryName) => this;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue($"{formatter(state, exception)} {exception}");
        public void Dispose() { }
    }
}
