using Lianxin.Contracts;
using Microsoft.Extensions.Localization;

namespace Lianxin.App.Errors;

/// <summary>Finds the words of a refusal by its code and puts its facts into them.</summary>
public static class ProblemWords
{
    public static string Of(this IStringLocalizer<Words> text, Refusal refusal)
    {
        var found = text[refusal.Code];
        var words = found.ResourceNotFound ? text["unknown"].Value : found.Value;
        foreach (var (name, value) in refusal.Facts ?? new Dictionary<string, string>()) words = words.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        return words.Replace("{code}", refusal.Code, StringComparison.Ordinal);
    }

    public static string Of(this IStringLocalizer<Words> text, ApiException problem) =>
        problem.Refusals is [var first, ..] ? text.Of(first) : text.Of(new Refusal(problem.Code));
}
