using Lianxin.ClinicalRules.Forms;
using Lianxin.Core.Secrets;
using Lianxin.Residents.Search;

namespace Lianxin.Residents.Duplicates;

/// <summary>Finds whom a record may be a second one of, when it is written: by equal keys, so that nobody ever compares everybody with everybody.</summary>
public sealed class Twins(LianxinDb db, ISecrets secrets, TimeProvider clock)
{
    private const string ById = "id-number", ByBirth = "name-birth", ByPhone = "phone";
    private const int AtOnce = 500;

    // A telephone of a home for the aged with one surname: beyond so many alike the key says nothing.
    private const int MostAlike = 20;

    // Compared, never shown: whoever lists the pair has to reach both.
    private static readonly string[] Everybody = [LianxinDb.ScopeFilter];

    private sealed record Twin(Guid Resident, Guid Organization, string Value, string Why);

    private readonly List<Twin> written = [];

    /// <summary>The keys that two records of one person share: number, name with birth date, telephone with initials.</summary>
    internal IEnumerable<SearchKey> KeysOf(Resident resident, Answers person)
    {
        var keys = Of(resident, person).Distinct().ToList();
        foreach (var (key, why) in keys) written.Add(new(resident.Id, resident.OrganizationId, key.Stored(secrets), why));
        return keys.Select(k => k.Key);
    }

    private static IEnumerable<(SearchKey Key, string Why)> Of(Resident resident, Answers person)
    {
        if (person.Text(Keys.IdNumber) is { } id && NumberKeys.IdNumber(id) is [var number, ..]) yield return (new(KeyKind.Twin, $"{ById}/{number.Value}"), ById);
        var parts = NameParts.Of(resident.Name);
        if (parts.Count == 0) yield break;
        if (resident.BirthDate is { } born) yield return (new(KeyKind.Twin, $"{ByBirth}/{string.Concat(parts.Select(p => p.Text))}/{born:yyyy-MM-dd}"), ByBirth);
        // The longest are those of the whole name; those of its later parts are there to be searched by.
        var initials = NameKeys.For(resident.Name).Where(k => k.Kind == KeyKind.Initials).Select(k => k.Value).ToList();
        var whole = initials.Where(i => i.Length == initials.Max(l => l.Length)).ToList();
        foreach (var phone in new[] { Keys.Mobile, Keys.ContactPhone })
            if (person.Text(phone) is { } typed && NumberKeys.Phone(typed) is [var full, ..])
                foreach (var letters in whole) yield return (new(KeyKind.Twin, $"{ByPhone}/{full.Value}/{letters}"), ByPhone);
    }

    /// <summary>Notes the pairs of everybody written since the last call; a pair that nobody judged and that a correction has parted goes.</summary>
    internal async Task NoteAsync(CancellationToken ct)
    {
        foreach (var part in written.GroupBy(w => w.Resident).Chunk(AtOnce))
        {
            var values = part.SelectMany(p => p).Select(t => t.Value).Distinct().ToArray();
            var others = (await db.SearchKeys.IgnoreQueryFilters(Everybody).AsNoTracking().Where(k => k.Kind == KeyKind.Twin && values.Contains(k.Value)).Select(k => new Twin(k.ResidentId, k.OrganizationId, k.Value, "")).ToListAsync(ct))
                .Concat(written).ToLookup(t => t.Value);
            Dictionary<Guid, DuplicatePair> pairs = [];
            foreach (var twin in part.SelectMany(p => p))
                foreach (var other in others[twin.Value].Where(o => o.Resident != twin.Resident).DistinctBy(o => o.Resident).Take(MostAlike))
                    Add(pairs, twin, other);
            await WriteAsync([.. part.Select(p => p.Key)], pairs, ct);
        }
        written.Clear();
    }

    private void Add(Dictionary<Guid, DuplicatePair> pairs, Twin twin, Twin other)
    {
        var (low, high) = twin.Resident.CompareTo(other.Resident) < 0 ? (twin, other) : (other, twin);
        var id = DuplicatePair.IdOf(low.Resident, high.Resident);
        var why = pairs.TryGetValue(id, out var before) ? string.Join(' ', before.Why.Split(' ').Append(twin.Why).Distinct()) : twin.Why;
        pairs[id] = new() { Id = id, ResidentId = low.Resident, OrganizationId = low.Organization, OtherId = high.Resident, Why = why, FoundAt = clock.GetUtcNow() };
    }

    private async Task WriteAsync(Guid[] residents, Dictionary<Guid, DuplicatePair> pairs, CancellationToken ct)
    {
        var found = pairs.Keys.ToArray();
        var standing = await db.Duplicates.IgnoreQueryFilters(Everybody).Where(d => found.Contains(d.Id) || (d.State == DuplicatePair.Open && (residents.Contains(d.ResidentId) || residents.Contains(d.OtherId)))).ToListAsync(ct);
        db.Duplicates.RemoveRange(standing.Where(d => d.State == DuplicatePair.Open && !pairs.ContainsKey(d.Id)));
        db.Duplicates.AddRange(pairs.Values.ExceptBy(standing.Select(d => d.Id), p => p.Id));
    }
}
