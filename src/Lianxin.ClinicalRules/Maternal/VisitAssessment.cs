using Lianxin.ClinicalRules.Assess;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Maternal;

/// <summary>What one maternity visit means: everything the record and the screen show after a value was typed. Nothing in it is confirmed.</summary>
/// <param name="Facts">What the rules read.</param>
/// <param name="Findings">Above normal, the most urgent first. A repeated pressure is judged beside the first: both are kept, software alone lowers nothing.</param>
/// <param name="Pressure">State of README 4a; null when no pressure was taken.</param>
/// <param name="Proposes">Facts offered to a clinician.</param>
public sealed record VisitAssessment(Facts Facts, IReadOnlyList<Finding> Findings, DecisionRow? Pressure, IReadOnlyDictionary<string, DerivationRow> Proposes)
{
    /// <summary>Populations of a pregnant woman and her unborn children.</summary>
    public static IReadOnlyList<string> Pregnancy { get; } = [Populations.Pregnant, Populations.Fetus];

    /// <param name="form">Name of the form.</param>
    /// <param name="answers">What was typed, as facts.</param>
    /// <param name="known">What the record knows: facts of the person and pregnancy, and <c>form.key</c> of other forms.</param>
    /// <param name="populations">Null = <see cref="Pregnancy"/>.</param>
    /// <param name="ended">Fetuses that have ended.</param>
    public static VisitAssessment Of(string form, IFacts answers, IFacts known, IReadOnlyList<string>? populations = null, IReadOnlySet<int>? ended = null)
    {
        var readings = BloodPressure.OfVisit(answers);
        var pressure = readings.Count == 0 ? null : BloodPressure.State(readings);
        IFacts stated = pressure is null ? answers : new WithState(answers, Value.Of(pressure.Outcome));
        var facts = Derivation.FactsOf(form, stated, known);
        List<Finding> findings = [.. Alerts.Findings(facts, populations ?? Pregnancy, ended: ended)];
        for (var i = 1; i < readings.Count; i++) AddRepeat(findings, facts, readings[i], populations ?? Pregnancy, ended);
        findings.Sort(Alerts.ByUrgency);
        return new(facts, findings, pressure, Derivation.Apply(form, new Layers(stated, facts)).Proposes);
    }

    private static void AddRepeat(List<Finding> findings, Facts facts, PressureReading reading, IReadOnlyList<string> populations, IReadOnlySet<int>? ended)
    {
        var repeat = facts.Copy();
        if (reading.Systolic is { } sbp) repeat["sbp"] = Value.Of(sbp);
        if (reading.Diastolic is { } dbp) repeat["dbp"] = Value.Of(dbp);
        foreach (var finding in Alerts.Findings(repeat, populations, ended: ended))
        {
            if (!findings.Exists(f => ReferenceEquals(f.Rule, finding.Rule) && f.Fetus == finding.Fetus)) findings.Add(finding);
        }
    }

    private sealed class WithState(IFacts all, Value state) : IFacts
    {
        public Value Get(string key) => key == "bp_state" ? state : all.Get(key);

        public IReadOnlyList<IFacts>? Earlier => all.Earlier;

        public IEnumerable<string>? Known => all.Known?.Append("bp_state");
    }
}
