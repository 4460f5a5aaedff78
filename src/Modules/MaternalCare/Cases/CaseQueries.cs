using Lianxin.ClinicalRules.Forms;
using Lianxin.Core.Access;
using Lianxin.MaternalCare.Tasks;
using Lianxin.Organizations;
using Lianxin.Residents;

namespace Lianxin.MaternalCare.Cases;

/// <summary>The open cases of one organization, those whose contact is due first; and how many have none, which has to be nobody.</summary>
internal sealed class CasesOfOrganization : IQuery
{
    private const int Most = 500;

    public static string Route => "maternal-care/cases/of/{organization:guid}";
    public static string Permission => Permissions.ReadRecord;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid organization, LianxinDb db, CaseRows rows, OrganizationTree tree, CallerHolder holder, ReadNote note, CancellationToken ct, bool closed = false)
    {
        if (!holder.Caller.Reaches(organization) && holder.Caller.Home != organization) return Problem.Of(404, "not-found");
        var houses = await tree.BelowAsync(organization, ct);
        // Whoever manages nobody sees the women whom they hold a grant for.
        var manages = holder.Caller.Reaches(organization) && await db.Cases.AnyAsync(c => houses.Contains(c.OrganizationId), ct);
        var query = manages ? db.Cases.AsNoTracking().Where(c => houses.Contains(c.OrganizationId)) : db.Cases.AsNoTracking().Where(c => holder.Caller.Granted.Contains(c.ResidentId));
        var open = query.Where(c => c.State != CaseStates.Closed);
        var shown = await rows.OfAsync(await (closed ? query.Where(c => c.State == CaseStates.Closed).OrderByDescending(c => c.ClosedOn).ThenBy(c => c.Id) : open.OrderBy(c => c.NextContactOn).ThenBy(c => c.Id)).Take(Most).ToListAsync(ct), ct);
        note.Showed(shown.Select(r => r.ResidentId));
        return Results.Json(new CaseList(shown, await open.CountAsync(ct), await open.CountAsync(c => c.NextContactOn == null, ct)), Wire.Json);
    }
}

/// <summary>One case whole.</summary>
internal sealed class CaseOfResident : IQuery
{
    private const int MostTasks = 100;

