using Lianxin.ClinicalRules.Assess;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.Residents;

namespace Lianxin.MaternalCare;

/// <summary>The first-visit form: answered whole at the booking, or in parts as things become known.</summary>
internal static class FirstVisit
{
    /// <summary>Longest age of a pregnancy in days; beyond 45 weeks a date was mistyped (a plausibility bound, not a clinical one).</summary>
    private const int LongestDays = 45 * 7;

    public static FormDefinition Form => FormDefinition.Of(FormNames.AntenatalFirst);

    // Questions are asked one group at a time; what is not answered yet is waited for by the colour, not by the form.
    private static readonly HashSet<string> Later = [.. FormDefinition.Of(FormNames.AntenatalFirst).Fields.Select(f => f.Key)];

    public static IReadOnlyList<Refusal> Refusals(ResidentView resident, PregnancyView pregnancy, Answers answers, Author about)
    {
        var merged = pregnancy with { First = PregnancyLogic.Merge(pregnancy.First, answers) };
        var context = new CareFacts(resident, merged, about).Context() with { Later = Later };
        return [.. FormRefusals.Of(ClinicalRules.Forms.Form.Check(Form, answers, context), "first")];
    }

    /// <summary>What the values typed now mean. History and ticks speak through the colour; a measurement of today rings by itself.</summary>
    public static IReadOnlyList<Finding> Findings(ResidentView resident, PregnancyView pregnancy, Answers answers, Author about)
    {
        var measured = answers.Where((key, _) => Form[key] is { TakesStatus: true });
        if (measured.Count == 0) return [];
        var known = new CareFacts(resident, pregnancy, about);
        return VisitAssessment.Of(Form.Name, ClinicalRules.Forms.Form.Check(Form, measured, known.Context()).Facts, known.Known).Findings;
    }

    /// <summary>The answers with the restricted ticks that stood there: whoever may not see them ticks a list anew without taking them out.</summary>
    public static Answers WithHidden(Answers before, Answers answers)
    {
        var whole = answers;
        foreach (var key in answers.Keys)
        {
            if (Form[key] is not { } field || !field.Options.Any(o => o.Restricted) || answers.Find(key) is not { Value.Codes: var ticked } answer) continue;
            var hidden = before.Codes(key).Where(c => field.Options.Any(o => o.Code == c && o.Restricted)).Except(ticked ?? []).ToArray();
            if (hidden.Length > 0) whole = whole.With(key, answer with { Value = AnswerValue.Of([.. ticked ?? [], .. hidden]) });
        }
        return whole;
    }

    /// <summary>A dating that no pregnancy can have on that day.</summary>
    public static Outcome? Impossible(PregnancyView view, DateOnly today) => view.GaDaysOn(today) is { } days && days is < 0 or > LongestDays
        ? Problems.DateOutOfPregnancy(view.First.Has(Keys.Lmp) ? "first.lmp" : view.First.Has(Keys.Edd) ? "first.edd" : "gaDaysStated", view.GaDaysOn(today)!.Value) : null;
}
