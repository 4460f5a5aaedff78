using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Residents;
using Lianxin.Core;
using Lianxin.Organizations;
using Lianxin.Server.Hosting;
using Lianxin.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Lianxin.Tests;

/// <summary>A small region with real HTTP and a real database, in which people speak: a hospital, a centre, and another centre that must see nothing.</summary>
internal sealed class Clinic : IAsyncDisposable
{
    private readonly WebApplication web;
    private readonly TestDatabase database;
    private readonly bool ownsDatabase;

    private Clinic(WebApplication web, TestDatabase database, bool ownsDatabase, ManualClock clock, ManualClock systemClock)
    {
        (this.web, this.database, this.ownsDatabase, Clock, SystemClock) = (web, database, ownsDatabase, clock, systemClock);
        Url = new Uri(web.Urls.First());
    }

    public static readonly Guid Region = Id(1), Hospital = Id(2), Centre = Id(3), Elsewhere = Id(4), Community = Id(5);

    /// <summary>The day of the hospital: deadlines, gestational age.</summary>
    public ManualClock Clock { get; }

    /// <summary>The clock of sessions and codes.</summary>
    public ManualClock SystemClock { get; }
    public Uri Url { get; }
    public IServiceProvider Services => web.Services;

    public Person Midwife { get; private set; } = null!;
    public Person Clerk { get; private set; } = null!;
    public Person Obstetrician { get; private set; } = null!;
    public Person Chief { get; private set; } = null!;
    public Person CommunityDoctor { get; private set; } = null!;

    /// <summary>A nurse of another centre.</summary>
    public Person Stranger { get; private set; } = null!;
    public Person Leader { get; private set; } = null!;

    /// <summary>The region with everybody at work.</summary>
    public static async Task<Clinic> OpenAsync(string engine, Action<IServiceCollection>? also = null)
    {
        var clinic = await OpenEmptyAsync(engine, also);
        await clinic.FoundAsync();
        return clinic;
    }

    /// <summary>An installation at its first start: no organization, no account.</summary>
    public static async Task<Clinic> OpenEmptyAsync(string engine, Action<IServiceCollection>? also = null) => await StartAsync(await TestDatabase.CreateAsync(engine), also);

    /// <summary>The region in a database that the caller has and keeps.</summary>
    public static async Task<Clinic> OpenAsync(TestDatabase database)
    {
        ManualClock clock = new(new(2025, 11, 20, 1, 0, 0, TimeSpan.Zero));
        var clinic = await StartAsync(database, null, clock, clock);
        await clinic.FoundAsync();
        return clinic;
    }

    /// <summary>A second server on the same database, as in a city; the first one owns the database.</summary>
    public Task<Clinic> OpenNodeAsync(Action<IServiceCollection>? also = null) => StartAsync(database, also, Clock, SystemClock);

    private static async Task<Clinic> StartAsync(TestDatabase database, Action<IServiceCollection>? also, ManualClock? clockOfAll = null, ManualClock? systemOfAll = null)
    {
        ManualClock clock = clockOfAll ?? new(new(2025, 11, 20, 1, 0, 0, TimeSpan.Zero)), system = systemOfAll ?? new(new(2025, 11, 20, 1, 0, 0, TimeSpan.Zero));
        var engine = database.Engine;
        var web = LianxinHost.Build(new HostSettings { Database = new(engine, database.ConnectionString), DataFolder = database.Folder.FullName, Urls = "http://127.0.0.1:0" }, b =>
        {
            b.Services.AddSingleton<TimeProvider>(clock);
            b.Services.AddKeyedSingleton<TimeProvider>(SignInService.SystemClock, system);
            also?.Invoke(b.Services);
        });
        await web.StartAsync();
        return new Clinic(web, database, clockOfAll is null, clock, system);
    }

