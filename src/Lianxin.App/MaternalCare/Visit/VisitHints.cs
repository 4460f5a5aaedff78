using System.Globalization;
using Lianxin.App.Forms;
using Lianxin.ClinicalRules.Assess;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.ClinicalRules.Tables;
using Lianxin.Contracts.MaternalCare;
using Microsoft.Extensions.Localization;

namespace Lianxin.App.MaternalCare.Visit;

/// <summary>What stands beside each field of a visit: the value before, the change since, and what the value now means.</summary>
public sealed class VisitHints(VisitDraft draft, IStringLocalizer<Words> text, IStringLocalizer<Forms.Words> units, Func<string, Task> showRule)
{
    // The diastolic of a pressure, and the field whose limits judge a repeated one.
    private static readonly Dictionary<string, (string Diastolic, bool First)> Pressures = new(StringComparer.Ordinal)
    {
        [Keys.Sbp] = (Keys.Dbp, true), [Keys.BpRepeatSbp] = (Keys.BpRepeatDbp, false), [Keys.Bp4hSbp] = (Keys.Bp4hDbp, false),
    };

    public FieldHint? Of(FieldPlace place)
    {
        if (draft.Model.Definition[place.Key] is not { } field) return null;
        return Pressures.TryGetValue(place.Key, out var pressure) ? OfPressure(place.Key, pressure.Diastolic, pressure.First) : OfOne(field, place);
    }

    private FieldHint OfPressure(string systolicKey, string diastolicKey, bool first)
    {
        var answers = draft.Model.Answers;
        var (systolic, diastolic) = (answers.Number(systolicKey), answers.Number(diastolicKey));
        var band = Higher(Band(Keys.Sbp, systolic), Band(Keys.Dbp, diastolic));
        string? previous = null, delta = null;
        if (!first)
        {
            previous = Pair(answers, Keys.Sbp, Keys.Dbp) is { } begun ? text["FirstReading", begun].Value : null;
            delta = text["BothKept"];
        }
        else if (Last(v => Pair(v, Keys.Sbp, Keys.Dbp) is not null) is { } last)
        {
            previous = text["Before", Pair(last.Answers, Keys.Sbp, Keys.Dbp)!];
            delta = systolic is { } s && diastolic is { } d
                ? text["DeltaDays", $"{Signed(s - last.Answers.Number(Keys.Sbp)!.Value)} / {Signed(d - last.Answers.Number(Keys.Dbp)!.Value)}", Days(last)] : text["DaysAgo", Days(last)];
        }
        return Judged(band, systolic is not null && diastolic is not null) with { Previous = previous, Delta = delta, Sub = Time(systolicKey) };
    }

    private FieldHint OfOne(FieldDefinition field, FieldPlace place)
    {
        var answer = draft.Model.Find(place);
        var last = Last(v => v.Find(field.Key, place.Fetus)?.Value.IsPresent == true);
        var before = last?.Answers.Find(field.Key, place.Fetus)?.Value;
        string? previous = null, delta = null, sub = null;
        if (last is not null && before is { } was)
        {
            var words = field.Words(was, units);
            if (was.Number is { } old && field.Type is FieldType.Integer or FieldType.Decimal)
            {
                previous = text["Before", words];
                delta = answer?.Value.Number is { } now ? text["DeltaDays", Signed(now - was.Number!.Value), Days(last)] : text["DaysAgo", Days(last)];
            }
            else sub = text["Before", words];
        }
        if (field.Key == Keys.WeightKg && draft.Pregnancy.First.Number(Keys.PrepregnancyWeightKg) is { } start) sub = text["BeforePregnancy", start.ToString(CultureInfo.InvariantCulture)];
        var value = answer?.Value ?? default;
        var band = value.Number is not null ? Band(field.Key, value.Number) : value.Text is { } code && ClinicalTables.Keys.ContainsKey(field.Key) ? Alerts.BandOf(field.Key, Value.Of(code), draft.Meaning.Facts, VisitAssessment.Pregnancy) : null;
        var measured = value.Number is not null && field.Section == "examination";
        return Judged(band, measured) with { Previous = previous, Delta = delta, Sub = sub, Note = Asked(field, answer) };
    }

    private FieldHint Judged(Threshold? band, bool noted)
    {
        if (band is null) return noted ? new() { Level = "normal", LevelWord = text["Noted"] } : new();
        var normal = band.Level is Level.Normal;
        var ofNumber = band.Code is null;
        return new()
        {
            Level = band.Level.Word(), IsUnsigned = !normal && !ClinicalTables.IsSigned(band.Id), OnSource = () => showRule(band.Id),
            LevelWords = normal ? ofNumber ? band.Compared : null : ofNumber ? text["ComparedMeans", band.Compared, VisitOffers.Head(band.Meaning())] : VisitOffers.Head(band.Meaning()),
        };
    }

    private Threshold? Band(string key, decimal? value) => value is { } number ? Alerts.BandOf(key, Value.Of(number), draft.Meaning.Facts, VisitAssessment.Pregnancy) : null;

    private static Threshold? Higher(Threshold? one, Threshold? other) => other is null || one?.Level >= other.Level ? one : other;

    private VisitView? Last(Func<Answers, bool> holds) => draft.Pregnancy.Visits.LastOrDefault(v => holds(v.Answers));

    private int Days(VisitView visit) => draft.On.DayNumber - visit.On.DayNumber;

    // A raised pressure asks for protein and signs today.
    private string? Asked(FieldDefinition field, Answer? answer) =>
        field.Key is Keys.ProteinDipstick or Keys.ComplaintCodes && answer is null && draft.Meaning.Pressure is { Outcome: not "normal" } ? text[field.Key == Keys.ProteinDipstick ? "ProteinToday" : "AskEach"].Value : null;

    private string? Time(string systolicKey)
    {
        var at = draft.Model.Answers.Text(systolicKey switch { Keys.Sbp => Keys.BpAt, Keys.BpRepeatSbp => Keys.BpRepeatAt, _ => Keys.Bp4hAt });
        if (at is { Length: >= 5 }) return text["MeasuredAt", at[^5..]];
        return systolicKey == Keys.Sbp ? null : draft.Meaning.Pressure is { } state ? FieldWords.IsChinese ? state.Zh : state.En : null;
    }

    /// <summary>Both figures of a reading, or null while one is missing.</summary>
    internal static string? Pair(Answers answers, string systolic, string diastolic) =>
        answers.Number(systolic) is { } s && answers.Number(diastolic) is { } d ? string.Create(CultureInfo.InvariantCulture, $"{s:0}/{d:0}") : null;

    private static string Signed(decimal change) => change.ToString("+0.##;−0.##;0", CultureInfo.InvariantCulture);
}
