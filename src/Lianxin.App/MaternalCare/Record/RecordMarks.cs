using Lianxin.App.Components;
using Lianxin.App.Forms;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Tables;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Microsoft.Extensions.Localization;

namespace Lianxin.App.MaternalCare.Record;

/// <summary>The special marks under the name: allergy, what was established, history, age. Limits come from the tables.</summary>
public static class RecordMarks
{
    public static IReadOnlyList<Mark> Of(RecordDocument record, PregnancyView? pregnancy, Facts? facts, DateOnly today, IStringLocalizer<Words> text)
    {
        List<Mark> marks = [.. Allergies(record.Resident.Particulars, pregnancy?.First, text)];
        if (pregnancy is null || facts is null) return marks;
        if (facts.Get(Keys.MiscarriagesTotal).Number is { } miscarriages && PregnancyWords.LimitReached(Keys.MiscarriagesTotal, miscarriages) is not null)
            marks.Add(new(text["Miscarriages", miscarriages], "history"));
        marks.AddRange(pregnancy.Established.Concat(facts.Values.Where(f => f.Value == Value.Of(true) && ClinicalTables.TickItems.ContainsKey(f.Key)).Select(f => f.Key)).Distinct().Where(IsOpen).Select(key => new Mark(RuleWords.OfKey(key))));
        if (record.Resident.AgeOn(today) is { } age && PregnancyWords.LimitReached(Keys.Age, age) is { } limit) marks.Add(new(text["AgeLimit", limit]));
        if (pregnancy.Fetuses > 1) marks.Add(new(text["Fetuses", pregnancy.Fetuses]));
        return marks;
    }

    // The strip stands under every eye that passes the screen: what is restricted is never named in it, whoever looks.
    private static bool IsOpen(string key) => !ClinicalTables.TickItems.TryGetValue(key, out var item) || !item.Restricted;

    private static IEnumerable<Mark> Allergies(Answers person, Answers? first, IStringLocalizer<Words> text)
    {
        var field = FormDefinition.Of(FormNames.Person)[Keys.DrugAllergyKinds]!;
        var other = person.Text(Keys.DrugAllergyKindsOther);
        foreach (var code in person.Codes(Keys.DrugAllergyKinds))
        {
            if (field.Options.FirstOrDefault(o => o.Code == code) is not { Excludes: false } option) continue;
            var isOther = FormDefinition.Of(FormNames.Person)[Keys.DrugAllergyKindsOther]!.ShownWhen!.Text.Contains($"'{code}'", StringComparison.Ordinal);
            yield return new(text["Allergy", isOther && other is not null ? other : option.Label()], "allergy");
        }
        if (first?.Flag(Keys.DrugAllergy) == true && person.Codes(Keys.DrugAllergyKinds).All(c => field.Options.Any(o => o.Code == c && o.Excludes)))
            yield return new(first.Text(Keys.DrugAllergyNote) is { } note ? text["Allergy", note] : text["DrugAllergy"], "allergy");
    }
}
