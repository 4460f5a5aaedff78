using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Maternal;

/// <summary>Items of <c>antenatal-schedule.csv</c> whose window is open.</summary>
public static class AntenatalSchedule
{
    /// <summary>The guideline of 2018: seven windows, and what belongs to each.</summary>
    public const string Chinese2018 = "CN-2018";

    /// <summary>The national basic public health service, third edition: five visits.</summary>
    public const string BasicPublicHealth = "CN-BPH3";

    /// <summary>The guideline of 2025 on pre-eclampsia; it adds to whichever schedule is in force.</summary>
    public const string Preeclampsia2025 = "CN-2025";

    /// <summary>Schedules that a house may plan its visits by; the first is in force where nobody chose.</summary>
    public static IReadOnlyList<string> ForVisits { get; } = [Chinese2018, BasicPublicHealth];

    /// <summary>The question of low-dose aspirin, put to an obstetrician while its weeks last.</summary>
    public static ScheduleRow AspirinDecision { get; } = ClinicalTables.Schedule.Single(row => row is { Schedule: Preeclampsia2025, ItemCode: "aspirin-decision" });

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
            if (Holds(row, facts)) due.Add(row);
        }
        return due;
    }

    /// <summary>Whether an item is for this woman: it has no condition, one in words, or one that is true of the facts and of what follows from them.</summary>
    public static bool Holds(ScheduleRow row, IFacts facts)
    {
        if (row.Condition is null) return true;
        var follows = new Facts();
        foreach (var (fact, value) in Derivation.Apply(Derivation.FromFacts, facts).Sets) follows[fact] = value;
        return row.Condition.Test(new Layers(facts, follows)) == Truth.True;
    }

    /// <summary>The visit rows in order, for the next planned contact.</summary>
    public static IReadOnlyList<ScheduleRow> Visits(string schedule = Chinese2018) =>
        [.. ClinicalTables.Schedule.Where(row => row.Schedule == schedule && row is { ItemType: "visit", Window: not null })];
}
