using System.Net;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Contracts.Organizations;
using Lianxin.Contracts.Rosters;
using Lianxin.Organizations;
using Lianxin.Tests.Core;
using Lianxin.Tests.Infrastructure;
using Lianxin.Tests.MaternalCare;
using Microsoft.EntityFrameworkCore;

namespace Lianxin.Tests.Organizations;

/// <summary>Lists of the house itself: organizations, colleagues, buildings; and what holds for every kind of list.</summary>
public sealed class ListTests : IHaveScopeSamples
{
    private static readonly DateOnly Today = new(2025, 11, 20);

    static IEnumerable<KeyValuePair<string, ScopeMatrix.Sample>> IHaveScopeSamples.ScopeSamples =>
    [
        .. RosterKinds.All.SelectMany(kind => new KeyValuePair<string, ScopeMatrix.Sample>[]
        {
            new($"POST /api/{kind.Route}/preview", new(kind.Permission, (a, _) => ScopeMatrix.Roster(a))),
            new($"POST /api/{kind.Route}/returned", new(kind.Permission, (a, _) => ScopeMatrix.Roster(a))),
            new($"POST /api/{kind.Route}/row", new(kind.Permission, (a, _) => new RosterCells { OrganizationId = a.Organization, Row = 2, Cells = Cells(kind) })),
            new($"POST /api/{kind.Operation}", new(kind.Permission, (a, _) => kind.Blank with { ImportId = Guid.CreateVersion7(), OrganizationId = a.Organization, Sender = "社区", Rows = [] })),
        }),
        new("POST /api/" + UndoImport.Kind, new(Permissions.UndoImport, (a, _) => new UndoImport { ImportId = Guid.CreateVersion7(), OrganizationId = a.Organization, Reason = "发错了" })),
        new("GET /api/organizations/{organization}/imports", new(Permissions.UndoImport)),
        new("GET /api/organizations/{organization}/buildings", new(Permissions.ReadStaff)),
    ];

    private static Dictionary<string, string> Cells(RosterKind kind) => kind.Name switch
    {
        "organizations" => new() { ["name"] = "新点", ["kind"] = "社区" },
        "buildings" => new() { ["estate_name"] = "新塘花园", ["building_name"] = "3栋" },
        "pregnancies" => new() { ["full_name"] = "王芳", ["lmp"] = "2025-04-15" },
        _ => new() { ["full_name"] = "王芳", ["mobile"] = "19900000002" },
    };

    [Theory, BothDatabases]
    public async Task Organizations_come_below_the_one_they_are_sent_to_and_below_each_other(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var admin = await clinic.HireAsync("admin", "system-admin", Clinic.Region);
        var file = new RosterFile("机构名称", "机构类别", "机构编码", "上级单位", "医院等级", "联系电话")
            .Row("柳溪医院", "医院", "LX-H", "", "三级甲等", "0731-80000000").Row("柳溪分院", "分院", "LX-B", "柳溪医院", "", "").Row("柳溪社区", "居委会", "LX-C", "CENTRE", "", "");
        var (preview, _) = await admin.PreviewAsync(file, Clinic.Region, RosterKinds.Organizations);
        Assert.All(preview.Rows, r => Assert.Equal("accept", r.Outcome));

        Assert.Equal(Result.Done, (await admin.TakeOverAsync(RosterKinds.Organizations, preview.As(RosterKinds.Organizations, ImportDecision.New))).Result);

        var all = (await admin.GetAsync<OrganizationView[]>("api/organizations/in-reach")).ToDictionary(o => o.Name);
        Assert.Equal((Clinic.Region, "hospital", 3), (all["柳溪医院"].ParentId!.Value, all["柳溪医院"].Kind, all["柳溪医院"].Level!.Value));
        Assert.Equal((all["柳溪医院"].Id, "branch-hospital"), (all["柳溪分院"].ParentId!.Value, all["柳溪分院"].Kind));
        Assert.Equal((Clinic.Centre, "community"), (all["柳溪社区"].ParentId!.Value, all["柳溪社区"].Kind));
    }

