using System.Collections.Frozen;
using System.Globalization;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>The next visit by the schedule in force, or earlier where the interval table of proposals.csv says so.</summary>
public static class NextVisit
{
    private static readonly Lazy<FrozenDictionary<string, Visit[]>> Schedules = new(() =>
        AntenatalSchedule.ForVisits.ToFrozenDictionary(name => name, name => AntenatalSchedule.Visits(name).SelectMany(Expand).OrderBy(v => v.From).ToArray()));

    /// <summary>The day of the next visit by the schedule alone.</summary>
    /// <param name="visit">Day of this visit.</param>
    /// <param name="gaDays">Gestational age on that day.</param>
    /// <param name="schedule">One of <see cref="AntenatalSchedule.ForVisits"/>.</param>
    /// <remarks>The same place in the next window as today in this one, inside that window; in the last weeks one window later. Before the first window its first day.</remarks>
    public static DateOnly By(DateOnly visit, int gaDays, string schedule = AntenatalSchedule.Chinese2018)
    {
        var windows = Schedules.Value[schedule];
        var now = Array.FindLastIndex(windows, w => w.From <= gaDays);
        if (now < 0) return visit.AddDays(windows[0].From - gaDays);
        // The last weeks are weekly, as CN-2018 has them, whatever a shorter schedule leaves open.
        if (now == windows.Length - 1) return visit.AddDays(Math.Min(windows[now].Length, Schedules.Value[AntenatalSchedule.Chinese2018][^1].Length));
        var next = windows[now + 1];
        return visit.AddDays(Math.Clamp(gaDays + next.From - windows[now].From, next.From, next.To) - gaDays);
    }

    internal static Proposal? Propose(FieldDefinition field, AnswersFacts facts, IFacts known, DecisionTable earlier, string schedule)
    {
        if (facts.Get(Keys.VisitDate).Day is not { } visit) return null;
        Proposal? best = null;
        var day = DateOnly.MaxValue;
        if (facts.Get(Keys.GaDays).Number is { } ga && ga == Math.Floor(ga) && ga is >= 0 and < 400)
        {
            var source = AntenatalSchedule.Visits(schedule)[0];
            day = By(visit, (int)ga, schedule);
            best = new(field.Key, Proposals.Iso(day), $"按产检计划（{source.Schedule}）", $"by the schedule {source.Schedule}", source.Source, source.Verification);
        }

        foreach (var row in earlier.Rows)
        {
            if (row.Condition?.Test(known) != Truth.True || row.Amount is not { } days || visit.AddDays((int)days) >= day) continue;
            day = visit.AddDays((int)days);
            best = new(field.Key, Proposals.Iso(day), row.Zh, row.En, row.Source, row.Verification);
        }

        return best;
    }

    // One row may stand for several visits: 7-11 in 37w0d..41w6d is one a week.
    private static IEnumerable<Visit> Expand(ScheduleRow row)
    {
        var numbers = row.VisitNo.Split('-').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        var (count, window) = (numbers[^1] - numbers[0] + 1, row.Window!.Value);
        var length = (window.To!.Value - window.From!.Value + 1) / count;
        return Enumerable.Range(0, count).Select(i => new Visit(window.From.Value + (i * length), length));
    }

    private readonly record struct Visit(int From, int Length)
    {
        public int To => From + Length - 1;
    }
}