    private async Task FoundAsync()
    {
        await WriteAsync(db =>
        {
            void Organization(Guid id, Guid? parent, string code, string kind, int? level = null) => db.Organizations.Add(new Organization
            { Id = id, ParentId = parent, Code = code, Name = code, Kind = kind, Level = level, From = new(2020, 1, 1) });
            Organization(Region, null, "REGION", "region");
            Organization(Hospital, Region, "HOSPITAL", "hospital", 3);
            Organization(Centre, Region, "CENTRE", "health-centre");
            Organization(Elsewhere, Region, "ELSEWHERE", "health-centre");
            Organization(Community, Centre, "COMMUNITY", "community");
            return Task.CompletedTask;
        });
        Services.GetRequiredService<OrganizationTree>().Changed();
        Midwife = await HireAsync("midwife", "midwife", Centre);
        Clerk = await HireAsync("clerk", "records-clerk", Centre);
        CommunityDoctor = await HireAsync("doctor", "community-doctor", Centre);
        Obstetrician = await HireAsync("obstetrician", "obstetrician", Hospital);
        Chief = await HireAsync("chief", "senior-obstetrician", Hospital);
        Stranger = await HireAsync("stranger", "nurse", Elsewhere);
        Leader = await HireAsync("leader", "leader", Region);
    }

    /// <summary>Somebody with a post and an account, signed in.</summary>
    public async Task<Person> HireAsync(string name, string role, Guid organization, string? password = null, string? reach = null)
    {
        Guid staff = Guid.CreateVersion7(), post = Guid.CreateVersion7();
        await WriteAsync(db =>
        {
            db.Staff.Add(new Staff { Id = staff, OrganizationId = organization, Name = name, Title = role, Phone = "199 0000 0000" });
            db.Posts.Add(new Post { Id = post, StaffId = staff, OrganizationId = organization, Role = role, Reach = reach ?? Roles.All[role].Reach, From = Clock.GetUtcNow().AddDays(-1) });
            db.Accounts.Add(new Account { Id = Guid.CreateVersion7(), StaffId = staff, UserName = name, PasswordHash = password is null ? "" : SignInService.Hash(name, password) });
            return Task.CompletedTask;
        });
        var person = new Person(this, name, staff, post, organization);
        if (password is null) await person.EnterAsync();
        return person;
    }

