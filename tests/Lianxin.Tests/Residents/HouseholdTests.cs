using System.Net;
using System.Net.Http.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Contracts.Residents;
using Lianxin.Core;
using Lianxin.Residents.Households;
using Lianxin.Tests.Core;
using Lianxin.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Lianxin.Tests.Residents;

/// <summary>Who lives with whom, since when, and who cares for them.</summary>
public sealed class HouseholdTests : IHaveScopeSamples
{
    private static Guid New => Guid.CreateVersion7();
    private static readonly DateOnly Today = new(2025, 11, 20);
    private static readonly Answers Home = Answers.Empty.With(Keys.BuildingName, new Named("新塘花园 3栋")).With(Keys.DetailedAddress, "新塘花园 3栋 2单元 502室").With(Keys.HouseholdPhone, "19900004444");

    static IEnumerable<KeyValuePair<string, ScopeMatrix.Sample>> IHaveScopeSamples.ScopeSamples =>
    [
        new("POST /api/" + MakeHousehold.Kind, new(Permissions.RegisterResident, (a, _) => Make(a.Resident))),
        new("POST /api/" + MoveMember.Kind, new(Permissions.RegisterResident, (a, _) => new MoveMember { ResidentId = a.Resident, MembershipId = New, On = Today, BasedOn = New })),
        new("POST /api/" + NameCarer.Kind, new(Permissions.RegisterResident, (a, _) => Cares(a.Resident))),
        new("POST /api/" + EndCarer.Kind, new(Permissions.RegisterResident, (a, _) => new EndCarer { ResidentId = a.Resident, CarerId = a.Carer, On = Today })),
        new("GET /api/residents/{resident}/household", new(Permissions.ReadRecord)),
        new("POST /api/residents/{resident}/unmask-carer", new(Permissions.Unmask, (a, _) => new PhoneOfCarer { CarerId = a.Carer })),
    ];

    private static MakeHousehold Make(Guid head, Guid? household = null, Guid? basedOn = null) => new() { ResidentId = head, HouseholdId = household ?? New, MembershipId = New, BasedOn = basedOn, On = Today, Home = Home };

    private static MoveMember Move(Guid who, Guid? to, string relation = "3", Guid? basedOn = null, DateOnly? on = null) => new()
    { ResidentId = who, MembershipId = New, HouseholdId = to, Relation = relation, On = on ?? Today, BasedOn = basedOn, Reason = "搬家" };

    private static NameCarer Cares(Guid who) => new() { ResidentId = who, CarerId = New, Name = "王小妹", Phone = "19900005555", Relation = "女儿", MayBeTold = ["results"], On = Today };

    private static async Task<Guid> RegisterAsync(Clinic clinic, string name, string born = "1950-01-01")
    {
        var id = New;
        await clinic.Midwife.DoAsync(new RegisterResident { ResidentId = id, OrganizationId = Clinic.Centre, NotADuplicate = true, Person = Answers.Empty.With(Keys.FullName, name).With(Keys.Sex, "1").With(Keys.BirthDate, born).With(Keys.Mobile, "19900006666") });
        return id;
    }

    private static Task<HouseholdView> OfAsync(Person who, Guid resident) => who.GetAsync<HouseholdView>($"api/residents/{resident}/household");

    private static async Task RefusedAsync<T>(Person who, T operation, string code, string field, Result result = Result.Refused) where T : IOperation
    {
        var outcome = await who.SendAsync(operation);
        Assert.Equal((result, code, field), (outcome.Result, outcome.Refusals[0].Code, outcome.Refusals[0].Field));
    }

