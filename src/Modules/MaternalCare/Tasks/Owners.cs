using Lianxin.Contracts.Organizations;
using Lianxin.Organizations;

namespace Lianxin.MaternalCare.Tasks;

/// <summary>Finds the named person who answers for something: never nobody. What is restricted goes to somebody who may see it.</summary>
internal sealed class Owners(StaffDirectory staff, OrganizationTree tree)
{
    // Who may own the care of a woman at her centre, in this order; and to whom a thing goes up.
    private static readonly string[] Carers = ["community-doctor", "midwife", "nurse", "obstetrician", "senior-obstetrician", "health-officer", "coordinator"];
    private static readonly string[] Heads = ["senior-obstetrician", "obstetrician", "community-doctor", "midwife", "nurse", "health-officer", "coordinator"];
    // Better a clerk who sees that something waits than nobody.
    private static readonly string[] Anybody = [.. Heads, "sonographer", "records-clerk", "liaison", "leader"];
    private static readonly string[] Office = ["health-officer"];
    private static readonly string[] Obstetricians = ["obstetrician", "senior-obstetrician"];

    /// <summary>The first of these colleagues who is at work, else a carer of the organization or of the nearest above it.</summary>
    /// <param name="wished">In the order of the wish: the owner of the case, the responsible doctor.</param>
    /// <param name="organization">Where she is managed.</param>
    /// <param name="not">Who cannot be meant: the one who leaves.</param>
    /// <param name="restricted">Only colleagues who may see what is restricted; where none is, better somebody who cannot open it than nobody.</param>
    /// <exception cref="InvalidOperationException">Nobody works there or above: then nothing could be owned at all.</exception>
    public async Task<StaffView> OfAsync(IEnumerable<Guid?> wished, Guid organization, Guid? not, bool restricted, CancellationToken ct)
    {
        foreach (var id in wished.OfType<Guid>().Where(id => id != not))
            if (await AtWorkAsync(id, restricted, ct) is { } colleague) return colleague;
        return await FirstAsync(organization, Carers, not, restricted, ct) ?? await FirstAsync(organization, Anybody, not, restricted, ct)
            ?? (restricted ? await OfAsync([], organization, not, restricted: false, ct) : null) ?? throw new InvalidOperationException("Nobody works here who could own a task");
    }

    /// <summary>A colleague at work who may own it; null for everybody else.</summary>
    public Task<StaffView?> AtWorkAsync(Guid id, bool restricted, CancellationToken ct) => staff.AtWorkAsync(id, ct, restricted ? Permissions.ReadRestricted : null);

    /// <summary>To whom an unanswered thing goes: first the head of the house, then the maternal health office.</summary>
    public async Task<StaffView?> UpwardsAsync(Guid organization, Guid owner, int step, bool restricted, CancellationToken ct) =>
        (step == 0 ? null : await FirstAsync(organization, Office, owner, restricted, ct)) ?? await FirstAsync(organization, Heads, owner, restricted, ct);

    /// <summary>Who prepares reports for the district.</summary>
    public async Task<StaffView> OfficeAsync(Guid organization, bool restricted, CancellationToken ct) =>
        await FirstAsync(organization, Office, null, restricted, ct) ?? await FirstAsync(organization, Heads, null, restricted, ct) ?? await OfAsync([], organization, null, restricted, ct);

    /// <summary>Whom a question is put to that an obstetrician answers; where the house has none, her responsible doctor, who asks one.</summary>
    public async Task<StaffView> ObstetricianAsync(Guid organization, Guid? responsible, CancellationToken ct) => await FirstAsync(organization, Obstetricians, null, restricted: false, ct) ?? await OfAsync([responsible], organization, null, restricted: false, ct);

    private async Task<StaffView?> FirstAsync(Guid organization, string[] roles, Guid? not, bool restricted, CancellationToken ct) =>
        await staff.FirstWithRoleAsync(organization, restricted ? [.. roles.Intersect(Roles.Allowing(Permissions.ReadRestricted))] : roles, await tree.AllAsync(ct), ct, not);
}
