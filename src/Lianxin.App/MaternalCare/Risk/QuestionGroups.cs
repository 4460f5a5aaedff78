using Lianxin.App.Forms;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Tables;
using Lianxin.Contracts.MaternalCare;

namespace Lianxin.App.MaternalCare.Risk;

/// <summary>One group of what a colour waits for, as picture 05b lists them.</summary>
/// <param name="Name">Its code; of a group that is asked as a whole, the code in <c>groups_asked</c>.</param>
/// <param name="Keys">Fields of the first-visit form, in the order in which they are asked.</param>
/// <param name="Waits">Keys of the table of completeness that this group answers.</param>
public sealed record QuestionGroup(string Name, IReadOnlyList<string> Keys, IReadOnlyList<string> Waits)
{
    /// <summary>“None of these” closes it: unanswered questions of the group then count as no.</summary>
    public bool IsAskedAsWhole => QuestionGroups.Codes.Contains(Name);

    /// <summary>What of it is still missing for the colour.</summary>
    public IReadOnlyList<string> Missing(ColorView? color) => color is null ? Waits : [.. Waits.Where(color.Missing.Contains)];
}

/// <summary>The groups of questions, and what the tables wait for in each.</summary>
public static class QuestionGroups
{
    /// <summary>Codes of <c>groups_asked</c>: groups that are closed as a whole.</summary>
    public static readonly IReadOnlyList<string> Codes = [.. FormDefinition.Of(FormNames.AntenatalFirst)[ClinicalRules.Forms.Keys.GroupsAsked]!.Options.Select(o => o.Code)];

    /// <summary>The part of the first-visit form that this release asks; the server's is the same.</summary>
    public static readonly FormPart Part = new(["pregnancy", "history", "screening"], [ClinicalRules.Forms.Keys.HeightCm]);

    private static readonly string[] Obstetric =
    [
        Keys.Gravidity, Keys.VaginalBirths, Keys.CaesareanCount, Keys.Fetuses, Keys.BirthIntervalMonths, Keys.PreviousBirthDate, Keys.SpontaneousAbortions, Keys.InducedAbortions, Keys.IntrauterineDeaths,
        Keys.Stillbirths, Keys.NeonatalDeaths, Keys.BirthDefectChildren, Keys.AssistedReproduction, Keys.InfertilityHistory, Keys.HxPretermBirth, Keys.HxEctopic, Keys.HxTrophoblastic, Keys.HxPregnancyComplication,
        Keys.HxPregnancyComplicationNote, Keys.HxPreeclampsia,
    ];

    private static readonly string[] Gynae =
    [
        Keys.GynaeSurgery, Keys.GynaeSurgeryNote, Keys.GenitalTractMalformation, Keys.FibroidCm, Keys.OvarianCystCm, Keys.ConisationHistory, Keys.ScopyHistory, Keys.ScarredUterus, Keys.UterineOperationsOther,
        Keys.LastUterineSurgeryDate, Keys.AdnexalMalignancySurgery,
    ];

    private static readonly string[] Past =
        [Keys.PastIllnesses, Keys.PastIllnessesOther, Keys.OrganDiseaseHistory, Keys.MalignancyHistory, Keys.MajorSurgeryHistory, Keys.DrugAllergy, Keys.DrugAllergyNote, Keys.PhysicalDisability];

    /// <summary>In the order in which they are asked. Results of a visit (pressure, blood count) are no question: they come with the next visit.</summary>
    public static readonly IReadOnlyList<QuestionGroup> All =
    [
        new("basic", [Keys.HeightCm, Keys.PrepregnancyWeightKg], [Keys.Age, Keys.HeightCm, Keys.Bmi]),
        new("obstetric", Obstetric, ["asked_obstetric"]),
        new("gynae", Gynae, ["asked_gynae"]),
        new("family", [Keys.FamilyHistory, Keys.FamilyHistoryOther, Keys.FhHypertension, Keys.FhDiabetes, Keys.FhCoagulation, Keys.FhHereditary, Keys.FhPreeclampsia], ["asked_family"]),
        new("past", Past, ["asked_past"]),
        new("signs", [Keys.SignCardioresp, Keys.SignDigestive, Keys.SignUrinary, Keys.SignBlood, Keys.SignEndocrine, Keys.SignNeuro], ["asked_signs"]),
        new("tests", [], [Keys.Sbp, Keys.Dbp, Keys.Hb, Keys.Plt]),
    ];

    /// <summary>The list of conditions that a clinician ticks.</summary>
    public static readonly QuestionGroup Ticks = new("ticks", [Keys.RiskItems], []);

    /// <summary>One group laid out; its questions alone.</summary>
    public static FormLayout Layout(QuestionGroup group) => new([new($"group:{group.Name}", [.. group.Keys.Select(k => new FormLine(k))])]);

    /// <summary>What was answered in this group now: the keys that differ from what stood there.</summary>
    public static Answers Changed(QuestionGroup group, Answers before, Answers now) =>
        now.Where((key, _) => (group.Keys.Contains(key) || key == Keys.GroupsAsked) && !before[key].SequenceEqual(now[key]));

    /// <summary>The answers with the group closed: what nobody answered in it counts as no.</summary>
    public static Answers Close(QuestionGroup group, Answers answers) =>
        answers.With(Keys.GroupsAsked, AnswerValue.Of(Codes.Where(c => c == group.Name || answers.Codes(Keys.GroupsAsked).Contains(c))));
}
