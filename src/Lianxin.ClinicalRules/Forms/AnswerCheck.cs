using System.Globalization;
using System.Text;
using Lianxin.ClinicalRules.Identifiers;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>Looks at one answer of a shown field: its kind, its bounds, its codes, its words.</summary>
internal sealed class AnswerCheck(FormDefinition form, AnswersFacts facts, FormContext context, FormProblems problems)
{
    private readonly bool _guardsWords = context.Pregnant ?? FetalSexWords.IsAboutUnborn(form.Name);

    public void Check(FieldDefinition field, int? fetus, string? row, Answer answer)
    {
        var at = new At(field, fetus, row, answer.Confirmed is not null);
        CheckStatus(at, answer);
        if (!answer.Value.IsPresent) return;
        if (!at.Confirmed && IdentityFields.Differs(field, answer.Value, facts)) problems.Ask(field.Key, fetus, row, FormCodes.IdentityDiffers);
        switch (field.Type)
        {
            case FieldType.Integer or FieldType.Decimal: CheckNumber(at, answer.Value); break;
            case FieldType.Boolean: Require(at, answer.Value.Flag is not null, FormCodes.WrongType); break;
            case FieldType.Date: CheckDate(at, answer.Value); break;
            case FieldType.Datetime: CheckTime(at, answer.Value); break;
            case FieldType.Code: CheckCodes(at, answer.Value.Text is { } code ? [code] : null); break;
            case FieldType.Codes: CheckCodes(at, answer.Value.Codes); break;
            case FieldType.Person or FieldType.Place or FieldType.Signature: CheckName(at, answer.Value); break;
            default: CheckText(at, answer.Value); break;
        }
    }

    private void CheckStatus(At at, Answer answer)
    {
        var today = DateOnly.FromDateTime(context.Now.DateTime);
        if (answer.On > today) problems.Refuse(at.Field.Key, at.Fetus, at.Row, FormCodes.OutOfRange, ("max", Iso(today)));
        if (answer.Status is not { } status) return;
        // A value beside a status is the result of another hospital; all others say that there is none.
        if (!at.Field.TakesStatus || (answer.Value.IsPresent && status != AnswerStatus.Elsewhere))
        {
            problems.Refuse(at.Field.Key, at.Fetus, at.Row, FormCodes.StatusNotAllowed, ("status", AnswersConverter.Word(status)));
        }
        else if (status == AnswerStatus.Elsewhere && answer.On is null)
        {
            problems.Refuse(at.Field.Key, at.Fetus, at.Row, FormCodes.OutsideDateMissing);
        }
    }

    private void CheckNumber(At at, AnswerValue value)
    {
        if (value.Number is not { } number)
        {
            Require(at, false, FormCodes.NotANumber);
            return;
        }

        if (at.Field.Decimals is { } decimals && decimal.Round(number, decimals) != number)
        {
            problems.Refuse(at.Field.Key, at.Fetus, at.Row, FormCodes.TooManyDecimals, ("decimals", FormLimits.Text(decimals)));
        }

        var (min, max, askMin, askMax) = (at.Field.RefuseBelow?.Number, at.Field.RefuseAbove?.Number, at.Field.AskBelow?.Number, at.Field.AskAbove?.Number);
        if (number < min || number > max) problems.Refuse(at.Field.Key, at.Fetus, at.Row, FormCodes.OutOfRange, Range(min, max, at.Field.Unit));
        else if ((number < askMin || number > askMax) && !at.Confirmed) problems.Ask(at.Field.Key, at.Fetus, at.Row, FormCodes.AskRange, Range(askMin, askMax, at.Field.Unit));
    }

    // A date known by month or year is refused only when none of its days is possible.
    private void CheckDate(At at, AnswerValue value)
    {
        if (!FormDate.TryParse(value.Text, out var date))
        {
            Require(at, false, FormCodes.NotADate);
            return;
        }

        if (date.Precision < at.Field.LeastPrecision)
        {
            problems.Refuse(at.Field.Key, at.Fetus, at.Row, FormCodes.DateNotExact, ("precision", at.Field.LeastPrecision == DatePrecision.Day ? "day" : "month"));
            return;
        }

        var (min, max) = (at.Field.RefuseBelow?.Day(facts), at.Field.RefuseAbove?.Day(facts));
        var (askMin, askMax) = (at.Field.AskBelow?.Day(facts), at.Field.AskAbove?.Day(facts));
        if (date.Last < min || date.First > max) problems.Refuse(at.Field.Key, at.Fetus, at.Row, FormCodes.OutOfRange, Range(min, max));
        else if ((date.Last < askMin || date.First > askMax) && !at.Confirmed) problems.Ask(at.Field.Key, at.Fetus, at.Row, FormCodes.AskRange, Range(askMin, askMax));
    }

    private void CheckTime(At at, AnswerValue value)
    {
        var offset = context.Now.Offset;
        if (!FormDate.TryParseTime(value.Text, offset, out var time))
        {
            Require(at, false, FormCodes.NotADate);
            return;
        }

        var (min, max) = (at.Field.RefuseBelow?.Moment(facts, offset), at.Field.RefuseAbove?.Moment(facts, offset));
        var (askMin, askMax) = (at.Field.AskBelow?.Moment(facts, offset), at.Field.AskAbove?.Moment(facts, offset));
        if (time < min || time > max) problems.Refuse(at.Field.Key, at.Fetus, at.Row, FormCodes.OutOfRange, Range(min, max));
        else if ((time < askMin || time > askMax) && !at.Confirmed) problems.Ask(at.Field.Key, at.Fetus, at.Row, FormCodes.AskRange, Range(askMin, askMax));
    }

