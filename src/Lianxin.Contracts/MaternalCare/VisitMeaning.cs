using Lianxin.ClinicalRules.Assess;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.ClinicalRules.Tables;
using Lianxin.Contracts.Residents;

namespace Lianxin.Contracts.MaternalCare;

/// <summary>What the numbers of a visit mean now: the same on the screen while it is typed and on the server when it is written.</summary>
public sealed class VisitMeaning
{
    private readonly CareFacts known;
    private readonly Answers answers;

    private VisitMeaning(CareFacts known, Answers answers, FormState form, VisitAssessment found, ColorView color)
    {
        (this.known, this.answers) = (known, answers);
        (Form, Facts, Findings, Pressure, Color) = (form, found.Facts, found.Findings, found.Pressure, color);
    }

    /// <summary>What is shown, waited for, refused and asked.</summary>
    public FormState Form { get; }

    /// <summary>The facts that the rules read.</summary>
    public Facts Facts { get; }

    /// <summary>Every rule above normal that is true, the most urgent first.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>State of the pressure with its words, or null where none was measured.</summary>
    public DecisionRow? Pressure { get; }

    /// <summary>The colour with this visit in it.</summary>
    public ColorView Color { get; }

    /// <summary>Judges the answers of a visit.</summary>
    /// <param name="resident">Her particulars.</param>
    /// <param name="pregnancy">The pregnancy, without this visit.</param>
    /// <param name="answers">As typed so far.</param>
    /// <param name="about">Who and when.</param>
    /// <param name="visit">Id of the visit; the ids of what follows from it are made of it.</param>
    public static VisitMeaning Of(ResidentView resident, PregnancyView pregnancy, Answers answers, Author about, Guid visit)
    {
        var known = new CareFacts(resident, pregnancy, about);
        var form = FormDefinition.Of(FormNames.AntenatalFollowup);
        // The readings decide the state, and the state which reading is asked next.
        var readings = BloodPressure.OfVisit(new AnswersFacts(form, answers, known.Context()));
        var pressure = readings.Count == 0 ? null : BloodPressure.State(readings);
        var state = ClinicalRules.Forms.Form.Check(form, answers, known.Context(bpState: pressure?.Outcome));
        var found = VisitAssessment.Of(form.Name, state.Facts, known.Known);
        return new(known, answers, state, found, ColorLogic.Assess(known, pregnancy, found, about, StableId.Of(visit, "color")));
    }

    /// <summary>What is refused and asked of somebody who may not see section restricted. What the visit means does not change by who typed it.</summary>
    public FormState FormWithoutRestricted() => !TouchesRestricted ? Form :
        ClinicalRules.Forms.Form.Check(FormDefinition.Of(FormNames.AntenatalFollowup), answers, known.Context(bpState: Pressure?.Outcome) with { SeesRestricted = false });

    private bool TouchesRestricted
    {
        get
        {
            var form = FormDefinition.Of(FormNames.AntenatalFollowup);
            bool Restricted(string key) => form[key] is { } asked && (asked.IsRestricted || asked.Options.Any(o => o.Restricted));
            return answers.Keys.Any(Restricted) || Form.Refused.Concat(Form.Asked).Any(p => Restricted(p.Key));
        }
    }
}
