using System.Text.Json;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts.Rosters;
using Lianxin.Organizations.Rosters;
using Lianxin.Rosters.Columns;

namespace Lianxin.Residents.Rosters;

/// <summary>A list of people of 65 and above, with what their yearly check said.</summary>
public sealed class ElderRoster(PersonRosterServices services) : PersonRoster<ElderRow>(RosterKinds.Elders, ElderRow.Columns, services), IRosterWork
{
    static RosterKind IRosterWork.Kind => RosterKinds.Elders;

    protected override FormDefinition Told => ElderRow.Form;

    protected override ElderRow Read(IReadOnlyDictionary<string, JsonElement> values, DateOnly today, DateOnly? listDate) => new(values, today);

    protected override IEnumerable<(Refusal Refusal, bool Asked)> Against(ElderRow row, Author about)
    {
        foreach (var one in base.Against(row, about)) yield return one;
        if (row.Check.Count == 0) yield break;
        var state = ClinicalRules.Forms.Form.Check(ElderRow.Form, row.Check, row.Context(about.HappenedAt, about.SeesRestricted));
        foreach (var problem in state.Refused) yield return (new(problem.Code, problem.Key, problem.Facts), false);
        // A list tells of the checks of a year; the form asks about a date of long ago because it is filled in on the day.
        foreach (var problem in state.Asked.Where(p => p.Key != Keys.CheckDate)) yield return (new(problem.Code, problem.Key, problem.Facts), true);
    }

    protected override bool Tells(ElderRow content) => content.Check.Count > 0;

    protected override bool IsSame(ElderRow content, EncounterRead told) => told.On == content.CheckedOn;

    protected override void Write(RosterImport import, ImportRow row, ElderRow content, Guid organization, OperationContext on)
    {
        var day = content.CheckedOn!.Value;
        Services.Encounters.Write(StableId.Of(import.ImportId, $"check/{row.SubjectId}"), row.SubjectId, row.SubjectId, Told, content.Check, day, on, organization);
        on.Count($"form.{Told.Name}", day, row.SubjectId, organization);
    }
}

/// <summary>One elder of a list.</summary>
public sealed class ElderRow : PersonRow
{
    private const string CheckDate = "check_date", Bedridden = "bedridden", LivingAlone = "living_alone";

    // One column of the list for each illness, as lists have them: ticks.
    private static readonly IReadOnlyDictionary<string, string> Illnesses = new Dictionary<string, string> { ["hypertension"] = "2", ["diabetes"] = "3", ["coronary_heart_disease"] = "4", ["stroke"] = "7" };

    // What the check told and where it stands without doubt. Pressures are not among them: the form asks which arm, and a list does not say.
    private static readonly IReadOnlySet<string> Told = new HashSet<string> { Keys.GlucoseFasting, Keys.SelfcareClass };

    internal static readonly FormDefinition Form = FormDefinition.Of(FormNames.HealthCheckBasic);
    private static readonly IReadOnlySet<string> Later = Form.Fields.Select(f => f.Key).ToHashSet();

    internal static readonly PersonColumns Columns = new(RosterTemplate.Find("elders")!, new Dictionary<string, string>
    {
        [Keys.FullName] = Keys.FullName, [Keys.Sex] = Keys.Sex, [Keys.BirthDate] = Keys.BirthDate, [Keys.IdNumber] = Keys.IdNumber, [Keys.Mobile] = Keys.Mobile, [Keys.CurrentAddress] = Keys.CurrentAddress,
        ["main_carer_name"] = Keys.ContactName, ["main_carer_phone"] = Keys.ContactPhone, [Keys.ResponsibleDoctor] = Keys.ResponsibleDoctor, ["chronic"] = Keys.DiseaseHistory, [Keys.SpecialFamily] = Keys.SpecialFamily,
    }, ["age"], "dbp");

    public ElderRow(IReadOnlyDictionary<string, JsonElement> values, DateOnly today) : base(Columns, values, today)
    {
        CheckedOn = Day(CheckDate);
        List<string> illnesses = [], tags = ["elder"];
        foreach (var (column, value) in values)
        {
            if (PlacePerson(column, value)) continue;
            if (Illnesses.TryGetValue(column, out var code)) { if (Flag(column) == true) illnesses.Add(code); }
            else if (column is Bedridden or LivingAlone) { if (Flag(column) == true) tags.Add(column); }
            else if (column == CheckDate) continue;
            else if (CheckedOn is { } day && Told.Contains(column)) Tell(column, value, day);
            else Keep(column);
        }
        if (illnesses.Count > 0) Person = Person.With(Keys.DiseaseHistory, AnswerValue.Of([.. Person.Codes(Keys.DiseaseHistory).Union(illnesses)]));
        // The information card's own words for two of them.
        foreach (var (illness, tag) in new[] { ("2", "hypertension"), ("3", "diabetes") })
            if (Person.Codes(Keys.DiseaseHistory).Contains(illness)) tags.Add(tag);
        if (Person.Count > 0) Person = Person.With(Keys.Tags, AnswerValue.Of([.. tags]));
        CompletePerson();
        if (Check.Count > 0) Check = Check.With(CheckDate, $"{CheckedOn:yyyy-MM-dd}");
        // What the form asks only of elders stays in words where the row tells somebody younger.
        foreach (var problem in ClinicalRules.Forms.Form.Check(Form, Check, Context(new(today, TimeOnly.MinValue, TimeSpan.Zero), seesRestricted: false)).Refused.Where(p => p.Code == FormCodes.NotShown).ToList())
        {
            Check = Check.Without(problem.Key);
            Keep(problem.Key);
        }
        if (Check.Keys.All(k => k == CheckDate))
        {
            Check = Answers.Empty;
            Keep(CheckDate);
        }
    }

    /// <summary>The day of the yearly check; null where the row tells none.</summary>
    public DateOnly? CheckedOn { get; }

    /// <summary>What of the check goes into the form of the yearly check.</summary>
    public Answers Check { get; private set; } = Answers.Empty;

    /// <summary>What the form is told of the person.</summary>
    public FormContext Context(DateTimeOffset now, bool seesRestricted) => new()
    {
        Now = now, SeesRestricted = seesRestricted, Later = Later, Background = Person.Date(Keys.BirthDate) is { } born ? Facts.Of(("person.birth_date", Value.Of(born))) : null,
    };

    public override void Confirm(IEnumerable<string> columns, Confirmation by)
    {
        base.Confirm(columns, by);
        foreach (var column in columns.Where(Check.Has)) Check = Check.Confirm(column, by);
    }

    private void Tell(string column, JsonElement value, DateOnly day)
    {
        var field = Form[column]!;
        if (Convert(column, value, field) is { IsPresent: true } answer) Check = Check.With(column, field.TakesStatus ? new Answer { Value = answer, Status = AnswerStatus.Elsewhere, On = day } : new Answer { Value = answer });
    }
}
