using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Identifiers;
using Lianxin.Core.Access;
using Lianxin.Core.Secrets;
using Lianxin.Organizations;
using Lianxin.Residents.Duplicates;
using Lianxin.Residents.Search;

namespace Lianxin.Residents;

/// <summary>Takes people into the register, whoever brings them: the screen, a roster.</summary>
public sealed class ResidentRegister(LianxinDb db, ISecrets secrets, ParticularsStore particulars, ConsentStore consents, Twins twins, StaffDirectory staff, TimeProvider clock)
{
    private const string IdHash = "identity-claim";
    private const string CareTeam = "care-team";

    // As long as a pregnancy and its aftercare can last; whoever stays responsible is named again.
    private const int GrantDays = 400;
    private const int RowsAtOnce = 500;

    /// <summary>The reason for which this person must not be opened a second time, or null.</summary>
    public async Task<Outcome?> DuplicateAsync(Answers person, bool notADuplicate, CancellationToken ct)
    {
        if (Id(person) is { } id)
        {
            var hash = secrets.BlindIndex(IdHash, id);
            if (await db.IdentityClaims.AsNoTracking().Where(c => c.Hash == hash).Select(c => (Guid?)c.ResidentId).FirstOrDefaultAsync(ct) is { } owner)
                return await db.Residents.AnyAsync(r => r.Id == owner, ct) ? Problems.DuplicateOf(owner) : Problems.RegisteredElsewhere;
        }
        if (notADuplicate || person.Text(Keys.FullName) is not { } name || person.Date(Keys.BirthDate) is not { } born) return null;
        var same = await db.Residents.AsNoTracking().Where(r => r.Name == name && r.BirthDate == born).Select(r => r.Id).Take(5).ToListAsync(ct);
        return same.Count > 0 ? Problems.LikelyDuplicate(same) : null;
    }

    /// <summary>Who has this identity number, in reach or not; only for an act that says so to nobody.</summary>
    public Task<Guid?> OwnerOfAsync(string idNumber, CancellationToken ct)
    {
        var hash = secrets.BlindIndex(IdHash, idNumber);
        return db.IdentityClaims.AsNoTracking().Where(c => c.Hash == hash).Select(c => (Guid?)c.ResidentId).FirstOrDefaultAsync(ct);
    }

    /// <summary>Who has each of these identity numbers, among the people in reach; and which numbers belong to somebody beyond.</summary>
    public async Task<(IReadOnlyDictionary<string, Guid> InReach, IReadOnlySet<string> Elsewhere)> OwnersAsync(IReadOnlyCollection<string> idNumbers, CancellationToken ct)
    {
        var byHash = idNumbers.Distinct().ToDictionary(n => secrets.BlindIndex(IdHash, n), n => n);
        var hashes = byHash.Keys.ToArray();
        var owners = await db.IdentityClaims.AsNoTracking().Where(c => hashes.Contains(c.Hash)).ToDictionaryAsync(c => c.Hash, c => c.ResidentId, ct);
        var people = owners.Values.ToArray();
        var inReach = (await db.Residents.AsNoTracking().Where(r => people.Contains(r.Id)).Select(r => r.Id).ToListAsync(ct)).ToHashSet();
        return (owners.Where(o => inReach.Contains(o.Value)).ToDictionary(o => byHash[o.Key], o => o.Value),
            owners.Where(o => !inReach.Contains(o.Value)).Select(o => byHash[o.Key]).ToHashSet());
    }

