using System.Text.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.MaternalCare.AfterPregnancy;
using Lianxin.Organizations;
using Lianxin.Residents;

namespace Lianxin.MaternalCare;

/// <summary>Reads pregnancies as the section shows them, and as the rules need them.</summary>
internal sealed class PregnancyReader(LianxinDb db, EncounterStore encounters, ConditionStore conditions, OrganizationTree tree)
{
    // Asked at every visit and every open record.
    private static readonly Compiled<Guid[], Pregnancy> PregnanciesOf = new((db, residents) => db.Set<Pregnancy>().AsNoTracking().Where(p => residents.Contains(p.ResidentId)).OrderByDescending(p => p.OpenedOn).ThenByDescending(p => p.Id));
    private static readonly Compiled<Guid[], DatingRow> DatingsOf = new((db, ids) => db.Set<DatingRow>().AsNoTracking().Where(d => ids.Contains(d.PregnancyId)).OrderByDescending(d => d.At).ThenByDescending(d => d.Id));
    private static readonly Compiled<Guid[], RiskAssessment> ColorsOf = new((db, ids) => db.Set<RiskAssessment>().AsNoTracking().Where(r => ids.Contains(r.PregnancyId)).OrderByDescending(r => r.At).ThenByDescending(r => r.Id));
    private static readonly Compiled<Guid[], Contact> ContactsOf = new((db, ids) => db.Set<Contact>().AsNoTracking().Where(c => ids.Contains(c.PregnancyId)).OrderBy(c => c.On).ThenBy(c => c.Id));

    private static readonly Compiled<Guid[], Newborn> NewbornsOf = new((db, ids) => db.Set<Newborn>().AsNoTracking().Where(n => ids.Contains(n.PregnancyId)).OrderBy(n => n.Fetus));

    /// <summary>The pregnancies of these people, newest first.</summary>
    /// <param name="residents">Whose.</param>
    /// <param name="everything">Restricted answers and reasons too: for software that computes, never for what is shown.</param>
    public async Task<ILookup<Guid, PregnancyView>> OfAsync(Guid[] residents, bool everything, CancellationToken ct)
    {
        var rows = await PregnanciesOf.Run(db, residents).ToListAsync(ct);
        if (rows.Count == 0) return Array.Empty<(Guid, PregnancyView)>().ToLookup(x => x.Item1, x => x.Item2);
        var ids = rows.Select(p => p.Id).ToArray();
        var datings = (await DatingsOf.Run(db, ids).ToListAsync(ct)).ToLookup(d => d.PregnancyId);
        var colors = (await ColorsOf.Run(db, ids).ToListAsync(ct)).ToLookup(r => r.PregnancyId);
        var contacts = (await ContactsOf.Run(db, ids).ToListAsync(ct)).ToLookup(c => c.PregnancyId);
        var forms = (await encounters.OfAsync(ids, everything, ct)).ToLookup(e => e.AboutId);
        var born = await NewbornsOf.Run(db, ids).ToListAsync(ct);
        var weighed = await WeighedAsync(born, everything, ct);
        var newborns = born.ToLookup(n => n.PregnancyId, n => new NewbornView(n.Id, n.Fetus, n.BornAt, n.WeightG, n.ClassRule, n.GaDays, n.DiedOn) { TimeKnown = n.TimeKnown, Weighed = [.. weighed[n.Id]] });
        var established = await conditions.EstablishedAsync(ids, everything, ct);
        var sees = everything || db.ShowsRestricted;
        var houses = await tree.AllAsync(ct);
        return rows.ToLookup(p => p.ResidentId, p => View(p, datings[p.Id], colors[p.Id], contacts[p.Id], [.. forms[p.Id]], established[p.Id], newborns[p.Id], sees) with { Schedule = houses.GetValueOrDefault(p.OrganizationId)?.VisitSchedule ?? AntenatalSchedule.Chinese2018 });
    }

