using Lianxin.ClinicalRules.Forms;
using Lianxin.Organizations;

namespace Lianxin.Residents.Duplicates;

/// <summary>Pairs of which the caller reaches both, a page at a time: those to judge, or those that were said to be one person.</summary>
internal sealed class DuplicatesInReach : IQuery
{
    private const int PageSize = 20;
    private static readonly string[] Shown = [Keys.IdNumber, Keys.Mobile, Keys.ContactPhone, Keys.CurrentAddress, Keys.RecordNo, Keys.CommitteeName, Keys.ResponsibleDoctor];

    public static string Route => "residents/duplicates";
    public static string Permission => Permissions.RegisterResident;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(LianxinDb db, ParticularsStore particulars, OrganizationTree tree, StaffDirectory staff, ReadNote note, CancellationToken ct, bool same = false, Guid? after = null)
    {
        var state = same ? DuplicatePair.Same : DuplicatePair.Open;
        // Asked pair by pair: as a set of everybody in reach, a region of a million takes seconds.
        var residents = db.Residents;
        var query = db.Duplicates.AsNoTracking().Where(d => d.State == state && residents.Any(r => r.Id == d.ResidentId) && residents.Any(r => r.Id == d.OtherId));
        if (after is { } from) query = query.Where(d => d.Id.CompareTo(from) > 0);
        var rows = await query.OrderBy(d => d.Id).Take(PageSize + 1).ToListAsync(ct);
        var page = rows.Take(PageSize).ToList();
        Guid[] ids = [.. page.SelectMany(d => new[] { d.ResidentId, d.OtherId }).Distinct()];
        var people = await db.Residents.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, ct);
        var known = await particulars.OfAsync(ids, Shown, ct);
        var nodes = await tree.AllAsync(ct);
        var judges = await staff.ByIdAsync(page.Select(d => d.JudgedById).OfType<Guid>(), ct);
        note.Showed(ids);
        return Results.Json(new DuplicatePage(
            [.. page.Select(d => new DuplicateView(d.Id, Side(d.ResidentId), Side(d.OtherId), d.Why.Split(' '), d.FoundAt, d.JudgedById is { } by ? judges.GetValueOrDefault(by)?.Name ?? "" : "", d.JudgedAt, d.Note ?? ""))],
            rows.Count > PageSize ? page[^1].Id : null), Wire.Json);

        DuplicateSide Side(Guid id)
        {
            var (person, said) = (people[id], known.GetValueOrDefault(id) ?? Answers.Empty);
            string Masked(string key) => ParticularsStore.Mask(key, said.Text(key));
            return new()
            {
                ResidentId = id, Name = person.Name, Sex = person.Sex, BirthDate = person.BirthDate, IdMasked = Masked(Keys.IdNumber), PhoneMasked = Masked(Keys.Mobile), ContactPhoneMasked = Masked(Keys.ContactPhone),
                AddressMasked = Masked(Keys.CurrentAddress), RecordNumber = said.Text(Keys.RecordNo) ?? "", Community = said.Name(Keys.CommitteeName)?.Name ?? "",
                OrganizationName = nodes.GetValueOrDefault(person.OrganizationId)?.Name ?? "", ResponsibleName = said.Name(Keys.ResponsibleDoctor)?.Name ?? "",
            };
        }
    }
}