    [Theory, BothDatabases]
    public async Task An_organization_that_cannot_be_is_refused_at_its_column(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var admin = await clinic.HireAsync("admin", "system-admin", Clinic.Region);
        var file = new RosterFile("机构名称", "机构类别", "机构编码", "上级单位", "统一社会信用代码", "经度", "纬度")
            .Row("甲院", "医院", "A-1", "乙院", "", "", "").Row("乙院", "医院", "A-2", "甲院", "", "", "")        // above each other
            .Row("丙院", "医院", "A 3!", "", "", "", "").Row("丁院", "医院", "A-4", "没有这家", "", "", "")        // code, parent
            .Row("戊院", "医院", "A-5", "", "91430211MA4L1234XX", "", "").Row("己院", "医院", "A-6", "", "", "113.1", "27.8")  // credit code, coordinates
            .Row("中心", "社区卫生服务中心", "CENTRE", "", "", "", "").Row("庚院", "飞船", "A-8", "", "", "", "");
        var (preview, _) = await admin.PreviewAsync(file, Clinic.Region, RosterKinds.Organizations);

        string Said(int row) => string.Join(' ', preview.Rows[row].Problems.Where(p => p.Effect is "ask" or "refuse").Select(p => $"{p.Column} {p.Effect}"));
        Assert.Equal(["parent refuse", "parent refuse", "institution_code refuse", "parent refuse", "uscc refuse", "longitude ask", "institution_code ask", "kind ask"], Enumerable.Range(0, 8).Select(Said).ToArray()[..8].Select(s => s.Split(' ')[..2]).Select(s => string.Join(' ', s)));
        Assert.Equal("id", preview.Rows[6].Match!.By);
        var outcome = await admin.TakeOverAsync(RosterKinds.Organizations, preview.As(RosterKinds.Organizations, ImportDecision.New));
        Assert.Equal(Result.Refused, outcome.Result);
        Assert.Contains(outcome.Refusals, r => r is { Field: "rows[0].parent" });
        Assert.Contains(outcome.Refusals, r => r is { Field: "rows[6].institution_code", Code: "duplicate-in-register" });
        Assert.Equal(5, (await admin.GetAsync<OrganizationView[]>("api/organizations/in-reach")).Length);
    }

    [Theory, BothDatabases]
    public async Task Colleagues_come_without_rights_and_the_list_again_only_fills(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var admin = await clinic.HireAsync("guard", "security-admin", Clinic.Region);
        var file = new RosterFile("姓名", "手机", "工号", "单位", "科室", "职称", "专业", "政治面貌", "身份证号")
            .Row("周小敏", "19900004001", "N001", "CENTRE", "妇保科", "主管护师", "助产、护理", "中共党员", RosterFile.Id(1)).Row("许小静", "19900004002", "N002", "HOSPITAL", "产科", "主治医师", "妇产科", "群众", "");
        var (preview, _) = await admin.PreviewAsync(file, Clinic.Region, RosterKinds.Staff);
        Assert.All(preview.Rows, r => Assert.True(r.Outcome == "accept", string.Join(' ', r.Problems.Select(p => $"{p.Column} {p.Code}"))));
        Assert.Contains(preview.Choices, c => c is { Column: "party_member", Kept: false });
        Assert.Equal(Result.Done, (await admin.TakeOverAsync(RosterKinds.Staff, preview.As(RosterKinds.Staff, ImportDecision.New))).Result);

        var staff = await clinic.ReadAsync(db => db.Set<Staff>().AsNoTracking().Where(s => s.StaffNo != null).OrderBy(s => s.StaffNo).ToListAsync());
        Assert.Equal([(Clinic.Centre, "周小敏", "主管护师", "妇保科", "midwifery nursing"), (Clinic.Hospital, "许小静", "主治医师", "产科", "obstetrics")], staff.Select(s => (s.OrganizationId, s.Name, s.Title, s.Department!, s.Skills)));
        Assert.False(await clinic.ReadAsync(db => db.Set<Post>().AnyAsync(p => p.StaffId == staff[0].Id)));

        var (again, _) = await admin.PreviewAsync(new RosterFile("姓名", "手机", "工号", "单位", "科室", "职称", "医师执业证号").Row("周小敏", "19900004001", "n001", "CENTRE", "妇保科", "副主任护师", "110430000012345"), Clinic.Region, RosterKinds.Staff);
        Assert.Equal(("id", "differs", "fills"), (again.Rows[0].Match!.By, again.Rows[0].Match!.Fields.Single(f => f.Column == "title").State, again.Rows[0].Match!.Fields.Single(f => f.Column == "license_no").State));
        Assert.Equal(Result.Done, (await admin.TakeOverAsync(RosterKinds.Staff, again.As(RosterKinds.Staff, ImportDecision.Match))).Result);
        var one = await clinic.ReadAsync(db => db.Set<Staff>().AsNoTracking().SingleAsync(s => s.StaffNo == "N001"));
        Assert.Equal(("主管护师", "110430000012345"), (one.Title, one.LicenseNo));
    }

