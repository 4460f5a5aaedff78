using System.Net;
using System.Net.Http.Json;
using Lianxin.Contracts;
using Lianxin.Contracts.Organizations;
using Lianxin.Contracts.Residents;
using Lianxin.Organizations;
using Lianxin.Server.Hosting;
using Lianxin.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using OtpNet;

namespace Lianxin.Tests.Organizations;

/// <summary>Who gets in, how long, and who is put out.</summary>
public sealed class SignInTests
{
    private const string Password = "春天的湘江20250401";
    private static readonly (HttpStatusCode, string?) In = (HttpStatusCode.OK, null), SignedOut = (HttpStatusCode.Unauthorized, "signed-out"), Locked = (HttpStatusCode.Unauthorized, "locked");

    private static Task<(HttpStatusCode, string?)> LookAsync(Person person) => person.StatusOfAsync(HttpMethod.Get, "api/organizations/in-reach");

    private static async Task<Person> SignedInAsync(Clinic clinic, string name = "xujing", string role = "midwife")
    {
        var person = await clinic.HireAsync(name, role, Clinic.Centre, Password);
        Assert.Equal(In, await person.SignInAsync(Password));
        return person;
    }

    private static Person Again(Clinic clinic, Person person) => new(clinic, person.UserName, person.StaffId, person.PostId, person.Organization);

    [Theory, BothDatabases]
    public async Task A_password_opens_and_a_wrong_one_tells_nothing(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var person = await SignedInAsync(clinic);
        Assert.Equal(In, await LookAsync(person));

        Assert.Equal((HttpStatusCode.Unauthorized, "wrong-sign-in"), await Again(clinic, person).SignInAsync("falsch"));
        Assert.Equal((HttpStatusCode.Unauthorized, "wrong-sign-in"), await new Person(clinic, "nobody", Guid.NewGuid(), Guid.NewGuid(), Clinic.Centre).SignInAsync(Password));
        Assert.Equal(SignedOut, await LookAsync(Again(clinic, person)));
    }

    [Theory, BothDatabases]
    public async Task A_code_is_asked_for_and_taken_once(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var person = await clinic.HireAsync("xujing", "midwife", Clinic.Centre, Password);
        var address = await clinic.OperateAsync(a => a.EnrolTotpAsync("xujing", default));
        var totp = new Totp(Base32Encoding.ToBytes(address!.Split("secret=")[1].Split('&')[0]));
        string Code() => totp.ComputeTotp(clinic.SystemClock.GetUtcNow().UtcDateTime);

        Assert.Equal((HttpStatusCode.Unauthorized, "code-required"), await person.SignInAsync(Password));
        Assert.Equal((HttpStatusCode.Unauthorized, "wrong-code"), await person.SignInAsync(Password, Code() == "000000" ? "000001" : "000000"));
        var code = Code();
        Assert.Equal(In, await person.SignInAsync(Password, code));
        // Seen over a shoulder it is of no use, neither now nor within the window that follows.
        Assert.Equal((HttpStatusCode.Unauthorized, "wrong-code"), await Again(clinic, person).SignInAsync(Password, code));
        clinic.SystemClock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal((HttpStatusCode.Unauthorized, "wrong-code"), await Again(clinic, person).SignInAsync(Password, code));
        Assert.Equal(In, await Again(clinic, person).SignInAsync(Password, Code()));
    }

    [Theory, BothDatabases]
    public async Task Guessing_bars_the_account_longer_each_time(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var person = await clinic.HireAsync("xujing", "midwife", Clinic.Centre, Password);
        for (var i = 0; i < 5; i++) Assert.Equal((HttpStatusCode.Unauthorized, "wrong-sign-in"), await person.SignInAsync($"guess {i}"));

        Assert.Equal((HttpStatusCode.TooManyRequests, "too-many-tries"), await person.SignInAsync(Password));
        clinic.SystemClock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal((HttpStatusCode.Unauthorized, "wrong-sign-in"), await person.SignInAsync("guess 6"));
        clinic.SystemClock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal((HttpStatusCode.TooManyRequests, "too-many-tries"), await person.SignInAsync(Password));
        clinic.SystemClock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(In, await person.SignInAsync(Password));
        // The right password wipes the slate: one slip afterwards bars nobody.
        Assert.Equal((HttpStatusCode.Unauthorized, "wrong-sign-in"), await person.SignInAsync("slip"));
        Assert.Equal(In, await person.SignInAsync(Password));
    }