    public Task WriteAsync(Func<LianxinDb, Task> work) => Services.GetRequiredService<IWriter>().RunAsync(async transaction =>
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LianxinDb>();
        transaction.Enlist(db);
        await work(db);
        await db.SaveChangesAsync();
    }, CancellationToken.None);

    /// <summary>What the operator does at the console: accounts and their second factor.</summary>
    public async Task<T> OperateAsync<T>(Func<Accounts, Task<T>> work)
    {
        T answer = default!;
        await Server.Verbs.Operating.WriteAsync(Services, async services => answer = await work(services.GetRequiredService<Accounts>()));
        return answer;
    }

    public async Task<T> ReadAsync<T>(Func<LianxinDb, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<LianxinDb>());
    }

    /// <summary>Moves the day on and lets the worker do what has become due.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        Clock.Advance(by);
        SystemClock.Advance(TimeSpan.FromMinutes(1));
        var worker = Services.GetRequiredService<Worker>();
        while (await worker.RunDueAsync(CancellationToken.None) > 0) { }
    }

    /// <summary>A woman of the centre with an open pregnancy.</summary>
    public async Task<Woman> RegisterAsync(string name = "陈洁", string lmp = "2025-04-15", string born = "1987-03-15", Person? responsible = null, Answers? first = null)
    {
        var woman = new Woman(Guid.CreateVersion7(), Guid.CreateVersion7());
        var person = Answers.Empty.With(Keys.FullName, name).With(Keys.BirthDate, born).With(Keys.Sex, "2").With(Keys.Mobile, "19900000001").With("tags", new[] { "pregnant" }).With(Keys.Lmp, lmp);
        if (responsible is not null) person = person.With(Keys.ResponsibleDoctor, new Named(responsible.Name, responsible.StaffId.ToString()));
        await Midwife.DoAsync(new RegisterResident { ResidentId = woman.Resident, OrganizationId = Centre, Person = person, NotADuplicate = true });
        await Midwife.DoAsync(new RegisterPregnancy { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, First = (first ?? Answers.Empty).With(Keys.Lmp, lmp) });
        return woman;
    }

    /// <summary>Opens the case of a woman; answers its id.</summary>
    public async Task<Guid> OpenCaseAsync(Woman woman, Person owner, string next = "2025-11-27", Person? deputy = null, bool infection = false, Person? by = null)
    {
        var id = Guid.CreateVersion7();
        var answers = Answers.Empty.With(Keys.Person, new Named("陈洁")).With(Keys.OpenedOn, $"{PlaceTime.DateOf(Clock.GetUtcNow()):yyyy-MM-dd}").With(Keys.OpenedBy, new Named("许静")).With(Keys.Organization, new Named("CENTRE"))
            .With(Keys.Owner, new Named(owner.Name, $"{owner.StaffId}")).With(Keys.FactorItems, new[] { "Y-1.1" }).With(Keys.NextContactDate, next);
        if (infection) answers = answers.With(Keys.PurpleMark, true);
        if (deputy is not null) answers = answers.With(Keys.DeputyOwner, new Named(deputy.Name, $"{deputy.StaffId}"));
        await (by ?? Midwife).DoAsync(new OpenCase { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, CaseId = id, Infection = infection, Answers = answers });
        return id;
    }

    /// <summary>A complete visit with nothing wrong in it; changed as the test needs.</summary>
    public Answers Visit(string on = "2025-11-20", string bp = "112/70", string next = "2025-12-18") => bp.Split('/') is not [var s, var d] ? throw new FormatException(bp) : Answers.Empty
        .With(Keys.Person, new Named("陈洁")).With(Keys.VisitNo, 6).With(Keys.VisitKind, "done").With(Keys.VisitDate, on)
        .With(Keys.ComplaintCodes, new[] { "0" }).With(Keys.Contractions, "0").With(Keys.WeightKg, 66.8m).With(Keys.FundalHeight, 29m)
        .With(Keys.FetalHeartState, AnswerValue.Of("1"), fetus: 1).With(Keys.Fhr, AnswerValue.Of(144m), fetus: 1)
        .With(Keys.Sbp, decimal.Parse(s, System.Globalization.CultureInfo.InvariantCulture)).With(Keys.Dbp, decimal.Parse(d, System.Globalization.CultureInfo.InvariantCulture))
        .With(Keys.Hb, 118).With(Keys.ProteinDipstick, "neg").With(Keys.Assessment, "1").With(Keys.Guidance, new[] { "1" }).With(Keys.Referral, "1")
        .With(Keys.NextVisitDate, next).With(Keys.Doctor, new Named("许静"));

    internal string TokenFor(Person person) => Services.GetRequiredService<SignInService>().SignInAsAsync(person.UserName, CancellationToken.None).GetAwaiter().GetResult() ?? throw new InvalidOperationException("no session");

    private static Guid Id(int n) => new(n, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);

    public async ValueTask DisposeAsync()
    {
        await web.StopAsync();
        await web.DisposeAsync();
        if (ownsDatabase) await database.DisposeAsync();
    }
}

/// <summary>A woman of the tests, by her ids.</summary>
internal sealed record Woman(Guid Resident, Guid Pregnancy);

/// <summary>Somebody who works here, and the browser in front of them.</summary>
internal sealed class Person(Clinic clinic, string userName, Guid staffId, Guid postId, Guid organization)
{
    private readonly CookieContainer cookies = new();
    private HttpClient? client;
    private string csrf = "";

    public string UserName => userName;
    public string Name => userName;
    public Guid StaffId => staffId;
    public Guid PostId => postId;
    public Guid Organization => organization;

    /// <summary>What a page of this person's sends back with every write.</summary>
    public string Csrf => csrf;

    /// <summary>A cookie of this browser, or null.</summary>
    public Cookie? Cookie(string name) => cookies.GetCookies(clinic.Url)[name];

    public void Give(Cookie cookie) => cookies.Add(cookie);
    public HttpClient Http => client ??= new HttpClient(new HttpClientHandler { CookieContainer = cookies, UseProxy = false }) { BaseAddress = clinic.Url };

