using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.ClinicalRules.Tables;
using Lianxin.Contracts.MaternalCare;

namespace Lianxin.App.MaternalCare.Record;

/// <summary>How far an item of the schedule has come.</summary>
public enum StepState { Open, Pending, Done }

/// <summary>One item of the schedule that is due in this week.</summary>
/// <param name="DaysLeft">Until its window closes.</param>
/// <param name="At">The visit that holds it, or null.</param>
public sealed record NextStep(ScheduleRow Row, int? DaysLeft, StepState State, VisitView? At)
{
    /// <summary>Done at each visit, so it belongs to the visit and not to the list.</summary>
    public bool IsEveryVisit => Row.VisitNo == "every";

    /// <summary>Nobody has to be offered it: optional, or for some women by a condition that only people can judge.</summary>
    public bool IsOptional => Row.ItemType == "optional" || Row.ConditionWords.Length > 0;
}

/// <summary>What the guidelines ask for in this week, and what of it the visits hold already.</summary>
public static class NextSteps
{
    // Which answers of the follow-up form show that an item of the schedule was done. An item that no form asks is never called done.
    private static readonly Dictionary<string, string[]> KeysOf = new(StringComparer.Ordinal)
    {
        ["bp"] = [Keys.Sbp], ["weight"] = [Keys.WeightKg], ["fetal-heart"] = [Keys.Fhr, Keys.FetalHeartState], ["fundal-height"] = [Keys.FundalHeight],
        ["abdominal-girth"] = [Keys.AbdominalGirth], ["oedema"] = [Keys.Oedema], ["fetal-position"] = [Keys.Presentation], ["cbc"] = [Keys.Hb], ["urinalysis"] = [Keys.ProteinDipstick],
        ["liver"] = [Keys.Alt], ["renal"] = [Keys.Creatinine], ["fasting-glucose"] = [Keys.GlucoseFasting, Keys.Ogtt0h], ["ogtt-75g"] = [Keys.Ogtt0h], ["ogtt-early"] = [Keys.Ogtt0h],
        ["growth-us"] = [Keys.UsDate, Keys.EfwG, Keys.BpdMm], ["anomaly-us"] = [Keys.UsDate], ["gbs"] = [Keys.GbsScreen], ["nst"] = [Keys.NstResult], ["bile-acid"] = [Keys.Tba],
        ["cervical-length"] = [Keys.CervicalLength], ["nipt"] = [Keys.NiptResult], ["second-trim-serum"] = [Keys.SerumScreening], ["thyroid"] = [Keys.Tsh], ["ferritin"] = [Keys.FerritinUgL],
        ["risk-reassess"] = [Keys.RiskItems, Keys.RiskColour],
    };

    /// <summary>The open ones first, each in the order of the schedule; nothing while the pregnancy is not dated.</summary>
    public static IReadOnlyList<NextStep> Of(PregnancyView pregnancy, IFacts facts, DateOnly today)
    {
        if (pregnancy.GaDaysOn(today) is not { } days) return [];
        return [.. AntenatalSchedule.Due(days, facts).Concat(AntenatalSchedule.Due(days, facts, AntenatalSchedule.Preeclampsia2025).Where(row => row.Condition is not null)).Where(row => row.ItemType != "visit").Select(row => StepOf(row, pregnancy, days, today)).OrderBy(s => s.State is StepState.Done)];
    }

    /// <summary>The visit that the schedule has in this week, or null.</summary>
    public static ScheduleRow? Visit(PregnancyView pregnancy, DateOnly today) =>
        pregnancy.GaDaysOn(today) is { } days ? AntenatalSchedule.Visits(pregnancy.Schedule).FirstOrDefault(v => v.Window!.Value.Contains(days)) : null;

    private static NextStep StepOf(ScheduleRow row, PregnancyView pregnancy, int days, DateOnly today)
    {
        var window = row.Window!.Value;
        var keys = KeysOf.GetValueOrDefault(row.ItemCode) ?? [];
        var within = pregnancy.Visits.Where(v => row.VisitNo == "every" ? v.On == today : pregnancy.GaDaysOn(v.On) is { } at && window.Contains(at));
        var held = within.LastOrDefault(v => keys.Any(v.Answers.Has));
        var pending = held is not null && keys.Where(held.Answers.Has).All(k => held.Answers[k].All(a => a.Status is AnswerStatus.Pending));
        var refused = held is not null && keys.Where(held.Answers.Has).All(k => held.Answers[k].All(a => a.Status is AnswerStatus.NotDone or AnswerStatus.Declined));
        return new(row, window.To - days, held is null || refused ? StepState.Open : pending ? StepState.Pending : StepState.Done, refused ? null : held);
    }
}