    [Theory, BothDatabases]
    public async Task A_session_locks_after_fifteen_idle_minutes_and_the_password_opens_it(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var person = await SignedInAsync(clinic);
        for (var i = 0; i < 3; i++)
        {
            clinic.SystemClock.Advance(TimeSpan.FromMinutes(10)); // at work: it stays open
            Assert.Equal(In, await LookAsync(person));
        }
        clinic.SystemClock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(Locked, await LookAsync(person));
        Assert.Equal(Locked, await person.StatusOfAsync(HttpMethod.Get, "api/session"));

        Assert.Equal((HttpStatusCode.Unauthorized, "wrong-sign-in"), await person.StatusOfAsync(HttpMethod.Post, "api/session/unlock", JsonContent.Create(new Unlock { Password = "falsch" }, options: Wire.Json)));
        Assert.Equal(Locked, await LookAsync(person));
        Assert.Equal(In, await person.StatusOfAsync(HttpMethod.Post, "api/session/unlock", JsonContent.Create(new Unlock { Password = Password }, options: Wire.Json)));
        Assert.Equal(In, await LookAsync(person));
        // By hand it locks at once.
        Assert.Equal((HttpStatusCode.NoContent, null), await person.StatusOfAsync(HttpMethod.Post, "api/session/lock"));
        Assert.Equal(Locked, await LookAsync(person));
        // After twelve hours everyone signs in anew.
        clinic.SystemClock.Advance(TimeSpan.FromHours(12));
        Assert.Equal(SignedOut, await LookAsync(person));
        Assert.Equal(SignedOut, await person.StatusOfAsync(HttpMethod.Post, "api/session/unlock", JsonContent.Create(new Unlock { Password = Password }, options: Wire.Json)));
    }

    [Theory, BothDatabases]
    public async Task Signing_out_ends_this_session_and_everywhere_ends_all(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var desk = await SignedInAsync(clinic);
        Person tablet = Again(clinic, desk), ward = Again(clinic, desk);
        Assert.Equal(In, await tablet.SignInAsync(Password));
        Assert.Equal(In, await ward.SignInAsync(Password));
        var token = desk.Cookie("lianxin")!.Value;

        Assert.Equal((HttpStatusCode.NoContent, null), await desk.StatusOfAsync(HttpMethod.Delete, "api/session"));
        Assert.Equal(SignedOut, await LookAsync(desk));
        Assert.Equal(In, await LookAsync(tablet));
        // The row is ended, not only the cookie taken away.
        desk.Give(new Cookie("lianxin", token, "/", clinic.Url.Host));
        Assert.Equal(SignedOut, await LookAsync(desk));

        Assert.Equal((HttpStatusCode.NoContent, null), await tablet.StatusOfAsync(HttpMethod.Delete, "api/session?everywhere=true"));
        Assert.Equal(SignedOut, await LookAsync(ward));
        Assert.Equal((HttpStatusCode.NoContent, null), await ward.StatusOfAsync(HttpMethod.Delete, "api/session")); // signing out never fails
    }

