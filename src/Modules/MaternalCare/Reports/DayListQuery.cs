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
    private const string Owed = "owed";

    /// <summary>In the order in which a day goes.</summary>
    public static readonly IReadOnlyList<string> Names = ["expected", "overdue", "to-assess", Owed, "sent-on", "births", "after-birth", "reported", "not-assessed"];

    private sealed record Entry(Guid Resident, Guid? Pregnancy, string What, DateOnly? On, string Owner);

    // Whose women: of the houses below, or, for whoever manages nobody, those whom they hold a grant for.
    private sealed record Ground(DateOnly Today, IQueryable<Pregnancy> All, IQueryable<CareTask> Tasks)
    {
        public IQueryable<Pregnancy> GoingOn => All.Where(p => p.State == PregnancyState.Open || p.State == PregnancyState.Moving);
    }

    public async Task<IReadOnlyDictionary<string, int>> CountsAsync(Guid organization, CancellationToken ct)
    {
        var ground = await GroundAsync(organization, ct);
        Dictionary<string, int> counts = [];
        foreach (var name in Names)
            counts[name] = name == Owed ? await owed.CountAsync(ground.GoingOn.Select(p => p.Id), ct) : Contacts(ground, name) is { } contacts ? await contacts.CountAsync(ct)
                : Pregnancies(ground, name) is { } pregnancies ? await pregnancies.CountAsync(ct) : await Tasks(ground, name)!.CountAsync(ct);
        return counts;
    }

    /// <summary>The rows of one list; null when there is no list of that name.</summary>
    public async Task<IReadOnlyList<DayRow>?> RowsAsync(Guid organization, string list, CancellationToken ct)
    {
        if (await EntriesAsync(await GroundAsync(organization, ct), list, ct) is not { } entries) return null;
        var ids = entries.Select(e => e.Resident).Distinct().ToArray();
        var people = await names.OfAsync(ids, ct);
        var pregnancies = (await db.Pregnancies.AsNoTracking().Where(p => ids.Contains(p.ResidentId)).ToListAsync(ct)).GroupBy(p => p.ResidentId).ToDictionary(g => g.Key, g => g.OrderByDescending(p => p.OpenedOn).First());
        // Only who is expected is phoned through, and only by those who may see a number whole.
        var phones = list is "expected" or "overdue" && holder.Caller.May(Permissions.Unmask);
        var known = await particulars.OfAsync(ids, phones ? [Keys.Mobile, Keys.ContactPhone, Keys.CommitteeName] : [Keys.CommitteeName], ct);
        var calls = list is "overdue" && pregnancies.Count > 0 ? await UnansweredAsync(pregnancies.Values.Min(p => p.OpenedOn), ids, ct) : [];
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

    private async Task<Ground> GroundAsync(Guid organization, CancellationToken ct)
    {
        var houses = await tree.BelowAsync(organization, ct);
        var (pregnancies, tasks) = (db.Pregnancies.AsNoTracking(), db.CareTasks.AsNoTracking().Where(t => t.State == CareTask.Open));
        var manages = holder.Caller.Reaches(organization) && await pregnancies.AnyAsync(p => houses.Contains(p.OrganizationId), ct);
        return manages ? new(Today, pregnancies.Where(p => houses.Contains(p.OrganizationId)), tasks.Where(t => houses.Contains(t.OrganizationId)))
            : new(Today, pregnancies.Where(p => holder.Caller.Granted.Contains(p.ResidentId)), tasks.Where(t => holder.Caller.Granted.Contains(t.ResidentId)));
    }

    private DateOnly Today => PlaceTime.DateOf(clock.GetUtcNow());

    private async Task<IReadOnlyList<Entry>?> EntriesAsync(Ground ground, string list, CancellationToken ct)
    {
        if (list == Owed) return [.. (await owed.OfAsync(ground.GoingOn.Select(p => p.Id), Most, ct)).Select(r => new Entry(r.Resident, r.About, r.Analyte, r.On, ""))];
        if (Contacts(ground, list) is { } contacts) return await contacts.OrderBy(c => c.On).ThenBy(c => c.Id).Take(Most).Select(c => new Entry(c.ResidentId, c.PregnancyId, c.Kind, c.On, c.OwnerName)).ToListAsync(ct);
        if (Pregnancies(ground, list) is { } pregnancies)
            return [.. (await pregnancies.OrderBy(p => p.Edd).ThenBy(p => p.Id).Take(Most).ToListAsync(ct)).Select(p => new Entry(p.ResidentId, p.Id, p.State == PregnancyState.ReportedEnded ? "reported-ended" : p.ReportedColor ?? p.Color ?? "", p.Edd, ""))];
        if (Tasks(ground, list) is { } tasks)
            return [.. (await tasks.OrderBy(t => t.DueAt).ThenBy(t => t.Id).Take(Most).ToListAsync(ct)).Select(t => new Entry(t.ResidentId, null, t.Kind, PlaceTime.DateOf(t.DueAt.AddSeconds(-1)), t.EscalatedTo ?? t.OwnerName))];
        return null;
    }

    private IQueryable<Contact>? Contacts(Ground ground, string list)
    {
        var all = from c in db.Contacts.AsNoTracking() join p in ground.GoingOn on c.PregnancyId equals p.Id select c;
        return list switch
        {
            "expected" => all.Where(c => c.State == PregnancyLogic.Planned && c.On == ground.Today),
            "overdue" => all.Where(c => c.State == PregnancyLogic.Overdue),
            _ => null,
        };
    }

    private static IQueryable<Pregnancy>? Pregnancies(Ground ground, string list)
    {
        var soon = ground.Today.AddDays(CareClocks.Of("births-expected").Days);
        return list switch
        {
            "to-assess" => ground.GoingOn.Where(p => (p.ColorState == ColorLogic.Proposed && p.Color != "green") || p.ColorState == ColorLogic.Provisional),
            "births" => ground.GoingOn.Where(p => p.Edd != null && p.Edd <= soon),
            "reported" => ground.All.Where(p => p.State == PregnancyState.ReportedEnded || (p.ReportedColor != null && p.ColorState == ColorLogic.NotAssessed)),
            "not-assessed" => ground.GoingOn.Where(p => p.ColorState == ColorLogic.NotAssessed),
            _ => null,
        };
    }

    private static IQueryable<CareTask>? Tasks(Ground ground, string list) => list switch
    {
        "sent-on" => ground.Tasks.Where(t => SentOn.Contains(t.Kind)),
        "after-birth" => ground.Tasks.Where(t => AfterBirth.Contains(t.Kind)),
        _ => null,
    };

    private static readonly string[]
        SentOn = [CareTaskKinds.TransferSheet, CareTaskKinds.TransferBack, CareTaskKinds.TransferConfirm],
        AfterBirth = [CareTaskKinds.PostpartumVisit, CareTaskKinds.Postpartum42d, CareTaskKinds.NewbornVisit, CareTaskKinds.LossCall];

    // “No answer” since her last visit is what the next caller wants to know.
    private async Task<Dictionary<Guid, int>> UnansweredAsync(DateOnly since, Guid[] residents, CancellationToken ct)
    {
        async Task<ILookup<Guid, DateOnly>> ActsAsync(string kind, Guid[] of) => (await db.Activities.AsNoTracking().Where(a => a.Kind == kind && a.On >= since && a.ResidentId != null && of.Contains(a.ResidentId.Value))
            .Select(a => new { a.ResidentId, a.On }).ToListAsync(ct)).ToLookup(a => a.ResidentId!.Value, a => a.On);
        var silent = await ActsAsync("antenatal-no-answer", residents);
        if (silent.Count == 0) return [];
        var visits = await ActsAsync("antenatal-visit", [.. silent.Select(g => g.Key)]);
        return silent.ToDictionary(g => g.Key, g => g.Count(day => day >= visits[g.Key].DefaultIfEmpty().Max()));
    }
}