    [Theory, BothDatabases]
    public async Task A_colleague_of_a_house_out_of_reach_is_refused_at_its_column(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var admin = await clinic.HireAsync("guard", "security-admin", Clinic.Centre);
        var (preview, _) = await admin.PreviewAsync(new RosterFile("姓名", "手机", "工号", "单位", "科室").Row("周小敏", "19900004001", "N001", "HOSPITAL", "产科"), Clinic.Centre, RosterKinds.Staff);
        Assert.Contains(preview.Rows[0].Problems, p => p is { Column: "organization", Effect: "refuse" });
        var outcome = await admin.TakeOverAsync(RosterKinds.Staff, preview.As(RosterKinds.Staff, ImportDecision.New));
        Assert.Equal(("rows[0].organization", "unknown-code"), (outcome.Refusals[0].Field, outcome.Refusals[0].Code));
        Assert.Equal((HttpStatusCode.Forbidden, "not-permitted"), await clinic.Clerk.StatusOfAsync(HttpMethod.Post, $"api/{RosterKinds.Staff.Route}/preview", RosterFile.Of(1, Today).Form(Clinic.Centre)));
    }

    [Theory, BothDatabases]
    public async Task Buildings_come_once_each_and_are_shown(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var file = new RosterFile("小区", "楼栋", "单元数", "户数", "老人数", "人口", "电梯", "楼栋长", "楼栋医生").Row("新塘花园", "3栋", "2", "48", "31", "130", "无", "刘大姐", "社医").Row("新塘花园", "4栋", "2", "48", "200", "130", "有", "", "");
        var (preview, _) = await clinic.Clerk.PreviewAsync(file, Clinic.Community, RosterKinds.Buildings);
        // More elders than people: somebody has to look.
        Assert.Equal(["accept", "ask"], preview.Rows.Select(r => r.Outcome));
        var import = preview.As(RosterKinds.Buildings, ImportDecision.New);
        Assert.Equal("rows[1].elder_count", (await clinic.Clerk.TakeOverAsync(RosterKinds.Buildings, import)).Refusals.Single().Field);
        import = import with { Rows = [import.Rows![0], import.Rows[1] with { Confirmed = ["elder_count"] }] };
        Assert.Equal(Result.Done, (await clinic.Clerk.TakeOverAsync(RosterKinds.Buildings, import)).Result);

        var buildings = await clinic.Midwife.GetAsync<BuildingView[]>($"api/organizations/{Clinic.Centre}/buildings");
        Assert.Equal([("3栋", 31, false), ("4栋", 200, true)], buildings.Select(b => (b.Name, b.Elders!.Value, b.HasLift!.Value)));
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await clinic.Stranger.StatusOfAsync(HttpMethod.Get, $"api/organizations/{Clinic.Centre}/buildings"));
        var (again, _) = await clinic.Clerk.PreviewAsync(file, Clinic.Community, RosterKinds.Buildings);
        Assert.All(again.Rows, r => Assert.Equal("id", r.Match!.By));
    }

    [Theory, BothDatabases("organizations"), BothDatabases("staff"), BothDatabases("buildings"), BothDatabases("residents"), BothDatabases("elders"), BothDatabases("pregnancies"), BothDatabases("vaccinations")]
    public async Task What_nobody_has_used_goes_as_it_came(string database, string name)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var (kind, owner) = await OwnerAsync(clinic, name);
        var (file, organization) = Sample(name);
        await FillAsync(owner, kind, file(0), organization);
        var before = await clinic.ReadAsync(TableDump.OfAsync);

        // Two who are new, and one of before about whom something is new and something differs.
        var (preview, _) = await owner.PreviewAsync(file(1), organization, kind);
        var import = preview.As(kind, ImportDecision.New);
        import = import with { Rows = [.. import.Rows!.Select((r, i) => preview.Rows[i].Match is { } match ? r with { SubjectId = match.SubjectId, Decision = ImportDecision.Match, Overwrite = [.. match.Fields.Select(f => f.Column)] } : r)] };
        Assert.Equal([1, 2], import.Rows!.GroupBy(r => r.Decision).Select(g => g.Count()).Order());
        await OkAsync(owner, kind, import);
        var between = await clinic.ReadAsync(TableDump.OfAsync);
        Assert.ThrowsAny<Exception>(() => TableDump.AssertSame(before, between));

        Assert.Equal("not-permitted", (await clinic.Stranger.SendAsync(new UndoImport { ImportId = import.ImportId, OrganizationId = organization, Reason = "发错了" })).Refusals[0].Code);
        await owner.DoAsync(new UndoImport { ImportId = import.ImportId, OrganizationId = organization, Reason = "发错了" });

        TableDump.AssertSame(before, await clinic.ReadAsync(TableDump.OfAsync));
        var kept = (await owner.GetAsync<ImportView[]>($"api/organizations/{organization}/imports")).Single(i => i.ImportId == import.ImportId);
        Assert.Equal((2, 1, "发错了"), (kept.New, kept.Changed, kept.UndoneReason));
        Assert.Equal("undone-already", (await owner.SendAsync(new UndoImport { ImportId = import.ImportId, OrganizationId = organization, Reason = "再来" })).Refusals[0].Code);
        // And the list may come again.
        var (again, _) = await owner.PreviewAsync(file(1), organization, kind);
        await OkAsync(owner, kind, again.As(kind, ImportDecision.New) with { Rows = [.. again.As(kind, ImportDecision.New).Rows!.Where((_, i) => again.Rows[i].Match is null)] });
    }

    [Theory, BothDatabases("organizations"), BothDatabases("staff"), BothDatabases("buildings"), BothDatabases("residents"), BothDatabases("elders"), BothDatabases("pregnancies"), BothDatabases("vaccinations")]
    public async Task What_somebody_has_used_stays_and_the_rows_are_named(string database, string name)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var (kind, owner) = await OwnerAsync(clinic, name);
        var (file, organization) = Sample(name);
        var import = await FillAsync(owner, kind, file(0), organization);
        var subject = import.Rows![0].SubjectId;
        if (kind.OfPeople) await clinic.Midwife.DoAsync(new Lianxin.Contracts.Residents.SaveParticulars { ResidentId = subject, BasedOn = 9, Changed = name == "pregnancies" ? Answers.Empty.With(Keys.Mobile, "19900004999").With(Keys.Lmp, "2025-08-01") : Answers.Empty.With(Keys.Mobile, "19900004999"), Reason = "本人来电" });
        else if (name == "staff") await owner.DoAsync(new GivePost { PostId = Guid.CreateVersion7(), StaffId = subject, OrganizationId = Clinic.Centre, Role = "nurse" });
        else if (name == "organizations") await owner.DoAsync(new AddOrganization { OrganizationId = Guid.CreateVersion7(), ParentId = subject, Code = "BELOW", Name = "下面", OrganizationKind = "site" });
        else await OkAsync(owner, kind, (await MatchAsync(owner, kind, file(1), organization)));
        var before = await clinic.ReadAsync(TableDump.OfAsync);

        var outcome = await owner.SendAsync(new UndoImport { ImportId = import.ImportId, OrganizationId = organization, Reason = "发错了" });

        Assert.Equal(("row-in-use", $"rows[{import.Rows[0].Row}]"), (outcome.Refusals.Single().Code, outcome.Refusals.Single().Field));
        TableDump.AssertSame(before, await clinic.ReadAsync(TableDump.OfAsync));
    }

    public static TheoryData<string> Kinds() => [.. RosterKinds.All.Select(k => k.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public async Task No_file_breaks_the_preview_of_any_kind(string name)
    {
        await using var clinic = await Clinic.OpenAsync("sqlite");
        var (kind, owner) = await OwnerAsync(clinic, name);
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "files", "badinput")).Where(f => !f.EndsWith(".jsonl", StringComparison.Ordinal)).Order().ToList();
        Assert.True(files.Count > 50);
        foreach (var file in files)
        {
            var (status, code) = await owner.StatusOfAsync(HttpMethod.Post, $"api/{kind.Route}/preview", RosterFile.Form(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), Path.GetFileName(file), Clinic.Centre));
            Assert.True(status is HttpStatusCode.OK || (status is HttpStatusCode.UnprocessableEntity && code is { Length: > 0 }), $"{name} {Path.GetFileName(file)}: {status} {code}");
        }
    }

    [Theory, BothDatabases("residents"), BothDatabases("elders"), BothDatabases("pregnancies"), BothDatabases("vaccinations"), BothDatabases("staff")]
    public async Task The_same_list_again_tells_nothing_twice_and_the_first_can_still_go(string database, string name)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var (kind, owner) = await OwnerAsync(clinic, name);
        var (file, organization) = Sample(name);
        var first = await FillAsync(owner, kind, file(1), organization);
        var before = await clinic.ReadAsync(TableDump.OfAsync);

        var (again, _) = await owner.PreviewAsync(file(1), organization, kind);
        Assert.All(again.Rows, r => Assert.NotNull(r.Match));
        await OkAsync(owner, kind, again.As(kind, ImportDecision.Match, [.. again.Rows.SelectMany(r => r.Match!.Fields).Select(f => f.Column).Distinct()]));

        var after = await clinic.ReadAsync(TableDump.OfAsync);
        TableDump.AssertSame(Without(before), Without(after));
        await owner.DoAsync(new UndoImport { ImportId = first.ImportId, OrganizationId = organization, Reason = "发错了" });

        // That a list came is counted, of course.
        static IReadOnlyDictionary<string, string[]> Without(IReadOnlyDictionary<string, string[]> dump) => dump.Where(t => t.Key != "activities").ToDictionary();
    }

    [Theory, BothDatabases]
    public async Task What_was_read_while_an_import_stood_is_old_once_it_is_gone(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var (file, organization) = Sample("residents");
        await FillAsync(clinic.Clerk, RosterKinds.Residents, file(0), organization);
        var second = await MatchAsync(clinic.Clerk, RosterKinds.Residents, file(1), organization);
        await OkAsync(clinic.Clerk, RosterKinds.Residents, second);
        var resident = second.Rows![0].SubjectId;
        var read = (await clinic.Midwife.GetAsync<RecordDocument>($"api/residents/{resident}/record")).Resident.ParticularsVersion;
        await clinic.Clerk.DoAsync(new UndoImport { ImportId = second.ImportId, OrganizationId = organization, Reason = "发错了" });
        var now = (await clinic.Midwife.GetAsync<RecordDocument>($"api/residents/{resident}/record")).Resident.ParticularsVersion;
        await clinic.CommunityDoctor.DoAsync(new Lianxin.Contracts.Residents.SaveParticulars { ResidentId = resident, BasedOn = now, Changed = Answers.Empty.With(Keys.Mobile, "19900004777"), Reason = "本人来电" });

        // Whoever still has the page of before in front of them learns it.
        var late = await clinic.Midwife.SendAsync(new Lianxin.Contracts.Residents.SaveParticulars { ResidentId = resident, BasedOn = read, Changed = Answers.Empty.With(Keys.Mobile, "19900004888"), Reason = "核对" });
        Assert.Equal((Result.Conflict, "changed-meanwhile"), (late.Result, late.Refusals[0].Code));
    }

    [Theory, BothDatabases]
    public async Task Numbers_repeat_in_two_houses_but_not_in_one_and_parents_are_found_however_they_stand(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var guard = await clinic.HireAsync("guard", "security-admin", Clinic.Region);
        string[] headings = ["姓名", "手机", "工号", "单位", "科室"];
        var (staff, _) = await guard.PreviewAsync(new RosterFile(headings).Row("周小敏", "19900004001、19900004005", "001", "CENTRE", "妇保科").Row("许小静", "19900004002", "001", "HOSPITAL", "产科").Row("唐小雪", "19900004003", "001", "CENTRE", "妇保科"), Clinic.Region, RosterKinds.Staff);
        Assert.Equal(["ask", "accept", "refuse"], staff.Rows.Select(r => r.Outcome)); // two telephones are looked at; a number twice in one house is not
        Assert.Equal(("staff_no", "duplicate-in-file"), (staff.Rows[2].Problems[0].Column, staff.Rows[2].Problems[0].Code));
        var take = staff.As(RosterKinds.Staff, ImportDecision.New);
        await OkAsync(guard, RosterKinds.Staff, take with { Rows = [take.Rows![0] with { Confirmed = ["mobile"] }, take.Rows[1]] });
        Assert.Equal("19900004001、19900004005", await clinic.ReadAsync(db => db.Set<Staff>().Where(s => s.Name == "周小敏").Select(s => s.Phone).SingleAsync()));

        // Codes that differ in nothing but case are two organizations to the register and must not break the reading.
        var admin = await clinic.HireAsync("admin", "system-admin", Clinic.Region);
        foreach (var code in new[] { "lx-1", "LX-1" }) await admin.DoAsync(new AddOrganization { OrganizationId = Guid.CreateVersion7(), ParentId = Clinic.Region, Code = code, Name = "柳溪" + code, OrganizationKind = "site" });
        await FillAsync(admin, RosterKinds.Organizations, Sample("organizations").File(0), Clinic.Region);
        // The hospital is there under another name; the branch stands below what this list calls it.
        var (houses, _) = await admin.PreviewAsync(new RosterFile("机构名称", "机构类别", "机构编码", "上级单位").Row("柳溪总医院", "医院", "LX-H", "").Row("柳溪分院", "分院", "LX-B", "柳溪总医院"), Clinic.Region, RosterKinds.Organizations);
        var import = houses.As(RosterKinds.Organizations, ImportDecision.New);
        await OkAsync(admin, RosterKinds.Organizations, import with { Rows = [import.Rows![0] with { Decision = ImportDecision.Match, SubjectId = houses.Rows[0].Match!.SubjectId }, import.Rows[1]] });
        var all = (await admin.GetAsync<OrganizationView[]>("api/organizations/in-reach")).ToDictionary(o => o.Code);
        Assert.Equal(all["LX-H"].Id, all["LX-B"].ParentId);
    }

    [Fact]
    public async Task An_import_id_is_nobody_elses()
    {
        await using var clinic = await Clinic.OpenAsync("sqlite");
        var first = await FillAsync(clinic.Clerk, RosterKinds.Residents, Sample("residents").File(0), Clinic.Centre);
        var (preview, _) = await clinic.Clerk.PreviewAsync(Sample("buildings").File(0), Clinic.Centre, RosterKinds.Buildings);
        var outcome = await clinic.Clerk.TakeOverAsync(RosterKinds.Buildings, preview.As(RosterKinds.Buildings, ImportDecision.New) with { ImportId = first.ImportId });
        Assert.Equal(("id-reused", "importId"), (outcome.Refusals[0].Code, outcome.Refusals[0].Field));
    }

    [Fact]
    public async Task A_neighbour_takes_nothing_back_and_the_first_account_brings_nobody_in()
    {
        await using var clinic = await Clinic.OpenAsync("sqlite");
        var import = await FillAsync(clinic.Clerk, RosterKinds.Residents, Sample("residents").File(0), Clinic.Centre);
        var neighbour = await clinic.HireAsync("neighbour", "records-clerk", Clinic.Elsewhere);
        Assert.Equal("not-found", (await neighbour.SendAsync(new UndoImport { ImportId = import.ImportId, OrganizationId = Clinic.Centre, Reason = "发错了" })).Refusals[0].Code);
        Assert.Equal("no-such-import", (await neighbour.SendAsync(new UndoImport { ImportId = import.ImportId, OrganizationId = Clinic.Elsewhere, Reason = "发错了" })).Refusals[0].Code);
        // Who keeps the organizations may take lists back, but no list of people.
        var admin = await clinic.HireAsync("admin", "system-admin", Clinic.Region);
        Assert.Equal("no-such-import", (await admin.SendAsync(new UndoImport { ImportId = import.ImportId, OrganizationId = Clinic.Centre, Reason = "发错了" })).Refusals[0].Code);

        var founder = await clinic.HireAsync("founder", "founder", Clinic.Region);
        var (preview, _) = await founder.PreviewAsync(Sample("organizations").File(0), Clinic.Region, RosterKinds.Organizations);
        Assert.Equal("founder-makes-administrators", (await founder.TakeOverAsync(RosterKinds.Organizations, preview.As(RosterKinds.Organizations, ImportDecision.New))).Refusals[0].Code);
    }

    private static async Task<(RosterKind Kind, Person Owner)> OwnerAsync(Clinic clinic, string name) => name switch
    {
        "organizations" => (RosterKinds.Organizations, await clinic.HireAsync("owner", "system-admin", Clinic.Region)),
        "staff" => (RosterKinds.Staff, await clinic.HireAsync("owner", "security-admin", Clinic.Region)),
        _ => (RosterKinds.Find(name)!, clinic.Clerk),
    };

    // The first list has one row; the second has it again with something more and something else, and two others.
    private static (Func<int, RosterFile> File, Guid Organization) Sample(string name)
    {
        RosterFile Rows(string[] headings, string[] first, string[] changed, string[] second, string[] third, int which)
        {
            var file = new RosterFile(headings);
            return which == 0 ? file.Row(first) : file.Row(changed).Row(second).Row(third);
        }
        return name switch
        {
            "organizations" => (n => Rows(["机构名称", "机构类别", "机构编码", "上级单位", "医院等级"], ["柳溪医院", "医院", "LX-H", "", ""], ["柳溪总医院", "医院", "LX-H", "", "三级甲等"], ["柳溪分院", "分院", "LX-B", "", ""], ["柳溪社区", "居委会", "LX-C", "柳溪分院", ""], n), Clinic.Region),
            "staff" => (n => Rows(["姓名", "手机", "工号", "单位", "科室", "职称"], ["周小敏", "19900004001", "N001", "CENTRE", "妇保科", ""], ["周小敏", "19900004009", "N001", "CENTRE", "妇保科", "主管护师"], ["许小静", "19900004002", "N002", "CENTRE", "妇保科", ""], ["唐小雪", "19900004003", "N003", "CENTRE", "妇保科", ""], n), Clinic.Region),
            "buildings" => (n => Rows(["小区", "楼栋", "户数", "楼栋长"], ["新塘花园", "3栋", "48", ""], ["新塘花园", "3栋", "50", "刘大姐"], ["新塘花园", "4栋", "48", ""], ["新塘花园", "5栋", "48", ""], n), Clinic.Centre),
            "residents" => (n => Rows(["姓名", "身份证号", "联系电话", "现住址", "民族"], ["王芳", RosterFile.Id(1), "19900004001", "新塘路1号", ""], ["王芳", RosterFile.Id(1), "19900004009", "新塘路1号", "汉族"], ["李丽", RosterFile.Id(2), "19900004002", "新塘路2号", ""], ["张敏", RosterFile.Id(3), "19900004003", "新塘路3号", ""], n), Clinic.Centre),
            "elders" => (n => Rows(["姓名", "身份证号", "联系电话", "高血压(√)", "体检日期", "空腹血糖", "自理能力"], ["王芳", RosterFile.Id(1), "19900004001", "", "", "", ""], ["王芳", RosterFile.Id(1), "19900004009", "√", "2025-11-02", "6.1", "自理"], ["李丽", RosterFile.Id(2), "19900004002", "√", "2025-11-02", "5.4", "自理"], ["张敏", RosterFile.Id(3), "19900004003", "", "", "", ""], n), Clinic.Centre),
            "pregnancies" => (n => Rows(["姓名", "身份证号", "联系电话", "末次月经", "孕次", "风险等级"], ["王芳", RosterFile.Id(1), "19900004001", "2025-08-01", "2", ""], ["王芳", RosterFile.Id(1), "19900004009", "2025-08-11", "3", "橙色"], ["李丽", RosterFile.Id(2), "19900004002", "2025-08-01", "1", "黄色"], ["张敏", RosterFile.Id(3), "19900004003", "2025-08-01", "1", ""], n), Clinic.Centre),
            _ => (n => Rows(["受种者姓名", "身份证号", "联系电话", "疫苗名称", "生产企业", "批号", "有效期至", "剂次", "接种日期"],
                ["王芳", RosterFile.Id(1), "19900004001", "流感疫苗", "某某生物", "B2025", "2026-06-30", "1", ""], ["王芳", RosterFile.Id(1), "19900004009", "流感疫苗", "某某生物", "B2025", "2026-06-30", "1", "2025-11-10"],
                ["李丽", RosterFile.Id(2), "19900004002", "流感疫苗", "某某生物", "B2025", "2026-06-30", "1", "2025-11-10"], ["张敏", RosterFile.Id(3), "19900004003", "流感疫苗", "某某生物", "B2025", "2026-06-30", "首剂", ""], n), Clinic.Centre),
        };
    }

    private static async Task<RosterImport> FillAsync(Person owner, RosterKind kind, RosterFile file, Guid organization)
    {
        var (preview, _) = await owner.PreviewAsync(file, organization, kind);
        Assert.All(preview.Rows, r => Assert.True(r.Outcome == "accept", $"{r.Row}: {string.Join(' ', r.Problems.Select(p => $"{p.Column} {p.Code}"))}"));
        var import = preview.As(kind, ImportDecision.New);
        await OkAsync(owner, kind, import);
        return import;
    }

    private static async Task<RosterImport> MatchAsync(Person owner, RosterKind kind, RosterFile file, Guid organization)
    {
        var (preview, _) = await owner.PreviewAsync(file, organization, kind);
        var match = preview.Rows[0].Match!;
        var import = preview.As(kind, ImportDecision.Match, [.. match.Fields.Select(f => f.Column)]);
        return import with { Rows = [import.Rows![0] with { SubjectId = match.SubjectId }] };
    }

    private static async Task OkAsync(Person owner, RosterKind kind, RosterImport import)
    {
        var outcome = await owner.TakeOverAsync(kind, import);
        Assert.True(outcome.Result == Result.Done, string.Join("; ", outcome.Refusals.Select(r => $"{r.Field} {r.Code}")));
    }
}
