using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Residents;
using Lianxin.Contracts.Rosters;
using Lianxin.Core;
using Lianxin.Residents.Duplicates;
using Lianxin.Tests.Core;
using Lianxin.Tests.Infrastructure;
using Lianxin.Tests.MaternalCare;
using Microsoft.EntityFrameworkCore;

namespace Lianxin.Tests.Residents;

/// <summary>Records that may be one person's: found when they are written, judged once.</summary>
public sealed class DuplicateTests : IHaveScopeSamples
{
    private static Guid New => Guid.CreateVersion7();

    static IEnumerable<KeyValuePair<string, ScopeMatrix.Sample>> IHaveScopeSamples.ScopeSamples =>
    [
        new("POST /api/" + JudgeDuplicate.Kind, new(Permissions.RegisterResident, (a, _) => new JudgeDuplicate { ResidentId = a.Resident, OtherId = a.Twin, Same = false })),
        new("GET /api/residents/duplicates", new(Permissions.RegisterResident, Names: false)),
    ];

    private static Answers Somebody(string name, string born = "1950-01-01", string phone = "19900006666") =>
        Answers.Empty.With(Keys.FullName, name).With(Keys.Sex, "1").With(Keys.BirthDate, born).With(Keys.Mobile, phone);

    private static async Task<Guid> RegisterAsync(Person by, Answers person, Guid? at = null)
    {
        var id = New;
        await by.DoAsync(new RegisterResident { ResidentId = id, OrganizationId = at ?? Clinic.Centre, NotADuplicate = true, Person = person });
        return id;
    }

    private static Task<DuplicatePage> ListAsync(Person who, string query = "") => who.GetAsync<DuplicatePage>("api/residents/duplicates" + query);

    private static IEnumerable<Guid> Both(DuplicateView pair) => new[] { pair.One.ResidentId, pair.Other.ResidentId }.Order();

    [Theory, BothDatabases]
    public async Task What_two_records_share_brings_them_side_by_side_masked(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var first = await RegisterAsync(clinic.Midwife, Somebody("王建国", phone: "19900001111"));
        var sameBirth = await RegisterAsync(clinic.Midwife, Somebody("王建国", phone: "19900002222"));
        await RegisterAsync(clinic.Midwife, Somebody("王建国", born: "1951-01-01", phone: "19900003333")); // a name alone is nothing
        var pair = Assert.Single((await ListAsync(clinic.Clerk)).Rows);
        Assert.Equal(new[] { first, sameBirth }.Order(), Both(pair));
        Assert.Equal(["name-birth"], pair.Why);
        Assert.All([pair.One, pair.Other], s => Assert.Contains("****", s.PhoneMasked, StringComparison.Ordinal));

        // The same telephone, +86 or not, and the same initials: 王健国 was heard for 王建国.
        var heard = await RegisterAsync(clinic.Midwife, Somebody("王健国", born: "1950-10-01", phone: "+86 199 0000 1111"));
        var byPhone = Assert.Single((await ListAsync(clinic.Clerk)).Rows, r => r.Why is ["phone"]);
        Assert.Equal(new[] { first, heard }.Order(), Both(byPhone));
        // A daughter who gave her own telephone for her mother is another person.
        await RegisterAsync(clinic.Midwife, Somebody("李小花", born: "1950-02-01", phone: "19900001111"));
        Assert.Equal(2, (await ListAsync(clinic.Clerk)).Rows.Count);
    }

    [Theory, BothDatabases]
    public async Task A_correction_brings_a_pair_and_another_takes_it_away(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        await RegisterAsync(clinic.Midwife, Somebody("王建国", phone: "19900001111"));
        var other = await RegisterAsync(clinic.Midwife, Somebody("王建国", born: "1951-01-01", phone: "19900002222"));
        Assert.Empty((await ListAsync(clinic.Midwife)).Rows);
        await clinic.Midwife.DoAsync(new SaveParticulars { ResidentId = other, BasedOn = 1, Reason = "核对", Changed = Answers.Empty.With(Keys.BirthDate, "1950-01-01") });
        Assert.Single((await ListAsync(clinic.Midwife)).Rows);
        await clinic.Midwife.DoAsync(new SaveParticulars { ResidentId = other, BasedOn = 2, Reason = "核对", Changed = Answers.Empty.With(Keys.Mobile, "19900003333") });
        Assert.Single((await ListAsync(clinic.Midwife)).Rows); // still
        await clinic.Midwife.DoAsync(new SaveParticulars { ResidentId = other, BasedOn = 3, Reason = "核对", Changed = Answers.Empty.With(Keys.BirthDate, "1951-01-01") });
        Assert.Empty((await ListAsync(clinic.Midwife)).Rows);
    }