    /// <summary>People in reach with the name of a row and its birth date or telephone, by the index of the row. Whose known identity number is another one is somebody else.</summary>
    public async Task<IReadOnlyDictionary<int, Guid>> SameNamesAsync(IReadOnlyList<NamedRow> rows, CancellationToken ct)
    {
        Dictionary<int, Guid> found = [];
        foreach (var part in rows.Select((row, index) => (row, index)).Chunk(RowsAtOnce))
        {
            var names = part.Select(p => p.row.Name).Distinct().ToArray();
            var named = await db.Residents.AsNoTracking().Where(r => names.Contains(r.Name)).Select(r => new { r.Id, r.Name, r.BirthDate }).ToListAsync(ct);
            if (named.Count == 0) continue;
            var people = named.ToLookup(n => n.Name);
            var ids = named.Select(n => n.Id).ToArray();
            var phones = part.Where(p => p.row.Phone is not null && people.Contains(p.row.Name)).ToDictionary(p => p.index, p => PhoneKeys(p.row.Phone!));
            var keys = phones.Values.SelectMany(k => k).Distinct().ToArray();
            var holders = (await db.SearchKeys.AsNoTracking().Where(k => k.Kind == KeyKind.Phone && keys.Contains(k.Value) && ids.Contains(k.ResidentId)).Select(k => new { k.Value, k.ResidentId }).ToListAsync(ct))
                .ToLookup(k => k.Value, k => k.ResidentId);
            var numbers = await particulars.OfAsync(ids, [Keys.IdNumber], ct);
            foreach (var (row, index) in part)
            {
                var likely = people[row.Name].Where(p => row.IdNumber is null || numbers.GetValueOrDefault(p.Id)?.Text(Keys.IdNumber) is not { } known || known == row.IdNumber).ToList();
                if ((likely.FirstOrDefault(p => row.Born is not null && p.BirthDate == row.Born)
                    ?? likely.FirstOrDefault(p => phones.TryGetValue(index, out var own) && own.Any(k => holders[k].Contains(p.Id)))) is { } same) found[index] = same.Id;
            }
        }
        return found;
    }

    private string[] PhoneKeys(string phone) => [.. NumberKeys.Phone(phone).Where(k => k.Kind == KeyKind.Phone).Select(k => k.Stored(secrets))];

    /// <summary>Writes a new person. The door has taken in the subject, or the caller does.</summary>
    public async Task AddAsync(Guid id, Guid organization, Answers person, Caller by, DateTimeOffset at, CancellationToken ct)
    {
        var name = PersonName.TryParse(person.Text(Keys.FullName), out var parsed, out _) ? parsed.Value : person.Text(Keys.FullName)!;
        var resident = new Resident
        {
            Id = id, OrganizationId = organization, Name = name, NameSort = NamePinyin.Sort(name), Sex = SexOf(person), BirthDate = BirthOf(person),
            ResponsibleId = Responsible(person), ParticularsVersion = 1,
        };
        db.Residents.Add(resident);
        foreach (var (key, answers) in person.Entries) await WriteAsync(resident, key, answers, by, at, null, ct);
        if (Id(person) is { } number) db.IdentityClaims.Add(new IdentityClaim { Hash = secrets.BlindIndex(IdHash, number), ResidentId = id });
        AddKeys(resident, person);
        await GrantAsync(resident, null, at, ct);
    }

    // The responsible doctor may work at a hospital that does not manage her: the doctor's department then sees the record, and she sees that it does.
    private async Task GrantAsync(Resident resident, Guid? before, DateTimeOffset at, CancellationToken ct)
    {
        if (before == resident.ResponsibleId) return;
        await foreach (var old in db.AccessGrants.Where(g => g.SubjectId == resident.Id && g.Reason == CareTeam && g.EndedBy == null).AsAsyncEnumerable().WithCancellation(ct)) old.EndedBy = "responsible-changed";
        if (resident.ResponsibleId is not { } doctor || await staff.HomeOfAsync(doctor, ct) is not { } home || home == resident.OrganizationId) return;
        db.AccessGrants.Add(new AccessGrant { SubjectId = resident.Id, GranteeId = home, Reason = CareTeam, From = at, Until = at.AddDays(GrantDays) });
    }

    /// <summary>Replaces particulars of somebody who is registered; the values that stood there are closed and stay in the history.</summary>
    public async Task ChangeAsync(Guid id, Answers changed, Caller by, DateTimeOffset at, string? reason, CancellationToken ct)
    {
        var resident = await db.Residents.FirstAsync(r => r.Id == id, ct);
        var before = (await particulars.OfAsync([id], null, ct)).GetValueOrDefault(id) ?? Answers.Empty;
        var keys = changed.Keys.ToArray();
        resident.ParticularsVersion++;
        await foreach (var row in db.Particulars.Where(p => p.ResidentId == id && p.Until == null && keys.Contains(p.Key)).AsAsyncEnumerable().WithCancellation(ct)) row.Until = at;
        foreach (var (key, answers) in changed.Entries) await WriteAsync(resident, key, answers, by, at, reason, ct);
        await RefreshAsync(resident, With(before, changed), ct);
    }

