using System.Text.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts.Rosters;
using Lianxin.Organizations.Rosters;
using Lianxin.Rosters.Columns;

namespace Lianxin.Residents.Rosters;

/// <summary>A list of who was vaccinated with what.</summary>
public sealed class VaccinationRoster(PersonRosterServices services) : PersonRoster<VaccinationRow>(RosterKinds.Vaccinations, VaccinationRow.Columns, services), IRosterWork
{
    private static readonly IReadOnlySet<string> Later = VaccinationRow.Form.Fields.Select(f => f.Key).ToHashSet();

    static RosterKind IRosterWork.Kind => RosterKinds.Vaccinations;

    protected override FormDefinition Told => VaccinationRow.Form;

    protected override VaccinationRow Read(IReadOnlyDictionary<string, JsonElement> values, DateOnly today, DateOnly? listDate) => new(values, today);

    protected override IEnumerable<(Refusal Refusal, bool Asked)> Against(VaccinationRow row, Author about)
    {
        foreach (var one in base.Against(row, about)) yield return one;
        var state = Form.Check(Told, row.Dose, new FormContext { Now = about.HappenedAt, SeesRestricted = about.SeesRestricted, Later = Later });
        foreach (var problem in state.Refused) yield return (new(problem.Code, problem.Key, problem.Facts), false);
        foreach (var problem in state.Asked) yield return (new(problem.Code, problem.Key, problem.Facts), true);
    }

    protected override bool Tells(VaccinationRow content) => content.DosedOn is not null;

    // The same vaccine on the same day is the same dose, whatever number a second list gives it.
    protected override bool IsSame(VaccinationRow content, EncounterRead told) => told.On == content.DosedOn && told.Answers.Text(Keys.VaccineName) == content.Dose.Text(Keys.VaccineName);

    protected override void Write(RosterImport import, ImportRow row, VaccinationRow content, Guid organization, OperationContext on)
    {
        var day = content.DosedOn!.Value;
        Services.Encounters.Write(StableId.Of(import.ImportId, $"dose/{row.Row}"), row.SubjectId, row.SubjectId, Told, content.Dose, day, on, organization);
        on.Count($"form.{Told.Name}", day, row.SubjectId, organization);
    }
}

/// <summary>One dose of a list.</summary>
public sealed class VaccinationRow : PersonRow
{
    private const string DosedAt = "dosed_at";
    internal static readonly FormDefinition Form = FormDefinition.Of(FormNames.Vaccination);

    // A name on a list is no signature.
    private static readonly IReadOnlySet<string> Told = new HashSet<string>
    {
        "vaccine_name", "manufacturer", "lot", "expiry", "dose_no", "body_site", "route", "site", "observe_minutes", "reaction",
    };

    internal static readonly PersonColumns Columns = new(RosterTemplate.Find("vaccinations")!, new Dictionary<string, string>
    {
        [Keys.FullName] = Keys.FullName, [Keys.Sex] = Keys.Sex, [Keys.BirthDate] = Keys.BirthDate, [Keys.IdNumber] = Keys.IdNumber, [Keys.Mobile] = Keys.Mobile, ["home_address"] = Keys.CurrentAddress, [Keys.Workplace] = Keys.Workplace,
    }, ["age"]);

    public VaccinationRow(IReadOnlyDictionary<string, JsonElement> values, DateOnly today) : base(Columns, values, today)
    {
        DosedOn = Day(DosedAt);
        foreach (var (column, value) in values)
        {
            if (PlacePerson(column, value) || column == DosedAt) continue;
            // Without a day nobody says that it was given: what was meant stays in words.
            if (DosedOn is not null && Told.Contains(column) && Convert(column, value, Form[column]!) is { IsPresent: true } answer) Dose = Dose.With(column, answer);
            else Keep(column);
        }
        CompletePerson();
    }

    /// <summary>The day of the dose; null where the row tells none.</summary>
    public DateOnly? DosedOn { get; }

    public Answers Dose { get; private set; } = Answers.Empty;

    public override void Confirm(IEnumerable<string> columns, Confirmation by)
    {
        base.Confirm(columns, by);
        foreach (var column in columns.Where(Dose.Has)) Dose = Dose.Confirm(column, by);
    }
}
