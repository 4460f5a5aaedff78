using System.Globalization;
using Lianxin.Core.Access;
using Lianxin.Rosters;

namespace Lianxin.Organizations.Rosters;

/// <summary>Gives the rows that were not taken back to their sender, as a copy of the sender's own sheet with a reason at each cell.</summary>
/// <typeparam name="T">The kind of list.</typeparam>
public sealed class ReturnRoster<T> : IQuery where T : RosterWork, IRosterWork
{
    public static string Route => $"{T.Kind.Route}/returned";
    public static string Method => "POST";
    public static string Permission => T.Kind.Permission;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(HttpContext http, T work, RosterReading reading, OrganizationTree tree, CallerHolder holder, ReadNote note, CancellationToken ct)
    {
        var (upload, refusal) = await RosterUpload.ReadAsync(http.Request, T.Kind, tree, holder.Caller, ct);
        if (upload is null) return refusal!;
        note.Detail = "roster returned";
        var english = RosterLanguage.IsEnglish(http.Request);
        var preview = await Task.Run(() => reading.Preview(upload, work, null, ct), ct);
        if (preview.Refused is { } refused) return Problem.Of(422, refused.Code, "file");
        var read = await reading.CheckAsync(work, upload.Organization, preview, english, ct);
        note.Showed(read.People);
        using var sheet = new MemoryStream();
        AnnotatedCopy.Write(read.Preview, sheet, upload.Rows, CultureInfo.GetCultureInfo(english ? "en" : "zh-CN"));
        return Results.File(sheet.ToArray(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "returned.xlsx");
    }
}
