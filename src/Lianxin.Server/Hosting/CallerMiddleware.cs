using Lianxin.Core;
using Lianxin.Core.Access;
using Lianxin.Organizations;

namespace Lianxin.Server.Hosting;

/// <summary>Finds who asks, for everything below <c>/api</c>. Default deny: without a session only the sign-in itself is answered.</summary>
internal sealed class CallerMiddleware(RequestDelegate next, SignInService signIn)
{
    public const string CsrfHeader = "X-Lianxin-Csrf";
    private const string FoundKey = "lianxin-session";

    public async Task InvokeAsync(HttpContext http, LianxinDb db, CallerHolder holder)
    {
        if (!http.Request.Path.StartsWithSegments("/api"))
        {
            await next(http);
            return;
        }
        if (OperatorSocket.Is(http) && http.Request.Headers[OperatorSocket.ForUser].ToString() is { Length: > 0 } user)
        {
            if (await signIn.OperateForAsync(user, Environment.UserName, db, http.RequestAborted) is not { } acting)
            {
                await Problem.Of(401, "no-such-user").ExecuteAsync(http);
                return;
            }
            holder.Caller = acting;
            await next(http);
            return;
        }

        var token = SessionCookie.Read(http);
        var found = http.GetEndpoint()?.Metadata.GetMetadata<ComparesCaller>() is null ? await signIn.FindAsync(token, db, http.RequestAborted) : await signIn.RecallAsync(token, db, http.RequestAborted);
        http.Items[FoundKey] = found;
        if (http.GetEndpoint()?.Metadata.GetMetadata<OpenToAnyone>() is not null)
        {
            await next(http);
            return;
        }
        if (Refusal(http, found) is { } refusal)
        {
            await refusal.ExecuteAsync(http);
            return;
        }
        holder.Caller = found.Caller;
        await next(http);
    }

    /// <summary>Finds the caller again after <see cref="StaleCallerException"/>; the refusal, or null when there is none and the holder has the caller as now.</summary>
    public static async Task<IResult?> FindAgainAsync(HttpContext http, CallerHolder holder)
    {
        var (services, token) = (http.RequestServices, SessionCookie.Read(http));
        var signIn = services.GetRequiredService<SignInService>();
        signIn.Forget(token);
        var found = await signIn.FindAsync(token, services.GetRequiredService<LianxinDb>(), http.RequestAborted);
        holder.Caller = found.Caller;
        return Refusal(http, found);
    }

    private static IResult? Refusal(HttpContext http, FoundSession found) => found switch
    {
        { State: SessionState.None } => Problem.Of(401, "signed-out"),
        { State: SessionState.Locked } => Problem.Of(401, "locked"),
        _ when !HttpMethods.IsGet(http.Request.Method) && http.Request.Headers[CsrfHeader] != found.View!.Csrf => Problem.Of(403, "csrf"),
        { View.MustChangePassword: true } when http.GetEndpoint()?.Metadata.GetMetadata<BeforePasswordIsChanged>() is null => Problem.Of(403, "password-must-change"),
        _ => null,
    };

    public static FoundSession Of(HttpContext http) => (FoundSession)http.Items[FoundKey]!;
}

/// <summary>Marks an endpoint that answers without a session. Each one is listed in a test.</summary>
internal sealed class OpenToAnyone;

/// <summary>Marks an endpoint whose work compares <see cref="Caller.KnownAt"/> before anything else, so that its caller need not be read again.</summary>
internal sealed class ComparesCaller;

/// <summary>Marks an endpoint that answers before the first password was changed.</summary>
internal sealed class BeforePasswordIsChanged;

/// <summary>The cookie that carries the session's token.</summary>
internal static class SessionCookie
{
    // __Host- binds the cookie to this host and to TLS; over plain HTTP (loopback only) a browser would not take that name.
    private static string NameFor(HttpContext http) => http.Request.IsHttps ? "__Host-lianxin" : "lianxin";

    public static string? Read(HttpContext http) => http.Request.Cookies[NameFor(http)];

    public static void Write(HttpContext http, string token) => http.Response.Cookies.Append(NameFor(http), token, Options(http));

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(NameFor(http), Options(http));

    private static CookieOptions Options(HttpContext http) => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = "/", IsEssential = true };
}
