using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;

namespace Lianxin.MaternalCare.Rosters;

/// <summary>A woman of the register with what a roster is compared with.</summary>
internal sealed record KnownWoman(Answers Particulars, IReadOnlyList<PregnancyView> Pregnancies)
{
    /// <summary>The pregnancy that a row speaks of, or null where it tells of a new one.</summary>
    public PregnancyView? Same(PregnancyRow content, DatingView? dating)
    {
        if (Pregnancies.FirstOrDefault(p => p.State == PregnancyState.Open) is { } open) return open;
        // Two pregnancies of one woman do not begin within the length of one.
        if (dating is not null && Pregnancies.FirstOrDefault(p => p.Dating is { } d && Math.Abs(d.Start.DayNumber - dating.Start.DayNumber) < Dating.TermDays) is { } near) return near;
        return content.HasEnded(dating) ? Pregnancies.FirstOrDefault(p => dating is null || p.Dating is null) : null;
    }
}
