using System.Text.Json;
using System.Text.Json.Serialization;
using Lianxin.Contracts.Rosters;
using Lianxin.Rosters;

namespace Lianxin.Organizations.Rosters;

/// <summary>Writes how far the reading has come. Begins once the rows are counted: whatever is wrong with the file has been said by then.</summary>
internal sealed class ProgressLines(HttpResponse response, CancellationToken ct) : IProgress<RosterProgress>, IAsyncDisposable
{
    internal const string Lines = "application/x-ndjson";
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
        if (!response.HasStarted) response.ContentType = Lines;
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

/// <summary>The last line of an answer in lines: what was asked for.</summary>
internal sealed class LastLine(RosterLine line) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (!httpContext.Response.HasStarted) httpContext.Response.ContentType = ProgressLines.Lines;
        await JsonSerializer.SerializeAsync(httpContext.Response.Body, line, ProgressLines.Format, httpContext.RequestAborted);
        await httpContext.Response.WriteAsync("\n", httpContext.RequestAborted);
    }
}
