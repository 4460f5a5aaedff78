using Lianxin.ClinicalRules.Forms;

namespace Lianxin.MaternalCare.Rosters;

/// <summary>Holds a row against the forms and against what a pregnancy can be: by the preview before anything is decided, by the import before anything is written.</summary>
internal static class RowCheck
{
    /// <summary>Everything against a row, by column.</summary>
    /// <param name="content">The row.</param>
    /// <param name="about">Who imports, with the rights of the caller.</param>
    /// <param name="asked">True for what may go in once somebody confirmed it.</param>
    public static IEnumerable<(Refusal Refusal, bool Asked)> Of(RowContent content, Author about)
    {
        foreach (var fault in content.Faults) yield return (fault, false);
        if (content.KeptRestricted.Count > 0 && !about.SeesRestricted) yield return (new("not-permitted", content.KeptRestricted[0].Key), false);
        var person = Form.Check(RosterColumns.PersonForm, content.Person, new FormContext { Now = about.HappenedAt, SeesRestricted = about.SeesRestricted, Pregnant = content.DeliveredOn is null, Later = RosterColumns.Later });
        var first = Form.Check(RosterColumns.FirstForm, content.First, new FormContext { Now = about.HappenedAt, SeesRestricted = about.SeesRestricted, Part = RosterColumns.Part, Later = RosterColumns.Later });
        foreach (var state in new[] { person, first })
        {
            foreach (var problem in state.Refused) yield return (At(problem), false);
            foreach (var problem in state.Asked) yield return (At(problem), true);
        }
        if (content.DeliveredOn is null && content.Kept.FirstOrDefault(k => FetalSexWords.Look(k.Value) is not FetalSexMention.None) is { Key: { } told }) yield return (new("fetal-sex", told), false);
        var dating = PregnancyLogic.DatingOf(new RegisterPregnancy { ResidentId = Guid.Empty, PregnancyId = Guid.Empty, GaDaysStated = content.GaDaysStated }, content.First, about);
        if (dating is null || (content.DeliveredOn is null && content.HasEnded(dating))) yield break;
        var view = new PregnancyView { Id = Guid.Empty, OpenedOn = about.Today, First = content.First, Datings = [dating] };
        if (FirstVisit.Impossible(view, content.DeliveredOn ?? about.Today) is { } impossible)
            yield return (impossible.Refusals[0] with { Field = content.First.Has(Keys.Lmp) ? Keys.Lmp : content.First.Has(Keys.Edd) ? Keys.Edd : RosterColumns.Weeks }, false);
    }

    private static Refusal At(FormProblem problem) => new(problem.Code, RosterColumns.ColumnOf(problem.Key), problem.Facts);
}
