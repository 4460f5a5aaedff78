using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Identifiers;
using Lianxin.Core.Access;
using Lianxin.Core.Secrets;
using Lianxin.Organizations;
using Lianxin.Residents.Search;

namespace Lianxin.Residents;

/// <summary>Takes people into the register, whoever brings them: the screen, a roster.</summary>
public sealed class ResidentRegister(LianxinDb db, ISecrets secrets, ParticularsStore particulars, StaffDirectory staff, TimeProvider clock)
{
    private const string IdHash = "identity-claim";
    private const string CareTeam = "care-team";

    // As long as a pregnancy and its aftercare can last; whoever stays responsible is named again.
    private const int GrantDays = 400;

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

    /// <summary>People in reach with this name and this telephone or birth date, for a row that brings no number.</summary>
    public async Task<Guid?> SameNameAsync(string name, DateOnly? born, string? phone, CancellationToken ct)
    {
        var named = await db.Residents.AsNoTracking().Where(r => r.Name == name).Select(r => new { r.Id, r.BirthDate }).Take(20).ToListAsync(ct);
        if (named.FirstOrDefault(n => born is not null && n.BirthDate == born) is { } sameDay) return sameDay.Id;
        if (phone is null || named.Count == 0) return null;
        var ids = named.Select(n => n.Id).ToArray();
        var keys = NumberKeys.Phone(phone).Where(k => k.Kind == KeyKind.Phone).Select(k => k.Stored(secrets)).ToArray();
        return await db.SearchKeys.AsNoTracking().Where(k => k.Kind == KeyKind.Phone && keys.Contains(k.Value) && ids.Contains(k.ResidentId)).Select(k => (Guid?)k.ResidentId).FirstOrDefaultAsync(ct);
    }

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
        foreach (var (key, answers) in person.Entries) particulars.Write(resident, key, answers, by, at, null);
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

    /// <summary>Brings columns and search keys up to date after particulars changed. The new answers are the whole that counts now.</summary>
    internal async Task RefreshAsync(Resident resident, Answers person, CancellationToken ct)
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
