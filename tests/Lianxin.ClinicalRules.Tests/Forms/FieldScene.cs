using System.Collections.Concurrent;
using System.Globalization;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Forms;

namespace Lianxin.ClinicalRules.Tests.Forms;

/// <summary>One field of any form, shown: values are found that make its condition true, so that every row of fields.csv can be tried.</summary>
internal sealed class FieldScene
{
    public static readonly DateTimeOffset Now = new(2025, 11, 20, 9, 24, 0, TimeSpan.FromHours(8));

    // What conditions compare numbers with, and one step past it; 800 is beyond each of them.
    private static readonly decimal[] Numbers = [0, 13, 17, 65, 29, 76, 84, 100, 112, 140, 168, 196, 224, 245, 252, 800];

    private FieldScene(FieldDefinition field, Answers answers, FormContext context) => (Field, Answers, Context) = (field, answers, context);

    public FieldDefinition Field { get; }
    public Answers Answers { get; }
    public FormContext Context { get; }

    private static readonly ConcurrentDictionary<(FieldDefinition, bool), FieldScene?> Found = [];

    /// <summary>The scene in which the field is shown, or hidden; null when its condition never gets there.</summary>
    public static FieldScene? Shown(FieldDefinition field, bool sought = true) => Found.GetOrAdd((field, sought), _ => Search(field, sought));

    private static FieldScene? Search(FieldDefinition field, bool sought)
    {
        var form = FormDefinition.Of(field.Form);
        var keys = field.ShownWhen?.Keys ?? [];
        var choices = keys.Select(key => Choices(form, key).ToArray()).ToArray();
        foreach (var picks in Combine(choices, 0, []))
        {
            var (answers, background) = (Answers.Empty, new Facts());
            for (var i = 0; i < keys.Count; i++)
            {
                if (form[keys[i]] is { Fill: not FieldFill.Computed } other) answers = Put(answers, other, picks[i]);
                else background[keys[i]] = AsFact(picks[i]);
            }

            var context = new FormContext { Now = Now, SeesRestricted = true, Background = background, Pregnant = false };
            if (Form.Check(form, answers, context).Find(field.Key) is { } state && state.IsShown == sought) return new(field, answers, context);
        }

        return null;
    }

    public FormState Answer(AnswerValue value) => Answer(new Answer { Value = value });

    public FormState Answer(Answer answer) =>
        Form.Check(FormDefinition.Of(Field.Form), Answers.With(Field.Key, answer with { Fetus = Field.Repeat == FieldRepeat.Fetus ? 1 : null, Row = Field.Repeat == FieldRepeat.List ? "r1" : null }), Context);

    /// <summary>The codes of the refusals and questions at this field.</summary>
    public string[] Codes(AnswerValue value)
    {
        var state = Answer(value);
        return [.. state.Refused.Concat(state.Asked).Where(p => p.Key == Field.Key).Select(p => p.Code).Where(c => c is not ("identity-number-wrong" or "identity-differs" or "readings-swapped" or "end-before-start" or "gestation-differs" or "earlier-births-exceed-gravidity" or "sample-time-off"))];
    }

    private static IEnumerable<AnswerValue> Choices(FormDefinition form, string key)
    {
        yield return default;
        var type = form[key]?.Type ?? FieldType.Decimal;
        if (type is FieldType.Code) foreach (var option in form[key]!.Options) yield return option.Code;
        else if (type is FieldType.Codes) foreach (var option in form[key]!.Options) yield return new[] { option.Code };
        else if (type is FieldType.Boolean) { yield return true; yield return false; }
        else if (type is FieldType.Date) yield return "2025-11-19";
        else if (type is FieldType.Datetime) yield return "2025-11-20T08:00";
        else if (type is FieldType.Integer or FieldType.Decimal) foreach (var number in Numbers) yield return number;
        else yield return "1";
    }

    private static IEnumerable<AnswerValue[]> Combine(AnswerValue[][] choices, int at, AnswerValue[] picked)
    {
        if (at == choices.Length) return [picked];
        return choices[at].SelectMany(choice => Combine(choices, at + 1, [.. picked, choice]));
    }

    private static Answers Put(Answers answers, FieldDefinition field, AnswerValue value) => field.Repeat switch
    {
        FieldRepeat.Fetus => answers.With(field.Key, value, fetus: 1),
        FieldRepeat.List => answers.With(field.Key, value, row: "r1"),
        _ => answers.With(field.Key, value),
    };

    public static Value AsFact(AnswerValue value) =>
        value.Number is { } number ? Value.Of(number) : value.Flag is { } flag ? Value.Of(flag) : value.Codes is { } codes ? Value.OfCodes(codes) : Value.Of(value.Text);

    public static decimal Step(FieldDefinition field) => 1m / (decimal)Math.Pow(10, field.Decimals ?? 0);

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
