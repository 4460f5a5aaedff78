using System.Net;
using Lianxin.Contracts;
using Lianxin.Core;
using Lianxin.Organizations;
using Lianxin.Server.Hosting;

namespace Lianxin.Server.Demo;

/// <summary>Becoming anybody with one click. Mapped only for a folder that was born as the demo's; answers loopback alone, under a loopback name, past no proxy.</summary>
internal static class DemoEndpoints
{
    private static readonly string[] Forwarded = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"];

    public static void Map(WebApplication web)
    {
        var demo = web.MapGroup("/api/demo").WithMetadata(new OpenToAnyone()).ExcludeFromDescription().AddEndpointFilter(LoopbackAsync);
        demo.MapGet("/people", PeopleAsync);
        demo.MapPost("/session", BecomeAsync);
    }

    private static ValueTask<object?> LoopbackAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        var here = http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
            && http.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]"
            && !Forwarded.Any(h => http.Request.Headers.ContainsKey(h));
        return here ? next(call) : ValueTask.FromResult<object?>(Problem.Of(404, "not-found"));
    }

    private static async Task<IResult> PeopleAsync(Accounts accounts, TimeProvider clock, CancellationToken ct) =>
        Results.Json((await accounts.ListAsync(clock.GetUtcNow(), ct)).Select(a => new DemoPerson(a.UserName, a.Name, a.Title, a.Role, a.Organization)), Wire.Json);

    private sealed record Become(string UserName);

    private static async Task<IResult> BecomeAsync(Become who, SignInService signIn, HttpContext http, LianxinDb db, CancellationToken ct)
    {
        // A page elsewhere could post a form here; the browser says whose page it was.
        if (http.Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none")) return Problem.Of(404, "not-found");
        return await signIn.SignInAsAsync(who.UserName, ct) is { } token
            ? await SessionEndpoints.EnteredAsync(token, signIn, http, db, ct) : Problem.Of(404, "not-found", "userName");
    }
}
