using System.Globalization;
using Lianxin.Core.Access;
using Lianxin.Organizations;
using Lianxin.Rosters;

namespace Lianxin.MaternalCare.Rosters;

/// <summary>Gives the rows that were not taken back to their sender, as a copy of the sender's own sheet with a reason at each cell.</summary>
internal sealed class ReturnRoster : IQuery
{
    public static string Route => "maternal-care/rosters/returned";
    public static string Method => "POST";
    public static string Permission => Permissions.ImportRoster;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(HttpContext http, RosterReading reading, OrganizationTree tree, CallerHolder holder, ReadNote note, CancellationToken ct)
    {
        var (upload, refusal) = await RosterUpload.ReadAsync(http.Request, tree, holder.Caller, ct);
        if (upload is null) return refusal!;
        note.Detail = "roster returned";
        var english = RosterLanguage.IsEnglish(http.Request);
        var preview = await Task.Run(() => reading.Preview(upload, null, ct), ct);
        if (preview.Refused is { } refused) return Problem.Of(422, refused.Code, "file");
        var read = await reading.CheckAsync(preview, english, ct);
        note.Showed(read.People);
        using var sheet = new MemoryStream();
        AnnotatedCopy.Write(read.Preview, sheet, upload.Rows, CultureInfo.GetCultureInfo(english ? "en" : "zh-CN"));
        return Results.File(sheet.ToArray(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "returned.xlsx");
    }
}
