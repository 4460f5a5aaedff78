using Lianxin.ClinicalRules.Forms;

namespace Lianxin.Residents;

/// <summary>What the form engine says, as the reasons of an outcome.</summary>
public static class FormRefusals
{
    /// <summary>The reasons for which a form cannot be saved; empty when it can.</summary>
    /// <param name="state">What the engine found.</param>
    /// <param name="member">Member of the operation that carries the answers, as in <c>answers</c>.</param>
    public static IReadOnlyList<Refusal> Of(FormState state, string member) =>
        [.. state.Refused.Concat(state.Missing).Concat(state.Asked).Select(p => new Refusal(p.Code, FieldOf(member, p), p.Facts))];

    // answers.fhr[2] is the second fetus, answers.surgery_name[a1] the row a1.
    private static string FieldOf(string member, FormProblem problem) =>
        $"{member}.{problem.Key}{(problem.Fetus is { } fetus ? $"[{fetus}]" : problem.Row is { } row ? $"[{row}]" : "")}";
}
