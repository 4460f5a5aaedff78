using Lianxin.ClinicalRules.Forms;
using Lianxin.Core.Access;
using Lianxin.MaternalCare.Tasks;
using Lianxin.Organizations;
using Lianxin.Residents;

namespace Lianxin.MaternalCare.Reports;

/// <summary>The lists that a maternal health office works through on a day, each with how many stand in it.</summary>
internal sealed class DayListCounts : IQuery
{
    public static string Route => "maternal-care/lists/{organization:guid}";
    public static string Permission => Permissions.ReadRecord;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid organization, DayLists lists, CallerHolder holder, ReadNote note, CancellationToken ct)
    {
        if (!holder.Caller.Reaches(organization) && holder.Caller.Home != organization) return Problem.Of(404, "not-found");
        note.Detail = "lists";
        return Results.Json(new Contracts.MaternalCare.DayLists(await lists.CountsAsync(organization, ct)), Wire.Json);
    }
}

/// <summary>One list of the day. The list that is phoned through carries the number, for those who may see it; the look is audited with everybody it showed.</summary>
internal sealed class DayListRows : IQuery
{
    public static string Route => "maternal-care/lists/{organization:guid}/{list}";
    public static string Permission => Permissions.ReadRecord;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid organization, string list, DayLists lists, CallerHolder holder, ReadNote note, CancellationToken ct)
    {
        if (!holder.Caller.Reaches(organization) && holder.Caller.Home != organization) return Problem.Of(404, "not-found");
        if (await lists.RowsAsync(organization, list, ct) is not { } rows) return Problem.Of(422, "unknown-code", "list");
        note.Detail = $"list {list}{(rows.Any(r => r.Phone.Length > 0) ? " with phone" : "")}";
        note.Showed(rows.Select(r => r.ResidentId));
        return Results.Json(rows, Wire.Json);
    }
}

/// <summary>What stands in each list, and of whom.</summary>
internal sealed class DayLists(LianxinDb db, CallerHolder holder, ResidentNames names, ParticularsStore particulars, OwedResults owed, OrganizationTree tree, TimeProvider clock)
{
    private const int Most = 300;

    /// <summary>In the order in which a day goes.</summary>
    public static readonly IReadOnlyList<string> Names = ["expected", "overdue", "to-assess", "owed", "sent-on", "births", "after-birth", "reported", "not-assessed"];

    private sealed record Entry(Guid Resident, Guid? Pregnancy, string What, DateOnly? On, string Owner);

    public async Task<IReadOnlyDictionary<string, int>> CountsAsync(Guid organization, CancellationToken ct)
    {
        Dictionary<string, int> counts = [];
        foreach (var name in Names) counts[name] = (await EntriesAsync(organization, name, ct))!.Count;
        return counts;
    }

    /// <summary>The rows of one list; null when there is no list of that name.</summary>
    public async Task<IReadOnlyList<DayRow>?> RowsAsync(Guid organization, string list, CancellationToken ct)
    {
        if (await EntriesAsync(organization, list, ct) is not { } entries) return null;
        var ids = entries.Select(e => e.Resident).Distinct().ToArray();
        var people = await names.OfAsync(ids, ct);
        var pregnancies = (await db.Pregnancies.AsNoTracking().Where(p => ids.Contains(p.ResidentId)).ToListAsync(ct)).GroupBy(p => p.ResidentId).ToDictionary(g => g.Key, g => g.OrderByDescending(p => p.OpenedOn).First());
        // Only who is expected is phoned through, and only by those who may see a number whole.
        var phones = list is "expected" or "overdue" && holder.Caller.May(Permissions.Unmask);
        var known = await particulars.OfAsync(ids, phones ? [Keys.Mobile, Keys.ContactPhone, Keys.CommitteeName] : [Keys.CommitteeName], ct);
        var calls = list is "overdue" ? await UnansweredAsync(ids, ct) : [];
        return [.. entries.Where(e => people.ContainsKey(e.Resident)).Select(e =>
        {
            var (person, pregnancy, more) = (people[e.Resident], pregnancies.GetValueOrDefault(e.Resident), known.GetValueOrDefault(e.Resident) ?? Answers.Empty);
            return new DayRow
            {
                ResidentId = e.Resident, PregnancyId = e.Pregnancy ?? pregnancy?.Id, Name = person.Name, BirthDate = person.BirthDate, Start = pregnancy?.EndedOn is null ? pregnancy?.Start : null, Edd = pregnancy?.Edd,
                Color = pregnancy?.Color, ColorState = pregnancy?.ColorState ?? ColorLogic.NotAssessed, What = e.What, On = e.On, OwnerName = e.Owner.Length > 0 ? e.Owner : person.ResponsibleName,
                Community = more.Name(Keys.CommitteeName)?.Name ?? "", Phone = phones ? more.Text(Keys.Mobile) ?? more.Text(Keys.ContactPhone) ?? "" : "", Unanswered = calls.GetValueOrDefault(e.Resident),
            };
        })];
    }

