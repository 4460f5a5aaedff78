using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Rosters;
using Lianxin.Core;
using Lianxin.Core.Access;
using Lianxin.Residents;
using Lianxin.Rosters;
using Lianxin.Rosters.Columns;
using Lianxin.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lianxin.Tests.MaternalCare;

public sealed class ImportTests
{
    private static readonly DateOnly Today = new(2025, 11, 20);

    [Theory, BothDatabases]
    public async Task A_list_comes_in_whole_and_its_women_are_found(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var preview = await clinic.Clerk.ImportAsync(RosterFile.Of(12, Today));

        Assert.Equal(12, (await clinic.Midwife.PregnanciesAsync()).Rows.Count);
        Assert.Contains((await clinic.Midwife.SearchAsync(RosterFile.Id(3))).Hits, h => h.Id == preview.Rows[3].SubjectId);
        var record = await clinic.Midwife.RecordAsync(preview.Rows[3].Woman());
        Assert.Equal(RosterFile.Name(3), record.Resident.Name);
        Assert.Equal(RosterFile.Name(3), record.Resident.Particulars.Text(Keys.FullName));
        Assert.Equal(Clinic.Centre, record.Resident.OrganizationId);
        var pregnancy = record.MaternalCare!.Open!;
        Assert.Equal((2, 0, 0), (pregnancy.First.Number(Keys.Gravidity), pregnancy.First.Number(Keys.VaginalBirths), pregnancy.First.Number(Keys.CaesareanCount)));
        Assert.Equal(Today.AddDays(-63), pregnancy.Dating!.Lmp);
    }

    [Theory, BothDatabases]
    public async Task Name_and_last_period_alone_are_not_assessed_and_never_green(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        await clinic.Clerk.ImportAsync(new RosterFile("姓名", "联系电话", "末次月经").Row("王芳", "", "2025-08-01"));

        var row = Assert.Single((await clinic.Midwife.PregnanciesAsync()).Rows);
        Assert.Equal((null, ColorLogic.NotAssessed), (row.Color, row.ColorState));
        var pregnancy = await clinic.Midwife.PregnancyAsync(new(row.ResidentId, row.PregnancyId));
        Assert.Equal(ColorLogic.NotAssessed, pregnancy.Color!.State);
        Assert.Null(pregnancy.Confirmed);
    }

    [Theory, BothDatabases]
    public async Task One_row_that_cannot_go_in_keeps_all_out(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var (preview, _) = await clinic.Clerk.PreviewAsync(RosterFile.Of(3, Today));
        var import = preview.AsNew();
        var broken = new Dictionary<string, JsonElement>(import.Rows![1].Values!) { [Keys.Lmp] = JsonSerializer.SerializeToElement("2023-01-01"), [Keys.Gravidity] = JsonSerializer.SerializeToElement(99) };
        import = import with { Rows = [import.Rows[0], import.Rows[1] with { Values = broken }, import.Rows[2]] };

        var outcome = await clinic.Clerk.SendAsync(import);

        Assert.Equal(Result.Refused, outcome.Result);
        Assert.Equal(["rows[1].gravidity", "rows[1].lmp"], outcome.Refusals.Select(r => r.Field).Order(StringComparer.Ordinal));
        Assert.Empty((await clinic.Midwife.PregnanciesAsync()).Rows);
        Assert.Equal(0, await clinic.ReadAsync(db => db.Subjects.CountAsync()));
        Assert.Empty((await clinic.Midwife.SearchAsync(RosterFile.Id(0))).Hits);
    }

