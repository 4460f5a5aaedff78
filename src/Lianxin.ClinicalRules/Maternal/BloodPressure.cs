using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Maternal;

/// <summary>One measured pressure.</summary>
/// <param name="Minutes">Minutes since the first reading; null when its time is not known.</param>
/// <param name="Systolic">mmHg; null when only the other was read.</param>
/// <param name="Diastolic">mmHg; null when only the other was read.</param>
public readonly record struct PressureReading(decimal? Minutes, decimal? Systolic, decimal? Diastolic);

/// <summary>Raised pressure in pregnancy: the states of clinical README 4a, whose limits stand in <c>decisions.csv</c> (<c>bp.reading</c>, <c>bp</c>).</summary>
public static class BloodPressure
{
    /// <summary>The state after the readings so far; its words zh and en, source and verification are in the row.</summary>
    /// <param name="readings">In the order measured, at least one. A reading without a time counts, but never proves four hours.</param>
    public static DecisionRow State(IReadOnlyList<PressureReading> readings)
    {
        ArgumentOutOfRangeException.ThrowIfZero(readings.Count);
        var limits = ClinicalTables.Decision("bp.reading");
        int raised = 0, severe = 0;
        bool lastRaised = false, lastSevere = false;
        decimal? firstRaisedAt = null, span = null;
        foreach (var reading in readings)
        {
            var found = limits.Decide(Facts.Of(("sbp", Known(reading.Systolic)), ("dbp", Known(reading.Diastolic))))?.Outcome;
            lastSevere = found == "severe";
            lastRaised = lastSevere || found == "raised";
            if (lastSevere) severe++;
            if (!lastRaised) continue;
            raised++;
            firstRaisedAt ??= reading.Minutes;
            if (reading.Minutes - firstRaisedAt is { } since) span = since;
        }
        var facts = Facts.Of(("raised", Value.Of((decimal)raised)), ("severe", Value.Of((decimal)severe)), ("last_raised", Value.Of(lastRaised)),
            ("last_severe", Value.Of(lastSevere)), ("raised_span_minutes", Known(span)));
        return ClinicalTables.Decision("bp").Decide(facts)!; // the last row has no condition
    }

    /// <summary>The readings of a visit form: <c>sbp/dbp/bp_at</c>, <c>bp_repeat_*</c>, <c>bp_4h_*</c>; those not taken are left out.</summary>
    public static IReadOnlyList<PressureReading> OfVisit(IFacts answers)
    {
        List<PressureReading> readings = [];
        DateTimeOffset? first = null;
        foreach (var (systolic, diastolic, time) in VisitKeys)
        {
            var (sbp, dbp, at) = (answers.Get(systolic).Number, answers.Get(diastolic).Number, answers.Get(time).Moment);
            if (sbp is null && dbp is null) continue;
            if (readings.Count == 0) first = at;
            readings.Add(new(at is { } taken && first is { } start ? (decimal)(taken - start).TotalMinutes : null, sbp, dbp));
        }
        return readings;
    }

    private static readonly (string Systolic, string Diastolic, string Time)[] VisitKeys =
        [("sbp", "dbp", "bp_at"), ("bp_repeat_sbp", "bp_repeat_dbp", "bp_repeat_at"), ("bp_4h_sbp", "bp_4h_dbp", "bp_4h_at")];

    /// <summary>Keys of the readings of a visit form, with their times.</summary>
    internal static IEnumerable<string> ReadingKeys => VisitKeys.SelectMany(k => new[] { k.Systolic, k.Diastolic, k.Time });

    private static Value Known(decimal? number) => number is { } value ? Value.Of(value) : Value.Unknown;
}
