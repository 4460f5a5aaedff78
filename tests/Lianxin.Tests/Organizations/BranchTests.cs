using System.Net;
using Lianxin.Contracts;
using Lianxin.Contracts.Organizations;
using Lianxin.Contracts.Rosters;
using Lianxin.Organizations;
using Lianxin.Organizations.Branches;
using Lianxin.Tests.Core;
using Lianxin.Tests.Infrastructure;
using Lianxin.Tests.MaternalCare;
using Microsoft.EntityFrameworkCore;

namespace Lianxin.Tests.Organizations;

/// <summary>Branches of the Party: their brands, who is in them, who may know.</summary>
public sealed class BranchTests : IHaveScopeSamples
{
    private static readonly DateOnly Today = new(2025, 11, 20), Founded = new(2021, 7, 1);
    private static Guid New => Guid.CreateVersion7();

    static IEnumerable<KeyValuePair<string, ScopeMatrix.Sample>> IHaveScopeSamples.ScopeSamples =>
    [
        new("POST /api/" + SaveBranch.Kind, new(Permissions.ManageBranches, (a, _) => ABranch("新支部", a.Organization))),
        new("POST /api/" + SetBranchMember.Kind, new(Permissions.ManageBranches, (a, _) => Member(a.Branch, a.Staff, "member", "2025-01-01", organization: a.Organization))),
        new("POST /api/" + EndBranchMember.Kind, new(Permissions.ManageBranches, (a, _) => new EndBranchMember { MembershipId = a.Membership, BranchId = a.Branch, OrganizationId = a.Organization, Until = Today })),
        new("POST /api/" + SaveBrand.Kind, new(Permissions.ManageBranches, (a, _) => ABrand(a.Branch, "1.0", "2025-01-01", organization: a.Organization))),
        new("POST /api/" + LinkLeader.Kind, new(Permissions.ManageBranches, (a, _) => new LinkLeader { LinkId = New, BranchId = a.Branch, OrganizationId = a.Organization, StaffId = a.Staff, Since = Founded })),
        new("GET /api/organizations/{organization}/branches", new(Permissions.ReadStaff)),
        new("GET /api/organizations/branches/{branch}", new(Permissions.ReadStaff)),
    ];

    /// <summary>A branch of the centre with a member.</summary>
    internal static async Task<(Guid Branch, Guid Membership)> PlantAsync(Clinic clinic)
    {
        var (branch, membership) = (New, New);
        await clinic.WriteAsync(db =>
        {
            db.Add(new Branch { Id = branch, OrganizationId = Clinic.Centre, BuiltOnId = Clinic.Centre, Name = "中心支部", Kind = "department", Since = Founded, Version = 1 });
            db.Add(new BranchMember { Id = membership, BranchId = branch, StaffId = clinic.Midwife.StaffId, Function = "secretary", Since = Founded });
            return Task.CompletedTask;
        });
        return (branch, membership);
    }

    private static SaveBranch ABranch(string name, Guid? organization = null, Guid? on = null, string kind = "department") =>
        new() { BranchId = New, OrganizationId = organization ?? Clinic.Centre, BuiltOnId = on ?? organization ?? Clinic.Centre, Name = name, BranchKind = kind, Since = Founded };

    private static SetBranchMember Member(Guid branch, Guid staff, string function, string since, Guid? organization = null) =>
        new() { MembershipId = New, BranchId = branch, OrganizationId = organization ?? Clinic.Centre, StaffId = staff, Function = function, Since = Day(since) };

    private static SaveBrand ABrand(Guid branch, string version, string since, Guid? organization = null, string name = "灯下问诊") => new()
    { BrandId = New, BranchId = branch, OrganizationId = organization ?? Clinic.Centre, Name = name, Slogan = "下了班，灯还亮着", Meaning = "晚上也有人看血压", Version = version, Field = "service", Since = Day(since) };

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<(string? Field, string Code)> RefusedAsync<T>(Person person, T operation) where T : IOperation
    {
        var outcome = await person.SendAsync(operation);
        Assert.True(outcome.Result is Result.Refused or Result.Conflict, $"{outcome.Result}");
        return (outcome.Refusals[0].Field, outcome.Refusals[0].Code);
    }

    private static async Task<(Clinic Clinic, Person Office, SaveBranch Branch)> OpenAsync(string database)
    {
        var clinic = await Clinic.OpenAsync(database);
        var (office, branch) = (await clinic.HireAsync("party", "party-office", Clinic.Region), ABranch("中心支部"));
        await office.DoAsync(branch);
        return (clinic, office, branch);
    }

