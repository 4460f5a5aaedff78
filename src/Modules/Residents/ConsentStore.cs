using Lianxin.ClinicalRules.Forms;
using Lianxin.Organizations;

namespace Lianxin.Residents;

/// <summary>One thing that a person said about one purpose. Nothing is overwritten; which one counts is marked, so that a list can ask for it.</summary>
internal sealed class Consent : IScoped
{
    public required Guid Id { get; init; }
    public required Guid ResidentId { get; init; }
    public required Guid OrganizationId { get; set; }
    public required string Purpose { get; init; }
    public required bool Given { get; init; }
    public required DateOnly On { get; init; }

    /// <summary>The last day of a pause.</summary>
    public DateOnly? Until { get; init; }
    public required ConsentHow How { get; init; }
    public string? Witness { get; init; }
    public string? Note { get; init; }
    public required DateTimeOffset At { get; init; }
    public required Guid StaffId { get; init; }

    /// <summary>The latest of its purpose.</summary>
    public bool Counts { get; set; } = true;
}

/// <summary>What people said about the purposes: the one place where it stands, whether a dialog, a form or a list brought it.</summary>
public sealed class ConsentStore(LianxinDb db, StaffDirectory staff)
{
    // A person says so little; beyond it somebody plays.
    private const int Most = 200;

    /// <summary>People for whom a purpose is refused on a day; to be asked within another query by <c>Any(r => r == …)</c>, which its index serves.</summary>
    public IQueryable<Guid> Refused(string purpose, DateOnly on) =>
        db.Consents.Where(c => c.Counts && c.Purpose == purpose && !c.Given && (c.Until == null || c.Until >= on)).Select(c => c.ResidentId);

    /// <summary>Whether something of theirs was written under this id; another person's is found by the key of the table.</summary>
    internal Task<bool> IsThereAsync(Guid id, CancellationToken ct) => db.Consents.AnyAsync(c => c.Id == id, ct);

    /// <summary>Writes down what was said. What was said on an earlier day is written, and does not count where something later stands.</summary>
    internal async Task SayAsync(Consent said, CancellationToken ct)
    {
        foreach (var before in await db.Consents.Where(c => c.ResidentId == said.ResidentId && c.Purpose == said.Purpose && c.Counts).ToListAsync(ct))
            if ((said.On, said.At).CompareTo((before.On, before.At)) >= 0) before.Counts = false;
            else said.Counts = false;
        db.Consents.Add(said);
    }

    /// <summary>Everything that was said, by person, the newest first.</summary>
    internal async Task<ILookup<Guid, ConsentView>> OfAsync(Guid[] residents, CancellationToken ct)
    {
        var rows = await db.Consents.AsNoTracking().Where(c => residents.Contains(c.ResidentId)).OrderByDescending(c => c.On).ThenByDescending(c => c.At).ThenByDescending(c => c.Id).Take(Most * residents.Length).ToListAsync(ct);
        var names = await staff.ByIdAsync(rows.Select(r => r.StaffId), ct);
        return rows.ToLookup(r => r.ResidentId, r => new ConsentView(r.Id, r.Purpose, r.Given, r.On, r.Until, r.How, r.Witness ?? "", r.Note ?? "", r.At, names.GetValueOrDefault(r.StaffId)?.Name ?? ""));
    }

    /// <summary>The particulars with the answers that are consents put in.</summary>
    internal async Task<Answers> WithAsync(Guid resident, Answers known, CancellationToken ct)
    {
        var counts = await db.Consents.AsNoTracking().Where(c => c.ResidentId == resident && c.Counts).Select(c => new { c.Purpose, c.Given }).ToListAsync(ct);
        foreach (var (key, purpose) in Purposes.ByPersonKey)
            if (counts.FirstOrDefault(c => c.Purpose == purpose) is { } said) known = known.Without(key).With(key, said.Given);
        return known;
    }
}

/// <summary>The consents of a record.</summary>
internal sealed class ConsentsOfRecord(ConsentStore consents) : ISection
{
    public string Name => "consents";

    public async Task<IReadOnlyDictionary<Guid, object>> BuildAsync(Guid[] residents, CancellationToken ct)
    {
        var said = await consents.OfAsync(residents, ct);
        return residents.ToDictionary(r => r, r => (object)new ConsentSection { Purposes = Purposes.All, Said = [.. said[r]] });
    }
}
