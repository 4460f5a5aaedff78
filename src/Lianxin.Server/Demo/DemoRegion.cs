using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Tables;
using Lianxin.Contracts.Organizations;
using Lianxin.Core;
using Lianxin.Core.Secrets;
using Lianxin.Organizations;
using Lianxin.Server.Hosting;
using Lianxin.Server.Verbs;

namespace Lianxin.Server.Demo;

/// <summary>Plays an invented region into an empty folder, as operations with a fixed seed: what the people of the demo did from spring until this morning.</summary>
internal static class DemoRegion
{
    /// <summary>Everybody's password in the demo; it answers this machine only.</summary>
    public const string Password = "lianxin-demo";

    private const string FilledFile = "demo-filled";
    private const string Founder = "admin";
    private static readonly DateTimeOffset Founded = DemoData.Instant("2025-03-03T08:00");
    private static readonly DateOnly Since = DemoData.Day("2025-03-03");

    /// <summary>Fills the folder unless that was done; a fill that was interrupted goes on where it stopped.</summary>
    public static async Task FillAsync(HostSettings settings, TextWriter say, CancellationToken ct)
    {
        var filled = Path.Combine(settings.DataFolder, FilledFile);
        if (File.Exists(filled)) return;
        var clock = new PastClock(Founded);
        var services = new ServiceCollection();
        services.AddLogging(l => { l.AddSimpleConsole(o => o.SingleLine = true); l.SetMinimumLevel(LogLevel.Warning); l.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical); });
        services.AddSingleton<TimeProvider>(clock);
        LianxinHost.AddLianxin(services, settings);
        await using var provider = services.BuildServiceProvider();
        // The first data key is made in a transaction of its own: before ours, never inside it.
        provider.GetRequiredService<ISecrets>();
        var play = new DemoPlay(provider, clock);

        say.WriteLine("Filling the demo 正在准备演示数据 …");
        var (organizations, staff) = await FoundAsync(provider, play, ct);
        say.WriteLine($"  {organizations.Count} organizations, {staff.Count} colleagues · {organizations.Count} 个机构，{staff.Count} 位同事");
        IReadOnlyList<Act> acts = [.. DemoBranches.Acts(organizations, staff, Founded), .. DemoPeople.Lives(organizations, staff)];
        var (step, next) = (acts.Count / 5, acts.Count / 5);
        await play.PlayAsync(acts, done =>
        {
            if (done < next) return;
            say.WriteLine($"  {done} / {acts.Count} operations · 操作");
            next += step;
        }, ct);
        await play.WorkAsync(DemoClock.Begin, ct);
        // Only what is whole is marked: without the mark the next start goes on filling.
        await File.WriteAllTextAsync(filled, "1", ct);
    }

    private static async Task<(Dictionary<string, DemoPlace> Places, Dictionary<string, DemoStaff> Staff)> FoundAsync(ServiceProvider provider, DemoPlay play, CancellationToken ct)
    {
        await Operating.WriteAsync(provider, async inside =>
        {
            var accounts = inside.GetRequiredService<Accounts>();
            if (!await accounts.AnyAsync(CancellationToken.None)) await accounts.FoundAsync(Founder, Password, Founded, CancellationToken.None);
        });
        var places = DemoData.Organizations.Rows.ToDictionary(r => r["code"], r => new DemoPlace(r["code"], DemoId.Of(Founded, $"organization/{r["code"]}"), r["name"], r["parent"]));
        var staff = DemoData.Staff.Rows.Select(r => (Row: r, Who: new DemoStaff(r["user"], DemoId.Of(Founded, $"staff/{r["user"]}"), r["name"], r["role"], places[r["organization"]]))).ToList();

        // The first account makes the region and its three administrators; they make the rest.
        var region = DemoData.Organizations.Rows[0];
        await play.PlayAsync([Add(region, places, Founder)], null, ct);
        await HireAsync(staff.Where(s => Roles.Administrators.Contains(s.Who.Role)).ToList(), Founder, 1);
        await play.PlayAsync([.. DemoData.Organizations.Rows.Skip(1).Select(r => Add(r, places, UserOf("system-admin")))], null, ct);
        await HireAsync(staff.Where(s => !Roles.Administrators.Contains(s.Who.Role)).ToList(), UserOf("security-admin"), 2);
        return (places, staff.ToDictionary(s => s.Who.User, s => s.Who));

        string UserOf(string role) => staff.First(s => s.Who.Role == role).Who.User;

        async Task HireAsync(List<(CsvRow Row, DemoStaff Who)> people, string by, int slot)
        {
            await play.PlayAsync([.. people.SelectMany(p => Hire(p.Row, p.Who, by, slot, staff.IndexOf(p)))], null, ct);
            await play.OpenAccountsAsync([.. people.Select(p => (p.Who.User, p.Who.Id))], Password);
        }
    }

    private static Act Add(CsvRow row, Dictionary<string, DemoPlace> places, string by) => Act.Of(Founded, Depth(row["code"], places), by, row["code"], new AddOrganization
    {
        OrganizationId = places[row["code"]].Id, ParentId = row["parent"].Length > 0 ? places[row["parent"]].Id : null, Code = row["code"], Name = row["name"], OrganizationKind = row["kind"],
        Level = (int?)row.Number("level"), From = Since,
    });

    // Who is above is played first: nobody adds below what is not there.
    private static int Depth(string code, Dictionary<string, DemoPlace> places) => places[code].Parent is { Length: > 0 } above ? Depth(above, places) + 1 : 0;

    private static IEnumerable<Act> Hire(CsvRow row, DemoStaff who, string by, int slot, int nth)
    {
        yield return Act.Of(Founded, slot, by, who.User, new AddStaff
        {
            StaffId = who.Id, OrganizationId = who.Place.Id, Name = who.Name, Title = row["title"], Phone = DemoNumber.Phone(nth), Skills = row["skills"].Split(' ', StringSplitOptions.RemoveEmptyEntries),
        });
        yield return Act.Of(Founded.AddSeconds(1), slot, by, who.User, new GivePost { PostId = DemoId.Of(Founded, $"post/{who.User}"), StaffId = who.Id, OrganizationId = who.Place.Id, Role = who.Role, From = Since });
    }
}