    [Theory, BothDatabases]
    public async Task Changing_the_password_ends_the_other_sessions(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var desk = await SignedInAsync(clinic);
        var tablet = Again(clinic, desk);
        Assert.Equal(In, await tablet.SignInAsync(Password));
        Task<(HttpStatusCode, string?)> ChangeAsync(string current, string next) =>
            desk.StatusOfAsync(HttpMethod.Post, "api/session/password", JsonContent.Create(new ChangePassword { Current = current, New = next }, options: Wire.Json));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "too-short"), await ChangeAsync(Password, "short"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "wrong-sign-in"), await ChangeAsync("falsch", "秋天的湘江20251120"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "password-holds-name"), await ChangeAsync(Password, "my-XuJing-2025"));
        Assert.Equal(In, await ChangeAsync(Password, "秋天的湘江20251120"));

        Assert.Equal(In, await LookAsync(desk));
        Assert.Equal(SignedOut, await LookAsync(tablet));
        Assert.Equal((HttpStatusCode.Unauthorized, "wrong-sign-in"), await tablet.SignInAsync(Password));
        Assert.Equal(In, await tablet.SignInAsync("秋天的湘江20251120"));
    }

    [Theory, BothDatabases]
    public async Task A_password_that_somebody_else_chose_opens_nothing_but_its_own_change(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var person = await clinic.HireAsync("xujing", "midwife", Clinic.Centre, Password);
        Assert.True(await clinic.OperateAsync(a => a.ResetAsync("xujing", "vorläufig-2025", clinic.SystemClock.GetUtcNow(), default)));
        var woman = await clinic.RegisterAsync();
        Assert.Equal(In, await person.SignInAsync("vorläufig-2025"));
        Assert.True((await person.GetAsync<SessionView>("api/session")).MustChangePassword);

        (HttpStatusCode, string?) first = (HttpStatusCode.Forbidden, "password-must-change");
        Assert.Equal(first, await LookAsync(person));
        Assert.Equal(first, await person.StatusOfAsync(HttpMethod.Get, $"api/residents/{woman.Resident}/record"));
        Assert.Equal(first, await person.StatusOfAsync(HttpMethod.Post, "api/operations", JsonContent.Create(Array.Empty<Envelope>())));
        Assert.Equal(In, await person.StatusOfAsync(HttpMethod.Post, "api/session/password", JsonContent.Create(new ChangePassword { Current = "vorläufig-2025", New = Password }, options: Wire.Json)));
        Assert.Equal(In, await LookAsync(person));
    }

    [Theory, BothDatabases]
    public async Task An_ended_post_and_a_closed_account_are_out_at_the_next_request(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var security = await clinic.HireAsync("security", "security-admin", Clinic.Region);
        Person leaving = await SignedInAsync(clinic), closed = await SignedInAsync(clinic, "liqin");
        Assert.Equal(In, await LookAsync(leaving));

        await security.DoAsync(new EndPost { PostId = leaving.PostId, OrganizationId = Clinic.Centre });
        Assert.Equal(SignedOut, await LookAsync(leaving));
        Assert.Equal((HttpStatusCode.Unauthorized, "no-post"), await leaving.SignInAsync(Password));

        Assert.True(await clinic.OperateAsync(a => a.CloseAsync("liqin", clinic.SystemClock.GetUtcNow(), default)));
        Assert.Equal(SignedOut, await LookAsync(closed));
        Assert.Equal((HttpStatusCode.Unauthorized, "wrong-sign-in"), await closed.SignInAsync(Password));
    }

    [Theory, BothDatabases]
    public async Task A_write_without_the_token_of_the_page_is_refused(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        foreach (var (method, path) in new[] { (HttpMethod.Post, "api/operations"), (HttpMethod.Post, "api/residents/search"), (HttpMethod.Post, $"api/residents/{woman.Resident}/unmask"), (HttpMethod.Post, "api/session/lock"), (HttpMethod.Post, "api/session/password") })
            foreach (var token in new[] { null, "", clinic.Clerk.Csrf })
            {
                using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(new { }) };
                if (token is not null) request.Headers.Add("X-Lianxin-Csrf", token);
                using var answer = await clinic.Midwife.Http.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
                Assert.Contains("\"csrf\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            }
        Assert.Equal(In, await LookAsync(clinic.Midwife));
    }

    [Fact]
    public async Task The_cookie_is_closed_to_scripts_and_to_other_sites()
    {
        await using var clinic = await Clinic.OpenAsync("sqlite");
        await clinic.HireAsync("xujing", "midwife", Clinic.Centre, Password);
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false, UseProxy = false }) { BaseAddress = clinic.Url };
        using var answer = await http.PostAsJsonAsync("api/session", new SignIn { UserName = "xujing", Password = Password }, Wire.Json, TestContext.Current.CancellationToken);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split("; ");
        Assert.StartsWith("lianxin=", cookie[0], StringComparison.Ordinal);
        Assert.Equal(["httponly", "path=/", "samesite=strict"], cookie[1..].Select(c => c.ToLowerInvariant()).Order());
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);

        // Over TLS it is bound to this host and never sent in the clear.
        DefaultHttpContext tls = new();
        tls.Request.Scheme = "https";
        SessionCookie.Write(tls, "token");
        var secure = tls.Response.Headers.SetCookie.ToString().Split("; ");
        Assert.Equal("__Host-lianxin=token", secure[0]);
        Assert.Equal(["httponly", "path=/", "samesite=strict", "secure"], secure[1..].Select(c => c.ToLowerInvariant()).Order());
    }

    [Theory, BothDatabases]
    public async Task The_first_account_makes_the_first_organization_and_the_three_administrators_only(string database)
    {
        await using var clinic = await Clinic.OpenEmptyAsync(database);
        await clinic.OperateAsync(async a => { await a.FoundAsync("admin", Password, clinic.Clock.GetUtcNow(), default); return true; });
        var founder = new Person(clinic, "admin", Guid.Empty, Guid.Empty, Guid.Empty);
        Assert.Equal(In, await founder.SignInAsync(Password));
        Assert.Equal(In, await founder.StatusOfAsync(HttpMethod.Post, "api/session/password", JsonContent.Create(new ChangePassword { Current = Password, New = "秋天的湘江20251120" }, options: Wire.Json)));

        var region = new AddOrganization { OrganizationId = Clinic.Region, Code = "REGION", Name = "片区", OrganizationKind = "region" };
        await founder.DoAsync(region);
        Assert.Equal("founder-makes-administrators", Assert.Single((await founder.SendAsync(region with { OrganizationId = Clinic.Hospital, ParentId = Clinic.Region, Code = "HOSPITAL", OrganizationKind = "hospital" })).Refusals).Code);
        Assert.Equal(Result.Refused, (await founder.SendAsync(region with { OrganizationId = Clinic.Hospital, Code = "SECOND" })).Result);

        var people = Roles.Administrators.ToDictionary(role => role, _ => Guid.CreateVersion7());
        foreach (var (role, staff) in people)
        {
            await founder.DoAsync(new AddStaff { StaffId = staff, OrganizationId = Clinic.Region, Name = role });
            await founder.DoAsync(new GivePost { PostId = Guid.CreateVersion7(), StaffId = staff, OrganizationId = Clinic.Region, Role = role });
        }
        foreach (var role in Roles.All.Keys.Except(Roles.Administrators))
            Assert.Contains(Assert.Single((await founder.SendAsync(new GivePost { PostId = Guid.CreateVersion7(), StaffId = people["system-admin"], OrganizationId = Clinic.Region, Role = role })).Refusals).Code, new[] { "founder-makes-administrators", "unknown-code" });
        // The security administrator goes on from there, and makes no administrator.
        await clinic.OperateAsync(async a => { await a.OpenAsync(people["security-admin"], "security", Password, mustChange: false, default); return true; });
        var security = new Person(clinic, "security", people["security-admin"], Guid.Empty, Clinic.Region);
        Assert.Equal(In, await security.SignInAsync(Password));
        foreach (var role in Roles.Administrators)
            Assert.Equal("not-permitted", Assert.Single((await security.SendAsync(new GivePost { PostId = Guid.CreateVersion7(), StaffId = people["audit-admin"], OrganizationId = Clinic.Region, Role = role })).Refusals).Code);
        // Nor does a second post let an administrator read: not the own one, not another's, however far back it is dated.
        Task<Outcome> GiveAsync(Guid whom, DateOnly? from = null, DateOnly? until = null) => security.SendAsync(new GivePost { PostId = Guid.CreateVersion7(), StaffId = whom, OrganizationId = Clinic.Region, Role = "obstetrician", From = from, Until = until });
        Assert.Equal(("not-to-oneself", "staffId"), Only(await GiveAsync(people["security-admin"], new(2020, 1, 1))));
        Assert.Equal(("administrators-apart", "role"), Only(await GiveAsync(people["audit-admin"])));
        Assert.Equal(("administrators-apart", "role"), Only(await GiveAsync(people["audit-admin"], new(2020, 1, 1))));
        // A post ends after it begins, and nobody has the same one twice.
        var doctor = Guid.CreateVersion7();
        await security.DoAsync(new AddStaff { StaffId = doctor, OrganizationId = Clinic.Region, Name = "许静" });
        Assert.Equal(("end-before-start", "until"), Only(await GiveAsync(doctor, until: new(2020, 1, 1))));
        Assert.Equal(Result.Done, (await GiveAsync(doctor)).Result);
        Assert.Equal(("already-there", "role"), Only(await GiveAsync(doctor)));
        static (string, string?) Only(Outcome outcome) => (Assert.Single(outcome.Refusals).Code, outcome.Refusals[0].Field);
    }

    [Theory, BothDatabases]
    public async Task Administrators_read_no_record(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        (HttpStatusCode, string?) no = (HttpStatusCode.Forbidden, "not-permitted");
        foreach (var role in Roles.Administrators.Append(Roles.Founder))
        {
            var person = await clinic.HireAsync(role, role, Clinic.Region);
            Assert.Equal(no, await person.StatusOfAsync(HttpMethod.Get, $"api/residents/{woman.Resident}/record"));
            Assert.Equal(no, await person.StatusOfAsync(HttpMethod.Get, $"api/maternal-care/today/{Clinic.Centre}"));
            Assert.Equal(no, await person.StatusOfAsync(HttpMethod.Get, $"api/maternal-care/pregnancies/of/{Clinic.Centre}"));
            Assert.Equal(no, await person.StatusOfAsync(HttpMethod.Post, "api/residents/search", JsonContent.Create(new SearchFor { Text = "cj" }, options: Wire.Json)));
            Assert.Equal(no, await person.StatusOfAsync(HttpMethod.Post, $"api/residents/{woman.Resident}/unmask", JsonContent.Create(new UnmaskFor { Key = "mobile" }, options: Wire.Json)));
        }
    }
}
