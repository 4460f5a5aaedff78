using Lianxin.ClinicalRules.Forms;
using Lianxin.Core.Secrets;
using Lianxin.Residents;

namespace Lianxin.MaternalCare.Rosters;

/// <summary>Writes rows that were checked: the person, her pregnancy, what is reported and has to be verified.</summary>
internal sealed class RosterWriter(ResidentRegister register, ResidentReader residents, EncounterStore encounters, ConditionStore conditions, PregnancyWriter pregnancies, ISecrets secrets)
{
    // Condition keys of a report that has to be verified, beside the columns' own names.
    private const string Ended = "pregnancy_ended";

    /// <summary>A person who is new, with her pregnancy.</summary>
    public async Task AddAsync(ImportPregnancies operation, ImportRow row, RowContent content, OperationContext on, CancellationToken ct)
    {
        var organization = operation.OrganizationId;
        var person = WithSource(content.Person, Answers.Empty, operation, row, content, on);
        on.TakeIn(row.ResidentId, organization);
        await register.AddAsync(row.ResidentId, organization, person, on.Caller, on.ReceivedAt, ct);
        on.Count("resident-registered", on.Today, row.ResidentId, organization);
        var view = new ResidentView
        {
            Id = row.ResidentId, OrganizationId = organization, Name = person.Text(Keys.FullName)!, Sex = person.Text(Keys.Sex)!, BirthDate = person.Date(Keys.BirthDate), Particulars = person,
        };
        await OpenAsync(operation, row, content, view, on, ct);
    }

    /// <summary>A person who is registered: what the record lacks, and what was ticked.</summary>
    public async Task MergeAsync(ImportPregnancies operation, ImportRow row, RowContent content, KnownPerson known, Guid organization, OperationContext on, CancellationToken ct)
    {
        var about = Acting.ForRules(on);
        var merge = new RowMerge(content, known, DatingOf(row, content, about));
        var changed = merge.TakenOfPerson(row.Overwrite);
        var first = merge.TakenOfFirst(row.Overwrite);
        var news = changed.Count > 0 || first.Count > 0 || merge.Fields.Any(f => merge.Takes(f.Column, row.Overwrite)) || merge.Pregnancy is null;
        // A list that says nothing new leaves no trace in the record; that it came stands in the operation and the audit.
        if (!news) return;
        changed = WithSource(changed, known.Particulars, operation, row, content, on);
        if (changed.Count > 0) await register.ChangeAsync(row.ResidentId, changed, on.Caller, on.ReceivedAt, Source(operation, row), ct);
        var resident = await Acting.ResidentAsync(residents, row.ResidentId, ct);
        resident = resident with { Particulars = ResidentRegister.With(resident.Particulars, changed) };
        if (merge.Pregnancy is not { } before)
        {
            await OpenAsync(operation, row, content, resident, on, ct);
            return;
        }
        var encounter = StableId.Of(operation.ImportId, $"first/{row.ResidentId}");
        var after = before;
        if (first.Count > 0)
        {
            first = WithReporter(first, operation, on);
            after = PregnancyLogic.Answer(after, new AnswerFirstVisit { ResidentId = row.ResidentId, PregnancyId = before.Id, EncounterId = encounter, First = first }, resident, about);
            encounters.Write(encounter, before.Id, row.ResidentId, RosterColumns.FirstForm, first, on.Today, on, organization);
            if ((first.Has(Keys.Lmp) || first.Has(Keys.Edd)) && (before.Dating is null || row.Overwrite.Contains(Keys.Lmp) || row.Overwrite.Contains(Keys.Edd)) && DatingOf(row, content, about) is { } dating)
                after = PregnancyLogic.Reassess(after with { Datings = [dating with { Id = StableId.Of(encounter, "dating") }, .. after.Datings] }, resident, about, StableId.Of(encounter, "dated-color"));
        }
        if (first.Has(Keys.RiskColourReported)) after = WithReported(after, content, operation, StableId.Of(encounter, "reported"), on);
        if (merge.Takes(RosterColumns.NextVisit, row.Overwrite) && before.State == PregnancyState.Open) after = WithNext(after, content.NextVisitOn!.Value, StableId.Of(encounter, "next"), on);
        if (merge.Takes(RosterColumns.Delivered, row.Overwrite)) after = Closed(after);
        await pregnancies.SaveAsync(before, after, resident, on, ct);
        Report(before.Id, row.ResidentId, organization, content, first.Has(Keys.FactorsReported), after.State != before.State, on);
    }

