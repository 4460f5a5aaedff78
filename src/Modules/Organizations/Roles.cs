using Lianxin.Core.Access;

namespace Lianxin.Organizations;

/// <summary>A role: what a post of it may do, and how far it reaches unless the post says otherwise.</summary>
public sealed record Role(string Code, string Zh, string En, string Reach, IReadOnlySet<string> Permissions);

/// <summary>The roles to begin with, from <c>Data/roles.csv</c>.</summary>
public static class Roles
{
    public const string Founder = "founder";

    /// <summary>The three administrators apart: none of them reads a record.</summary>
    public static readonly IReadOnlySet<string> Administrators = new HashSet<string> { "system-admin", "security-admin", "audit-admin" };

    /// <summary>The first account alone holds both: organizations and staff.</summary>
    public static bool IsFounder(Caller caller) => caller.May(Contracts.Permissions.ManageOrganizations) && caller.May(Contracts.Permissions.ManageStaff);

    /// <summary>The roles that somebody with staff.manage may give: the first account administrators, everybody else none of them.</summary>
    public static IEnumerable<Role> GivenBy(Caller caller) => All.Values.Where(r => r.Code != Founder && Administrators.Contains(r.Code) == IsFounder(caller));

    private static readonly Lazy<IReadOnlyDictionary<string, Role>> Known = new(Read);

    public static IReadOnlyDictionary<string, Role> All => Known.Value;

    /// <summary>The codes of the roles whose posts allow this.</summary>
    public static string[] Allowing(string permission) => [.. All.Values.Where(r => r.Permissions.Contains(permission)).Select(r => r.Code)];

    private static Dictionary<string, Role> Read()
    {
        using var reader = new StreamReader(typeof(Roles).Assembly.GetManifestResourceStream("roles.csv") ?? throw new InvalidOperationException("roles.csv is not embedded"));
        return Rows(reader.ReadToEnd())
            .Select(row => new Role(row["code"], row["zh"], row["en"], row["reach"], row["permissions"].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet()))
            .ToDictionary(r => r.Code);

        static IEnumerable<Dictionary<string, string>> Rows(string text)
        {
            var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var heads = lines[0].Split(',');
            return lines.Skip(1).Select(line => line.Split(',').Zip(heads).ToDictionary(cell => cell.Second, cell => cell.First));
        }
    }
}
