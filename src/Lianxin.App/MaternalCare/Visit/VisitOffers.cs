using System.Globalization;
using Lianxin.App.Forms;
using Lianxin.ClinicalRules.Assess;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Tables;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Residents;
using Microsoft.Extensions.Localization;

namespace Lianxin.App.MaternalCare.Visit;

/// <summary>What is offered at the end of a visit: classification from today's values, guidance by week, referral, next date, signature. Never a diagnosis.</summary>
public static class VisitOffers
{
    public static IReadOnlyDictionary<string, FieldOffer> Of(FormModel model, VisitMeaning meaning, PregnancyView pregnancy, Named? signedIn, IStringLocalizer<Forms.Words> text)
    {
        var inForce = ColorLogic.InForce(pregnancy.Confirmed, meaning.Color);
        var inputs = new ProposalInputs
        {
            Level = Alerts.Highest(meaning.Findings), FindingWords = FindingWords(meaning, text), Colour = inForce, SignedIn = signedIn, Schedule = pregnancy.Schedule,
            ColourChanged = pregnancy.Color is { } before && (before.Base != meaning.Color.Base || before.State == ColorLogic.NotAssessed != (meaning.Color.State == ColorLogic.NotAssessed)),
        };
        Dictionary<string, FieldOffer> offers = [];
        foreach (var proposal in Proposals.For(model.State, inputs))
        {
            // No table says whom an emergency is referred to, and “no rule asks for it” would calm: a person chooses.
            if (proposal.Key == Keys.Referral && inputs.Level is Level.Emergency) continue;
            var offer = text.Offer(proposal, model.Definition);
            // The classification brings its description along: one key accepts both.
            var note = proposal.Key == Keys.Assessment && inputs.FindingWords is { Length: > 0 } found && proposal.Value.Text == NoteFor ? found : null;
            offers[proposal.Key] = note is null ? offer : offer with { Words = $"{offer.Words}{text["Colon"]}{Short(meaning)}", Also = new Dictionary<string, AnswerValue> { [Keys.AssessmentNote] = AnswerValue.Of(note) } };
        }
        return offers;
    }

    // The classification that asks for a description.
    private static readonly string? NoteFor = FormDefinition.Of(FormNames.AntenatalFollowup)[Keys.Assessment]!.Options
        .FirstOrDefault(o => FormDefinition.Of(FormNames.AntenatalFollowup)[Keys.AssessmentNote]!.ShownWhen!.Text.Contains($"{Keys.Assessment} == '{o.Code}'", StringComparison.Ordinal))?.Code;

    private static string Short(VisitMeaning meaning) => meaning.Findings.Count == 0 ? FieldWords.IsChinese ? "分级有变化" : "the colour changed"
        : string.Join(FieldWords.IsChinese ? "；" : "; ", meaning.Findings.Select(f => Head(f.Rule.Meaning())).Distinct().Take(3));

    // The record is kept in Chinese, as its paper is.
    private static string? FindingWords(VisitMeaning meaning, IStringLocalizer<Forms.Words> text)
    {
        List<string> words = [];
        foreach (var finding in meaning.Findings)
        {
            var observed = finding.Value.Number is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number:0.###} {text.Unit(finding.Unit)}").Trim() : finding.Observed();
            var one = finding.Analyte.Length == 0 ? Head(finding.Rule.MeaningZh) : $"{finding.Rule.NameZh} {observed} {Head(finding.Rule.MeaningZh)}";
            if (!words.Contains(one)) words.Add(one);
        }
        if (words.Count == 0) return meaning.Color.State == ColorLogic.NotAssessed ? null : "分级有变化";
        var note = string.Join('；', words);
        return note.Length <= MostNote ? note : note[..MostNote];
    }

    private static int MostNote => FormDefinition.Of(FormNames.AntenatalFollowup)[Keys.AssessmentNote]!.MaxLength!.Value;

    internal static string Head(string meaning) => meaning.Split('：', ':')[0];
}
