using Lianxin.App.Forms;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Residents;
using Microsoft.Extensions.Localization;

namespace Lianxin.App.MaternalCare.Record;

/// <summary>The one value of a visit that is entered late or corrected.</summary>
/// <param name="ObservationId">The row that the new one takes the place of.</param>
/// <param name="Owed">It was taken and not back; no reason is asked then.</param>
public sealed record ResultSubject(ResidentView Resident, PregnancyView Pregnancy, VisitView Visit, string Key, int? Fetus, Guid ObservationId, bool Owed)
{
    private static readonly FormDefinition Form = FormDefinition.Of(FormNames.AntenatalFollowup);

    public FieldDefinition Field => Form[Key]!;

    /// <summary>The owed value of an observation, or null where the record no longer has it.</summary>
    public static ResultSubject? OfOwed(RecordDocument record, Guid observation)
    {
        foreach (var pregnancy in record.MaternalCare?.Pregnancies ?? [])
            foreach (var visit in pregnancy.Visits)
                foreach (var (key, id) in visit.Owed)
                    if (id == observation) return new(record.Resident, pregnancy, visit, key, visit.Answers[key].FirstOrDefault(a => a.Status is AnswerStatus.Pending)?.Fetus, id, true);
        return null;
    }

    /// <summary>The form of the visit with everything but this value: its bounds and conditions hold as they did, and nothing else of it is waited for.</summary>
    public FormModel Model(Author author)
    {
        var others = Visit.Answers.Where((key, answer) => key != Key || answer.Fetus != Fetus);
        return new(Form, new CareFacts(Resident, Pregnancy, author).Context() with { Later = Form.Fields.Select(f => f.Key).Where(k => k != Key).ToHashSet() }, others);
    }

    /// <summary>What stands there now, in words.</summary>
    public string Standing(IStringLocalizer<Forms.Words> text) => Visit.Answers.Find(Key, Fetus) is { } answer ? AnswerWords.Of(Field, answer, text) : "";
}
