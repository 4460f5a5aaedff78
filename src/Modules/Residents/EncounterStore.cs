using System.Text.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Core.Access;
using Lianxin.Core.Secrets;

namespace Lianxin.Residents;

/// <summary>One encounter read back: its answers as they count now, corrections and late results in their places.</summary>
/// <param name="Owed">Observation ids of results that are owed, by key.</param>
/// <param name="Restricted">Restricted as a whole.</param>
public sealed record EncounterRead(Guid Id, Guid ResidentId, Guid AboutId, string Form, DateOnly On, DateTimeOffset At, string StaffName, Answers Answers, IReadOnlyDictionary<string, Guid> Owed, bool Restricted);

/// <summary>Writes a form into rows and reads it back: measurements become observations, the rest stays with the encounter, restricted answers apart and encrypted, a restricted encounter wholly so.</summary>
public sealed class EncounterStore(LianxinDb db, ISecrets secrets, Organizations.StaffDirectory staff)
{
    /// <summary>True for a field whose answer is a measurement: it can be corrected, charted and owed.</summary>
    public static bool IsMeasured(FieldDefinition field) => field is { TakesStatus: true, Repeat: not FieldRepeat.List, Type: FieldType.Integer or FieldType.Decimal or FieldType.Code or FieldType.Boolean };

    /// <summary>Writes one encounter.</summary>
    /// <param name="id">Made by the device.</param>
    /// <param name="about">What it is about within the module: the pregnancy.</param>
    /// <param name="resident">Whose.</param>
    /// <param name="form">The form that was answered.</param>
    /// <param name="answers">Checked by the form engine before.</param>
    /// <param name="on">The day of the place on which it took place.</param>
    /// <param name="context">The operation.</param>
    /// <param name="managedBy">Who manages the person, where the operation concerns many; left out: as the door found it.</param>
    /// <param name="restricted">What it is about is restricted, and so is every answer; a form that is restricted by itself need not say so.</param>
    public void Write(Guid id, Guid about, Guid resident, FormDefinition form, Answers answers, DateOnly on, OperationContext context, Guid? managedBy = null, bool restricted = false)
    {
        var (organization, apart) = (managedBy ?? context.OrganizationId, restricted || FilledForms.IsRestricted(form));
        Answers rest = Answers.Empty, hiddenAnswers = Answers.Empty;
        foreach (var (key, given) in answers.Entries)
        {
            var field = form[key]!; // an unknown key is refused by the engine
            if (IsMeasured(field)) foreach (var answer in given) Write(id, resident, organization, field, answer, context, apart);
            else foreach (var answer in given)
            {
                var (open, hidden) = apart ? (null, answer) : Parted(field, answer);
                if (open is not null) rest = rest.With(key, open);
                if (hidden is not null) hiddenAnswers = hiddenAnswers.With(key, hidden);
            }
        }
        if (managedBy is null && answers.Entries.Any(e => IsMeasured(form[e.Key]!) && e.Value.Any(a => a.Status is AnswerStatus.Pending))) context.Raise(new ResultsAwaited(resident, id, apart));
        db.Encounters.Add(new Encounter
        {
            Id = id, ResidentId = resident, OrganizationId = organization, PerformerId = context.Caller.Home, AboutId = about, Kind = form.Name, On = on,
            At = context.HappenedAt, Zone = PlaceTime.DefaultZone, FormVersion = form.Version, Late = on < context.Today, StaffId = context.Caller.StaffId, StaffName = context.Caller.Name,
            Answers = JsonSerializer.Serialize(rest, Wire.Json),
            RestrictedAnswers = hiddenAnswers.Count == 0 ? null : secrets.Seal(JsonSerializer.Serialize(hiddenAnswers, Wire.Json), organization), Restricted = apart,
        });
    }

    // A tick list holds open and restricted items side by side; what is restricted must not lie in the open part.
    private static (Answer? Open, Answer? Hidden) Parted(FieldDefinition field, Answer answer)
    {
        if (field.IsRestricted) return (null, answer);
        if (answer.Value.Codes is not { } codes || !field.Options.Any(o => o.Restricted)) return (answer, null);
        var hidden = codes.Where(c => field.Options.Any(o => o.Code == c && o.Restricted)).ToArray();
        if (hidden.Length == 0) return (answer, null);
        var open = codes.Except(hidden).ToArray();
        return (open.Length == 0 ? null : answer with { Value = AnswerValue.Of(open) }, answer with { Value = AnswerValue.Of(hidden) });
    }

    private static Answers Joined(Answers open, string key, Answer hidden) => open.Find(key, hidden.Fetus, hidden.Row) is { Value.Codes: { } codes } answer && hidden.Value.Codes is { } more
        ? open.With(key, answer with { Value = AnswerValue.Of(codes.Concat(more)) }) : open.With(key, hidden);

    private void Write(Guid encounter, Guid resident, Guid organization, FieldDefinition field, Answer answer, OperationContext context, bool apart) => db.Observations.Add(new Observation
    {
        Id = StableId.Of(encounter, $"{field.Key}/{answer.Fetus}"), ResidentId = resident, OrganizationId = organization, PerformerId = context.Caller.Home,
        EncounterId = encounter, Analyte = field.Key, Number = answer.Value.Number, Code = answer.Value.Text ?? answer.Value.Flag?.ToString().ToLowerInvariant(), Unit = field.Unit,
        Status = Word(answer.Status), StatusOn = answer.On, Fetus = answer.Fetus, At = context.HappenedAt, StaffId = context.Caller.StaffId, Restricted = apart || field.IsRestricted,
        ConfirmedBy = answer.Confirmed?.By, ConfirmedAt = answer.Confirmed?.At,
    });

