using System.Text.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts.Rosters;
using Lianxin.Organizations.Rosters;
using Lianxin.Residents;
using Lianxin.Residents.Rosters;

namespace Lianxin.MaternalCare.Rosters;

/// <summary>A community's list of pregnant women: the person, her pregnancy, what is reported and has to be verified.</summary>
internal sealed class PregnancyRoster(PersonRosterServices services, ResidentReader residents, PregnancyReader reader, PregnancyWriter pregnancies)
    : PersonRoster<PregnancyRow>(RosterKinds.Pregnancies, RosterColumns.Person, services), IRosterWork
{
    // Condition key of a report that has to be verified, beside the columns' own names.
    private const string Ended = "pregnancy_ended";

    static RosterKind IRosterWork.Kind => RosterKinds.Pregnancies;

    /// <summary>The pregnancy that a row opens: of somebody new her first, else one of this list.</summary>
    public static Guid PregnancyOf(RosterImport import, ImportRow row) => StableId.Of(row.Decision == ImportDecision.New ? row.SubjectId : StableId.Of(import.ImportId, $"{row.SubjectId}"), "pregnancy");

    protected override PregnancyRow Read(IReadOnlyDictionary<string, JsonElement> values, DateOnly today, DateOnly? listDate) => new(values, today, listDate);

    protected override bool? IsPregnant(PregnancyRow row) => row.DeliveredOn is null;

    protected override IEnumerable<(Refusal Refusal, bool Asked)> Against(PregnancyRow row, Author about)
    {
        foreach (var one in base.Against(row, about)) yield return one;
        var first = Form.Check(RosterColumns.FirstForm, row.First, new FormContext { Now = about.HappenedAt, SeesRestricted = about.SeesRestricted, Part = RosterColumns.Part, Later = RosterColumns.Later });
        foreach (var problem in first.Refused) yield return (new(problem.Code, problem.Key, problem.Facts), false);
        foreach (var problem in first.Asked) yield return (new(problem.Code, problem.Key, problem.Facts), true);
        if (row.DeliveredOn is null && row.Kept.FirstOrDefault(k => FetalSexWords.Look(k.Value) is not FetalSexMention.None) is { Key: { } told }) yield return (new("fetal-sex", told), false);
        if (DatingOf(row, about) is not { } dating || (row.DeliveredOn is null && row.HasEnded(dating))) yield break;
        var view = new PregnancyView { Id = Guid.Empty, OpenedOn = about.Today, First = row.First, Datings = [dating] };
        if (FirstVisit.Impossible(view, row.DeliveredOn ?? about.Today) is { } impossible)
            yield return (impossible.Refusals[0] with { Field = row.First.Has(Keys.Lmp) ? Keys.Lmp : row.First.Has(Keys.Edd) ? Keys.Edd : RosterColumns.Weeks }, false);
    }

    protected override async Task<IReadOnlyDictionary<int, RosterMatchView>> CompareAsync(IReadOnlyDictionary<int, (PregnancyRow Row, Named Named)> rows, Author about, bool english, CancellationToken ct)
    {
        var known = await ReadAsync(rows.Values.Select(r => r.Named.Subject), everything: false, ct);
        return rows.ToDictionary(r => r.Key, r =>
        {
            var ((row, named), woman) = (r.Value, known[r.Value.Named.Subject]);
            var merge = new RowMerge(row, woman, DatingOf(row, about), english);
            return new RosterMatchView(named.Subject, named.ByNumber ? ByNumber : ByName, merge.Pregnancy is null ? "none" : merge.Pregnancy.State == PregnancyState.Open ? "open" : "ended",
                [.. PersonFields(row, woman.Particulars, english), .. merge.Fields]);
        });
    }

    protected override async Task AddAsync(RosterImport import, ImportRow row, PregnancyRow content, OperationContext on, CancellationToken ct) =>
        await OpenAsync(import, row, content, await TakeInAsync(import, row, content, on, ct), on, ct);

    protected override async Task<List<Guid>> MergeAsync(RosterImport import, IReadOnlyList<Decided> rows, IReadOnlyDictionary<Guid, Guid> houses, OperationContext on, CancellationToken ct)
    {
        List<Guid> written = [];
        var known = await ReadAsync(rows.Select(r => r.Row.SubjectId), everything: true, ct);
        foreach (var (_, row, content) in rows)
            if (await MergeAsync(import, row, content, known[row.SubjectId], houses[row.SubjectId], on, ct)) written.Add(row.SubjectId);
        return written;
    }

    // A woman who is registered: what the record lacks, and what was ticked. False where the list says nothing new.
    private async Task<bool> MergeAsync(RosterImport import, ImportRow row, PregnancyRow content, KnownWoman known, Guid organization, OperationContext on, CancellationToken ct)
    {
        var about = Acting.ForRules(on);
        var merge = new RowMerge(content, known, DatingOf(content, about));
        var changed = Taken(content, known.Particulars, row.Overwrite);
        var first = merge.TakenOfFirst(row.Overwrite);
        // A list that says nothing new leaves no trace in the record; that it came stands in the operation and the audit.
        if (changed.Count == 0 && first.Count == 0 && merge.Pregnancy is not null && !merge.Fields.Any(f => merge.Takes(f.Column, row.Overwrite))) return false;
        changed = WithSource(changed, known.Particulars, import, row, content);
        if (changed.Count > 0) await Services.Register.ChangeAsync(row.SubjectId, changed, on.Caller, on.ReceivedAt, Source(import, row), ct);
        var resident = await Acting.ResidentAsync(residents, row.SubjectId, ct);
        resident = resident with { Particulars = ResidentRegister.With(resident.Particulars, changed) };
        if (merge.Pregnancy is not { } before)
        {
            await OpenAsync(import, row, content, resident, on, ct);
            return true;
        }
        var encounter = StableId.Of(import.ImportId, $"first/{row.SubjectId}");
        var after = before;
        if (first.Count > 0)
        {
            first = WithReporter(first, import, on);
            after = PregnancyLogic.Answer(after, new AnswerFirstVisit { ResidentId = row.SubjectId, PregnancyId = before.Id, EncounterId = encounter, First = first }, resident, about);
            Services.Encounters.Write(encounter, before.Id, row.SubjectId, RosterColumns.FirstForm, first, on.Today, on, organization);
            if ((first.Has(Keys.Lmp) || first.Has(Keys.Edd)) && (before.Dating is null || row.Overwrite.Contains(Keys.Lmp) || row.Overwrite.Contains(Keys.Edd)) && DatingOf(content, about) is { } dating)
                after = PregnancyLogic.Reassess(after with { Datings = [dating with { Id = StableId.Of(encounter, "dating") }, .. after.Datings] }, resident, about, StableId.Of(encounter, "dated-color"));
        }
        if (first.Has(Keys.RiskColourReported)) after = WithReported(after, content, import, StableId.Of(encounter, "reported"), on);
        if (merge.Takes(RosterColumns.NextVisit, row.Overwrite) && before.State == PregnancyState.Open) after = WithNext(after, content.NextVisitOn!.Value, StableId.Of(encounter, "next"), on);
        if (merge.Takes(RosterColumns.Delivered, row.Overwrite)) after = Closed(after);
        await pregnancies.SaveAsync(before, after, resident, on, ct);
        Report(before.Id, row.SubjectId, organization, content, first.Has(Keys.FactorsReported), after.State != before.State, on);
        return true;
    }

    // Restricted answers too where software computes; never for what is shown.
    private async Task<Dictionary<Guid, KnownWoman>> ReadAsync(IEnumerable<Guid> women, bool everything, CancellationToken ct)
    {
        const int atOnce = 500;
        var people = await ParticularsAsync(women, ct);
        Dictionary<Guid, KnownWoman> known = [];
        foreach (var part in people.Keys.Chunk(atOnce))
        {
            var theirs = await reader.OfAsync(part, everything, ct);
            foreach (var id in part) known[id] = new(people[id], [.. theirs[id]]);
        }
        return known;
    }

    private async Task OpenAsync(RosterImport import, ImportRow row, PregnancyRow content, ResidentView resident, OperationContext on, CancellationToken ct)
    {
        var (about, pregnancy) = (Acting.ForRules(on), PregnancyOf(import, row));
        var first = WithReporter(content.First, import, on);
        var view = PregnancyLogic.Begin(new RegisterPregnancy { ResidentId = resident.Id, PregnancyId = pregnancy, First = first, GaDaysStated = content.GaDaysStated }, resident, about);
        if (content.ReportedColor is not null) view = WithReported(view, content, import, StableId.Of(pregnancy, "reported"), on);
        if (content.HasEnded(view.Dating)) view = Closed(view);
        else if (content.NextVisitOn is { } next) view = WithNext(view, next, StableId.Of(pregnancy, "next"), on);
        await pregnancies.OpenAsync(view, resident, on, ct);
        if (first.Count > 0) Services.Encounters.Write(StableId.Of(pregnancy, "first"), pregnancy, resident.Id, RosterColumns.FirstForm, first, on.Today, on, resident.OrganizationId);
        Report(pregnancy, resident.Id, resident.OrganizationId, content, content.Factors is not null, view.State == PregnancyState.ReportedEnded, on);
        on.Count("pregnancy-opened", on.Today, resident.Id, resident.OrganizationId);
    }

    // Never ours: it stands beside our own colour, with who said so, until somebody has asked the questions.
    private static PregnancyView WithReported(PregnancyView view, PregnancyRow content, RosterImport import, Guid id, OperationContext on)
    {
        var reported = new ColorView { Id = id, On = import.ListDate ?? on.Today, Base = content.ReportedColor!, Purple = content.ReportedPurple, State = ColorLogic.Reported, By = import.Sender! };
        return view with { Reported = reported, ColorHistory = [.. view.ColorHistory.Take(1), reported, .. view.ColorHistory.Skip(1)] };
    }

    private static PregnancyView WithNext(PregnancyView view, DateOnly next, Guid id, OperationContext on) => view with
    {
        Contacts = [.. view.Contacts.Select(c => c is { Kind: PregnancyLogic.VisitContact, State: PregnancyLogic.Planned or PregnancyLogic.Overdue } ? c with { State = PregnancyLogic.Replaced } : c),
            new(id, PregnancyLogic.VisitContact, next, null, PregnancyLogic.Planned, on.Caller.Name)],
    };

    private static PregnancyView Closed(PregnancyView view) => view with
    {
        State = PregnancyState.ReportedEnded,
        Contacts = [.. view.Contacts.Select(c => c.State is PregnancyLogic.Planned or PregnancyLogic.Overdue ? c with { State = PregnancyLogic.Replaced } : c)],
    };

    private void Report(Guid pregnancy, Guid resident, Guid organization, PregnancyRow content, bool factors, bool ended, OperationContext on)
    {
        if (factors) Services.Conditions.Add(pregnancy, resident, organization, Keys.FactorsReported, ConditionStore.Reported, content.Factors, restricted: false, on);
        if (ended) Services.Conditions.Add(pregnancy, resident, organization, Ended, ConditionStore.Reported, content.DeliveredOn is { } day ? $"{day:yyyy-MM-dd}" : null, restricted: false, on);
        Report(resident, organization, pregnancy, content, on);
    }

    private static Answers WithReporter(Answers first, RosterImport import, OperationContext on) =>
        !first.Has(Keys.RiskColourReported) && !first.Has(Keys.RiskFlagReported) && !first.Has(Keys.FactorsReported) ? first
            : first.With(Keys.RiskReportedFrom, import.Sender!).With(Keys.RiskReportedOn, $"{import.ListDate ?? on.Today:yyyy-MM-dd}");

    private static DatingView? DatingOf(PregnancyRow row, Author about) =>
        PregnancyLogic.DatingOf(new RegisterPregnancy { ResidentId = Guid.Empty, PregnancyId = Guid.Empty, GaDaysStated = row.GaDaysStated }, row.First, about);
}
