using System.Globalization;
using Lianxin.ClinicalRules.Assess;
using Lianxin.ClinicalRules.Forms;

namespace Lianxin.Contracts.Residents;

/// <summary>What every form does the same way when it is written down.</summary>
public static class Written
{
    /// <summary>The answers with their confirmations signed by who sends them: nobody confirms in another's name.</summary>
    public static Answers SignedBy(this Answers answers, string name, DateTimeOffset at)
    {
        var by = new Confirmation(name, at.ToUniversalTime());
        var stamped = answers;
        foreach (var (key, given) in answers.Entries)
            foreach (var answer in given)
                if (answer.Confirmed is not null) stamped = stamped.With(key, answer with { Confirmed = by });
        return stamped;
    }

    /// <summary>The value as measured, as it stands beside a finding.</summary>
    public static string Observed(this Finding finding) => finding.Value switch
    {
        { Number: { } number } => string.Create(CultureInfo.InvariantCulture, $"{number:0.###} {finding.Unit}").Trim(),
        { Text: { } text } => text,
        _ => string.Join(", ", finding.Read.Where(r => r.Value.Number is not null).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Key} {r.Value.Number:0.###}"))),
    };

    /// <summary>The id of the finding that a rule makes in an encounter; the same on the device and on the server.</summary>
    public static Guid IdIn(this Finding finding, Guid encounter) => StableId.Of(encounter, $"{finding.RuleId}/{finding.Fetus}");
}
