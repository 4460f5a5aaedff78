using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Assess;

/// <summary>What one rule says about the facts.</summary>
/// <param name="Rule">The row: id, meaning zh and en, source, verification word, and what was compared ("≥140").</param>
/// <param name="Value">The value that was compared; unknown for a combination.</param>
/// <param name="Fetus">The fetus it speaks of, from 1; null when it is not about one.</param>
/// <param name="Read">Key and value of all that was read and known, for the reason shown to people.</param>
public sealed record Finding(Threshold Rule, Value Value, int? Fetus, IReadOnlyList<KeyValuePair<string, Value>> Read)
{
    public string RuleId => Rule.Id;
    public Level Level => Rule.Level;

    /// <summary>The key measured; empty for a combination.</summary>
    public string Analyte => Rule.Analyte;
    public string Unit => Rule.Unit;
    public string Compared => Rule.Compared;

    /// <summary>False until a clinician signs the rule: shown as 规则未签发.</summary>
    public bool IsSigned => ClinicalTables.IsSigned(Rule.Id);
}
