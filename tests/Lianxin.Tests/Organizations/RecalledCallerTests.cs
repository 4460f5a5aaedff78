using System.Net;
using System.Net.Http.Json;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Organizations;
using Lianxin.Core;
using Lianxin.Core.Access;
using Lianxin.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Lianxin.Tests.Organizations;

/// <summary>A write recalls who asks from a minute ago (decision 0011). Whatever ended meanwhile, on this node or another, ends the writing with it.</summary>
public sealed class RecalledCallerTests
{
    [Theory, BothDatabases]
    public async Task A_post_that_ended_on_another_node_writes_nothing_more(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        await using var other = await clinic.OpenNodeAsync();
        var woman = await clinic.RegisterAsync();
        var security = await clinic.HireAsync("security", "security-admin", Clinic.Region);
        var there = new Person(other, security.UserName, security.StaffId, security.PostId, security.Organization);
        await there.EnterAsync();

        Assert.Equal(HttpStatusCode.OK, (await TryAsync(clinic, clinic.Midwife, woman)).Status); // recalled from here on
        await there.DoAsync(new EndPost { PostId = clinic.Midwife.PostId, OrganizationId = Clinic.Centre });
        var before = await CountAsync(clinic);

        Assert.Equal((HttpStatusCode.Unauthorized, "signed-out"), await TryAsync(clinic, clinic.Midwife, woman));
        Assert.Equal(before, await CountAsync(clinic));
    }

    [Theory, BothDatabases]
    public async Task A_session_that_was_locked_or_left_writes_nothing_more(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        foreach (var (end, code) in new (Func<Person, Task>, string)[]
        {
            (p => p.StatusOfAsync(HttpMethod.Post, "api/session/lock"), "locked"),
            (_ => clinic.OperateAsync(a => a.CloseAsync("midwife", clinic.SystemClock.GetUtcNow(), default)), "signed-out"),
        })
        {
            await clinic.Midwife.EnterAsync();
            Assert.Equal(HttpStatusCode.OK, (await TryAsync(clinic, clinic.Midwife, woman)).Status);
            await end(clinic.Midwife);
            Assert.Equal((HttpStatusCode.Unauthorized, code), await TryAsync(clinic, clinic.Midwife, woman));
        }
    }

    [Theory, BothDatabases]
    public async Task A_change_of_the_account_counts_at_the_next_write_in_both_directions(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var woman = await clinic.RegisterAsync();
        Assert.Equal(HttpStatusCode.OK, (await TryAsync(clinic, clinic.Midwife, woman)).Status);
        // A batch that nothing can be done with reads no person: it is compared all the same.
        await clinic.WriteAsync(async db => (await db.Set<Lianxin.Organizations.Account>().SingleAsync(a => a.UserName == "midwife")).MustChangePassword = true);
        Assert.Equal((HttpStatusCode.Forbidden, "password-must-change"),
            await clinic.Midwife.StatusOfAsync(HttpMethod.Post, "api/operations", JsonContent.Create(new[] { new { id = Guid.CreateVersion7(), kind = "no-such-kind" } })));
        Assert.Equal((HttpStatusCode.Forbidden, "password-must-change"), await TryAsync(clinic, clinic.Midwife, woman));
        await clinic.WriteAsync(async db => (await db.Set<Lianxin.Organizations.Account>().SingleAsync(a => a.UserName == "midwife")).MustChangePassword = false);
        Assert.Equal(HttpStatusCode.OK, (await TryAsync(clinic, clinic.Midwife, woman)).Status);
    }

    [Theory, BothDatabases]
    public async Task Every_change_of_a_right_raises_the_number(string database)
    {
        await using var clinic = await Clinic.OpenAsync(database);
        var kinds = await clinic.ReadAsync(db => Task.FromResult(db.Model.GetEntityTypes().Select(e => e.ClrType).Where(typeof(IDecidesAccess).IsAssignableFrom).Select(t => t.Name).Order().ToArray()));
        Assert.Equal(["AccessGrant", "Account", "Organization", "Post", "Session", "Staff"], kinds);

        async Task RaisesAsync(Func<LianxinDb, Task> work, bool expected)
        {
            var before = await NumberAsync(clinic);
            await clinic.WriteAsync(work);
            Assert.Equal(expected, await NumberAsync(clinic) > before);
        }
        var grant = new AccessGrant { SubjectId = Guid.CreateVersion7(), GranteeId = clinic.Midwife.StaffId, Reason = "alert", From = clinic.Clock.GetUtcNow(), Until = clinic.Clock.GetUtcNow().AddHours(1) };
        await RaisesAsync(db => { db.AccessGrants.Add(grant); return Task.CompletedTask; }, true);
        await RaisesAsync(async db => (await db.AccessGrants.SingleAsync(g => g.Id == grant.Id)).EndedBy = "the end", true);
        await RaisesAsync(async db => db.Remove(await db.AccessGrants.SingleAsync(g => g.Id == grant.Id)), true);
        await RaisesAsync(async db => await db.AccessGrants.ToListAsync(), false); // looked at, not changed
        await RaisesAsync(db => { db.Activities.Add(new Activity { Kind = "test", On = new(2025, 11, 20), OrganizationId = Clinic.Centre, StaffId = clinic.Midwife.StaffId, OperationId = Guid.CreateVersion7() }); return Task.CompletedTask; }, false);
    }

    private static Task<long> NumberAsync(Clinic clinic) => clinic.ReadAsync(db => db.AccessState.Select(a => a.Version).SingleAsync());

    private static Task<int> CountAsync(Clinic clinic) => clinic.ReadAsync(db => db.Operations.CountAsync());

    private static Task<(HttpStatusCode Status, string? Code)> TryAsync(Clinic clinic, Person person, Woman woman)
    {
        var plan = new PlanContact { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, ContactId = Guid.CreateVersion7(), ContactKind = "call", On = new(2025, 12, 28) };
        var envelope = new Envelope { Id = Guid.CreateVersion7(), Kind = PlanContact.Kind, At = clinic.Clock.GetUtcNow(), Body = System.Text.Json.JsonSerializer.SerializeToElement(plan, Wire.Json) };
        return person.StatusOfAsync(HttpMethod.Post, "api/operations", JsonContent.Create(new[] { envelope }, options: Wire.Json));
    }
}
