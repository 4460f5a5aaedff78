using System.Globalization;
using System.Text;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Core.Access;
using Lianxin.Organizations;
using Lianxin.Rosters.Columns;

namespace Lianxin.MaternalCare.Rosters;

/// <summary>Understands one row anew after somebody corrected its cells on the screen, by the same reader that read the sheet.</summary>
internal sealed class UnderstandRow : IQuery
{
    // A heading row is known by three columns; these are always there.
    private static readonly string[] Always = [Keys.FullName, Keys.IdNumber, Keys.Mobile, Keys.Lmp];

    public static string Route => "maternal-care/rosters/row";
    public static string Method => "POST";
    public static string Permission => Permissions.ImportRoster;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(RosterCells cells, RosterReading reading, OrganizationTree tree, HttpContext http, CallerHolder holder, ReadNote note, CancellationToken ct)
    {
        if (Check.Refusals(cells) is { Count: > 0 } refusals) return Problem.Of(422, refusals);
        if (await RosterUpload.RefusalAsync(cells.OrganizationId, tree, holder.Caller, ct) is { } refusal) return refusal;
        if (cells.Cells!.Keys.FirstOrDefault(c => RosterTemplate.Pregnancies.Column(c) is null) is { } unknown) return Problem.Of(422, "unknown-field", $"cells.{unknown}");
        note.Detail = "roster row";
        var columns = Always.Union(cells.Cells.Keys).ToList();
        var sheet = new StringBuilder().AppendJoin(',', columns.Select(c => Quoted(Heading(c)))).Append('\n').AppendJoin(',', columns.Select(c => Quoted(cells.Cells.GetValueOrDefault(c, "")))).Append('\n');
        var mapping = columns.ToDictionary(Heading, c => (string?)c);
        var preview = reading.Preview(new(Encoding.UTF8.GetBytes(sheet.ToString()), "row.csv", cells.OrganizationId, null, mapping, null), null, ct);
        if (preview.Refused is { } refused) return Problem.Of(422, refused.Code, "cells");
        var read = await reading.CheckAsync(preview, RosterLanguage.IsEnglish(http.Request), ct, cells.ListDate);
        note.Showed(read.People);
        return read.Rows.Count == 1 ? Results.Json(read.Rows[0] with { Row = cells.Row }, Wire.Json) : Problem.Of(422, "required", "cells");
    }

    private static string Heading(string column) => RosterTemplate.Pregnancies.Column(column)!.Zh;

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
