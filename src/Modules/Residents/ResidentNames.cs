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
public sealed record OwedResult(Guid Observation, Guid Resident, Guid About, string Analyte, DateOnly On);

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
        await (from o in db.Observations.AsNoTracking()
               join e in db.Encounters on o.EncounterId equals e.Id
               where o.Status == "pending" && o.CorrectedById == null && about.Contains(e.AboutId)
               orderby e.On, o.Id
               select new OwedResult(o.Id, o.ResidentId, e.AboutId, o.Analyte, e.On)).Take(most).ToListAsync(ct);
}
