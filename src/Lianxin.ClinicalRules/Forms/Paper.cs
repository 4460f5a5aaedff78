using System.Globalization;
using System.Text.RegularExpressions;
using Lianxin.ClinicalRules.Expressions;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>One choice as the paper shows it: a box, the number that the paper prints, the words.</summary>
public sealed record PrintedChoice(string Code, string Words, bool Ticked);

/// <summary>What stands on one line of paper for one fetus or one row.</summary>
/// <param name="Fetus">Which fetus, from 1; null where none is asked.</param>
/// <param name="Text">The value with its unit, or the status in its place; empty is a place to write in.</param>
/// <param name="Choices">Boxes, where the paper has them; a status is then in <paramref name="Text"/>.</param>
public sealed record PrintedValue(int? Fetus, string Text, IReadOnlyList<PrintedChoice> Choices);

/// <summary>One line of the paper form.</summary>
public sealed record PrintedLine(string Section, string Label, IReadOnlyList<string> Keys, IReadOnlyList<PrintedValue> Values);

/// <summary>A form as the paper has it: every line of <c>prints_as</c>, in its order, with what was answered; blank lines stay, to be written in by hand.</summary>
/// <remarks>Source: column <c>prints_as</c> of fields.csv. What its section hides from the caller is not printed at all.</remarks>
public static partial class Paper
{
    // More boxes than this are no line of a form any more: then the chosen ones stand in words.
    private const int MostBoxes = 12;

    /// <param name="state">The answers, checked with the rights of the one who prints.</param>
    /// <param name="seesRestricted">Whether section restricted is printed.</param>
    /// <param name="chinese">The paper is a Chinese one; English words are for those who read no Chinese.</param>
    public static IReadOnlyList<PrintedLine> Lines(FormState state, bool seesRestricted, bool chinese)
    {
        List<PrintedLine> lines = [];
        var fields = state.Fields.Where(f => f.Field.PrintsAs is not null && (seesRestricted || !f.Field.IsRestricted)).GroupBy(f => f.Field).ToList();
        for (var i = 0; i < fields.Count; i++)
        {
            var (field, states) = (fields[i].Key, fields[i].ToList());
            // “血压____/” and “/____mmHg” are one line of paper.
            if (field.PrintsAs!.EndsWith('/') && i + 1 < fields.Count && fields[i + 1].Key is { PrintsAs: ['/', ..] } second)
            {
                var (label, seconds) = (Common(Label(field, chinese), Label(second, chinese)), fields[++i].ToList());
                lines.Add(new(field.Section, label, [field.Key, second.Key], [.. states.Select((s, at) => Joined(Value(s, seesRestricted, chinese), at < seconds.Count ? Value(seconds[at], seesRestricted, chinese) : null))]));
                continue;
            }
            lines.Add(new(field.Section, Label(field, chinese), [field.Key], [.. states.Select(s => Value(s, seesRestricted, chinese))]));
        }
        return lines;
    }

    /// <summary>The words of a status, as they stand in the place of a value.</summary>
    public static string Words(AnswerStatus status, bool chinese) => (status, chinese) switch
    {
        (AnswerStatus.Pending, true) => "已采待报", (AnswerStatus.Pending, _) => "taken, result pending",
        (AnswerStatus.NotDone, true) => "未做", (AnswerStatus.NotDone, _) => "not done",
        (AnswerStatus.Declined, true) => "拒查", (AnswerStatus.Declined, _) => "declined",
        (_, true) => "外院", _ => "another hospital",
    };

    private static string Label(FieldDefinition field, bool chinese) => chinese ? field.Zh.TrimEnd('*') : field.En;

    private static PrintedValue Value(FieldState state, bool seesRestricted, bool chinese)
    {
        var field = state.Field;
        if (!state.IsShown) return new(state.Fetus, "", []);
        var status = state.Answer?.Status;
        var value = Text(field, state, seesRestricted, chinese);
        if (status is { } said) return new(state.Fetus, $"{Words(said, chinese)} {value} {state.Answer!.On:yyyy-MM-dd}".Replace("  ", " ", StringComparison.Ordinal).Trim(), []);
        return HasBoxes(field) ? new(state.Fetus, "", Boxes(field, state, seesRestricted, chinese)) : new(state.Fetus, value, []);
    }

    private static bool HasBoxes(FieldDefinition field) => field.Type == FieldType.Boolean ||
        field.Type is FieldType.Code or FieldType.Codes && field.Options.Count <= MostBoxes && field.PrintsAs!.StartsWith('□');