    // What the form asks for consent is a consent, and stands with the others; else there were two truths.
    private async Task WriteAsync(Resident resident, string key, IReadOnlyList<Answer> answers, Caller by, DateTimeOffset at, string? reason, CancellationToken ct)
    {
        if (Purposes.ByPersonKey.TryGetValue(key, out var purpose) && answers is [{ Value.Flag: { } given }])
            await consents.SayAsync(new Consent
            {
                Id = Guid.CreateVersion7(), ResidentId = resident.Id, OrganizationId = resident.OrganizationId, Purpose = purpose, Given = given, On = PlaceTime.DateOf(at), How = ConsentHow.Form, Note = reason, At = at, StaffId = by.StaffId,
            }, ct);
        else particulars.Write(resident, key, answers, by, at, reason);
    }

    /// <summary>Notes whom those written here may be a second record of; called once after the last of them.</summary>
    public Task NoteTwinsAsync(CancellationToken ct) => twins.NoteAsync(ct);

    /// <summary>The particulars as they are once the changed ones replace the earlier.</summary>
    public static Answers With(Answers before, Answers changed) => changed.Entries.Aggregate(before, (all, e) => e.Value.Aggregate(all.Without(e.Key), (a, x) => a.With(e.Key, x)));

    /// <summary>Brings columns and search keys up to date after particulars changed. The new answers are the whole that counts now.</summary>
    private async Task RefreshAsync(Resident resident, Answers person, CancellationToken ct)
    {
        resident.Name = PersonName.TryParse(person.Text(Keys.FullName), out var parsed, out _) ? parsed.Value : resident.Name;
        resident.NameSort = NamePinyin.Sort(resident.Name);
        var responsible = resident.ResponsibleId;
        (resident.Sex, resident.BirthDate, resident.ResponsibleId) = (SexOf(person), BirthOf(person), Responsible(person));
        db.SearchKeys.RemoveRange(await db.SearchKeys.Where(k => k.ResidentId == resident.Id).ToListAsync(ct));
        AddKeys(resident, person);
        await GrantAsync(resident, responsible, clock.GetUtcNow(), ct);
        if (Id(person) is not { } number) return;
        var hash = secrets.BlindIndex(IdHash, number);
        if (!await db.IdentityClaims.AnyAsync(c => c.Hash == hash, ct)) db.IdentityClaims.Add(new IdentityClaim { Hash = hash, ResidentId = resident.Id });
    }

    private void AddKeys(Resident resident, Answers person)
    {
        IEnumerable<SearchKey> keys = NameKeys.For(resident.Name);
        foreach (var phone in new[] { Keys.Mobile, Keys.ContactPhone })
            if (person.Text(phone) is { } number) keys = keys.Concat(NumberKeys.Phone(number));
        if (Id(person) is { } id) keys = keys.Concat(NumberKeys.IdNumber(id));
        if (person.Text(Keys.RecordNo) is { } record) keys = keys.Concat(NumberKeys.RecordNumber(record));
        keys = keys.Concat(twins.KeysOf(resident, person));
        foreach (var (kind, value) in keys.Select(k => (k.Kind, Value: k.Stored(secrets))).Distinct())
            db.SearchKeys.Add(new SearchKeyRow { Kind = kind, Value = value, ResidentId = resident.Id, OrganizationId = resident.OrganizationId });
    }

    private string? Id(Answers person) => Parsed(person)?.Value;

    // The number says both; what was typed beside it was compared before.
    private string SexOf(Answers person) => person.Text(Keys.Sex) ?? Parsed(person)?.Sex ?? "0";
    private DateOnly? BirthOf(Answers person) => person.Date(Keys.BirthDate) ?? Parsed(person)?.BirthDate;

    private ClinicalRules.Identifiers.ResidentId? Parsed(Answers person) =>
        person.Text(Keys.IdNumber) is { } text && ClinicalRules.Identifiers.ResidentId.TryParse(text, PlaceTime.DateOf(clock.GetUtcNow()), out var id, out _) ? id : null;

    private static Guid? Responsible(Answers person) => Guid.TryParse(person.Name(Keys.ResponsibleDoctor)?.Id, out var id) ? id : null;
}

/// <summary>A person as a list names her.</summary>
public sealed record NamedRow(string Name, DateOnly? Born, string? Phone, string? IdNumber);
