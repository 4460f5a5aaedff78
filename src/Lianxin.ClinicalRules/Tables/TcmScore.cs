using Lianxin.ClinicalRules.Expressions;

namespace Lianxin.ClinicalRules.Tables;

/// <summary>One constitution of traditional Chinese medicine and how its score is summed from the 33 answers <c>q1</c> … <c>q33</c>.</summary>
public sealed record TcmScore(string Constitution, string Zh, Expression Expression, string Source, string Verification)
{
    private static readonly Lazy<TcmScore[]> LazyAll = new(() =>
        [.. Csv.Embedded("tcm-scores.csv").Rows.Select(row => new TcmScore(row["constitution"], row["zh"], row.Expression("expression"), row["source"], row["verification"]))]);

    /// <summary>The eight biased constitutions in the order of the norm, then the balanced one.</summary>
    public static IReadOnlyList<TcmScore> All => LazyAll.Value;
}
