using System.Globalization;
using Lianxin.App.Errors;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Microsoft.Extensions.Localization;

namespace Lianxin.App.Forms;

/// <summary>The words of a field in the user's language, and of its values.</summary>
public static class FieldWords
{
    public static bool IsChinese => CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal);

    public static string Label(this FieldDefinition field) => IsChinese ? field.Zh.TrimEnd('*') : Capital(field.En);

    /// <summary>The short label where the screen has one (<c>label:fundal_height</c>), else that of the form.</summary>
    public static string LabelOf(this IStringLocalizer<Words> text, FieldDefinition field) =>
        text[$"label:{field.Key}"] is { ResourceNotFound: false } words ? words : field.Label();

    public static string Label(this FieldOption option) => IsChinese ? option.Zh : Capital(option.En);

    /// <summary>The unit as people write it; null where the field has none worth saying.</summary>
    public static string? Unit(this IStringLocalizer<Words> text, string? unit)
    {
        if (unit is null or "1") return null;
        var found = text[$"unit:{unit}"];
        return found.ResourceNotFound ? unit.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal) : found.Value.Length == 0 ? null : found.Value;
    }

    /// <summary>The sentence of a problem; units and codes in it as people write them.</summary>
    public static string Of(this IStringLocalizer<Errors.Words> problems, FormProblem problem, FormDefinition form, IStringLocalizer<Words> text)
    {
        Dictionary<string, string> facts = new(problem.Facts, StringComparer.Ordinal);
        if (facts.TryGetValue("unit", out var unit)) facts["unit"] = text.Unit(unit) ?? "";
        if (facts.TryGetValue("keys", out var keys)) facts["keys"] = string.Join(IsChinese ? "、" : ", ", keys.Split(' ').Select(k => form[k]?.Label() ?? k));
        if (facts.TryGetValue("law_zh", out var zh) && facts.TryGetValue("law_en", out var en)) facts["law"] = IsChinese ? zh : en;
        var code = problem.Code;
        // One bound of a range may be absent.
        if (code is "out-of-range" or "ask-range") code += (facts.ContainsKey("min"), facts.ContainsKey("max")) switch { (true, false) => "-min", (false, true) => "-max", _ => "" };
        return problems.Of(new Refusal(code, problem.Key, facts)).Replace("{unit}", "", StringComparison.Ordinal).TrimEnd();
    }

    /// <summary>A value in words: options by their label, dates and numbers as they are.</summary>
    public static string Words(this FieldDefinition field, AnswerValue value, IStringLocalizer<Words> text) => value switch
    {
        { Number: { } number } when IsGestation(field) => string.Create(CultureInfo.InvariantCulture, $"{(int)number / 7}+{(int)number % 7}"),
        { Number: { } number } => number.ToString(CultureInfo.InvariantCulture),
        { Flag: { } flag } => text[flag ? "Yes" : "No"],
        { Codes: { } codes } => string.Join(IsChinese ? "、" : ", ", codes.Select(c => Option(field, c))),
        { Named: { } named } => named.Name,
        { Text: { } words } => field.Type is FieldType.Code ? Option(field, words) : words,
        _ => "",
    };

    /// <summary>A proposal of the engine as an offer of the screen, in the user's language.</summary>
    public static FieldOffer Offer(this IStringLocalizer<Words> text, Proposal proposal, FormDefinition form) =>
        new(proposal.Value, form[proposal.Key] is { } field ? field.Words(proposal.Value, text) : "", IsChinese ? proposal.GroundZh : proposal.GroundEn);

    public static bool IsGestation(FieldDefinition field) => field.Key == "ga_days";

    private static string Option(FieldDefinition field, string code) => field.Options.FirstOrDefault(o => o.Code == code)?.Label() ?? code;

    private static string Capital(string words) => words.Length == 0 ? words : char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];
}