    private static PrintedChoice[] Boxes(FieldDefinition field, FieldState state, bool seesRestricted, bool chinese)
    {
        if (field.Type == FieldType.Boolean)
        {
            bool? flag = state.Value.IsTrue ? true : state.Value.IsKnown ? false : null;
            return [new("", chinese ? "否" : "no", flag == false), new("", chinese ? "是" : "yes", flag == true)];
        }
        var chosen = Codes(state);
        return [.. field.Options.Where(o => seesRestricted || !o.Restricted).Select(o => new PrintedChoice(field.PrintedCodes.GetValueOrDefault(o.Code) ?? (IsNumber(o.Code) ? o.Code : ""), chinese ? o.Zh : o.En, chosen.Contains(o.Code)))];
    }

    private static IReadOnlyList<string> Codes(FieldState state) =>
        state.Answer?.Value is { Codes: { } several } ? several : state.Answer?.Value.Text is { } one ? [one] : state.Value is { IsKnown: true, Text: { } computed } ? computed.Split(';', ' ') : [];

    private static bool IsNumber(string code) => code.All(char.IsAsciiDigit);

    private static string Text(FieldDefinition field, FieldState state, bool seesRestricted, bool chinese)
    {
        var words = field.Type switch
        {
            FieldType.Integer or FieldType.Decimal => Number(field, state, chinese),
            FieldType.Boolean => (state.Value.IsKnown ? state.Value.IsTrue : (bool?)null, chinese) switch { (true, true) => "是", (true, _) => "yes", (false, true) => "否", (false, _) => "no", _ => "" },
            FieldType.Code or FieldType.Codes => string.Join(chinese ? "、" : ", ", Codes(state)
                .Select(c => field.Options.FirstOrDefault(o => o.Code == c)).Where(o => o is not null && (seesRestricted || !o.Restricted)).Select(o => chinese ? o!.Zh : o!.En)),
            FieldType.Datetime => (state.Answer?.Value.Text ?? Known(state.Value)).Replace('T', ' '),
            _ when state.Answer?.Value.Named is { } named => Signed(named, chinese),
            _ => state.Answer?.Value.Text ?? Known(state.Value),
        };
        return words;
    }

    private static string Known(Value value) => value.IsKnown ? value.ToString() : "";

    private static string Signed(Named named, bool chinese)
    {
        var paper = named.OnPaper ? chinese ? "纸上签字" : "on paper" : "";
        var witness = named.Witness is { Length: > 0 } seen ? $"{(chinese ? "见证" : "witness")} {seen}" : "";
        return string.Join(' ', new[] { named.Name, paper, witness }.Where(w => w.Length > 0));
    }

    private static string Number(FieldDefinition field, FieldState state, bool chinese)
    {
        if (state.Answer?.Value.Number is not { } number && !decimal.TryParse(Known(state.Value), NumberStyles.Number, CultureInfo.InvariantCulture, out number)) return "";
        var template = field.PrintsAs!;
        if (template.Contains("周__天", StringComparison.Ordinal))
            return chinese ? $"{(int)number / 7} 周 +{(int)number % 7} 天" : $"{(int)number / 7}+{(int)number % 7} weeks";
        var unit = Unit().Match(template) is { Success: true } found ? found.Groups[1].Value.TrimEnd('/') : "";
        // The newborn's weight is typed in grams and printed in kilograms.
        if (unit == "kg" && field.Unit == "g") number /= 1000;
        else if (unit == "mg/dL" && field.Unit != unit) unit = "μmol/L";
        if (!chinese && unit.Any(c => c > 0x2E80)) unit = "";
        return $"{number.ToString(CultureInfo.InvariantCulture)} {unit}".Trim();
    }

    private static string Common(string one, string other)
    {
        var bracket = one.IndexOf('（', StringComparison.Ordinal);
        return bracket > 0 && other.StartsWith(one[..bracket], StringComparison.Ordinal) ? one[..bracket] : $"{one} / {other}";
    }

    private static PrintedValue Joined(PrintedValue first, PrintedValue? second)
    {
        if (second is null || second.Text.Length == 0) return first;
        // A status says itself once.
        return first with { Text = first.Text == second.Text ? first.Text : first.Text.Length == 0 ? $"/{second.Text}" : $"{first.Text}/{second.Text}" };
    }

    [GeneratedRegex("_+([^_年月日:：（(□]*)")]
    private static partial Regex Unit();
}