    [Theory, BothDatabases]
    public async Task The_same_list_again_finds_everybody_and_doubles_nobody(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var first = await clinic.Clerk.ImportAsync(RosterFile.Of(5, Today));

        var (again, _) = await clinic.Clerk.PreviewAsync(RosterFile.Of(5, Today));

        Assert.All(again.Rows, r => Assert.Equal(("ask", "duplicate-in-register", "id", "open"), (r.Outcome, r.Problems.Single().Code, r.Match!.By, r.Match.Standing)));
        Assert.Equal(first.Rows.Select(r => r.SubjectId), again.Rows.Select(r => r.SubjectId));
        Assert.All(again.Rows, r => Assert.All(r.Match!.Fields, f => Assert.Equal("same", f.State)));
        var outcome = await clinic.Clerk.SendAsync(again.AsNew() with { Rows = [.. again.AsNew().Rows!.Select(r => r with { SubjectId = Guid.CreateVersion7() })] });
        Assert.Equal(5, outcome.Refusals.Count(r => r.Code == "duplicate-in-register"));
        await clinic.Clerk.DoAsync(again.AsMatch());
        Assert.Equal(5, await clinic.ReadAsync(db => db.Subjects.CountAsync()));
        Assert.Equal(5, (await clinic.Midwife.PregnanciesAsync()).Rows.Count);
    }

