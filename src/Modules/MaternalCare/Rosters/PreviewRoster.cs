using System.Text.Json;
using System.Text.Json.Serialization;
using Lianxin.Core.Access;
using Lianxin.Organizations;
using Lianxin.Rosters;

namespace Lianxin.MaternalCare.Rosters;

/// <summary>Understands a roster: lines of progress while it is read, then the preview. Every row is audited as shown where it names somebody of the register.</summary>
internal sealed class PreviewRoster : IQuery
{
    internal const string Lines = "application/x-ndjson";

    public static string Route => "maternal-care/rosters/preview";
    public static string Method => "POST";
    public static string Permission => Permissions.ImportRoster;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(HttpContext http, RosterReading reading, OrganizationTree tree, CallerHolder holder, ReadNote note, CancellationToken ct)
    {
        var (upload, refusal) = await RosterUpload.ReadAsync(http.Request, tree, holder.Caller, ct);
        if (upload is null) return refusal!;
        note.Detail = "roster";
        var english = RosterLanguage.IsEnglish(http.Request);
        await using var progress = new ProgressLines(http.Response, ct);
        // Reading is work for a processor, not for a request's thread.
        var preview = await Task.Run(() => reading.Preview(upload, progress, ct), ct);
        if (preview.Refused is { } refused) return Problem.Of(422, refused.Code, "file");
        var read = await reading.CheckAsync(preview, english, ct);
        note.Showed(read.People);
        // The last line goes out after the audit is written; the lines before told numbers only.
        return new LastLine(new RosterLine(Preview: reading.View(upload, read, english)));
    }

    private sealed class LastLine(RosterLine line) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            if (!httpContext.Response.HasStarted) httpContext.Response.ContentType = Lines;
            await JsonSerializer.SerializeAsync(httpContext.Response.Body, line, ProgressLines.Format, httpContext.RequestAborted);
            await httpContext.Response.WriteAsync("\n", httpContext.RequestAborted);
        }
    }
}

/// <summary>Writes how far the reading has come. Begins once the rows are counted: whatever is wrong with the file has been said by then.</summary>
internal sealed class ProgressLines(HttpResponse response, CancellationToken ct) : IProgress<RosterProgress>, IAsyncDisposable
{
    internal static readonly JsonSerializerOptions Format = new(Wire.Json) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private readonly Lock gate = new();
    private Task written = Task.CompletedTask;

    public void Report(RosterProgress value)
    {
        if (value.Total == 0 || value.Rows == value.Total) return;
        lock (gate) written = NextAsync(written, new RosterLine(value.Rows, value.Total));
    }

    private async Task NextAsync(Task before, RosterLine line)
    {
        await before;
        if (!response.HasStarted) response.ContentType = PreviewRoster.Lines;
        await response.WriteAsync(JsonSerializer.Serialize(line, Format) + "\n", ct);
        await response.Body.FlushAsync(ct);
    }

    public async ValueTask DisposeAsync() => await written;
}

/// <summary>The language of reasons: English where the request asks for it, else Chinese.</summary>
internal static class RosterLanguage
{
    public static bool IsEnglish(HttpRequest request) => request.Headers.AcceptLanguage.ToString().TrimStart().StartsWith("en", StringComparison.OrdinalIgnoreCase);
}
