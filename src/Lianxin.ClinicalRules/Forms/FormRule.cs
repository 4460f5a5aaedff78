using System.Collections.Frozen;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>What happens when a rule between fields does not hold.</summary>
public enum RuleSeverity
{
    /// <summary>The entry is refused at the field.</summary>
    Refuse,

    /// <summary>The user confirms once.</summary>
    Ask,

    /// <summary>One of several answers is waited for before saving.</summary>
    Require,
}

/// <summary>A rule between fields: a row of form-rules.csv.</summary>
/// <param name="Key">The field at which it is told.</param>
/// <param name="Code">Its code in <see cref="FormCodes"/>.</param>
/// <param name="Severity">What happens when it is broken.</param>
/// <param name="Holds">Broken when this is known and false.</param>
/// <param name="Source">Where it is written.</param>
/// <param name="Verification">seen, partly seen, unverified or project.</param>
public sealed record FormRule(string Key, string Code, RuleSeverity Severity, Expression Holds, string Source, string Verification)
{
    private static readonly Lazy<FrozenDictionary<string, FormRule[]>> Table = new(() => Csv.Embedded("form-rules.csv").Rows
        .GroupBy(row => row["form"])
        .ToFrozenDictionary(form => form.Key, form => form.Select(Read).ToArray(), StringComparer.Ordinal));

    /// <summary>The rules of one form: its own, and those of every form (<c>*</c>) whose fields it has.</summary>
    internal static IReadOnlyList<FormRule> For(FormDefinition form) =>
    [
        .. Of(form.Name),
        .. Of("*").Where(rule => form[rule.Key] is not null && rule.Holds.Keys.All(key => form[key] is not null)),
    ];

    private static FormRule[] Of(string form) => Table.Value.TryGetValue(form, out var rules) ? rules : [];

    private static FormRule Read(CsvRow row) =>
        new(row["key"], row["code"], row.Word("severity", ("refuse", RuleSeverity.Refuse), ("ask", RuleSeverity.Ask), ("require", RuleSeverity.Require)), row.Expression("holds"), row["source"], row["verification"]);
}
