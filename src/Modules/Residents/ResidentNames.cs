using Lianxin.ClinicalRules.Forms;

namespace Lianxin.Residents;

/// <summary>What a list shows of a person.</summary>
public sealed record ResidentName(Guid Id, string Name, DateOnly? BirthDate, string ResponsibleName);

/// <summary>Names for lists, of people in reach.</summary>
public sealed class ResidentNames(LianxinDb db, ParticularsStore particulars)
{
    /// <summary>By id; who is out of reach is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, ResidentName>> OfAsync(Guid[] residents, CancellationToken ct)
    {
        var rows = await db.Residents.AsNoTracking().Where(r => residents.Contains(r.Id)).Select(r => new { r.Id, r.Name, r.BirthDate }).ToListAsync(ct);
        var doctors = await particulars.OfAsync(residents, [Keys.ResponsibleDoctor], ct);
        return rows.ToDictionary(r => r.Id, r => new ResidentName(r.Id, r.Name, r.BirthDate, doctors.GetValueOrDefault(r.Id)?.Name(Keys.ResponsibleDoctor)?.Name ?? ""));
    }
}

/// <summary>A result that was taken and has not come back.</summary>
public sealed record OwedResult
{
    public required Guid Observation { get; init; }
    public required Guid Resident { get; init; }

    /// <summary>The pregnancy.</summary>
    public required Guid About { get; init; }

    /// <summary>Key of the field.</summary>
    public required string Analyte { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateOnly On { get; init; }
}

/// <summary>Results that are owed.</summary>
public sealed class OwedResults(LianxinDb db)
{
    /// <summary>Whether a result of an encounter is still owed, restricted ones among them.</summary>
    public Task<bool> AnyInAsync(Guid encounter, CancellationToken ct) =>
        db.Observations.IgnoreQueryFilters([LianxinDb.RestrictedFilter]).AnyAsync(o => o.EncounterId == encounter && o.Status == "pending" && o.CorrectedById == null, ct);

    /// <summary>The oldest first.</summary>
    /// <param name="about">Which pregnancies.</param>
    /// <param name="most">At most so many.</param>
    public async Task<IReadOnlyList<OwedResult>> OfAsync(IQueryable<Guid> about, int most, CancellationToken ct) =>
        await Of(about).OrderBy(r => r.On).ThenBy(r => r.Observation).Take(most).ToListAsync(ct);

    /// <summary>How many results are owed.</summary>
    /// <param name="about">Of which pregnancies.</param>
    public Task<int> CountAsync(IQueryable<Guid> about, CancellationToken ct) => Of(about).CountAsync(ct);

    private IQueryable<OwedResult> Of(IQueryable<Guid> about) =>
        from o in db.Observations.AsNoTracking()
        join e in db.Encounters on o.EncounterId equals e.Id
        where o.Status == "pending" && o.CorrectedById == null && about.Contains(e.AboutId)
        select new OwedResult { Observation = o.Id, Resident = o.ResidentId, About = e.AboutId, Analyte = o.Analyte, On = e.On };
}
