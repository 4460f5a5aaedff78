using System.Globalization;
using System.Text.Json;
using Lianxin.Contracts.Rosters;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Lianxin.App.Rosters;

/// <summary>Sentences about a row, the same in the table and in its dialog.</summary>
internal static class LineWords
{
    /// <summary>What is wrong or noted, and what was proposed for it. Of an identity number no digit is ever proposed.</summary>
    public static string Of(IStringLocalizer<Words> text, RosterProblemView problem, ImportLine line, ImportWork work)
    {
        var words = Said(text, problem, line, work);
        if (problem.Proposed.Count == 0) return words;
        var proposed = string.Join(text["Comma"], problem.Proposed.Select(p => p.Key == problem.Column ? Value(p.Value) : $"{work.NameOf(p.Key)} {Value(p.Value)}"));
        return problem.Effect == "ask" ? text["WithProposed", words, proposed] : words;
    }

    /// <summary>What a row that is imported all the same still lacks.</summary>
    public static IEnumerable<string> Notes(IStringLocalizer<Words> text, ImportLine line, ImportWork work)
    {
        var notes = line.Notes.Select(n => $"{(n.Column is { } at ? work.NameOf(at) + text["Colon"] : "")}{Of(text, n, line, work)}");
        if (work.Kind.OfPeople && line.State is LineState.New && !line.Tells("id_number")) notes = notes.Append(text["NoIdNumber"].Value);
        if (work.Kind.OfPeople && line.State is LineState.New && !line.Tells("mobile")) notes = notes.Append(text["NoMobile"].Value);
        return notes.Distinct();
    }

    private static string Said(IStringLocalizer<Words> text, RosterProblemView problem, ImportLine line, ImportWork work)
    {
        if (problem is { Code: "duplicate-in-file", OtherRow: { } other }) return text[problem.Column == "id_number" ? "RepeatsId" : "RepeatsName", other];
        if (problem is { Code: "out-of-range", Column: "lmp" } && DateOnly.TryParse(line.View.Shown.GetValueOrDefault("lmp"), CultureInfo.InvariantCulture, out var lmp) && work.Today.DayNumber - lmp.DayNumber is > 0 and var days)
            return text["LmpTooLongAgo", days / 7, days % 7];
        if (text[$"Say-{problem.Code}-{problem.Column}"] is { ResourceNotFound: false } own) return own;
        // The server says what is wrong; here stands how to mend it.
        return text[$"How-{problem.Code}"] is { ResourceNotFound: false } how ? text["WithHow", problem.Message, how.Value] : problem.Message;
    }

    /// <summary>A proposed value as people write it.</summary>
    public static string Value(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString()! : value.ValueKind is JsonValueKind.Array ? string.Join('、', value.EnumerateArray().Select(Value)) : value.GetRawText();

    /// <summary>Hands the annotated copy to the user, under the sender's own name for it.</summary>
    public static async Task SaveAsync(IJSRuntime js, IStringLocalizer<Words> text, ImportWork work, byte[] sheet)
    {
        await using var module = await js.InvokeAsync<IJSObjectReference>("import", "./rosters.js");
        await module.InvokeVoidAsync("save", $"{Path.GetFileNameWithoutExtension(work.File.Name)}{text["ReturnedName"]}.xlsx", sheet);
    }
}
