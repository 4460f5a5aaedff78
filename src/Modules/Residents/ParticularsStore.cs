using System.Text.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Identifiers;
using Lianxin.Core.Access;
using Lianxin.Core.Secrets;

namespace Lianxin.Residents;

/// <summary>The answers of the form <c>person</c>, one encrypted row a key.</summary>
public sealed class ParticularsStore(LianxinDb db, ISecrets secrets)
{
    /// <summary>Keys that are shown masked; the whole is asked for one by one, and audited.</summary>
    public static readonly IReadOnlySet<string> Masked = new HashSet<string> { Keys.IdNumber, Keys.Mobile, Keys.ContactPhone, Keys.CurrentAddress, Keys.RegisteredAddress, "card_home_phone", "card_emergency_phone" };

    private sealed record Sealed(Guid Resident, string Key, byte[] Value);

    private static readonly string[] RestrictedFilter = [LianxinDb.RestrictedFilter];
    private static readonly Compiled<Guid[], Sealed>
        Whole = new((db, residents) => db.Set<Particular>().AsNoTracking().Where(p => residents.Contains(p.ResidentId) && p.Until == null).Select(p => new Sealed(p.ResidentId, p.Key, p.Value))),
        All = new((db, residents) => db.Set<Particular>().AsNoTracking().IgnoreQueryFilters(RestrictedFilter).Where(p => residents.Contains(p.ResidentId) && p.Until == null).Select(p => new Sealed(p.ResidentId, p.Key, p.Value)));
    private static readonly Compiled<Guid[], string[], Sealed> Some = new((db, residents, keys) => db.Set<Particular>().AsNoTracking()
        .Where(p => residents.Contains(p.ResidentId) && p.Until == null && keys.Contains(p.Key)).Select(p => new Sealed(p.ResidentId, p.Key, p.Value)));

    /// <summary>The particulars that count now, of many residents; only what the caller may see.</summary>
    /// <param name="residents">Whose.</param>
    /// <param name="keys">Which keys; null for all.</param>
    public async Task<IReadOnlyDictionary<Guid, Answers>> OfAsync(Guid[] residents, string[]? keys, CancellationToken ct) =>
        Opened(await (keys is null ? Whole.Run(db, residents) : Some.Run(db, residents, keys)).ToListAsync(ct));

    /// <summary>All of one person's, restricted ones too: for software that computes, never for what is shown.</summary>
    public async Task<Answers> EverythingOfAsync(Guid resident, CancellationToken ct) => Opened(await All.Run(db, [resident]).ToListAsync(ct)).GetValueOrDefault(resident) ?? Answers.Empty;

    private Dictionary<Guid, Answers> Opened(List<Sealed> rows) =>
        rows.GroupBy(r => r.Resident).ToDictionary(g => g.Key, g => g.OrderBy(row => row.Key, StringComparer.Ordinal).Aggregate(Answers.Empty, (all, row) => Add(all, row.Key, row.Value)));

    private Answers Add(Answers all, string key, byte[] value)
    {
        foreach (var answer in JsonSerializer.Deserialize<Answer[]>(secrets.Open(value), Wire.Answers)!) all = all.With(key, answer);
        return all;
    }

    internal void Write(Resident resident, string key, IReadOnlyList<Answer> answers, Caller by, DateTimeOffset at, string? reason) => db.Particulars.Add(new Particular
    {
        Id = Guid.CreateVersion7(), ResidentId = resident.Id, OrganizationId = resident.OrganizationId, Key = key,
        Value = secrets.Seal(JsonSerializer.Serialize(answers, Wire.Json), resident.OrganizationId),
        Restricted = FormDefinition.Of(FormNames.Person)[key]?.IsRestricted == true, Version = resident.ParticularsVersion, From = at, StaffId = by.StaffId, Reason = reason,
    });

    /// <summary>The value as it is shown until somebody asks for the whole.</summary>
    public static string Mask(string key, string? value) => value switch
    {
        null or "" => "",
        _ when key == Keys.IdNumber => ClinicalRules.Identifiers.ResidentId.MaskText(value),
        _ when key is Keys.CurrentAddress or Keys.RegisteredAddress => value.Length <= 6 ? "****" : value[..6] + "****",
        _ => PhoneNumber.MaskText(value),
    };

    /// <summary>The answers with numbers and addresses masked.</summary>
    public static Answers MaskAll(Answers answers)
    {
        var masked = answers;
        foreach (var key in Masked)
            if (answers.Text(key) is { } value) masked = masked.With(key, AnswerValue.Of(Mask(key, value)));
        return masked;
    }
}
