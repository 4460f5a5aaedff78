using Lianxin.Core.Access;
using Lianxin.MaternalCare.Tasks;
using Lianxin.Organizations;
using Lianxin.Residents;

namespace Lianxin.MaternalCare;

/// <summary>What is owed now at one organization: alerts with their clocks, repeats, contacts, colours to confirm, results, reports to verify.</summary>
internal sealed class Today : IQuery
{
    // Each group shows the first of its rows; the count beside it says how many there are.
    private const int MostOfEach = 50;

    public static string Route => "maternal-care/today/{organization:guid}";
    public static string Permission => Permissions.ReadRecord;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid organization, LianxinDb db, FindingStore findings, OwedResults owed, ResidentNames names, StaffDirectory staff,
        CallerHolder holder, TimeProvider clock, ReadNote note, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = PlaceTime.DateOf(now);
        var reaches = holder.Caller.Reaches(organization);
        if (!reaches && holder.Caller.Home != organization) return Problem.Of(404, "not-found");
        // A department that manages nobody sees the women whom it holds a grant for.
        var manages = reaches && await db.Pregnancies.AnyAsync(p => p.OrganizationId == organization, ct);
        var pregnancies = manages
            ? db.Pregnancies.AsNoTracking().Where(p => p.OrganizationId == organization)
            : db.Pregnancies.AsNoTracking().Where(p => holder.Caller.Granted.Contains(p.ResidentId));
        var open = pregnancies.Where(p => p.State == PregnancyState.Open || p.State == PregnancyState.Moving);
        Dictionary<string, int> counts = [];
        List<TodayItem> items = [];

        var alerts = manages ? await findings.OpenAtAsync(organization, MostOfEach, ct) : await findings.OpenForAsync(holder.Caller.Granted, MostOfEach, ct);
        counts["alert"] = alerts.Count;
        items.AddRange(alerts.Select(a => new TodayItem
        {
            Group = "alert", ResidentId = a.ResidentId, About = a.Id, Name = "", What = a.RuleId, Level = a.Level, Observed = a.Observed, By = a.RespondBy, Overdue = a.Overdue, Seen = a.SeenAt is not null,
            OwnerName = a.AddressedName, OwnerPhone = a.AddressedPhone, Mine = a.AddressedTo == holder.Caller.StaffId,
        }));

        var soon = PlaceTime.EndOf(today);
        var contacts = await (from c in db.Contacts.AsNoTracking()
                              join p in open on c.PregnancyId equals p.Id
                              where c.State == PregnancyLogic.Overdue || (c.State == PregnancyLogic.Planned && c.DueAt <= soon)
                              orderby c.DueAt, c.Id
                              select c).Take(MostOfEach * 3).ToListAsync(ct);
        foreach (var c in contacts)
        {
            var repeat = c.Kind is PregnancyLogic.RestRepeat or PregnancyLogic.LateRepeat;
            items.Add(new TodayItem
            {
                Group = repeat ? "repeat" : c.State == PregnancyLogic.Overdue ? "overdue" : "due", ResidentId = c.ResidentId, PregnancyId = c.PregnancyId, About = c.Id, Name = "", What = c.Kind,
                By = c.At, On = c.On, Overdue = c.State == PregnancyLogic.Overdue, OwnerName = c.OwnerName, Mine = c.OwnerId == holder.Caller.StaffId,
            });
        }
        foreach (var group in new[] { "repeat", "overdue", "due" }) counts[group] = items.Count(i => i.Group == group);

        // What went up to somebody, and what is due today: the tasks of these women, whoever has them.
        var tasks = manages ? db.CareTasks.AsNoTracking().Where(t => t.OrganizationId == organization) : db.CareTasks.AsNoTracking().Where(t => holder.Caller.Granted.Contains(t.ResidentId));
        var waiting = tasks.Where(t => t.State == CareTask.Open && t.DueAt <= soon);
        counts["escalated"] = await waiting.CountAsync(t => t.EscalatedAt != null, ct);
        counts["task"] = await waiting.CountAsync(t => t.EscalatedAt == null, ct);
        foreach (var t in await waiting.OrderBy(t => t.EscalatedAt == null ? 1 : 0).ThenBy(t => t.DueAt).ThenBy(t => t.Id).Take(MostOfEach * 2).ToListAsync(ct))
            items.Add(new TodayItem
            {
                Group = t.EscalatedAt is null ? "task" : "escalated", ResidentId = t.ResidentId, About = t.Id, Name = "", What = t.Kind, Observed = t.Text ?? "", By = t.DueAt, On = PlaceTime.DateOf(t.DueAt.AddSeconds(-1)), Overdue = t.DueAt <= now,
                OwnerName = t.EscalatedTo ?? t.OwnerName, Mine = (t.EscalatedToId ?? t.OwnerId) == holder.Caller.StaffId,
            });

        async Task AddAsync(string group, IQueryable<Pregnancy> which, Func<Pregnancy, string> what)
        {
            counts[group] = await which.CountAsync(ct);
            items.AddRange((await which.OrderBy(p => p.Edd).ThenBy(p => p.Id).Take(MostOfEach).ToListAsync(ct)).Select(p => new TodayItem
            { Group = group, ResidentId = p.ResidentId, PregnancyId = p.Id, About = p.Id, Name = "", What = what(p), On = p.NextContactOn }));
        }
        await AddAsync("to-confirm", open.Where(p => p.ColorState == ColorLogic.Proposed && p.Color != "green" || p.ColorState == ColorLogic.Provisional), p => p.ColorState);
        var results = await owed.OfAsync(open.Select(p => p.Id), MostOfEach, ct);
        counts["owed"] = results.Count;
        items.AddRange(results.Select(r => new TodayItem { Group = "owed", ResidentId = r.Resident, PregnancyId = r.About, About = r.Observation, Name = "", What = r.Analyte, On = r.On }));
        await AddAsync("not-assessed", open.Where(p => p.ColorState == ColorLogic.NotAssessed), _ => ColorLogic.NotAssessed);
        await AddAsync("to-verify", pregnancies.Where(p => p.State == PregnancyState.ReportedEnded || (p.ReportedColor != null && p.ColorState == ColorLogic.NotAssessed)), p => p.State == PregnancyState.ReportedEnded ? "reported-ended" : "reported-color");

        var people = await names.OfAsync([.. items.Select(i => i.ResidentId).Distinct()], ct);
        var ids = items.Select(i => i.ResidentId).Distinct().ToArray();
        var rows = (await db.Pregnancies.AsNoTracking().Where(p => ids.Contains(p.ResidentId)).ToListAsync(ct)).GroupBy(p => p.ResidentId).ToDictionary(g => g.Key, g => g.OrderByDescending(p => p.OpenedOn).First());
        note.Detail = "today";
        note.Showed(people.Keys);
        return Results.Json(new TodayView([.. items.Where(i => people.ContainsKey(i.ResidentId)).Select(i =>
        {
            var (person, row) = (people[i.ResidentId], rows.GetValueOrDefault(i.ResidentId));
            return i with
            {
                Name = person.Name, BirthDate = person.BirthDate, PregnancyId = i.PregnancyId ?? row?.Id, Start = row?.Start, Color = row?.Color, ColorState = row?.ColorState ?? ColorLogic.NotAssessed,
                OwnerName = i.OwnerName.Length > 0 ? i.OwnerName : person.ResponsibleName,
            };
        })], counts), Wire.Json);
    }
}
