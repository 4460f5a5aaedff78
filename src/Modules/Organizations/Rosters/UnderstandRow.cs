using System.Globalization;
using System.Text;
using Lianxin.Contracts.Rosters;
using Lianxin.Core.Access;
using Lianxin.Rosters.Columns;

namespace Lianxin.Organizations.Rosters;

/// <summary>Understands one row anew after somebody corrected its cells on the screen, by the same reader that read the sheet.</summary>
/// <typeparam name="T">The kind of list.</typeparam>
public sealed class UnderstandRow<T> : IQuery where T : RosterWork, IRosterWork
{
    // A heading row is known by three columns; so many of a template are always there.
    private const int Always = 4;

    public static string Route => $"{T.Kind.Route}/row";
    public static string Method => "POST";
    public static string Permission => T.Kind.Permission;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(RosterCells cells, T work, RosterReading reading, OrganizationTree tree, HttpContext http, CallerHolder holder, ReadNote note, CancellationToken ct)
    {
        if (Check.Refusals(cells) is { Count: > 0 } refusals) return Problem.Of(422, refusals);
        if (await RosterUpload.RefusalAsync(cells.OrganizationId, T.Kind, tree, holder.Caller, ct) is { } refusal) return refusal;
        if (cells.Cells!.Keys.FirstOrDefault(c => work.Template.Column(c) is null) is { } unknown) return Problem.Of(422, "unknown-field", $"cells.{unknown}");
        note.Detail = "roster row";
        var columns = work.Template.Columns.Where(c => !c.Restricted).Select(c => c.Name).Distinct().Take(Always).Union(cells.Cells.Keys).ToList();
        string Heading(string column) => work.Template.Column(column)!.Zh;
        var sheet = new StringBuilder().AppendJoin(',', columns.Select(c => Quoted(Heading(c)))).Append('\n').AppendJoin(',', columns.Select(c => Quoted(cells.Cells.GetValueOrDefault(c, "")))).Append('\n');
        var mapping = columns.ToDictionary(c => Heading(c), c => (string?)c);
        var preview = reading.Preview(new(Encoding.UTF8.GetBytes(sheet.ToString()), "row.csv", cells.OrganizationId, null, mapping, null), work, null, ct);
        if (preview.Refused is { } refused) return Problem.Of(422, refused.Code, "cells");
        var read = await reading.CheckAsync(work, cells.OrganizationId, preview, RosterLanguage.IsEnglish(http.Request), ct, cells.ListDate);
        note.Showed(read.People);
        return read.Rows.Count == 1 ? Results.Json(read.Rows[0] with { Row = cells.Row }, Wire.Json) : Problem.Of(422, "required", "cells");
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
