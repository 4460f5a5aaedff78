using Lianxin.Core;
using Microsoft.AspNetCore.Http.Features;

namespace Lianxin.Server.Hosting;

/// <summary>Headers that keep a page to itself, and one answer for what nobody foresaw: problem details without a trace.</summary>
internal sealed class SafetyMiddleware(RequestDelegate next, ILogger<SafetyMiddleware> log)
{
    // wasm-unsafe-eval: the runtime of the staff app is WebAssembly. Nothing is loaded from another host.
    private const string Policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public async Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
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
