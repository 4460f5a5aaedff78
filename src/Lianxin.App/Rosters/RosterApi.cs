using System.Globalization;
using System.Text;
using System.Text.Json;
using Lianxin.Contracts;
using Lianxin.Contracts.Rosters;
using Microsoft.AspNetCore.Components.WebAssembly.Http;

namespace Lianxin.App.Rosters;

/// <summary>A roster on this device: its bytes stay in memory, for the server keeps none between the steps.</summary>
public sealed record RosterFile(string Name, byte[] Content);

/// <summary>The way of rosters to the server. Apart from <see cref="Client"/>, whose requests must end within seconds: a long list is read and written for minutes.</summary>
internal sealed class RosterApi : IDisposable
{
    /// <summary>Largest file in bytes; the server refuses a larger one.</summary>
    public const int LargestFile = 25 * 1024 * 1024;

    // A limit all the same: a request that never ends would hold the page for ever.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private readonly string route;
    private readonly HttpClient http;
    private readonly Api api;

    /// <param name="kind">Whose previews.</param>
    /// <param name="server">The root of the server.</param>
    /// <param name="read">Told how many of how many rows the server has read.</param>
    public RosterApi(RosterKind kind, Uri server, Session session, TimeProvider time, Action<int, int> read)
    {
        route = $"api/{kind.Route}";
        http = new(new LastLine(read) { InnerHandler = new HttpClientHandler() }) { BaseAddress = server, Timeout = Longest };
        api = new(http, session, time);
    }

    /// <exception cref="ApiException">The file cannot be used, or no answer came.</exception>
    public async Task<RosterPreviewView> PreviewAsync(RosterFile file, Guid organization, string? sheet, IReadOnlyDictionary<string, string?> mapping, CancellationToken ct) =>
        (await api.PostAsync<RosterLine>($"{route}/preview", () => Form(file, organization, sheet, mapping), ct)).Preview!;

    /// <summary>The sender's sheet with the reason at each cell of these rows.</summary>
    public async Task<byte[]> ReturnedAsync(RosterFile file, Guid organization, string? sheet, IReadOnlyDictionary<string, string?> mapping, IEnumerable<int> rows, CancellationToken ct)
    {
        using var answer = await api.SendAsync(() =>
        {
            var form = Form(file, organization, sheet, mapping);
            form.Add(new StringContent(string.Join(',', rows.Select(r => r.ToString(CultureInfo.InvariantCulture)))), "rows");
            return new(HttpMethod.Post, $"{route}/returned") { Content = form };
        }, waits: true, ct);
        return await answer.Content.ReadAsByteArrayAsync(ct);
    }

    /// <summary>One row understood anew.</summary>
    public Task<RosterRowView> UnderstandAsync(RosterCells cells, CancellationToken ct) => api.PostAsync<RosterRowView>($"{route}/row", cells, ct);

    /// <summary>Sends one part; with the same envelope again it is the same import.</summary>
    public async Task<Outcome> ImportAsync(Envelope envelope, CancellationToken ct) => (await api.PostAsync<Outcome[]>("api/operations", new[] { envelope }, ct))[0];

    public void Dispose() => http.Dispose();

    private static MultipartFormDataContent Form(RosterFile file, Guid organization, string? sheet, IReadOnlyDictionary<string, string?> mapping)
    {
        MultipartFormDataContent form = new() { { new ByteArrayContent(file.Content), "file", file.Name }, { new StringContent(organization.ToString()), "organization" } };
        if (sheet is not null) form.Add(new StringContent(sheet), "sheet");
        if (mapping.Count > 0) form.Add(new StringContent(JsonSerializer.Serialize(mapping, Wire.Json)), "mapping");
        return form;
    }

    /// <summary>Asks in the app's language, tells the lines of progress as they come, and lets only the last line through.</summary>
    private sealed class LastLine(Action<int, int> read) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.AcceptLanguage.ParseAdd(CultureInfo.CurrentUICulture.Name);
            request.SetBrowserResponseStreamingEnabled(true);
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.Content.Headers.ContentType?.MediaType != "application/x-ndjson") return answer;
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken), Encoding.UTF8);
            var last = "";
            while (await lines.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.Length == 0) continue;
                last = line;
                if (line.StartsWith("""{"progress""", StringComparison.Ordinal) && JsonSerializer.Deserialize<RosterLine>(line, Wire.Answers) is { Progress: { } rows, Of: { } all }) read(rows, all);
            }
            answer.Content = new StringContent(last, Encoding.UTF8, "application/json");
            return answer;
        }
    }
}