    private async Task OpenAsync(ImportPregnancies operation, ImportRow row, RowContent content, ResidentView resident, OperationContext on, CancellationToken ct)
    {
        var about = Acting.ForRules(on);
        var first = WithReporter(content.First, operation, on);
        var view = PregnancyLogic.Begin(new RegisterPregnancy { ResidentId = resident.Id, PregnancyId = row.PregnancyId, First = first, GaDaysStated = content.GaDaysStated }, resident, about);
        if (content.ReportedColor is not null) view = WithReported(view, content, operation, StableId.Of(row.PregnancyId, "reported"), on);
        if (content.HasEnded(view.Dating)) view = Closed(view);
        else if (content.NextVisitOn is { } next) view = WithNext(view, next, StableId.Of(row.PregnancyId, "next"), on);
        await pregnancies.OpenAsync(view, resident, on, ct);
        if (first.Count > 0) encounters.Write(StableId.Of(row.PregnancyId, "first"), row.PregnancyId, resident.Id, RosterColumns.FirstForm, first, on.Today, on, resident.OrganizationId);
        Report(row.PregnancyId, resident.Id, resident.OrganizationId, content, content.Factors is not null, view.State == PregnancyState.ReportedEnded, on);
        on.Count("pregnancy-opened", on.Today, resident.Id, resident.OrganizationId);
    }

    private static DatingView? DatingOf(ImportRow row, RowContent content, Author about) =>
        PregnancyLogic.DatingOf(new RegisterPregnancy { ResidentId = row.ResidentId, PregnancyId = row.PregnancyId, GaDaysStated = content.GaDaysStated }, content.First, about);

    // Never ours: it stands beside our own colour, with who said so, until somebody has asked the questions.
    private static PregnancyView WithReported(PregnancyView view, RowContent content, ImportPregnancies operation, Guid id, OperationContext on)
    {
        var reported = new ColorView { Id = id, On = operation.ListDate ?? on.Today, Base = content.ReportedColor!, Purple = content.ReportedPurple, State = ColorLogic.Reported, By = operation.Sender! };
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

    private void Report(Guid pregnancy, Guid resident, Guid organization, RowContent content, bool factors, bool ended, OperationContext on)
    {
        void Say(string key, string? text, bool restricted = false) => conditions.Add(pregnancy, resident, organization, key, ConditionStore.Reported, text, restricted, on);
        if (factors) Say(Keys.FactorsReported, content.Factors);
        if (ended) Say(Ended, content.DeliveredOn is { } day ? $"{day:yyyy-MM-dd}" : null);
        foreach (var (column, words) in content.KeptRestricted) Say(column, Convert.ToBase64String(secrets.Seal(words, organization)), restricted: true);
    }

    private static Answers WithReporter(Answers first, ImportPregnancies operation, OperationContext on) =>
        !first.Has(Keys.RiskColourReported) && !first.Has(Keys.RiskFlagReported) && !first.Has(Keys.FactorsReported) ? first
            : first.With(Keys.RiskReportedFrom, operation.Sender!).With(Keys.RiskReportedOn, $"{operation.ListDate ?? on.Today:yyyy-MM-dd}");

    /// <summary>Adds the words of the row that no form takes; they are encrypted like every particular.</summary>
    private static Answers WithSource(Answers person, Answers before, ImportPregnancies operation, ImportRow row, RowContent content, OperationContext on)
    {
        if (content.Kept.Count == 0) return person;
        var words = $"{Source(operation, row)}：{string.Join("；", content.Kept.Select(k => $"{RosterColumns.NameOf(k.Key)} {k.Value}"))}";
        var note = new Answer { Value = AnswerValue.Of(Shortened(words, RosterColumns.PersonForm[Keys.ChangeNote]!.MaxLength!.Value)), Row = operation.ImportId.ToString("N") };
        return before[Keys.ChangeNote].Append(note).Aggregate(person, (all, answer) => all.With(Keys.ChangeNote, answer));
    }

    private static string Shortened(string words, int longest) => words.Length <= longest ? words : words[..(char.IsHighSurrogate(words[longest - 1]) ? longest - 1 : longest)];

    private static string Source(ImportPregnancies operation, ImportRow row) => $"名册 {operation.Sender} 第{row.Row}行";
}