    private static Task<BranchDetail> ReadAsync(Person person, Guid branch) => person.GetAsync<BranchDetail>($"api/organizations/branches/{branch}");

    [Theory, BothDatabases]
    public async Task A_new_version_of_a_brand_ends_the_one_before_and_keeps_it(string database)
    {
        var (clinic, office, branch) = await OpenAsync(database);
        await using var _ = clinic;
        var (first, second) = (ABrand(branch.BranchId, "1.0", "2022-06-15"), ABrand(branch.BranchId, "2.0", "2025-04-01"));
        await office.DoAsync(first);
        Assert.Equal(("version", "version-taken"), await RefusedAsync(office, ABrand(branch.BranchId, "1.0", "2025-04-01")));
        Assert.Equal(("since", "not-after-last"), await RefusedAsync(office, ABrand(branch.BranchId, "2.0", "2022-06-15")));
        await office.DoAsync(second);
        await office.DoAsync(second with { Slogan = "灯亮到最后一位", Since = Day("2025-05-01") }); // corrected, not a version
        Assert.Equal(("brandId", "brand-ended"), await RefusedAsync(office, first with { Slogan = "改写历史" }));

        var read = await ReadAsync(clinic.CommunityDoctor, branch.BranchId);
        Assert.Equal([("2.0", "灯亮到最后一位", Day("2025-05-01"), null), ("1.0", "下了班，灯还亮着", Day("2022-06-15"), Day("2025-04-30"))], read.Brands.Select(b => (b.Version, b.Slogan, b.Since, b.Until)));
        Assert.Equal("2.0", read.Branch.Brand!.Version);
    }

    [Theory, BothDatabases]
    public async Task Who_moves_to_another_branch_leaves_the_one_before_on_the_day_before(string database)
    {
        var (clinic, office, first) = await OpenAsync(database);
        await using var _ = clinic;
        var second = ABranch("产科支部", Clinic.Hospital);
        await office.DoAsync(second);
        var (doctor, joined) = (clinic.CommunityDoctor.StaffId, Member(first.BranchId, clinic.CommunityDoctor.StaffId, "member", "2022-01-01"));
        await office.DoAsync(joined);
        await office.DoAsync(Member(first.BranchId, doctor, "publicity", "2024-03-01"));
        Assert.Equal(("since", "not-after-last"), await RefusedAsync(office, Member(second.BranchId, doctor, "member", "2024-02-29", Clinic.Hospital)));
        await office.DoAsync(Member(second.BranchId, doctor, "member", "2025-09-01", Clinic.Hospital));

        Assert.Equal([("publicity", Day("2024-03-01"), Day("2025-08-31")), ("member", Day("2022-01-01"), Day("2024-02-29"))], (await ReadAsync(office, first.BranchId)).Members!.Select(m => (m.Function, m.Since, m.Until!.Value)));
        Assert.Null(Assert.Single((await ReadAsync(office, second.BranchId)).Members!).Until);
        Assert.Equal([0, 1], (await office.GetAsync<BranchView[]>($"api/organizations/{Clinic.Region}/branches")).OrderBy(b => b.Name == second.Name).Select(b => b.Members!.Value));
        Assert.Equal(("membershipId", "ended-already"), await RefusedAsync(office, new EndBranchMember { MembershipId = joined.MembershipId, BranchId = first.BranchId, OrganizationId = Clinic.Centre, Until = Today }));
    }