    [Theory, BothDatabases]
    public async Task A_family_is_made_grows_moves_and_its_history_stays(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var (father, son, house) = (await RegisterAsync(clinic, "王建国"), await RegisterAsync(clinic, "王强", "1980-01-01"), New);
        await clinic.Midwife.DoAsync(Make(father, house));
        await clinic.Clerk.DoAsync(Move(son, house));

        var seen = await OfAsync(clinic.Midwife, father);
        Assert.Equal([("王建国", "1"), ("王强", "3")], seen.Members.Select(m => (m.Name, m.Relation)));
        Assert.Equal((house, 0, false), (seen.HouseholdId, seen.More, seen.NoHead));
        // Masked, as everywhere; and in the database nobody reads where they live.
        Assert.Equal(("新塘花园 3****", false), (seen.Home.Text(Keys.DetailedAddress), seen.Home.Text(Keys.HouseholdPhone) == "19900004444"));
        Assert.Contains("****", seen.Members[0].PhoneMasked, StringComparison.Ordinal);
        Assert.DoesNotContain("新塘", System.Text.Encoding.UTF8.GetString(await clinic.ReadAsync(db => db.Set<Household>().Select(h => h.Home).FirstAsync())), StringComparison.Ordinal);

        await RefusedAsync(clinic.Midwife, Move(father, null, basedOn: seen.MembershipId) with { MembershipId = seen.MembershipId!.Value }, "id-reused", "membershipId");

        // The father moves in with nobody: the son becomes head of what was the father's home.
        clinic.Clock.Advance(TimeSpan.FromMinutes(1));
        var other = New;
        await clinic.Midwife.DoAsync(Make(father, other, seen.MembershipId));
        Assert.True((await OfAsync(clinic.Midwife, son)).NoHead);
        await clinic.Midwife.DoAsync(Move(son, house, HouseholdForm.Head, (await OfAsync(clinic.Midwife, son)).MembershipId));
        var (his, sons) = (await OfAsync(clinic.Midwife, father), await OfAsync(clinic.Midwife, son));
        Assert.Equal((other, house), (his.HouseholdId, his.Before.Single().HouseholdId));
        Assert.Equal((house, "1", "3", "midwife"), (sons.HouseholdId, sons.Members.Single().Relation, sons.Before.Single().Relation, sons.Before.Single().By));

        clinic.Clock.Advance(TimeSpan.FromMinutes(1));
        await clinic.Midwife.DoAsync(Move(son, null, basedOn: sons.MembershipId));
        sons = await OfAsync(clinic.Midwife, son);
        Assert.Equal((null, 0, 2, "搬家"), (sons.HouseholdId, sons.Members.Count, sons.Before.Count, sons.Before[0].Reason));
    }

    [Theory, BothDatabases]
    public async Task Who_is_out_of_reach_is_one_more_member_and_nothing_of_theirs(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var (father, son, house) = (await RegisterAsync(clinic, "王建国"), await RegisterAsync(clinic, "王强", "1980-01-01"), New);
        await clinic.Midwife.DoAsync(Make(father, house));
        await clinic.Midwife.DoAsync(Move(son, house));
        await clinic.Midwife.DoAsync(Cares(father) with { CarerResidentId = son, Name = null, Phone = null });
        await clinic.WriteAsync(async db => { await db.MoveAsync(son, Clinic.Elsewhere, default); await db.Subjects.Where(s => s.Id == son).ExecuteUpdateAsync(u => u.SetProperty(s => s.OrganizationId, Clinic.Elsewhere)); });

        using var answer = await clinic.Midwife.AskAsync(HttpMethod.Get, $"api/residents/{father}/household");
        var told = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("王强", told, StringComparison.Ordinal);
        Assert.DoesNotContain($"{son}", told, StringComparison.Ordinal);
        var seen = await OfAsync(clinic.Midwife, father);
        Assert.Equal(("王建国", 1), (Assert.Single(seen.Members).Name, seen.More));
        Assert.Equal((null, "", "女儿"), (seen.Carers.Single().ResidentId, seen.Carers.Single().Name, seen.Carers.Single().Relation));
        // The other side alike; and nobody is moved into a home that one does not reach.
        var other = await OfAsync(clinic.Stranger, son);
        Assert.Equal(("王强", 1), (Assert.Single(other.Members).Name, other.More));
        await RefusedAsync(clinic.Midwife, Move(await RegisterAsync(clinic, "王小妹"), New), "not-found", "householdId");
        // A second head is refused though the first is not seen.
        await RefusedAsync(clinic.Stranger, Move(son, house, HouseholdForm.Head, other.MembershipId), "has-a-head", "relation");
    }

