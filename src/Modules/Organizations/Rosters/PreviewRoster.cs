using Lianxin.Contracts.Rosters;
using Lianxin.Core.Access;

namespace Lianxin.Organizations.Rosters;

/// <summary>Understands a roster: lines of progress while it is read, then the preview. Every row is audited as shown where it names somebody of the register.</summary>
/// <typeparam name="T">The kind of list.</typeparam>
public sealed class PreviewRoster<T> : IQuery where T : RosterWork, IRosterWork
{
    public static string Route => $"{T.Kind.Route}/preview";
    public static string Method => "POST";
    public static string Permission => T.Kind.Permission;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(HttpContext http, T work, RosterReading reading, OrganizationTree tree, CallerHolder holder, ReadNote note, CancellationToken ct)
    {
        var (upload, refusal) = await RosterUpload.ReadAsync(http.Request, T.Kind, tree, holder.Caller, ct);
        if (upload is null) return refusal!;
        note.Detail = "roster";
        var english = RosterLanguage.IsEnglish(http.Request);
        await using var progress = new ProgressLines(http.Response, ct);
        // Reading is work for a processor, not for a request's thread.
        var preview = await Task.Run(() => reading.Preview(upload, work, progress, ct), ct);
        if (preview.Refused is { } refused) return Problem.Of(422, refused.Code, "file");
        var read = await reading.CheckAsync(work, upload.Organization, preview, english, ct);
        note.Showed(read.People);
        // The last line goes out after the audit is written; the lines before told numbers only.
        return new LastLine(new RosterLine(Preview: reading.View(upload, work, read, english)));
    }
}
