using Lianxin.Contracts.Organizations;
using Lianxin.Core;

namespace Lianxin.Server.Demo;

/// <summary>The branches of the demo with their brands and members, as the Party office wrote them down when the region began; what came later it wrote on its day.</summary>
internal static class DemoBranches
{
    private const int Slot = 5;
    private static readonly TimeOnly Morning = new(9, 10);

    /// <summary>Everything about branches, in no order.</summary>
    /// <param name="founded">When the region began.</param>
    public static IReadOnlyList<Act> Acts(Dictionary<string, DemoPlace> places, Dictionary<string, DemoStaff> staff, DateTimeOffset founded)
    {
        var office = staff.Values.First(s => s.Role == "party-office").User;
        List<Act> acts = [];
        DateTimeOffset At(DateOnly since, int minute) => (PlaceTime.At(since, Morning) is var then && then > founded ? then : PlaceTime.At(PlaceTime.DateOf(founded), Morning)).AddMinutes(minute);
        Guid Branch(string key) => DemoId.Of(founded, $"branch/{key}");
        var owner = DemoData.Branches.Rows.ToDictionary(r => r["key"], r => places[r["organization"]].Id);

        foreach (var row in DemoData.Branches.Rows)
        {
            var (key, since) = (row["key"], DemoData.Day(row["since"]));
            acts.Add(Act.Of(At(since, 0), Slot, office, key, new SaveBranch { BranchId = Branch(key), OrganizationId = owner[key], BuiltOnId = places[row["on"]].Id, Name = row["name"], BranchKind = row["kind"], Since = since }));
            foreach (var user in row["leaders"].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                acts.Add(Act.Of(At(since, 1), Slot, office, $"{key}/{user}", new LinkLeader { LinkId = DemoId.Of(founded, $"leader/{key}/{user}"), BranchId = Branch(key), OrganizationId = owner[key], StaffId = staff[user].Id, Since = since }));
        }
        // In the order of the table, a minute each: who comes from another branch was there before.
        foreach (var (row, nth) in DemoData.BranchMembers.Rows.Select((r, i) => (r, i)))
        {
            var (key, user, since) = (row["branch"], row["user"], DemoData.Day(row["since"]));
            acts.Add(Act.Of(At(since, 2 + nth), Slot, office, $"{key}/{user}/{since:yyyy-MM-dd}", new SetBranchMember
            { MembershipId = DemoId.Of(founded, $"membership/{key}/{user}/{since:yyyy-MM-dd}"), BranchId = Branch(key), OrganizationId = owner[key], StaffId = staff[user].Id, Function = row["function"], Since = since }));
        }
        foreach (var (row, nth) in DemoData.Brands.Rows.Select((r, i) => (r, i)))
        {
            var (key, since) = (row["branch"], DemoData.Day(row["since"]));
            acts.Add(Act.Of(At(since, 2 + nth), Slot, office, $"{key}/{row["version"]}", new SaveBrand
            {
                BrandId = DemoId.Of(founded, $"brand/{key}/{row["version"]}"),
                BranchId = Branch(key),
                OrganizationId = owner[key],
                Name = row["name"],
                Slogan = row["slogan"],
                Meaning = row["meaning"],
                Version = row["version"],
                Field = row["field"],
                Since = since,
            }));
        }
        return acts;
    }
}