    [Theory, BothDatabases]
    public async Task A_branch_has_one_secretary_at_a_time(string database)
    {
        var (clinic, office, branch) = await OpenAsync(database);
        await using var _ = clinic;
        var old = Member(branch.BranchId, clinic.Midwife.StaffId, "secretary", "2022-01-01");
        await office.DoAsync(old);
        Assert.Equal(("function", "has-secretary"), await RefusedAsync(office, Member(branch.BranchId, clinic.Clerk.StaffId, "secretary", "2025-01-01")));
        await office.DoAsync(new EndBranchMember { MembershipId = old.MembershipId, BranchId = branch.BranchId, OrganizationId = Clinic.Centre, Until = Day("2025-06-30") });
        // The time that is over had a secretary too.
        Assert.Equal(("function", "has-secretary"), await RefusedAsync(office, Member(branch.BranchId, clinic.Clerk.StaffId, "secretary", "2025-06-30")));
        await office.DoAsync(Member(branch.BranchId, clinic.Clerk.StaffId, "secretary", "2025-07-01"));
        Assert.Equal("clerk", (await ReadAsync(clinic.CommunityDoctor, branch.BranchId)).Branch.Secretary);

        // Two colleagues of the office at the same moment: one is taken, the other is told why.
        var other = ABranch("另一支部");
        await office.DoAsync(other);
        var second = await clinic.HireAsync("party-two", "party-office", Clinic.Region);
        var outcomes = await Task.WhenAll(office.SendAsync(Member(other.BranchId, clinic.CommunityDoctor.StaffId, "secretary", "2025-01-01")), second.SendAsync(Member(other.BranchId, clinic.Obstetrician.StaffId, "secretary", "2025-01-01")));
        Assert.Equal([Result.Done, Result.Refused], outcomes.Select(o => o.Result).Order());
        Assert.Equal("has-secretary", outcomes.Single(o => o.Result is Result.Refused).Refusals[0].Code);
    }

    [Theory, BothDatabases]
    public async Task Who_is_a_member_the_office_and_fellow_members_see_and_each_look_is_audited(string database)
    {
        var (clinic, office, branch) = await OpenAsync(database);
        await using var _ = clinic;
        await office.DoAsync(Member(branch.BranchId, clinic.Midwife.StaffId, "secretary", "2022-01-01"));
        var doctor = Member(branch.BranchId, clinic.CommunityDoctor.StaffId, "member", "2022-01-01");
        await office.DoAsync(doctor);
        await office.DoAsync(new LinkLeader { LinkId = New, BranchId = branch.BranchId, OrganizationId = Clinic.Centre, StaffId = clinic.Leader.StaffId, Since = Day("2023-01-01") });

        foreach (var person in new[] { office, clinic.Midwife, clinic.CommunityDoctor })
        {
            var read = await ReadAsync(person, branch.BranchId);
            Assert.Equal(["doctor", "midwife"], read.Members!.Select(m => m.Name).Order());
            Assert.Equal("leader", Assert.Single(read.Leaders!).Name);
            Assert.Equal(2, Assert.Single(await person.GetAsync<BranchView[]>($"api/organizations/{person.Organization}/branches")).Members);
        }
        // A colleague of the same house and one who leads it, who are in no branch.
        foreach (var person in new[] { clinic.Clerk, clinic.Leader })
        {
            var read = await ReadAsync(person, branch.BranchId);
            Assert.Equal((null, null, null, "midwife", false), (read.Members, read.Leaders, read.Branch.Members, read.Branch.Secretary, read.Branch.MayManage));
            Assert.Null(Assert.Single(await person.GetAsync<BranchView[]>($"api/organizations/{person.Organization}/branches")).Members);
        }
        var looks = await clinic.ReadAsync(db => db.AuditEntries.Where(a => a.Action == "read organizations/branches/{branch:guid}" && a.Detail != null).ToListAsync());
        Assert.Equal(new[] { office, clinic.Midwife, clinic.CommunityDoctor }.Select(p => p.StaffId).Order(), looks.Select(l => l.StaffId).Order());
        Assert.All(looks, l => Assert.True(l.Detail!.Contains($"{branch.BranchId}", StringComparison.Ordinal) && l.Others!.Contains($"{clinic.Midwife.StaffId}", StringComparison.Ordinal)));

        // Who left sees no more of it than any colleague, from the day after.
        await office.DoAsync(new EndBranchMember { MembershipId = doctor.MembershipId, BranchId = branch.BranchId, OrganizationId = Clinic.Centre, Until = Today.AddDays(-1) });
        Assert.Null((await ReadAsync(clinic.CommunityDoctor, branch.BranchId)).Members);
    }

