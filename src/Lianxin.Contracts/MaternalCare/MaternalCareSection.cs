using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.Contracts.Residents;

namespace Lianxin.Contracts.MaternalCare;

/// <summary>What this module shows of one resident. <see cref="Apply"/> is pure: the server's rows and the device's unsent work meet in it.</summary>
public sealed record MaternalCareSection
{
    /// <summary>Pregnancies, the newest first.</summary>
    public IReadOnlyList<PregnancyView> Pregnancies { get; init; } = [];

    /// <summary>Her cases, the newest first; a restricted one only for those who may see it.</summary>
    public IReadOnlyList<CaseRow> Cases { get; init; } = [];

    /// <summary>What colleagues have to do for her, by its time.</summary>
    public IReadOnlyList<CareTaskView> Tasks { get; init; } = [];

    /// <summary>The pregnancy that goes on, or null.</summary>
    public PregnancyView? Open => Pregnancies.FirstOrDefault(p => p.GoesOn);

    public MaternalCareSection Apply(IOperation operation, ResidentView resident, Author about) => operation switch
    {
        RegisterPregnancy o => this with { Pregnancies = [PregnancyLogic.Begin(o, resident, about), .. Pregnancies] },
        AnswerFirstVisit o => On(o.PregnancyId, p => PregnancyLogic.Answer(p, o, resident, about)),
        RecordVisit o => On(o.PregnancyId, p => PregnancyLogic.Visit(p, o, resident, about)),
        DatePregnancy o => On(o.PregnancyId, p => PregnancyLogic.Date(p, o, resident, about)),
        ConfirmColor o => On(o.PregnancyId, p => PregnancyLogic.Confirm(p, o, resident, about)),
        PlanContact o => On(o.PregnancyId, p => PregnancyLogic.Plan(p, o, about)),
        RecordOutcome o => On(o.PregnancyId, p => Outcomes.Apply(p, o, about)),
        _ => this,
    };

    private MaternalCareSection On(Guid pregnancy, Func<PregnancyView, PregnancyView> change) =>
        this with { Pregnancies = [.. Pregnancies.Select(p => p.Id == pregnancy ? change(p) : p)] };
}
