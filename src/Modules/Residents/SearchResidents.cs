using Lianxin.ClinicalRules.Forms;
using Lianxin.Core.Secrets;
using Lianxin.Organizations;
using Lianxin.Residents.Search;

namespace Lianxin.Residents;

#pragma warning disable CA1309 // EF translates this overload to the comparison that the prefix index serves

/// <summary>Finds people by name, pinyin, initials, telephone, identity number, record number. A POST that reads: names and numbers never stand in a URL.</summary>
internal sealed class SearchResidents : IQuery
{
    private const int Most = 20;
    private static readonly string[] Shown = [Keys.IdNumber, Keys.Mobile, Keys.CommitteeName, Keys.ResponsibleDoctor];

    private sealed record Found(Guid Id, string Name, string Sex, DateOnly? BirthDate);

    private static readonly Compiled<KeyKind, string, string, Guid> Keyed = new((db, kind, from, until) => db.Set<SearchKeyRow>().AsNoTracking()
        .Where(k => k.Kind == kind && string.Compare(k.Value, from) >= 0 && string.Compare(k.Value, until) < 0)
        .OrderBy(k => k.Value).Take((Most * 3) + 1).Select(k => k.ResidentId));
    private static readonly Compiled<Guid[], Found> People = new((db, ids) => db.Set<Resident>().AsNoTracking().Where(r => ids.Contains(r.Id)).Select(r => new Found(r.Id, r.Name, r.Sex, r.BirthDate)));

    public static string Route => "residents/search";
    public static string Method => "POST";
    public static string Permission => Permissions.ReadRecord;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(SearchFor search, LianxinDb db, ISecrets secrets, ParticularsStore particulars, ReadNote note, CancellationToken ct)
    {
        if (Check.Refusals(search) is { Count: > 0 } refusals) return Problem.Of(422, refusals);
        var query = SearchQuery.Of(search.Text);
        var kind = Kind(query);
        note.Detail = kind;
        if (query.IsMistyped) return Problem.Of(422, "id-number-wrong", "text");

        List<Guid> ids = [];
        var more = false;
        foreach (var lookup in query.Lookups)
        {
            if (ids.Count >= Most) break;
            var (from, until) = (lookup.From(secrets), lookup.Until(secrets));
            var found = await Keyed.Run(db, lookup.Kind, from, until).ToListAsync(ct);
            more |= found.Count > Most * 3;
            ids.AddRange(found.Where(id => !ids.Contains(id)));
            ids = [.. ids.Distinct()];
        }
        var wanted = ids.ToArray();
        var rows = await People.Run(db, wanted).ToListAsync(ct);
        var hits = rows.Where(r => query.Accepts(r.Name)).OrderBy(r => ids.IndexOf(r.Id)).ToList();
        more |= hits.Count > Most;
        hits = [.. hits.Take(Most)];
        var details = await particulars.OfAsync([.. hits.Select(h => h.Id)], Shown, ct);
        var names = hits.GroupBy(h => h.Name).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        note.Showed(hits.Select(h => h.Id));
        return Results.Json(new SearchHits(kind, [.. hits.Select(h =>
        {
            var known = details.GetValueOrDefault(h.Id) ?? Answers.Empty;
            return new ResidentHit
            {
                Id = h.Id, Name = h.Name, Sex = h.Sex, BirthDate = h.BirthDate, SameName = names.Contains(h.Name),
                Pinyin = [.. NamePinyin.Show(h.Name, search.Text!).Select(p => new PinyinPiece(p.Text, p.Lit))],
                IdMasked = ParticularsStore.Mask(Keys.IdNumber, known.Text(Keys.IdNumber)), PhoneMasked = ParticularsStore.Mask(Keys.Mobile, known.Text(Keys.Mobile)),
                Community = known.Name(Keys.CommitteeName)?.Name ?? "", ResponsibleName = known.Name(Keys.ResponsibleDoctor)?.Name ?? "",
            };
        })], more), Wire.Json);
    }

    private static string Kind(SearchQuery query) => query.Kind switch
    {
        QueryKind.Initials => "initials", QueryKind.Pinyin => "pinyin", QueryKind.Name => "name", QueryKind.LastFour => "last-four", QueryKind.Phone => "phone",
        QueryKind.IdNumber => "id", QueryKind.RecordNumber => "record-number", QueryKind.Unfinished => "unfinished", _ => "nothing",
    };
}