    [Theory, BothDatabases]
    public async Task An_operation_that_arrives_twice_is_done_once(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var (preview, _) = await clinic.Clerk.PreviewAsync(RosterFile.Of(2, Today));
        var (import, id) = (preview.AsNew(), Guid.CreateVersion7());

        Assert.Equal(Result.Done, (await clinic.Clerk.SendAsync(import, id)).Result);
        var second = await clinic.Clerk.SendAsync(import, id);

        Assert.Equal((Result.Done, true), (second.Result, second.Repeat));
        Assert.Equal(2, await clinic.ReadAsync(db => db.Subjects.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task Two_who_send_the_same_list_at_once_do_not_double_it(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var coordinator = await clinic.HireAsync("coordinator", "coordinator", Clinic.Centre);
        var file = new RosterFile("姓名", "身份证号", "联系电话", "末次月经");
        for (var n = 0; n < 20; n++) file.Row(RosterFile.Name(n), n % 2 == 0 ? RosterFile.Id(n) : "", RosterFile.Mobile(n), "2025-08-01");
        var (one, _) = await clinic.Clerk.PreviewAsync(file);
        var (other, _) = await coordinator.PreviewAsync(file);

        var outcomes = await Task.WhenAll(clinic.Clerk.SendAsync(one.AsNew()), coordinator.SendAsync(other.AsNew()));

        Assert.Equal([Result.Done, Result.Refused], outcomes.Select(o => o.Result).Order());
        Assert.Equal(20, outcomes.Single(o => o.Result == Result.Refused).Refusals.Count(r => r.Code is "duplicate-in-register" or "likely-duplicate"));
        Assert.Equal(20, await clinic.ReadAsync(db => db.Subjects.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task What_the_record_says_changes_only_where_it_was_ticked(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        await clinic.Clerk.ImportAsync(new RosterFile("姓名", "身份证号", "联系电话", "末次月经", "孕次").Row("王芳", RosterFile.Id(1), "19900000001", "2025-08-01", "2"));
        var (preview, _) = await clinic.Clerk.PreviewAsync(new RosterFile("姓名", "身份证号", "联系电话", "末次月经", "孕次", "身高", "下次随访日期").Row("王芳", RosterFile.Id(1), "19900000002", "2025-08-11", "3", "160", "2025-12-01"));
        var fields = preview.Rows[0].Match!.Fields.ToDictionary(f => f.Column, f => f.State);
        Assert.Equal(("same", "differs", "differs", "differs", "fills", "fills"), (fields[Keys.FullName], fields[Keys.Mobile], fields[Keys.Lmp], fields[Keys.Gravidity], fields[Keys.HeightCm], fields[Keys.NextVisitDate]));
        Assert.DoesNotContain(preview.Rows[0].Match!.Fields, f => f.Old.Contains("19900000001", StringComparison.Ordinal) || f.New.Contains("19900000002", StringComparison.Ordinal));

        await clinic.Clerk.DoAsync(preview.AsMatch(Keys.Gravidity));

        var row = Assert.Single((await clinic.Midwife.PregnanciesAsync()).Rows);
        var woman = new Woman(row.ResidentId, row.PregnancyId);
        var pregnancy = await clinic.Midwife.PregnancyAsync(woman);
        Assert.Equal((3, 160, new DateOnly(2025, 8, 1)), (pregnancy.First.Number(Keys.Gravidity), pregnancy.First.Number(Keys.HeightCm), pregnancy.Dating!.Lmp));
        Assert.Equal("planned", Assert.Single(pregnancy.Contacts, c => c.On == new DateOnly(2025, 12, 1)).State);
        Assert.NotEmpty((await clinic.Midwife.SearchAsync("19900000001")).Hits);

        (preview, _) = await clinic.Clerk.PreviewAsync(new RosterFile("姓名", "身份证号", "联系电话", "末次月经").Row("王芳", RosterFile.Id(1), "19900000002", "2025-08-11"));
        await clinic.Clerk.DoAsync(preview.AsMatch(Keys.Mobile, Keys.Lmp));
        Assert.Equal(new DateOnly(2025, 8, 11), (await clinic.Midwife.PregnancyAsync(woman)).Dating!.Lmp);
        Assert.NotEmpty((await clinic.Midwife.SearchAsync("19900000002")).Hits);
    }

    [Theory, BothDatabases]
    public async Task The_same_name_and_birth_date_is_asked_and_may_be_another_woman(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        await clinic.RegisterAsync("王芳", born: "1990-05-05");
        var (preview, _) = await clinic.Clerk.PreviewAsync(new RosterFile("姓名", "出生日期", "联系电话", "末次月经").Row("王芳", "1990-05-05", "19900000077", "2025-08-01"));
        Assert.Equal(("ask", "name"), (preview.Rows[0].Outcome, preview.Rows[0].Match!.By));

        var import = preview.AsNew() with { Rows = [preview.AsNew().Rows![0] with { SubjectId = Guid.CreateVersion7() }] };
        var refused = await clinic.Clerk.SendAsync(import);
        Assert.Equal(("likely-duplicate", "rows[0].full_name"), (refused.Refusals[0].Code, refused.Refusals[0].Field));
        await clinic.Clerk.DoAsync(import with { Rows = [import.Rows![0] with { NotADuplicate = true }] });
        Assert.Equal(2, (await clinic.Midwife.PregnanciesAsync()).Rows.Count);
    }

    [Theory, BothDatabases]
    public async Task Colour_and_factors_of_a_list_are_to_be_verified_and_never_ours(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var preview = await clinic.Clerk.ImportAsync(new RosterFile("姓名", "身份证号", "末次月经", "风险等级", "高危因素", "血压").Row("王芳", RosterFile.Id(1), "2025-08-01", "橙色", "瘢痕子宫", "150/100"));

        var pregnancy = await clinic.Midwife.PregnancyAsync(preview.Rows[0].Woman());
        Assert.Equal(("orange", ColorLogic.Reported, "新塘社区"), (pregnancy.Reported!.Base, pregnancy.Reported.State, pregnancy.Reported.By));
        Assert.NotEqual("orange", pregnancy.Color!.Base);
        Assert.DoesNotContain("scarred_uterus", pregnancy.First.Keys);
        Assert.Equal(("瘢痕子宫", "新塘社区"), (pregnancy.First.Text(Keys.FactorsReported), pregnancy.First.Text(Keys.RiskReportedFrom)));
        var row = Assert.Single((await clinic.Midwife.PregnanciesAsync()).Rows);
        Assert.Equal(("orange", null), (row.ReportedColor, row.Color));
        Assert.Equal("瘢痕子宫", await clinic.ReadAsync(db => db.Set<Condition>().IgnoreQueryFilters([LianxinDb.ScopeFilter]).Where(c => c.Key == "factors_reported" && c.State == "reported").Select(c => c.Text).SingleAsync()));
        // Nobody measured it here: no finding, no observation, and the words are kept.
        var record = await clinic.Midwife.RecordAsync(preview.Rows[0].Woman());
        Assert.Empty(record.Alerts);
        Assert.Contains(record.Resident.Particulars[Keys.ChangeNote], n => n.Value.Text!.Contains("150", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task A_row_with_a_delivery_date_is_reported_ended_and_due_nowhere(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var preview = await clinic.Clerk.ImportAsync(new RosterFile("姓名", "身份证号", "末次月经", "分娩日期", "新生儿性别", "下次随访日期").Row("王芳", RosterFile.Id(1), "2025-01-10", "2025-10-12", "女", "2025-12-01"));

        var pregnancy = await clinic.Midwife.PregnancyAsync(preview.Rows[0].Woman());
        Assert.Equal(PregnancyState.ReportedEnded, pregnancy.State);
        Assert.Empty(pregnancy.Contacts);
        Assert.Empty((await clinic.Midwife.PregnanciesAsync()).Rows);
        await clinic.AdvanceAsync(TimeSpan.FromDays(20));
        var today = await clinic.Midwife.GetAsync<TodayView>($"api/maternal-care/today/{Clinic.Centre}");
        Assert.Equal(["to-verify"], today.Items.Select(i => i.Group).Distinct());
        Assert.Equal(0, await clinic.ReadAsync(db => db.WorkItems.CountAsync()));
        // The list comes again: she is known, and nothing is opened anew.
        var (again, _) = await clinic.Clerk.PreviewAsync(new RosterFile("姓名", "身份证号", "末次月经", "分娩日期").Row("王芳", RosterFile.Id(1), "2025-01-10", "2025-10-12"));
        Assert.Equal("ended", again.Rows[0].Match!.Standing);
        await clinic.Clerk.DoAsync(again.AsMatch());
        Assert.Single((await clinic.Midwife.RecordAsync(preview.Rows[0].Woman())).MaternalCare!.Pregnancies);
    }

    [Theory, BothDatabases]
    public async Task A_running_pregnancy_is_closed_by_a_list_only_where_it_was_ticked(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var file = new RosterFile("姓名", "身份证号", "末次月经", "下次随访日期").Row("王芳", RosterFile.Id(1), "2025-02-15", "2025-12-01");
        var woman = (await clinic.Clerk.ImportAsync(file)).Rows[0].Woman();
        var (preview, _) = await clinic.Clerk.PreviewAsync(new RosterFile("姓名", "身份证号", "末次月经", "分娩日期").Row("王芳", RosterFile.Id(1), "2025-02-15", "2025-11-12"));

        await clinic.Clerk.DoAsync(preview.AsMatch());
        Assert.Equal(PregnancyState.Open, (await clinic.Midwife.PregnancyAsync(woman)).State);
        await clinic.Clerk.DoAsync(preview.AsMatch("delivery_date"));

        var pregnancy = await clinic.Midwife.PregnancyAsync(woman);
        Assert.Equal(PregnancyState.ReportedEnded, pregnancy.State);
        Assert.All(pregnancy.Contacts, c => Assert.Equal(PregnancyLogic.Replaced, c.State));
    }

    [Theory, BothDatabases]
    public async Task Restricted_columns_are_named_withheld_and_taken_only_from_who_may_see_them(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var file = new RosterFile("姓名", "身份证号", "末次月经", "HIV", "传染病").Row("王芳", RosterFile.Id(1), "2025-08-01", "阳性", "肺结核");
        var (preview, _) = await clinic.Clerk.PreviewAsync(file);
        Assert.Equal(2, preview.Columns.Count(c => c is { Restricted: true, Sample: "" }));
        Assert.DoesNotContain(preview.Rows[0].Values.Keys.Concat(preview.Rows[0].Shown.Keys), k => k is "hiv_antibody" or "infection_kinds");

        var import = preview.AsNew();
        var values = new Dictionary<string, JsonElement>(import.Rows![0].Values!) { ["hiv_antibody"] = JsonSerializer.SerializeToElement("阳性"), ["infection_kinds"] = JsonSerializer.SerializeToElement("肺结核") };
        import = import with { Rows = [import.Rows[0] with { Values = values }] };
        var refused = await clinic.Clerk.SendAsync(import);
        Assert.Equal([("rows[0].hiv_antibody", "not-permitted"), ("rows[0].infection_kinds", "not-permitted")], refused.Refusals.Select(r => (r.Field!, r.Code)).Order());

        var trusted = new Caller(clinic.Clerk.StaffId, Clinic.Centre, [Clinic.Centre], [], new HashSet<string> { Permissions.ImportRoster, Permissions.ReadRecord, Permissions.ReadRestricted }) { Name = "clerk" };
        var envelope = JsonSerializer.SerializeToElement(new Envelope { Id = Guid.CreateVersion7(), Kind = ImportPregnancies.Kind, Body = JsonSerializer.SerializeToElement(import, Wire.Json) }, Wire.Json);
        Assert.Equal(Result.Done, (await clinic.Services.GetRequiredService<Door>().AcceptAsync(trusted, [envelope], CancellationToken.None))[0].Result);

        var seen = await clinic.Midwife.RecordAsync(preview.Rows[0].Woman());
        Assert.DoesNotContain("hiv_antibody", seen.MaternalCare!.Open!.First.Keys);
        Assert.DoesNotContain("肺结核", JsonSerializer.Serialize(seen, Wire.Json), StringComparison.Ordinal);
        var told = await clinic.ReadAsync(db => db.Set<Condition>().IgnoreQueryFilters([LianxinDb.ScopeFilter, LianxinDb.RestrictedFilter]).SingleAsync(c => c.Key == "infection_kinds"));
        Assert.True(told.Restricted);
        Assert.DoesNotContain("肺结核", told.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_place_and_a_foreign_centre_take_nobody(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var file = RosterFile.Of(1, Today);
        var (preview, _) = await clinic.Clerk.PreviewAsync(file);
        foreach (var route in new[] { "preview", "returned" })
        {
            Assert.Equal((HttpStatusCode.NotFound, "not-found"), await clinic.Clerk.StatusOfAsync(HttpMethod.Post, $"api/maternal-care/rosters/pregnancies/{route}", file.Form(Clinic.Elsewhere)));
            Assert.Equal((HttpStatusCode.NotFound, "not-found"), await clinic.Clerk.StatusOfAsync(HttpMethod.Post, $"api/maternal-care/rosters/pregnancies/{route}", file.Form(Guid.CreateVersion7())));
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "place-manages-nobody"), await clinic.Clerk.StatusOfAsync(HttpMethod.Post, $"api/maternal-care/rosters/pregnancies/{route}", file.Form(Clinic.Community)));
            Assert.Equal((HttpStatusCode.Forbidden, "not-permitted"), await clinic.Midwife.StatusOfAsync(HttpMethod.Post, $"api/maternal-care/rosters/pregnancies/{route}", file.Form(Clinic.Centre)));
        }
        Assert.Equal("not-found", (await clinic.Clerk.SendAsync(preview.AsNew() with { OrganizationId = Clinic.Elsewhere })).Refusals[0].Code);
        Assert.Equal("place-manages-nobody", (await clinic.Clerk.SendAsync(preview.AsNew() with { OrganizationId = Clinic.Community })).Refusals[0].Code);
        Assert.Equal("not-permitted", (await clinic.Midwife.SendAsync(preview.AsNew())).Refusals[0].Code);
        Assert.Equal(0, await clinic.ReadAsync(db => db.Subjects.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task Registered_elsewhere_says_no_more_than_that(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var neighbour = await clinic.HireAsync("neighbour", "records-clerk", Clinic.Elsewhere);
        var file = RosterFile.Of(1, Today);
        var (theirs, _) = await neighbour.PreviewAsync(file, Clinic.Elsewhere);
        await neighbour.DoAsync(theirs.AsNew());

        var (preview, _) = await clinic.Clerk.PreviewAsync(file);

        Assert.Equal(("refuse", null), (preview.Rows[0].Outcome, preview.Rows[0].Match));
        Assert.DoesNotContain(theirs.Rows[0].SubjectId.ToString(), JsonSerializer.Serialize(preview, Wire.Json), StringComparison.Ordinal);
        Assert.Equal("registered-elsewhere", (await clinic.Clerk.SendAsync(preview.AsNew())).Refusals[0].Code);
        // Hers is not ours to change either, whatever id is guessed.
        Assert.Equal("not-found", (await clinic.Clerk.SendAsync(theirs.AsMatch() with { OrganizationId = Clinic.Centre })).Refusals.First(r => r.Field == "rows[0].subjectId").Code);
    }

    [Theory, BothDatabases]
    public async Task Every_bad_file_is_a_problem_with_its_code(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        async Task<(HttpStatusCode, string?)> SendAsync(byte[] file, string name) => await clinic.Clerk.StatusOfAsync(HttpMethod.Post, "api/maternal-care/rosters/pregnancies/preview", RosterFile.Form(file, name, Clinic.Centre));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "fetal-sex-column"), await SendAsync(new RosterFile("姓名", "身份证号", "末次月经", "胎儿性别").Row("王芳", RosterFile.Id(1), "2025-08-01", "女").Bytes, "a.csv"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "no-heading-row"), await SendAsync("1,2,3\n"u8.ToArray(), "a.csv"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "damaged"), await SendAsync([0x50, 0x4B, 3, 4, 1, 2, 3], "a.xlsx"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "required"), await clinic.Clerk.StatusOfAsync(HttpMethod.Post, "api/maternal-care/rosters/pregnancies/preview", new MultipartFormDataContent { { new StringContent($"{Clinic.Centre}"), "organization" } }));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported-media-type"), await clinic.Clerk.StatusOfAsync(HttpMethod.Post, "api/maternal-care/rosters/pregnancies/preview", JsonContent.Create(1)));
    }

    [Theory, BothDatabases]
    public async Task The_rest_goes_back_on_the_senders_own_sheet(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var file = new RosterFile("姓名", "身份证号", "末次月经").Row("王芳", RosterFile.Id(1), "2025-08-01").Row("李丽", RosterFile.Id(2)[..17] + "?", "2025-08-01").Row("张敏", RosterFile.Id(3), "2025-13-02");
        var (preview, _) = await clinic.Clerk.PreviewAsync(file);
        Assert.Equal(["accept", "refuse", "refuse"], preview.Rows.Select(r => r.Outcome));

        using var answer = await clinic.Clerk.AskAsync(HttpMethod.Post, "api/maternal-care/rosters/pregnancies/returned", file.Form(Clinic.Centre, ("rows", "3")));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var copy = Roster.Preview(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), "returned.xlsx", RosterTemplate.Pregnancies, Today, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("李丽", Assert.Single(copy.Rows).Values["full_name"]);
    }

    [Theory, BothDatabases]
    public async Task A_row_corrected_on_the_screen_is_understood_anew(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var row = await clinic.Clerk.UnderstandAsync(new RosterCells { OrganizationId = Clinic.Centre, Row = 23, Cells = new Dictionary<string, string> { ["full_name"] = "张敏", ["id_number"] = RosterFile.Id(3), ["lmp"] = "2025年8月1日", ["sbp"] = "118/76" } });
        Assert.Equal((23, "accept", "2025-08-01", 118), (row.Row, row.Outcome, row.Values["lmp"].GetString(), row.Values["sbp"].GetInt32()));

        row = await clinic.Clerk.UnderstandAsync(new RosterCells { OrganizationId = Clinic.Centre, Row = 23, Cells = new Dictionary<string, string> { ["full_name"] = "张敏", ["lmp"] = "2025-13-02" } });
        Assert.Equal(("refuse", "lmp"), (row.Outcome, row.Problems[0].Column));
    }

    [Theory, BothDatabases]
    public async Task Five_thousand_rows_are_previewed_with_progress(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var (preview, lines) = await clinic.Clerk.PreviewAsync(RosterFile.Of(RosterImport.MostRows, Today));

        Assert.True(lines > 10);
        Assert.Equal(RosterImport.MostRows, preview.Rows.Count);
        Assert.All(preview.Rows, r => Assert.Equal("accept", r.Outcome));
    }
}
