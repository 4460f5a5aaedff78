using Lianxin.ClinicalRules.Expressions;

namespace Lianxin.ClinicalRules.Tables;

/// <summary>Rows tried from the top; the first that is true decides. Scores, classes, ladders and flows of the clinical documents stand here, with their numbers.</summary>
public sealed class DecisionTable(string name, IReadOnlyList<DecisionRow> rows)
{
    public string Name => name;

    public IReadOnlyList<DecisionRow> Rows => rows;

    /// <summary>The deciding row, or null when none is true: the facts do not say enough, or the value is not one the table allows.</summary>
    public DecisionRow? Decide(IFacts facts)
    {
        foreach (var row in rows)
        {
            if (row.Condition is null || row.Condition.Test(facts) == Truth.True) return row;
        }
        return null;
    }
}