    [Theory, BothDatabases]
    public async Task Everybody_whom_the_page_showed_is_in_the_audit(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var (father, son, house) = (await RegisterAsync(clinic, "王建国"), await RegisterAsync(clinic, "王强", "1980-01-01"), New);
        await clinic.Midwife.DoAsync(Make(father, house));
        await clinic.Midwife.DoAsync(Move(son, house));
        await OfAsync(clinic.CommunityDoctor, father);
        var entry = await clinic.ReadAsync(db => db.AuditEntries.Where(a => a.Action.Contains("household") && a.StaffId == clinic.CommunityDoctor.StaffId).SingleAsync());
        Assert.Equal((father, $"{father},{son}"), (entry.SubjectId, entry.Others));
    }

    [Theory, BothDatabases]
    public async Task Of_two_who_move_the_same_person_at_once_one_is_told_so(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var (son, a, b) = (await RegisterAsync(clinic, "王强"), New, New);
        await clinic.Midwife.DoAsync(Make(await RegisterAsync(clinic, "王建国"), a));
        await clinic.Midwife.DoAsync(Make(await RegisterAsync(clinic, "李大山"), b));
        await clinic.Midwife.DoAsync(Move(son, a));
        for (var round = 0; round < 5; round++)
        {
            var seen = await OfAsync(clinic.Midwife, son);
            var to = seen.HouseholdId == a ? b : a;
            var both = await Task.WhenAll(clinic.Midwife.SendAsync(Move(son, to, "3", seen.MembershipId)), clinic.Clerk.SendAsync(Move(son, null, basedOn: seen.MembershipId)));
            var loser = Assert.Single(both, o => o.Result != Result.Done);
            Assert.Equal((Result.Conflict, "moved-meanwhile", "basedOn"), (loser.Result, loser.Refusals[0].Code, loser.Refusals[0].Field));
            Assert.True(await clinic.ReadAsync(db => db.Set<HouseholdMember>().IgnoreQueryFilters([LianxinDb.ScopeFilter]).CountAsync(m => m.ResidentId == son && m.Until == null)) <= 1);
            if ((await OfAsync(clinic.Midwife, son)).HouseholdId is null) await clinic.Midwife.DoAsync(Move(son, a));
        }
    }

