using System.Text.Json;
using Lianxin.Contracts.MaternalCare;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Lianxin.App.Rosters;

/// <summary>Sentences about a row, the same in the table and in its dialog.</summary>
internal static class LineWords
{
    /// <summary>What is wrong or noted, and what was proposed for it. Of an identity number no digit is ever proposed.</summary>
    public static string Of(IStringLocalizer<Words> text, RosterProblemView problem, ImportLine line, ImportWork work)
    {
        var words = problem is { Code: "duplicate-in-file", OtherRow: { } other } ? text[problem.Column == "id_number" ? "RepeatsId" : "RepeatsName", other].Value : problem.Message;
        if (problem.Proposed.Count == 0) return words;
        var proposed = string.Join(text["Comma"], problem.Proposed.Select(p => p.Key == problem.Column ? Value(p.Value) : $"{work.NameOf(p.Key)} {Value(p.Value)}"));
        return problem.Effect == "ask" ? text["WithProposed", words, proposed] : words;
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