    private void CheckCodes(At at, IReadOnlyList<string>? codes)
    {
        if (codes is null)
        {
            Require(at, false, FormCodes.WrongType);
            return;
        }

        string? alone = null;
        foreach (var code in codes)
        {
            if (!at.Field.OptionsByCode.TryGetValue(code, out var option))
            {
                Require(at, false, FormCodes.UnknownCode);
                return;
            }

            if (option.Restricted && !context.SeesRestricted)
            {
                Require(at, false, FormCodes.NotPermitted);
                return;
            }

            if (option.Excludes) alone = code;
        }

        if (alone is not null && codes.Count > 1) problems.Refuse(at.Field.Key, at.Fetus, at.Row, FormCodes.ExclusiveCode, ("code", alone));
    }

    private void CheckName(At at, AnswerValue value)
    {
        if (value.Named is not { } named)
        {
            Require(at, false, FormCodes.WrongType);
            return;
        }

        if (Longest(named) > FormLimits.NameLength) problems.Refuse(at.Field.Key, at.Fetus, at.Row, FormCodes.TooLong, ("max", FormLimits.Text(FormLimits.NameLength)));
        var signed = named.Account is not null || named.At is not null || named.OnPaper || named.Witness is not null;
        if (at.Field.Type == FieldType.Signature ? named.Id is not null : signed) Require(at, false, FormCodes.WrongType);
        else if (named.OnPaper && string.IsNullOrWhiteSpace(named.Witness)) Require(at, false, FormCodes.WitnessMissing);
        else CheckPrintable(at, named.Name);
    }

    private static int Longest(Named named) => Math.Max(Math.Max(named.Name.Length, named.Id?.Length ?? 0), Math.Max(named.Account?.Length ?? 0, named.Witness?.Length ?? 0));

    private void CheckText(At at, AnswerValue value)
    {
        if (value.Text is not { } text)
        {
            Require(at, false, FormCodes.WrongType);
            return;
        }

        var max = at.Field.MaxLength ?? FormLimits.NameLength;
        if (text.Length > max)
        {
            problems.Refuse(at.Field.Key, at.Fetus, at.Row, FormCodes.TooLong, ("max", FormLimits.Text(max)));
            return;
        }

        CheckPrintable(at, text);
        if (at.Field is { Key: Keys.IdNumber, Form: FormNames.Person } && IdentityFields.IsResidentCard(facts))
            Require(at, ResidentId.TryParse(text, DateOnly.FromDateTime(context.Now.DateTime), out _, out _), FormCodes.IdentityNumberWrong);
        if (at.Field.IsPhone && PhoneNumber.Parse(text).IsDoubtful) problems.Note(at.Field.Key, at.Fetus, at.Row, FormCodes.PhoneToVerify);
        if (!_guardsWords) return;
        var found = FetalSexWords.Look(text);
        if (found == FetalSexMention.Told) problems.Refuse(at.Field.Key, at.Fetus, at.Row, FormCodes.FetalSexRefused, FetalSexWords.Law);
        else if (found == FetalSexMention.MayTell && !at.Confirmed) problems.Ask(at.Field.Key, at.Fetus, at.Row, FormCodes.FetalSexAsked, FetalSexWords.Law);
    }

    private void CheckPrintable(At at, string text)
    {
        foreach (var letter in text.EnumerateRunes())
        {
            if (!IsPrintable(letter))
            {
                Require(at, false, FormCodes.UnprintableText);
                return;
            }
        }
    }

    // Half characters come as the replacement character; signs that turn the direction of reading make one name look like another.
    private static bool IsPrintable(Rune letter) =>
        letter != Rune.ReplacementChar && letter.Value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)) && (!Rune.IsControl(letter) || letter.Value is '\n' or '\r' or '\t');

    private void Require(At at, bool holds, string code)
    {
        if (!holds) problems.Refuse(at.Field.Key, at.Fetus, at.Row, code);
    }

    private static (string, string)[] Range(decimal? min, decimal? max, string? unit)
    {
        List<(string, string)> facts = [];
        if (min is { } low) facts.Add(("min", low.ToString(CultureInfo.InvariantCulture)));
        if (max is { } high) facts.Add(("max", high.ToString(CultureInfo.InvariantCulture)));
        if (unit is not null) facts.Add(("unit", unit));
        return [.. facts];
    }

    private static (string, string)[] Range(DateOnly? min, DateOnly? max)
    {
        List<(string, string)> facts = [];
        if (min is { } low) facts.Add(("min", Iso(low)));
        if (max is { } high) facts.Add(("max", Iso(high)));
        return [.. facts];
    }

    private static (string, string)[] Range(DateTimeOffset? min, DateTimeOffset? max)
    {
        List<(string, string)> facts = [];
        if (min is { } low) facts.Add(("min", low.ToString("yyyy-MM-ddTHH:mmzzz", CultureInfo.InvariantCulture)));
        if (max is { } high) facts.Add(("max", high.ToString("yyyy-MM-ddTHH:mmzzz", CultureInfo.InvariantCulture)));
        return [.. facts];
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private readonly record struct At(FieldDefinition Field, int? Fetus, string? Row, bool Confirmed);
}
