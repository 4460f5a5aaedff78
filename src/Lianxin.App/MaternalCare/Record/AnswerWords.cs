using Lianxin.App.Forms;
using Lianxin.ClinicalRules.Forms;
using Microsoft.Extensions.Localization;

namespace Lianxin.App.MaternalCare.Record;

/// <summary>An answer in words: its value with the unit, or why there is none.</summary>
public static class AnswerWords
{
    public static string Of(FieldDefinition field, Answer answer, IStringLocalizer<Forms.Words> text)
    {
        var value = $"{field.Words(answer.Value, text)} {(answer.Value.Number is null ? null : text.Unit(field.Unit))}".Trim();
        return answer.Status switch
        {
            AnswerStatus.Pending => text["StatusPending"],
            AnswerStatus.NotDone => text["StatusNotDone"],
            AnswerStatus.Declined => text["StatusDeclined"],
            AnswerStatus.Elsewhere => $"{text["StatusElsewhere"]} {value} {answer.On:yyyy-MM-dd}".Trim(),
            _ => value,
        };
    }
}
