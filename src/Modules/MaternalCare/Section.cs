using Lianxin.MaternalCare.Cases;
using Lianxin.MaternalCare.Tasks;

namespace Lianxin.MaternalCare;

/// <summary>What this module shows of a resident.</summary>
internal sealed class Section(PregnancyReader reader, LianxinDb db, CaseRows cases) : ISection
{
    public string Name => "maternalCare";

    public async Task<IReadOnlyDictionary<Guid, object>> BuildAsync(Guid[] residents, CancellationToken ct)
    {
        var views = await reader.OfAsync(residents, everything: false, ct);
        var theirs = await db.Cases.AsNoTracking().Where(c => residents.Contains(c.ResidentId)).OrderByDescending(c => c.OpenedOn).ThenByDescending(c => c.Id).ToListAsync(ct);
        var rows = (theirs.Count == 0 ? [] : await cases.OfAsync(theirs, ct)).ToLookup(c => c.ResidentId);
        var tasks = (await db.CareTasks.AsNoTracking().Where(t => residents.Contains(t.ResidentId) && t.State == CareTask.Open).OrderBy(t => t.DueAt).ThenBy(t => t.Id).ToListAsync(ct)).ToLookup(t => t.ResidentId);
        return residents.ToDictionary(r => r, r => (object)new MaternalCareSection { Pregnancies = [.. views[r]], Cases = [.. rows[r]], Tasks = [.. tasks[r].Select(CareTaskViews.Of)] });
    }
}