    /// <summary>The pregnancy and the person, with everything the rules need; null when there is none in reach.</summary>
    public async Task<PregnancyView?> ForRulesAsync(Guid resident, Guid pregnancy, CancellationToken ct) =>
        (await OfAsync([resident], everything: true, ct))[resident].FirstOrDefault(p => p.Id == pregnancy);

    // A child of whom nobody filled in the delivery form has its birth weight from the first visit.
    private async Task<ILookup<Guid, WeighedView>> WeighedAsync(IReadOnlyList<Newborn> newborns, bool everything, CancellationToken ct)
    {
        if (newborns.Count == 0) return Array.Empty<Newborn>().ToLookup(n => n.Id, _ => new WeighedView(default, 0));
        var visits = (await encounters.OfAsync([.. newborns.Select(n => n.Id)], everything, ct)).Where(v => v.Form == FormNames.NewbornVisit).ToLookup(v => v.AboutId);
        return newborns.SelectMany(n => visits[n.Id].Take(n.WeightG is null ? 1 : 0).Select(v => (n.Id, On: PlaceTime.DateOf(n.BornAt), Grams: v.Answers.Number(Keys.BirthWeight)))
                .Concat(visits[n.Id].Select(v => (n.Id, v.On, Grams: v.Answers.Number(Keys.CurrentWeightG)))))
            .Where(w => w.Grams is not null).ToLookup(w => w.Id, w => new WeighedView(w.On, (int)w.Grams!.Value));
    }

    private static PregnancyView View(Pregnancy row, IEnumerable<DatingRow> datings, IEnumerable<RiskAssessment> colors, IEnumerable<Contact> contacts,
        IReadOnlyList<EncounterRead> forms, IEnumerable<string> established, IEnumerable<NewbornView> newborns, bool sees)
    {
        var history = colors.Select(c => Color(c, sees)).ToList();
        return new()
        {
            Id = row.Id, OpenedOn = row.OpenedOn, State = row.State,
            Datings = [.. datings.Select(d => new DatingView(d.Id, d.Basis, d.Lmp, d.Edd, Dating.Start(d.Edd), d.From, d.By, d.Reason))],
            First = forms.Where(f => f.Form == FormNames.AntenatalFirst).Aggregate(Answers.Empty, (all, f) => PregnancyLogic.Merge(all, f.Answers)),
            Visits = [.. forms.Where(f => f.Form == FormNames.AntenatalFollowup).Select(f => new VisitView { Id = f.Id, On = f.On, At = f.At, Answers = f.Answers, By = f.StaffName, Owed = f.Owed })],
            Color = history.FirstOrDefault(c => c.State != ColorLogic.Reported), Confirmed = history.FirstOrDefault(c => c.State == ColorLogic.Confirmed),
            Reported = history.FirstOrDefault(c => c.State == ColorLogic.Reported), ColorHistory = history,
            Contacts = [.. contacts.Select(c => new ContactView(c.Id, c.Kind, c.On, c.At, c.State, c.OwnerName))],
            Ended = row is { Outcome: { } outcome, EndedOn: { } ended } ? new(outcome, ended, forms.LastOrDefault(f => f.Form == FormNames.PregnancyOutcome)?.StaffName ?? "") : null,
            EndedFetuses = [.. forms.Where(f => f.Form == FormNames.PregnancyOutcome).SelectMany(f => Outcomes.EndedIn(f.Answers)).Distinct().Order()],
            Newborns = [.. newborns.OrderBy(n => n.Fetus)],
            Established = [.. established.Order(StringComparer.Ordinal)],
        };
    }

    private static ColorView Color(RiskAssessment row, bool sees)
    {
        var (shown, hidden) = ColorLogic.Shown(JsonSerializer.Deserialize<ReasonView[]>(row.Reasons, Wire.Answers)!, sees);
        return new()
        {
            Id = row.Id, On = row.On, Base = row.Base, Purple = row.Purple && sees, State = row.State, Reasons = shown, Hidden = hidden,
            Missing = JsonSerializer.Deserialize<string[]>(row.Missing, Wire.Answers)!, By = row.By,
        };
    }
}