    [Theory, BothDatabases]
    public async Task A_branch_is_seen_from_the_house_it_belongs_to_the_place_it_is_built_on_and_by_its_members(string database)
    {
        var (clinic, office, _) = await OpenAsync(database);
        await using var __ = clinic;
        var grid = ABranch("网格支部", on: Clinic.Community, kind: "grid");
        await office.DoAsync(grid);
        var (onPlace, far) = (await clinic.HireAsync("grid", "liaison", Clinic.Community), await clinic.HireAsync("far", "party-office", Clinic.Elsewhere));
        Assert.Equal("网格支部", Assert.Single(await onPlace.GetAsync<BranchView[]>($"api/organizations/{Clinic.Community}/branches")).Name);
        Assert.Equal(2, (await clinic.Midwife.GetAsync<BranchView[]>($"api/organizations/{Clinic.Centre}/branches")).Length);
        foreach (var person in new[] { clinic.Stranger, far })
        {
            Assert.Equal((HttpStatusCode.NotFound, "not-found"), await person.StatusOfAsync(HttpMethod.Get, $"api/organizations/branches/{grid.BranchId}"));
            Assert.Empty(await person.GetAsync<BranchView[]>($"api/organizations/{Clinic.Elsewhere}/branches"));
        }

        // A colleague of another house who is a member finds the branch in the list of her own.
        await office.DoAsync(Member(grid.BranchId, clinic.Stranger.StaffId, "member", "2025-01-01"));
        Assert.Equal(1, Assert.Single(await clinic.Stranger.GetAsync<BranchView[]>($"api/organizations/{Clinic.Elsewhere}/branches")).Members);
        Assert.False((await ReadAsync(clinic.Stranger, grid.BranchId)).Branch.MayManage);

        // The office of that house takes nobody out of a branch it does not reach, and learns no date.
        var own = ABranch("远处支部", Clinic.Elsewhere);
        await far.DoAsync(own);
        var refused = (await far.SendAsync(Member(own.BranchId, clinic.Stranger.StaffId, "member", "2025-06-01", Clinic.Elsewhere))).Refusals.Single();
        Assert.Equal(("staffId", "member-elsewhere", null), (refused.Field, refused.Code, refused.Facts));
        Assert.Equal(("staffId", "not-found"), await RefusedAsync(far, Member(own.BranchId, clinic.Midwife.StaffId, "member", "2025-06-01", Clinic.Elsewhere)));
        Assert.Equal((null, "not-found"), await RefusedAsync(far, grid with { BasedOn = 1, Name = "我的" }));
        // An organization in reach, with the branch of another: the door lets it in, the handler does not.
        Assert.Equal(("branchId", "not-found"), await RefusedAsync(far, grid with { OrganizationId = Clinic.Elsewhere, BuiltOnId = Clinic.Elsewhere, BasedOn = 1 }));
        Assert.Equal(("branchId", "not-found"), await RefusedAsync(far, ABrand(grid.BranchId, "1.0", "2025-01-01", Clinic.Elsewhere)));
    }

    [Theory, BothDatabases]
    public async Task A_branch_that_ends_takes_its_members_brand_and_leaders_along_and_stays_in_the_history(string database)
    {
        var (clinic, office, branch) = await OpenAsync(database);
        await using var _ = clinic;
        await office.DoAsync(Member(branch.BranchId, clinic.Midwife.StaffId, "secretary", "2022-01-01"));
        await office.DoAsync(ABrand(branch.BranchId, "1.0", "2022-06-15"));
        var link = new LinkLeader { LinkId = New, BranchId = branch.BranchId, OrganizationId = Clinic.Centre, StaffId = clinic.Leader.StaffId, Since = Day("2023-01-01") };
        await office.DoAsync(link);
        Assert.Equal(("staffId", "already-there"), await RefusedAsync(office, link with { LinkId = New, Since = Day("2024-01-01") }));

        Assert.Equal(("since", "branch-not-around"), await RefusedAsync(office, branch with { BasedOn = 1, Since = Day("2022-01-02") }));
        Assert.Equal(("until", "branch-not-around"), await RefusedAsync(office, branch with { BasedOn = 1, Until = Day("2022-12-31") }));
        Assert.Equal(("basedOn", "changed-meanwhile"), await RefusedAsync(office, branch with { BasedOn = 2, Name = "改名" }));
        await office.DoAsync(branch with { BasedOn = 1, Name = "第一支部" });
        await office.DoAsync(branch with { BasedOn = 2, Name = "第一支部", Until = Day("2025-10-31") });

        var read = await ReadAsync(office, branch.BranchId);
        Assert.Equal(("第一支部", null, null), (read.Branch.Name, read.Branch.Brand, read.Branch.Secretary));
        Assert.All([read.Branch.Until, read.Brands.Single().Until, read.Members!.Single().Until, read.Leaders!.Single().Until], until => Assert.Equal(Day("2025-10-31"), until));
        Assert.Equal(("branchId", "branch-ended"), await RefusedAsync(office, ABrand(branch.BranchId, "2.0", "2025-11-01")));
        Assert.Equal(("branchId", "branch-ended"), await RefusedAsync(office, branch with { BasedOn = 3 }));
        // She is free for another.
        var next = ABranch("第一支部");
        await office.DoAsync(next);
        await office.DoAsync(Member(next.BranchId, clinic.Midwife.StaffId, "secretary", "2025-11-01"));
    }