    [Theory, BothDatabases]
    public async Task Two_people_stay_two_and_the_pair_does_not_come_again(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        await RegisterAsync(clinic.Midwife, Somebody("王建国", phone: "19900001111"));
        var other = await RegisterAsync(clinic.Midwife, Somebody("王建国", phone: "19900002222"));
        var pair = (await ListAsync(clinic.Clerk)).Rows.Single();
        await clinic.Clerk.DoAsync(new JudgeDuplicate { ResidentId = pair.Other.ResidentId, OtherId = pair.One.ResidentId, Same = false, Note = "堂兄弟" }); // from either side
        Assert.Empty((await ListAsync(clinic.Clerk)).Rows);
        await clinic.Midwife.DoAsync(new SaveParticulars { ResidentId = other, BasedOn = 1, Reason = "核对", Changed = Answers.Empty.With(Keys.Mobile, "19900001111") });
        Assert.Empty((await ListAsync(clinic.Clerk)).Rows);
        var kept = await clinic.ReadAsync(db => db.Set<DuplicatePair>().IgnoreQueryFilters([LianxinDb.ScopeFilter]).SingleAsync());
        Assert.Equal((DuplicatePair.Different, clinic.Clerk.StaffId, clinic.Clock.GetUtcNow(), "堂兄弟"), (kept.State, kept.JudgedById!.Value, kept.JudgedAt!.Value, kept.Note));
    }

    [Theory, BothDatabases]
    public async Task One_persons_records_wait_with_a_named_colleague_of_the_health_office(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var officer = await clinic.HireAsync("officer", "health-officer", Clinic.Centre);
        await RegisterAsync(clinic.Midwife, Somebody("王建国", phone: "19900001111"));
        await RegisterAsync(clinic.Midwife, Somebody("王建国", phone: "19900002222"));
        var pair = (await ListAsync(clinic.Clerk)).Rows.Single();
        var judged = new JudgeDuplicate { ResidentId = pair.One.ResidentId, OtherId = pair.Other.ResidentId, Same = true, Note = "电话核实" };
        await clinic.Clerk.DoAsync(judged);
        Assert.Equal("judged-already", (await clinic.Midwife.SendAsync(judged with { Same = false })).Refusals[0].Code);

        var task = Assert.Single(await clinic.Midwife.GetAsync<CareTaskView[]>($"api/residents/{pair.One.ResidentId}/tasks"));
        Assert.Equal((CareTaskKinds.MergeRecords, officer.StaffId, pair.Other.ResidentId, "电话核实", clinic.Clock.GetUtcNow().AddDays(7)), (task.Kind, task.OwnerId, task.AboutId, task.Text, task.DueAt));
        Assert.Empty((await ListAsync(clinic.Clerk)).Rows);
        var waiting = Assert.Single((await ListAsync(clinic.Clerk, "?same=true")).Rows);
        Assert.Equal(("clerk", "电话核实"), (waiting.By, waiting.Note));
    }

    [Theory, BothDatabases]
    public async Task Who_does_not_reach_both_sees_no_pair_and_judges_none(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var here = await RegisterAsync(clinic.Midwife, Somebody("王建国", phone: "19900001111"));
        var there = await RegisterAsync(clinic.Stranger, Somebody("王建国", phone: "19900002222"), Clinic.Elsewhere);
        Assert.Empty((await ListAsync(clinic.Midwife)).Rows);
        Assert.Empty((await ListAsync(clinic.Stranger)).Rows);
        foreach (var other in new[] { there, New })
        {
            var refusal = (await clinic.Midwife.SendAsync(new JudgeDuplicate { ResidentId = here, OtherId = other, Same = false })).Refusals[0];
            Assert.Equal(("not-found", "otherId"), (refusal.Code, refusal.Field));
        }
        // The district's office reaches both.
        var office = await clinic.HireAsync("office", "health-officer", Clinic.Region);
        Assert.Equal(new[] { here, there }.Order(), Both(Assert.Single((await ListAsync(office)).Rows)));
        var oneself = (await office.SendAsync(new JudgeDuplicate { ResidentId = here, OtherId = here, Same = true })).Refusals[0];
        Assert.Equal(("invalid", "otherId"), (oneself.Code, oneself.Field));
    }

    [Theory, BothDatabases]
    public async Task A_list_is_compared_with_the_register_and_in_itself_and_read_on_page_by_page(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        for (var i = 0; i < 23; i++) await RegisterAsync(clinic.Midwife, Somebody("王建国", born: $"19{50 + i}-01-01", phone: $"199000070{i:00}"));
        var file = new RosterFile("姓名", "性别", "出生日期", "联系电话");
        for (var i = 0; i < 23; i++) file.Row("王建国", "男", $"19{50 + i}-01-01", $"199000080{i:00}");
        file.Row("李大山", "男", "1940-01-01", "19900008888").Row("李大善", "男", "1940-01-02", "19900008888");
        var (preview, _) = await clinic.Clerk.PreviewAsync(file, Clinic.Centre, RosterKinds.Residents);
        var import = preview.As(RosterKinds.Residents, ImportDecision.New);
        import = import with { Rows = [.. import.Rows!.Select(r => r with { SubjectId = New, NotADuplicate = true })] };
        await PeopleListTests.OkAsync(clinic.Clerk, RosterKinds.Residents, import);

        var first = await ListAsync(clinic.Clerk);
        var second = await ListAsync(clinic.Clerk, $"?after={first.Next}");
        Assert.Equal((20, 4, null), (first.Rows.Count, second.Rows.Count, second.Next));
        Assert.Equal(24, first.Rows.Concat(second.Rows).Select(r => r.Id).Distinct().Count());
        Assert.Single(first.Rows.Concat(second.Rows), r => r.Why is ["phone"]);
    }
}
