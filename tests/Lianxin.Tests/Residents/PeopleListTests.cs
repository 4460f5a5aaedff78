using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Contracts.Residents;
using Lianxin.Contracts.Rosters;
using Lianxin.Core;
using Lianxin.Residents;
using Lianxin.Tests.Infrastructure;
using Lianxin.Tests.MaternalCare;
using Microsoft.EntityFrameworkCore;

namespace Lianxin.Tests.Residents;

/// <summary>Lists of residents, elders and doses: what of each goes where.</summary>
public sealed class PeopleListTests
{
    [Theory, BothDatabases]
    public async Task Residents_come_with_what_the_form_has_room_for(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var file = new RosterFile("姓名", "性别", "身份证号", "联系电话", "小区", "楼栋", "单元", "室号", "民族", "血型", "婚姻状况", "人群分类", "户主姓名", "网格")
            .Row("王建国", "男", "", "19900004001", "新塘花园", "3", "2", "502", "苗族", "O型RH阳性", "已婚", "高血压", "王建国", "第三网格");
        var (preview, _) = await clinic.Clerk.PreviewAsync(file, Clinic.Centre, RosterKinds.Residents);
        Assert.True(preview.Rows[0].Outcome == "accept", string.Join(' ', preview.Rows[0].Problems.Select(p => $"{p.Column} {p.Code}")));
        await OkAsync(clinic.Clerk, RosterKinds.Residents, preview.As(RosterKinds.Residents, ImportDecision.New));

        var person = (await RecordAsync(clinic, preview.Rows[0].SubjectId)).Resident.Particulars;
        Assert.Equal(("1", "99", "苗族", "3", "pos", "2"), (person.Text(Keys.Sex), person.Text(Keys.EthnicGroup), person.Text(Keys.EthnicGroupName), person.Text(Keys.BloodAbo), person.Text(Keys.BloodRh), person.Text(Keys.MaritalStatus)));
        Assert.Equal("新塘花园 3栋 2单元 502室", person.Name(Keys.Building)!.Name);
        Assert.Equal(["hypertension"], person.Codes(Keys.Tags));
        // No field takes them: the list's own words do.
        Assert.Contains(person[Keys.ChangeNote], n => n.Value.Text!.Contains("第三网格", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task All_numbers_of_a_cell_are_kept_and_masked(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var (preview, _) = await clinic.Clerk.PreviewAsync(new RosterFile("姓名", "联系电话", "联系人", "联系人电话").Row("王建国", "19900004001、19900004002", "王小妹", "19900004003/19900004004"), Clinic.Centre, RosterKinds.Residents);
        Assert.Equal("ask", preview.Rows[0].Outcome);
        var import = preview.As(RosterKinds.Residents, ImportDecision.New);
        await OkAsync(clinic.Clerk, RosterKinds.Residents, import with { Rows = [import.Rows![0] with { Confirmed = ["mobile", "contact_phone"] }] });

        var person = (await RecordAsync(clinic, preview.Rows[0].SubjectId)).Resident.Particulars;
        foreach (var (key, last) in new[] { (Keys.Mobile, "4001"), (Keys.ContactPhone, "4003"), (Keys.CardHomePhone, "4004"), (Keys.CardEmergencyPhone, "4002") })
            Assert.True(person.Text(key) is { } shown && shown.EndsWith(last, StringComparison.Ordinal) && shown.Contains('*', StringComparison.Ordinal), key);
    }

    [Theory, BothDatabases]
    public async Task Who_is_dead_or_gone_is_taken_only_after_a_look(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var (preview, _) = await clinic.Clerk.PreviewAsync(new RosterFile("姓名", "联系电话", "现住址", "死亡日期", "迁出").Row("王建国", "19900004001", "新塘路1号", "2025-09-01", "").Row("李大爷", "19900004002", "新塘路2号", "", "外省"), Clinic.Centre, RosterKinds.Residents);
        Assert.Equal([("ask", "death_date"), ("ask", "moved_to")], preview.Rows.Select(r => (r.Outcome, r.Problems.Single(p => p.Effect == "ask").Column!)));
        var import = preview.As(RosterKinds.Residents, ImportDecision.New);
        Assert.Equal(["rows[0].death_date", "rows[1].moved_to"], (await clinic.Clerk.TakeOverAsync(RosterKinds.Residents, import)).Refusals.Select(r => r.Field));
        await OkAsync(clinic.Clerk, RosterKinds.Residents, import with { Rows = [import.Rows![0] with { Confirmed = ["death_date"] }, import.Rows[1] with { Confirmed = ["moved_to"] }] });
        Assert.Equal(new DateOnly(2025, 9, 1), (await RecordAsync(clinic, preview.Rows[0].SubjectId)).Resident.Particulars.Date(Keys.DeathDate));
    }

    [Theory, BothDatabases]
    public async Task Of_elders_the_check_stands_in_its_form_and_pressures_stay_words(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var file = new RosterFile("姓名", "身份证号", "联系电话", "高血压(√)", "糖尿病(√)", "自理能力", "独居", "体检日期", "血压", "空腹血糖", "子女姓名", "子女电话", "中医体质")
            .Row("王奶奶", RosterFile.IdOf(new(1948, 3, 2)), "19900004001", "√", "×", "轻度依赖", "是", "2025-10-08", "150/90", "6.2", "王小妹", "19900004002", "平和质").Row("李年轻", RosterFile.Id(5), "19900004003", "", "", "自理", "空巢", "2025-10-08", "", "", "", "", "");
        var (preview, _) = await clinic.Clerk.PreviewAsync(file, Clinic.Centre, RosterKinds.Elders);
        Assert.Equal(["accept", "ask"], preview.Rows.Select(r => r.Outcome)); // 空巢 is not 独居
        Assert.Equal("living_alone", preview.Rows[1].Problems.Single(p => p.Effect == "ask").Column);
        var import = preview.As(RosterKinds.Elders, ImportDecision.New);
        await OkAsync(clinic.Clerk, RosterKinds.Elders, import);

        var grandma = (await RecordAsync(clinic, preview.Rows[0].SubjectId)).Resident.Particulars;
        Assert.Equal(["2"], grandma.Codes(Keys.DiseaseHistory));
        Assert.Equal(["elder", "living_alone", "hypertension"], grandma.Codes(Keys.Tags));
        Assert.Equal("王小妹", grandma.Text(Keys.ContactName));
        Assert.Contains(grandma[Keys.ChangeNote], n => n.Value.Text!.Contains("150", StringComparison.Ordinal) && n.Value.Text!.Contains("平和质", StringComparison.Ordinal));
        var encounters = await clinic.ReadAsync(db => db.Set<Encounter>().IgnoreQueryFilters([LianxinDb.ScopeFilter]).AsNoTracking().ToListAsync());
        var check = Assert.Single(encounters);
        Assert.Equal((preview.Rows[0].SubjectId, "health-check-basic", new DateOnly(2025, 10, 8)), (check.ResidentId, check.Kind, check.On));
        var measured = await clinic.ReadAsync(db => db.Set<Observation>().IgnoreQueryFilters([LianxinDb.ScopeFilter]).AsNoTracking().Where(o => o.EncounterId == check.Id).ToListAsync());
        Assert.Equal([("glucose_fasting", 6.2m, "elsewhere")], measured.Select(o => (o.Analyte, o.Number!.Value, o.Status!)));
        // A list rings nowhere: nobody here measured it.
        Assert.Empty((await RecordAsync(clinic, preview.Rows[0].SubjectId)).Alerts);
        Assert.Contains((await RecordAsync(clinic, preview.Rows[1].SubjectId)).Resident.Particulars[Keys.ChangeNote], n => n.Value.Text!.Contains("自理", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task Special_families_are_seen_by_those_who_may(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var officer = await clinic.HireAsync("officer", "health-officer", Clinic.Centre);
        var file = new RosterFile("姓名", "身份证号", "联系电话", "特殊家庭").Row("王奶奶", RosterFile.IdOf(new(1948, 3, 2)), "19900004001", "失独");
        var (clerks, _) = await clinic.Clerk.PreviewAsync(file, Clinic.Centre, RosterKinds.Elders);
        Assert.DoesNotContain("special_family", clerks.Rows[0].Values.Keys);
        var (preview, _) = await officer.PreviewAsync(file, Clinic.Centre, RosterKinds.Elders);
        await OkAsync(officer, RosterKinds.Elders, preview.As(RosterKinds.Elders, ImportDecision.New));
        Assert.Equal(["family_planning"], (await officer.GetAsync<RecordDocument>($"api/residents/{preview.Rows[0].SubjectId}/record")).Resident.Particulars.Codes(Keys.SpecialFamily));
        Assert.Empty((await RecordAsync(clinic, preview.Rows[0].SubjectId)).Resident.Particulars.Codes(Keys.SpecialFamily));
    }

    [Theory, BothDatabases]
    public async Task A_dose_with_a_day_is_a_form_and_one_without_stays_words(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var file = new RosterFile("受种者姓名", "身份证号", "联系电话", "疫苗名称", "生产企业", "批号", "有效期至", "剂次", "接种日期", "接种部位", "不良反应")
            .Row("王芳", RosterFile.Id(1), "19900004001", "流感疫苗", "某某生物", "B2025", "2026-06-30", "首剂", "2025-11-10", "左上臂", "无").Row("李丽", RosterFile.Id(2), "19900004002", "流感疫苗", "某某生物", "B2025", "2026-06-30", "2", "", "", "").Row("张敏", RosterFile.Id(3), "19900004003", "流感疫苗", "某某生物", "B2025", "2026-06-30", "加强针", "2025-11-10", "", "").Row("刘静", RosterFile.Id(4), "19900004004", "流感疫苗", "", "B2025", "2026-06-30", "1", "2025-11-10", "", "");
        var (preview, _) = await clinic.Clerk.PreviewAsync(file, Clinic.Centre, RosterKinds.Vaccinations);
        Assert.Equal(["accept", "accept", "ask", "refuse"], preview.Rows.Select(r => r.Outcome));
        Assert.Equal("manufacturer", preview.Rows[3].Problems.Single(p => p.Effect == "refuse").Column);
        var import = preview.As(RosterKinds.Vaccinations, ImportDecision.New);
        await OkAsync(clinic.Clerk, RosterKinds.Vaccinations, import with { Rows = [.. import.Rows!.Take(2)] });

        var filled = await clinic.Midwife.GetAsync<FormEntry[]>($"api/residents/{preview.Rows[0].SubjectId}/forms");
        Assert.Equal(("vaccination", new DateOnly(2025, 11, 10)), (filled.Single().Form, filled.Single().On));
        Assert.Empty(await clinic.Midwife.GetAsync<FormEntry[]>($"api/residents/{preview.Rows[1].SubjectId}/forms"));
        Assert.Contains((await RecordAsync(clinic, preview.Rows[1].SubjectId)).Resident.Particulars[Keys.ChangeNote], n => n.Value.Text!.Contains("流感疫苗", StringComparison.Ordinal));
    }

    private static Task<RecordDocument> RecordAsync(Clinic clinic, Guid resident) => clinic.Midwife.GetAsync<RecordDocument>($"api/residents/{resident}/record");

    internal static async Task OkAsync(Person owner, RosterKind kind, RosterImport import)
    {
        var outcome = await owner.TakeOverAsync(kind, import);
        Assert.True(outcome.Result == Result.Done, string.Join("; ", outcome.Refusals.Select(r => $"{r.Field} {r.Code}")));
    }
}
