namespace Lianxin.ClinicalRules.Forms;

/// <summary>The form engine: what a form shows, waits for, refuses, asks and computes. The same on the server and in the browser.</summary>
public static class Form
{
    /// <summary>Looks at all answers of a form, or of a part of it.</summary>
    /// <param name="definition">The form.</param>
    /// <param name="answers">As typed; nothing in them is changed.</param>
    /// <param name="context">The time, the rights and the facts from elsewhere.</param>
    /// <returns>Never throws for anything in the answers; every fault is a <see cref="FormProblem"/> at its field.</returns>
    public static FormState Check(FormDefinition definition, Answers answers, FormContext context) => new FormCheck(definition, answers, context).Run();
}
