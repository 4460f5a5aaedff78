using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Maternal;

/// <summary>Items of <c>antenatal-schedule.csv</c> whose window is open.</summary>
public static class AntenatalSchedule
{
    public const string Chinese2018 = "CN-2018";

    /// <summary>What is due at a gestational age. Items for some women only are given when their condition is true; a condition in words comes along in
    /// <see cref="ScheduleRow.ConditionWords"/> for people to judge. What was done already is for the caller to take out.</summary>
    /// <param name="gaDays">Gestational age in days.</param>
    /// <param name="facts">For the conditions.</param>
    /// <param name="schedule">Name in the column <c>schedule</c>.</param>
    public static IReadOnlyList<ScheduleRow> Due(int gaDays, IFacts facts, string schedule = Chinese2018)
    {
        List<ScheduleRow> due = [];
        foreach (var row in ClinicalTables.Schedule)
        {
            if (row.Schedule != schedule || row.Window is not { } window || !window.Contains(gaDays)) continue;
            if (row.Condition is null || row.Condition.Test(facts) == Truth.True) due.Add(row);
        }
        return due;
    }

    /// <summary>The visit rows in order, for the next planned contact.</summary>
    public static IReadOnlyList<ScheduleRow> Visits(string schedule = Chinese2018) =>
        [.. ClinicalTables.Schedule.Where(row => row.Schedule == schedule && row is { ItemType: "visit", Window: not null })];
}