    [Theory, BothDatabases]
    public async Task What_is_wrong_is_refused_at_its_field_and_nothing_is_half_done(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var (father, son, house) = (await RegisterAsync(clinic, "王建国"), await RegisterAsync(clinic, "王强"), New);
        await RefusedAsync(clinic.Midwife, Make(Guid.Empty), "required", "residentId"); // none without a member
        await RefusedAsync(clinic.Midwife, Make(father) with { On = Today.AddDays(1) }, "future-date", "on");
        await RefusedAsync(clinic.Midwife, Make(father) with { Home = Answers.Empty.With(Keys.BuildingName, new Named("3栋")) }, "required", "home.detailed_address");
        await RefusedAsync(clinic.Midwife, Make(father) with { Home = Home.With(Keys.HouseholdSize, 3) }, "unknown-field", "home.household_size");
        await RefusedAsync(clinic.Midwife, Make(father, basedOn: New), "moved-meanwhile", "basedOn", Result.Conflict);
        Assert.Equal(0, await clinic.ReadAsync(db => db.Set<Household>().CountAsync()));

        await clinic.Midwife.DoAsync(Make(father, house) with { On = new(2025, 11, 10) });
        var standing = (await OfAsync(clinic.Midwife, father)).MembershipId;
        await RefusedAsync(clinic.Midwife, Make(father), "moved-meanwhile", "basedOn", Result.Conflict);
        await RefusedAsync(clinic.Midwife, Move(son, null), "in-no-household", "householdId");
        await RefusedAsync(clinic.Midwife, Move(son, house, "77"), "unknown-relation", "relation");
        await RefusedAsync(clinic.Midwife, Move(son, house, ""), "required", "relation");
        await RefusedAsync(clinic.Midwife, Move(son, house, HouseholdForm.Head), "has-a-head", "relation");
        await RefusedAsync(clinic.Midwife, Move(father, house, HouseholdForm.Head, standing), "lives-there-already", "householdId");
        await RefusedAsync(clinic.Midwife, Move(father, null, basedOn: standing, on: new(2025, 11, 9)), "before-last-move", "on");
        await RefusedAsync(clinic.Midwife, Move(father, null, basedOn: standing, on: Today.AddDays(1)), "future-date", "on");
        Assert.Equal(1, await clinic.ReadAsync(db => db.Set<HouseholdMember>().IgnoreQueryFilters([LianxinDb.ScopeFilter]).CountAsync()));

        await RefusedAsync(clinic.Midwife, Cares(father) with { CarerResidentId = father }, "own-carer", "carerResidentId");
        await RefusedAsync(clinic.Midwife, Cares(father) with { CarerResidentId = New }, "not-found", "carerResidentId");
        await RefusedAsync(clinic.Midwife, Cares(father) with { Name = " " }, "required", "name");
        await RefusedAsync(clinic.Midwife, Cares(father) with { Phone = null }, "required", "phone");
        await RefusedAsync(clinic.Midwife, Cares(father) with { MayBeTold = ["everything"] }, "invalid", "mayBeTold");
        await RefusedAsync(clinic.Midwife, Cares(father) with { On = Today.AddDays(1) }, "future-date", "on");
        await RefusedAsync(clinic.Midwife, new EndCarer { ResidentId = father, CarerId = New, On = Today }, "not-found", "carerId");
        Assert.Empty((await OfAsync(clinic.Midwife, father)).Carers);
    }

    [Theory, BothDatabases]
    public async Task A_carer_is_named_with_what_they_may_be_told_and_ends(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var (father, son) = (await RegisterAsync(clinic, "王建国"), await RegisterAsync(clinic, "王强"));
        await clinic.Midwife.DoAsync(Cares(father) with { MayBeTold = ["results", "appointments"] });
        await clinic.Midwife.DoAsync(Cares(father) with { CarerResidentId = son, Relation = "儿子", MayBeTold = [] });
        await RefusedAsync(clinic.Midwife, Cares(father) with { CarerResidentId = son }, "cares-already", "carerResidentId");

        var carers = (await OfAsync(clinic.Midwife, father)).Carers;
        var daughter = carers.Single(c => c.Name == "王小妹");
        Assert.Equal((null, "appointments results", false), (daughter.ResidentId, string.Join(' ', daughter.MayBeTold), daughter.PhoneMasked.Contains("0000", StringComparison.Ordinal)));
        Assert.Equal((son, 0), (carers.Single(c => c.Name == "王强").ResidentId, carers.Single(c => c.Name == "王强").MayBeTold.Count));
        using var whole = await clinic.Midwife.AskAsync(HttpMethod.Post, $"api/residents/{father}/unmask-carer", JsonContent.Create(new PhoneOfCarer { CarerId = daughter.Id }, options: Wire.Json));
        Assert.Equal("19900005555", (await whole.Content.ReadFromJsonAsync<Unmasked>(Wire.Answers, TestContext.Current.CancellationToken))!.Value);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "not-found"), await clinic.Midwife.StatusOfAsync(HttpMethod.Post, $"api/residents/{father}/unmask-carer", JsonContent.Create(new PhoneOfCarer { CarerId = New }, options: Wire.Json)));

        await clinic.Midwife.DoAsync(new EndCarer { ResidentId = father, CarerId = daughter.Id, On = Today, Reason = "外出打工" });
        Assert.Equal(Today, (await OfAsync(clinic.Midwife, father)).Carers.Single(c => c.Name == "王小妹").Until);
        await RefusedAsync(clinic.Midwife, new EndCarer { ResidentId = father, CarerId = daughter.Id, On = Today }, "carer-ended", "carerId");
    }
}
