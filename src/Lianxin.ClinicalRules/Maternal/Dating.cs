using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Maternal;

/// <summary>Dates of a pregnancy, clinical README section 5. Gestational age is counted in days and written 36w0d.</summary>
public static class Dating
{
    /// <summary>Length from the first day of the last period to the expected date, in days.</summary>
    public static int TermDays => (int)ClinicalTables.Decision("dating").Rows[0].Amount!.Value;

    /// <summary>Expected date of delivery.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The date lies beyond the calendar.</exception>
    public static DateOnly Edd(DateOnly lmp) => lmp.AddDays(TermDays);

    /// <summary>The day from which the weeks count when the expected date is in force.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The date lies before the calendar.</exception>
    public static DateOnly Start(DateOnly edd) => edd.AddDays(-TermDays);

    /// <summary>Gestational age in days; negative before the start.</summary>
    public static int GaDays(DateOnly start, DateOnly on) => on.DayNumber - start.DayNumber;

    /// <summary>252 = 36w0d.</summary>
    public static string Format(int gaDays) => Weeks.Format(gaDays);

    /// <summary>Whether the ultrasound dates the pregnancy, or the last period stands. The row carries limit, source and verification word.</summary>
    /// <param name="lmpGaDays">Gestational age by the last period on the day of the scan.</param>
    /// <param name="ultrasoundGaDays">Gestational age by the scan.</param>
    public static DecisionRow Redate(decimal lmpGaDays, decimal ultrasoundGaDays) =>
        ClinicalTables.Decision("redate").Decide(Facts.Of(("lmp_ga_days", Value.Of(lmpGaDays)), ("difference_days", Value.Of(Math.Abs(lmpGaDays - ultrasoundGaDays)))))!;

    /// <summary>First contacts that can be planned, in weeks, both ends inside.</summary>
    public static (int Least, int Most) WhoPlanWeeks
    {
        get
        {
            var bounds = ClinicalTables.Decision("who_plan.first").Rows;
            return ((int)bounds[0].Amount!.Value, (int)bounds[1].Amount!.Value);
        }
    }

    /// <summary>WHO contact plan after a first contact in week <paramref name="firstContact"/> (WHO/SRH/21.2 ANC.S.01): weeks still to come.</summary>
    public static IReadOnlyList<int> WhoPlan(int firstContact)
    {
        var steps = ClinicalTables.Decision("who_plan");
        var ends = ClinicalTables.Decision("who_plan.end");
        int last = (int)ends.Rows[0].Amount!.Value, delivery = (int)ends.Rows[1].Amount!.Value;
        List<int> weeks = [];
        for (var week = firstContact; week < last;)
        {
            week += (int)steps.Decide(Facts.Of(("first_contact_week", Value.Of((decimal)firstContact)), ("week", Value.Of((decimal)week))))!.Amount!.Value;
            if (week > last) week = last; // skipped, so it is added
            weeks.Add(week);
        }
        if (firstContact < delivery) weeks.Add(delivery);
        return weeks;
    }
}
