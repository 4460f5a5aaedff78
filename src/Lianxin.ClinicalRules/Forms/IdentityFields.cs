using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Identifiers;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>What an identity number says about the other fields of registration: birth date and sex are filled from it.</summary>
internal static class IdentityFields
{
    /// <summary>Code of the resident identity card in <c>id_type</c>; other documents have no number that could be checked.</summary>
    private const string ResidentCard = "01";

    /// <summary>Whether the number is to be one of a resident identity card: the card is named, or no document is.</summary>
    public static bool IsResidentCard(IFacts facts) => facts.Get(Keys.IdType) is not { IsKnown: true } type || type.Text == ResidentCard;

    public static bool Fills(string form, string key) => form == FormNames.Person && key is Keys.BirthDate or Keys.Sex or Keys.BirthDatePrecision;

    public static Value Compute(string key, AnswersFacts facts)
    {
        if (key == Keys.BirthDatePrecision && FormDate.TryParse(facts.Answers.Text(Keys.BirthDate), out var typed)) return Value.Of(Word(typed.Precision));
        if (!IsResidentCard(facts) || !TryRead(facts, out var id)) return Value.Unknown;
        return key switch { Keys.BirthDate => Value.Of(id.BirthDate), Keys.Sex => Value.Of(id.Sex), _ => Value.Of(Word(DatePrecision.Day)) };
    }

    /// <summary>Whether a value typed beside the number says something else than the number; a year or month agrees when the day lies in it.</summary>
    public static bool Differs(FieldDefinition field, AnswerValue typed, AnswersFacts facts)
    {
        if (field.Form != FormNames.Person || field.Key is not (Keys.BirthDate or Keys.Sex) || !IsResidentCard(facts) || !TryRead(facts, out var id)) return false;
        if (field.Key == Keys.Sex) return typed.Text is "1" or "2" && typed.Text != id.Sex;
        return FormDate.TryParse(typed.Text, out var date) && (id.BirthDate < date.First || id.BirthDate > date.Last);
    }

    private static bool TryRead(AnswersFacts facts, out ResidentId id) => ResidentId.TryParse(facts.Answers.Text(Keys.IdNumber), facts.Get("today").Day!.Value, out id, out _);

    private static string Word(DatePrecision precision) => precision switch { DatePrecision.Year => "year", DatePrecision.Month => "month", _ => "day" };
}