    [Theory, BothDatabases]
    public async Task What_cannot_be_is_refused_at_its_field(string database)
    {
        var (clinic, office, branch) = await OpenAsync(database);
        await using var _ = clinic;
        async Task At<T>(string field, string code, T operation) where T : IOperation => Assert.Equal((field, code), await RefusedAsync(office, operation));

        await At("name", "too-long", branch with { BranchId = New, Name = new('支', 61) });
        await At("name", "name-taken", branch with { BranchId = New });
        await At("branchKind", "unknown-code", ABranch("新") with { BranchKind = "cell" });
        await At("since", "invalid", ABranch("新") with { Since = Day("1921-06-30") });
        await At("since", "future-date", ABranch("新") with { Since = Today.AddDays(1) });
        await At("until", "future-date", ABranch("新") with { Until = Today.AddDays(1) });
        await At("until", "end-before-start", ABranch("新") with { Until = Founded.AddDays(-1) });
        await At("builtOnId", "not-found", ABranch("新", on: Clinic.Elsewhere));
        await At("builtOnId", "branch-on-wrong-ground", ABranch("新", on: Clinic.Community));
        await At("builtOnId", "branch-on-wrong-ground", ABranch("新", kind: "grid"));

        var brand = ABrand(branch.BranchId, "1.0", "2022-06-15");
        await At("name", "too-long", brand with { Name = new('名', 61) });
        await At("slogan", "too-long", brand with { Slogan = new('口', 101) });
        await At("meaning", "too-long", brand with { Meaning = new('义', 1001) });
        await At("field", "unknown-code", brand with { Field = "money" });
        foreach (var version in new[] { "1", "0.9", "v1.0", "1.0\n", "１.0" }) await At("version", "brand-version", brand with { Version = version });
        await At("since", "before-branch", brand with { Since = Founded.AddDays(-1) });
        await At("since", "future-date", brand with { Since = Today.AddDays(1) });

        var member = Member(branch.BranchId, clinic.Midwife.StaffId, "member", "2022-01-01");
        await At("function", "unknown-code", member with { Function = "chair" });
        await At("staffId", "required", member with { StaffId = null });
        await At("staffId", "not-found", member with { StaffId = New });
        await At("since", "future-date", member with { Since = Today.AddDays(1) });
        await At("since", "before-branch", member with { Since = Founded.AddDays(-1) });
        await office.DoAsync(member);
        var end = new EndBranchMember { MembershipId = member.MembershipId, BranchId = branch.BranchId, OrganizationId = Clinic.Centre, Until = Today.AddDays(1) };
        await At("until", "future-date", end);
        await At("until", "end-before-start", end with { Until = Day("2021-12-31") });
        await At("membershipId", "not-found", end with { MembershipId = New });
    }

    [Theory, BothDatabases]
    public async Task A_list_whose_colleague_has_joined_a_branch_is_not_taken_back(string database)
    {
        var (clinic, office, branch) = await OpenAsync(database);
        await using var _ = clinic;
        var admin = await clinic.HireAsync("guard", "security-admin", Clinic.Region);
        var (preview, _) = await admin.PreviewAsync(new RosterFile("姓名", "手机", "工号", "单位").Row("周小敏", "19900004001", "N001", "CENTRE"), Clinic.Region, RosterKinds.Staff);
        var import = preview.As(RosterKinds.Staff, ImportDecision.New);
        Assert.Equal(Result.Done, (await admin.TakeOverAsync(RosterKinds.Staff, import)).Result);
        var staff = await clinic.ReadAsync(db => db.Set<Staff>().Where(s => s.StaffNo == "N001").Select(s => s.Id).SingleAsync());
        await office.DoAsync(Member(branch.BranchId, staff, "member", "2025-01-01"));
        Assert.Equal("row-in-use", (await RefusedAsync(admin, new UndoImport { ImportId = import.ImportId, OrganizationId = Clinic.Region, Reason = "发错了" })).Code);
    }
}