    private static readonly string[] RestrictedFilter = [LianxinDb.RestrictedFilter];
    private static readonly Compiled<Guid[], Encounter>
        ShownOf = new((db, about) => db.Set<Encounter>().AsNoTracking().Where(e => about.Contains(e.AboutId)).OrderBy(e => e.On).ThenBy(e => e.At).ThenBy(e => e.Id)),
        AllOf = new((db, about) => db.Set<Encounter>().AsNoTracking().IgnoreQueryFilters(RestrictedFilter).Where(e => about.Contains(e.AboutId)).OrderBy(e => e.On).ThenBy(e => e.At).ThenBy(e => e.Id));
    private static readonly Compiled<Guid[], Observation>
        Shown = new((db, encounters) => db.Set<Observation>().AsNoTracking().Where(o => encounters.Contains(o.EncounterId) && o.CorrectedById == null)),
        All = new((db, encounters) => db.Set<Observation>().AsNoTracking().IgnoreQueryFilters(RestrictedFilter).Where(o => encounters.Contains(o.EncounterId) && o.CorrectedById == null));

    /// <summary>The encounters about these things, oldest first, as far as the caller may see them.</summary>
    /// <param name="about">Pregnancies.</param>
    /// <param name="everything">Reads what is restricted too: for software that computes, never for what is shown.</param>
    public async Task<IReadOnlyList<EncounterRead>> OfAsync(Guid[] about, bool everything, CancellationToken ct)
    {
        var encounters = await (everything ? AllOf : ShownOf).Run(db, about).ToListAsync(ct);
        if (encounters.Count == 0) return [];
        var ids = encounters.Select(e => e.Id).ToArray();
        var observations = (await (everything ? All : Shown).Run(db, ids).ToListAsync(ct)).ToLookup(o => o.EncounterId);
        return [.. encounters.Select(e => Read(e, observations[e.Id], everything))];
    }

    /// <summary>One encounter as far as the caller may see it; null when this person has none of that id.</summary>
    public async Task<EncounterRead?> OneAsync(Guid resident, Guid id, CancellationToken ct)
    {
        if (await db.Encounters.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id && e.ResidentId == resident, ct) is not { } encounter) return null;
        return Read(encounter, await Shown.Run(db, [id]).ToListAsync(ct), everything: false);
    }

    /// <summary>What was corrected in an encounter, oldest first; a result that was owed and came is no correction.</summary>
    public async Task<IReadOnlyList<CorrectionView>> CorrectionsOfAsync(Guid id, CancellationToken ct)
    {
        var rows = await (from old in db.Observations.AsNoTracking()
                          join now in db.Observations.AsNoTracking() on old.CorrectedById equals now.Id
                          where old.EncounterId == id && now.Reason != null
                          orderby now.At, now.Id
                          select new { Old = old, now.Reason, now.StaffId, now.At }).ToListAsync(ct);
        var names = await staff.ByIdAsync(rows.Select(r => r.StaffId), ct);
        return [.. rows.Select(r => new CorrectionView(r.Old.Analyte, r.Old.Fetus, AnswerOf(r.Old, null), r.Reason!, names.GetValueOrDefault(r.StaffId)?.Name ?? "", r.At))];
    }

    private EncounterRead Read(Encounter encounter, IEnumerable<Observation> observations, bool everything)
    {
        var form = FormDefinition.Of(encounter.Kind);
        var answers = JsonSerializer.Deserialize<Answers>(encounter.Answers, Wire.Answers)!;
        Dictionary<string, Guid> owed = [];
        foreach (var observation in observations.OrderBy(o => o.Analyte, StringComparer.Ordinal).ThenBy(o => o.Fetus))
        {
            if (observation.Status == "pending") owed.TryAdd(observation.Analyte, observation.Id);
            answers = answers.With(observation.Analyte, AnswerOf(observation, form[observation.Analyte]));
        }
        if ((everything || db.ShowsRestricted) && encounter.RestrictedAnswers is { } hidden)
            answers = JsonSerializer.Deserialize<Answers>(secrets.Open(hidden), Wire.Answers)!.Entries.Aggregate(answers, (all, e) => e.Value.Aggregate(all, (a, x) => Joined(a, e.Key, x)));
        return new(encounter.Id, encounter.ResidentId, encounter.AboutId, encounter.Kind, encounter.On, encounter.At, encounter.StaffName, answers, owed, encounter.Restricted);
    }

    private static Answer AnswerOf(Observation observation, FieldDefinition? field) => new()
    {
        Value = observation.Number is { } number ? number : observation.Code is not { } code ? default : field?.Type is FieldType.Boolean ? AnswerValue.Of(code == "true") : AnswerValue.Of(code),
        Status = StatusOf(observation.Status), On = observation.StatusOn, Fetus = observation.Fetus,
        Confirmed = observation.ConfirmedBy is { } by ? new Confirmation(by, observation.ConfirmedAt!.Value) : null,
    };

    internal static string? Word(AnswerStatus? status) => status switch
    {
        AnswerStatus.Pending => "pending", AnswerStatus.NotDone => "not_done", AnswerStatus.Declined => "declined", AnswerStatus.Elsewhere => "elsewhere", _ => null,
    };

    private static AnswerStatus? StatusOf(string? word) => word switch
    {
        "pending" => AnswerStatus.Pending, "not_done" => AnswerStatus.NotDone, "declined" => AnswerStatus.Declined, "elsewhere" => AnswerStatus.Elsewhere, _ => null,
    };
}