    /// <summary>Sits down at a session that is open already.</summary>
    public async Task EnterAsync()
    {
        Give(new Cookie("lianxin", clinic.TokenFor(this), "/", clinic.Url.Host));
        var session = await Http.GetFromJsonAsync<SessionView>("api/session", Wire.Answers);
        csrf = session!.Csrf;
    }

    /// <summary>Signs in as a person does; answers the status and the code of a refusal.</summary>
    public async Task<(HttpStatusCode Status, string? Code)> SignInAsync(string password, string? code = null)
    {
        using var answer = await Http.PostAsJsonAsync("api/session", new SignIn { UserName = userName, Password = password, Code = code }, Wire.Json);
        if (answer.IsSuccessStatusCode) csrf = (await answer.Content.ReadFromJsonAsync<SessionView>(Wire.Answers))!.Csrf;
        return (answer.StatusCode, answer.IsSuccessStatusCode ? null : await CodeOf(answer));
    }

    public async Task<Outcome> SendAsync<T>(T operation, Guid? id = null, DateTimeOffset? at = null) where T : IOperation
    {
        var envelope = new Envelope { Id = id ?? Guid.CreateVersion7(), Kind = T.Kind, Version = T.Version, At = at ?? clinic.Clock.GetUtcNow(), Body = JsonSerializer.SerializeToElement(operation, Wire.Json) };
        using var answer = await AskAsync(HttpMethod.Post, "api/operations", JsonContent.Create(new[] { envelope }, options: Wire.Json));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Outcome[]>(Wire.Answers))![0];
    }

    /// <summary>Does it, and it is done.</summary>
    public async Task DoAsync<T>(T operation, DateTimeOffset? at = null) where T : IOperation
    {
        var outcome = await SendAsync(operation, at: at);
        Assert.True(outcome.Result == Result.Done, $"{T.Kind}: {string.Join("; ", outcome.Refusals.Select(r => $"{r.Field} {r.Code} {string.Join(',', r.Facts ?? new Dictionary<string, string>())}"))}");
    }

    public async Task<Guid> RecordVisitAsync(Woman woman, Answers answers, DateTimeOffset? at = null)
    {
        var visit = Guid.CreateVersion7();
        await DoAsync(new RecordVisit { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, VisitId = visit, Answers = answers }, at);
        return visit;
    }

    public Task<RecordDocument> RecordAsync(Woman woman) => GetAsync<RecordDocument>($"api/residents/{woman.Resident}/record");

    public async Task<PregnancyView> PregnancyAsync(Woman woman) => (await RecordAsync(woman)).MaternalCare!.Pregnancies.Single(p => p.Id == woman.Pregnancy);

    /// <summary>What is owed at an organization; by default at the centre.</summary>
    public Task<TodayView> TodayAsync(Guid? organization = null) => GetAsync<TodayView>($"api/maternal-care/today/{organization ?? Clinic.Centre}");

    public async Task<SearchHits> SearchAsync(string text)
    {
        using var answer = await AskAsync(HttpMethod.Post, "api/residents/search", JsonContent.Create(new SearchFor { Text = text }, options: Wire.Json));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<SearchHits>(Wire.Answers))!;
    }

    public async Task<T> GetAsync<T>(string path)
    {
        using var answer = await AskAsync(HttpMethod.Get, path);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<T>(Wire.Answers))!;
    }

    public async Task<(HttpStatusCode Status, string? Code)> StatusOfAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var answer = await AskAsync(method, path, content);
        return (answer.StatusCode, answer.IsSuccessStatusCode ? null : await CodeOf(answer));
    }

    public Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("X-Lianxin-Csrf", csrf);
        return Http.SendAsync(request);
    }

    private static async Task<string?> CodeOf(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return problem.RootElement.GetProperty("code").GetString();
    }
}

/// <summary>A clock that a test moves by hand.</summary>
internal sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;
    public override DateTimeOffset GetUtcNow() => now;
    public void Advance(TimeSpan by) => now += by;
}
