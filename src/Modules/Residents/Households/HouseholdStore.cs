using System.Text.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Core.Secrets;

namespace Lianxin.Residents.Households;

/// <summary>Reads homes and who lives in them. What is shown is in reach; of the others it is counted how many there are.</summary>
internal sealed class HouseholdStore(LianxinDb db, ISecrets secrets)
{
    // Counted, never shown: a household has to know that somebody is its head, whoever asks.
    private static readonly string[] Everybody = [LianxinDb.ScopeFilter];

    /// <summary>The membership that stands, or null.</summary>
    public Task<HouseholdMember?> StandingAsync(Guid resident, CancellationToken ct) => db.HouseholdMembers.FirstOrDefaultAsync(m => m.ResidentId == resident && m.Until == null, ct);

    /// <summary>Who lives there and is in reach.</summary>
    public IQueryable<HouseholdMember> InReach(Guid household) => db.HouseholdMembers.Where(m => m.HouseholdId == household && m.Until == null);

    /// <summary>How many live there, and whether somebody else than this person is head.</summary>
    public async Task<(int Count, bool HasHead)> CountAsync(Guid household, Guid? but, CancellationToken ct)
    {
        var all = await db.HouseholdMembers.IgnoreQueryFilters(Everybody).Where(m => m.HouseholdId == household && m.Until == null && m.ResidentId != but).Select(m => m.Relation).ToListAsync(ct);
        return (all.Count, all.Contains(HouseholdForm.Head));
    }

    public byte[] Seal<T>(T value, Guid organization) => secrets.Seal(JsonSerializer.Serialize(value, Wire.Json), organization);

    /// <summary>The home of a household of which a member is in reach.</summary>
    public async Task<Answers> HomeAsync(Guid household, CancellationToken ct) =>
        JsonSerializer.Deserialize<Answers>(secrets.Open(await db.Households.Where(h => h.Id == household).Select(h => h.Home).FirstAsync(ct)), Wire.Answers)!;

    /// <summary>Name and telephone of a carer who is no resident.</summary>
    public CarerPerson? PersonOf(Carer carer) => carer.Person is { } blob ? JsonSerializer.Deserialize<CarerPerson>(secrets.Open(blob), Wire.Answers) : null;
}