    private async Task<IReadOnlyList<Entry>?> EntriesAsync(Guid organization, string list, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = PlaceTime.DateOf(now);
        var soon = today.AddDays(CareClocks.Of("births-expected").Days);
        var houses = await tree.BelowAsync(organization, ct);
        var manages = holder.Caller.Reaches(organization) && await db.Pregnancies.AnyAsync(p => houses.Contains(p.OrganizationId), ct);
        var all = manages ? db.Pregnancies.AsNoTracking().Where(p => houses.Contains(p.OrganizationId)) : db.Pregnancies.AsNoTracking().Where(p => holder.Caller.Granted.Contains(p.ResidentId));
        var open = all.Where(p => p.State == PregnancyState.Open || p.State == PregnancyState.Moving);
        var tasks = (manages ? db.CareTasks.AsNoTracking().Where(t => houses.Contains(t.OrganizationId)) : db.CareTasks.AsNoTracking().Where(t => holder.Caller.Granted.Contains(t.ResidentId))).Where(t => t.State == CareTask.Open);
        async Task<IReadOnlyList<Entry>> ContactsAsync(string state, bool due) => await (from c in db.Contacts.AsNoTracking()
                                                                                        join p in open on c.PregnancyId equals p.Id
                                                                                        where c.State == state && (!due || c.On == today)
                                                                                        orderby c.On, c.Id
                                                                                        select new Entry(c.ResidentId, c.PregnancyId, c.Kind, c.On, c.OwnerName)).Take(Most).ToListAsync(ct);
        async Task<IReadOnlyList<Entry>> PregnanciesAsync(IQueryable<Pregnancy> which) =>
            [.. (await which.OrderBy(p => p.Edd).ThenBy(p => p.Id).Take(Most).ToListAsync(ct)).Select(p => new Entry(p.ResidentId, p.Id, p.State == PregnancyState.ReportedEnded ? "reported-ended" : p.ReportedColor ?? p.Color ?? "", p.Edd, ""))];
        async Task<IReadOnlyList<Entry>> TasksAsync(params string[] kinds) =>
            [.. (await tasks.Where(t => kinds.Contains(t.Kind)).OrderBy(t => t.DueAt).ThenBy(t => t.Id).Take(Most).ToListAsync(ct)).Select(t => new Entry(t.ResidentId, null, t.Kind, PlaceTime.DateOf(t.DueAt.AddSeconds(-1)), t.EscalatedTo ?? t.OwnerName))];
        return list switch
        {
            "expected" => await ContactsAsync(PregnancyLogic.Planned, due: true),
            "overdue" => await ContactsAsync(PregnancyLogic.Overdue, due: false),
            "to-assess" => await PregnanciesAsync(open.Where(p => (p.ColorState == ColorLogic.Proposed && p.Color != "green") || p.ColorState == ColorLogic.Provisional)),
            "owed" => [.. (await owed.OfAsync(open.Select(p => p.Id), Most, ct)).Select(r => new Entry(r.Resident, r.About, r.Analyte, r.On, ""))],
            "sent-on" => await TasksAsync(CareTaskKinds.TransferSheet, CareTaskKinds.TransferBack, CareTaskKinds.TransferConfirm),
            "births" => await PregnanciesAsync(open.Where(p => p.Edd != null && p.Edd <= soon)),
            "after-birth" => await TasksAsync(CareTaskKinds.PostpartumVisit, CareTaskKinds.Postpartum42d, CareTaskKinds.NewbornVisit, CareTaskKinds.LossCall),
            "reported" => await PregnanciesAsync(all.Where(p => p.State == PregnancyState.ReportedEnded || (p.ReportedColor != null && p.ColorState == ColorLogic.NotAssessed))),
            "not-assessed" => await PregnanciesAsync(open.Where(p => p.ColorState == ColorLogic.NotAssessed)),
            _ => null,
        };
    }

    // Contacts that urged her since her last visit; “no answer” among them is what the next caller wants to know.
    private async Task<Dictionary<Guid, int>> UnansweredAsync(Guid[] residents, CancellationToken ct)
    {
        var acts = await db.Activities.AsNoTracking().Where(a => a.ResidentId != null && residents.Contains(a.ResidentId.Value) && (a.Kind == "antenatal-visit" || a.Kind == "antenatal-no-answer")).Select(a => new { a.ResidentId, a.Kind, a.On }).ToListAsync(ct);
        return acts.GroupBy(a => a.ResidentId!.Value).ToDictionary(g => g.Key, g =>
        {
            var last = g.Where(a => a.Kind == "antenatal-visit").Select(a => a.On).DefaultIfEmpty().Max();
            return g.Count(a => a.Kind == "antenatal-no-answer" && a.On >= last);
        });
    }
}
