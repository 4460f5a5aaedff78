using Lianxin.Core.Access;

namespace Lianxin.Organizations;

/// <summary>The colleagues of an organization and below it with their posts, leaves and accounts: for whoever gives and ends them. Reads no record.</summary>
internal sealed class Colleagues : IQuery
{
    private const int Most = 50;

    public static string Route => "organizations/colleagues/of/{organization:guid}";
    public static string Method => "POST"; // a name never stands in an address
    public static string Permission => Permissions.ManageStaff;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid organization, ColleaguesAsked asked, LianxinDb db, OrganizationTree tree, CallerHolder holder, SignInSettings settings, TimeProvider clock, CancellationToken ct)
    {
        if (Check.Refusals(asked) is { Count: > 0 } refusals) return Problem.Of(422, refusals);
        var caller = holder.Caller;
        if (!caller.Reaches(organization)) return Problem.Of(404, "not-found");
        var now = clock.GetUtcNow();
        var nodes = await tree.AllAsync(ct);
        Guid[] below = nodes.TryGetValue(organization, out var node) ? [.. node.Below.Where(caller.Reaches)] : [organization];
        // Whoever was only just added belongs to a house and has no post yet.
        var staff = db.Staff.AsNoTracking().Where(s => below.Contains(s.OrganizationId)
            || db.Set<Post>().Any(p => p.StaffId == s.Id && below.Contains(p.OrganizationId) && (p.Until == null || p.Until > now)));
        if (asked.Text?.Trim() is { Length: > 0 } text) staff = staff.Where(s => s.Name.Contains(text) || (s.StaffNo != null && s.StaffNo.Contains(text)));
        if (asked.After is { } after)
        {
            var last = await db.Staff.AsNoTracking().Where(s => s.Id == after).Select(s => s.Name).FirstOrDefaultAsync(ct);
#pragma warning disable CA1309 // the database compares as it sorts; it knows no other overload
            if (last is not null) staff = staff.Where(s => string.Compare(s.Name, last) > 0 || (s.Name == last && s.Id.CompareTo(after) > 0));
#pragma warning restore CA1309
        }
        var page = await staff.OrderBy(s => s.Name).ThenBy(s => s.Id).Take(Most + 1).ToListAsync(ct);
        var more = page.Count > Most;
        if (more) page.RemoveAt(Most);

        Guid[] ids = [.. page.Select(s => s.Id)];
        var reach = caller.Organizations;
        var posts = (await db.Posts.AsNoTracking().Where(p => ids.Contains(p.StaffId) && reach.Contains(p.OrganizationId) && (p.Until == null || p.Until > now)).OrderBy(p => p.From).ThenBy(p => p.Id).ToListAsync(ct)).ToLookup(p => p.StaffId);
        var leaves = (await db.Leaves.AsNoTracking().Where(l => ids.Contains(l.StaffId) && l.Until > now).OrderBy(l => l.From).ToListAsync(ct)).ToLookup(l => l.StaffId);
        var accounts = (await db.Accounts.AsNoTracking().Where(a => ids.Contains(a.StaffId) && !a.Closed).Select(a => new { a.StaffId, a.UserName, a.LastSignIn, a.OneTimeUntil }).ToListAsync(ct)).ToLookup(a => a.StaffId);
        return Results.Json(new ColleaguesView(
            [.. page.Select(s => new ColleagueView(s.Id, s.OrganizationId, s.Name, s.Title, s.Phone, s.StaffNo,
                [.. posts[s.Id].Select(p => new PostView(p.Id, p.OrganizationId, nodes.GetValueOrDefault(p.OrganizationId)?.Name ?? "", p.Role, PlaceTime.DateOf(p.From), LastDay(p.Until)))],
                [.. leaves[s.Id].Select(l => new LeaveView(PlaceTime.DateOf(l.From), LastDay(l.Until)!.Value))],
                accounts[s.Id].Select(a => new AccountView(a.UserName, a.LastSignIn, LastDay(a.OneTimeUntil))).FirstOrDefault()))],
            more, settings.OneTimeDays, [.. Roles.GivenBy(caller).Select(r => r.Code)]), Wire.Json);
    }

    // A term ends at the first instant after its last day.
    private static DateOnly? LastDay(DateTimeOffset? end) => end is { } until ? PlaceTime.DateOf(until.AddTicks(-1)) : null;
}