    public static string Route => "residents/{resident:guid}/cases/{case:guid}";
    public static string Permission => Permissions.ReadRecord;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid resident, Guid @case, LianxinDb db, CaseRows rows, EncounterStore encounters, PregnancyReader reader, Owners owners, ReadNote note, CancellationToken ct)
    {
        if (await db.Cases.AsNoTracking().FirstOrDefaultAsync(c => c.Id == @case && c.ResidentId == resident, ct) is not { } of) return Problem.Of(404, "not-found");
        note.Restricted = of.Restricted;
        var answers = (await encounters.OfAsync([of.Id], everything: false, ct)).Where(e => e.Form == FormNames.HighRiskCase).Aggregate(Answers.Empty, (all, e) => CaseStore.Merge(all, e.Answers));
        var tasks = await db.CareTasks.AsNoTracking().Where(t => t.ResidentId == resident && (t.AboutId == of.Id || t.AboutId == of.PregnancyId)).OrderBy(t => t.State == CareTask.Open ? 0 : 1).ThenBy(t => t.DueAt).ThenBy(t => t.Id).Take(MostTasks).ToListAsync(ct);
        var pregnancy = (await reader.OfAsync([resident], everything: false, ct))[resident].FirstOrDefault(p => p.Id == of.PregnancyId);
        return Results.Json(new CaseView
        {
            Row = (await rows.OfAsync([of], ct))[0], Answers = answers.Where((key, _) => CaseStore.Form[key]?.Repeat is not FieldRepeat.List), Contacts = Contacts(answers),
            Tasks = [.. tasks.Select(CareTaskViews.Of)], Color = pregnancy?.Confirmed ?? pregnancy?.Color, Escalation = await StepsAsync(of, pregnancy, owners, ct),
        }, Wire.Json);
    }

    private static CaseContactView[] Contacts(Answers answers) =>
    [
        .. answers[Keys.ContactDate].Where(a => a.Row is not null).Select(a => new CaseContactView(Guid.TryParseExact(a.Row, "N", out var id) ? id : default,
            FormDate.TryParse(a.Value.Text, out var date) ? date.First : default, answers.Text(Keys.ContactMode, row: a.Row) ?? "", answers.Text(Keys.ContactFinding, row: a.Row) ?? "",
            answers.Text(Keys.ContactAction, row: a.Row) ?? "", answers.Name(Keys.ContactBy, row: a.Row)?.Name ?? "")).OrderByDescending(c => c.On),
    ];

    // As it would go today: the people named are those who are at work now.
    private static async Task<IReadOnlyList<EscalationStep>> StepsAsync(Case of, PregnancyView? pregnancy, Owners owners, CancellationToken ct)
    {
        if (of.NextContactOn is not { } next || of.State == CaseStates.Closed) return [];
        var color = of.Restricted ? "purple" : ColorLogic.InForce(pregnancy?.Confirmed, pregnancy?.Color);
        var up = next.AddDays(CareClocks.Of("escalate-contact", color).Days);
        var head = await owners.UpwardsAsync(of.OrganizationId, of.OwnerId, 0, of.Restricted, ct);
        var office = await owners.UpwardsAsync(of.OrganizationId, head?.Id ?? of.OwnerId, 1, of.Restricted, ct);
        return
        [
            new EscalationStep("contact", next, of.OwnerName), new EscalationStep("remind", next.AddDays(1), of.DeputyName is { Length: > 0 } deputy ? $"{of.OwnerName}、{deputy}" : of.OwnerName),
            new EscalationStep("escalate", up.AddDays(1), head?.Name ?? of.OwnerName), new EscalationStep("office", up.AddDays(1 + CareClocks.Of("escalate-again").Days), office?.Name ?? of.OwnerName),
        ];
    }
}

/// <summary>Cases as lists show them.</summary>
internal sealed class CaseRows(LianxinDb db, ResidentNames names)
{
    public async Task<IReadOnlyList<CaseRow>> OfAsync(IReadOnlyList<Case> cases, CancellationToken ct)
    {
        var (ids, about) = (cases.Select(c => c.Id).ToArray(), cases.Select(c => c.PregnancyId).ToArray());
        var people = await names.OfAsync([.. cases.Select(c => c.ResidentId).Distinct()], ct);
        var pregnancies = await db.Pregnancies.AsNoTracking().Where(p => about.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var gone = (await db.CareTasks.AsNoTracking().Where(t => ids.Contains(t.AboutId) && t.Kind == CareTaskKinds.CaseContact && t.State == CareTask.Open && t.EscalatedTo != null).Select(t => new { t.AboutId, t.EscalatedTo }).ToListAsync(ct))
            .GroupBy(t => t.AboutId).ToDictionary(g => g.Key, g => g.First().EscalatedTo!);
        return [.. cases.Where(c => people.ContainsKey(c.ResidentId)).Select(c =>
        {
            var (person, pregnancy) = (people[c.ResidentId], pregnancies.GetValueOrDefault(c.PregnancyId));
            return new CaseRow
            {
                CaseId = c.Id, ResidentId = c.ResidentId, PregnancyId = c.PregnancyId, Name = person.Name, BirthDate = person.BirthDate, Start = pregnancy?.Start, Edd = pregnancy?.Edd, Color = pregnancy?.Color,
                ColorState = pregnancy?.ColorState ?? ColorLogic.NotAssessed, Number = c.Number, State = c.State, OpenedOn = c.OpenedOn, OwnerId = c.OwnerId, OwnerName = c.OwnerName, DeputyName = c.DeputyName ?? "",
                NextContactOn = c.NextContactOn, Flag = c.Flag, EscalatedTo = gone.GetValueOrDefault(c.Id) ?? "", Infection = c.Restricted,
            };
        })];
    }
}
