using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Lianxin.Core;
using Microsoft.AspNetCore.Http.Features;

namespace Lianxin.Server.Hosting;

/// <summary>Headers that keep a page to itself, and one answer for what nobody foresaw: problem details without a trace.</summary>
internal sealed partial class SafetyMiddleware(RequestDelegate next, ILogger<SafetyMiddleware> log, HostSettings settings)
{
    private readonly string policy = PolicyOf(settings.App);

    // wasm-unsafe-eval: the runtime of the staff app is WebAssembly. Nothing is loaded from another host. The one inline script is the
    // import map that the build writes into index.html; its hash changes with each build.
    private static string PolicyOf(string? app)
    {
        var page = app is null ? null : Path.Combine(app, "index.html");
        var hashes = page is null || !File.Exists(page) ? "" : string.Concat(InlineScript().Matches(File.ReadAllText(page))
            .Select(m => m.Groups[1].Value).Where(text => text.Length > 0).Select(text => $" 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'"));
        return $"default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    }

    [GeneratedRegex("<script(?![^>]*\\bsrc=)[^>]*>(.*?)</script>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex InlineScript();

    public async Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        if (http.Request.Path.StartsWithSegments("/api")) headers.CacheControl = "no-store";
        try
        {
            await next(http);
            // A path or a value that fits no route is answered by the router without a body; say it like everything else.
            if (http.Response is { HasStarted: false, StatusCode: >= 400 } && http.Response.ContentLength is null && http.Features.Get<IHttpResponseFeature>()?.Headers.ContentType.Count == 0)
                await Problem.Of(http.Response.StatusCode, CodeOf(http.Response.StatusCode)).ExecuteAsync(http);
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            await Problem.Of(e.StatusCode, CodeOf(e.StatusCode)).ExecuteAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            log.LogError(e, "{Method} {Endpoint} failed", http.Request.Method, http.GetEndpoint()?.DisplayName ?? "(no endpoint)");
            await Problem.Of(503, "server-trouble").ExecuteAsync(http);
        }
    }

    private static string CodeOf(int status) => status switch
    {
        404 => "not-found",
        405 => "method-not-allowed",
        413 => "too-large",
        415 => "unsupported-media-type",
        _ => "malformed",
    };
}
