using Lianxin.Contracts;
using Lianxin.Core;
using Lianxin.Organizations;

namespace Lianxin.Server.Hosting;

/// <summary>Signing in and out, locking and unlocking, the own password. Passwords are no operations: they are stored nowhere as sent.</summary>
internal static class SessionEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("session");
        session.MapGet("", Current).WithMetadata(new OpenToAnyone()).Produces<SessionView>();
        session.MapPost("", SignInAsync).WithMetadata(new OpenToAnyone()).Produces<SessionView>();
        session.MapPost("/unlock", UnlockAsync).WithMetadata(new OpenToAnyone()).Produces<SessionView>();
        session.MapPost("/lock", LockAsync).WithMetadata(new BeforePasswordIsChanged());
        session.MapPost("/password", ChangePasswordAsync).WithMetadata(new BeforePasswordIsChanged()).Produces<SessionView>();
        session.MapDelete("", SignOutAsync).WithMetadata(new OpenToAnyone());
    }

    private static IResult Current(HttpContext http) => CallerMiddleware.Of(http) switch
    {
        { State: SessionState.Open, View: { } view } => Results.Json(view, Wire.Json),
        { State: SessionState.Locked } => Problem.Of(401, "locked"),
        _ => Problem.Of(401, "signed-out"),
    };

    private static async Task<IResult> SignInAsync(SignIn with, SignInService signIn, HttpContext http, LianxinDb db, CancellationToken ct)
    {
        if (Check.Refusals(with) is { Count: > 0 } refusals) return Problem.Of(422, refusals);
        var (token, refusal) = await signIn.SignInAsync(with, ct);
        return token is null ? Problem.Of(refusal == "too-many-tries" ? 429 : 401, refusal!) : await EnteredAsync(token, signIn, http, db, ct);
    }

    internal static async Task<IResult> EnteredAsync(string token, SignInService signIn, HttpContext http, LianxinDb db, CancellationToken ct)
    {
        SessionCookie.Write(http, token);
        return Results.Json((await signIn.FindAsync(token, db, ct)).View, Wire.Json);
    }

    private static async Task<IResult> UnlockAsync(Unlock with, SignInService signIn, HttpContext http, LianxinDb db, CancellationToken ct)
    {
        if (Check.Refusals(with) is { Count: > 0 } refusals) return Problem.Of(422, refusals);
        if (CallerMiddleware.Of(http).State is SessionState.None || SessionCookie.Read(http) is not { } token) return Problem.Of(401, "signed-out");
        return await signIn.UnlockAsync(token, with.Password!, ct) is { } refusal
            ? Problem.Of(refusal == "too-many-tries" ? 429 : 401, refusal)
            : Results.Json((await signIn.FindAsync(token, db, ct)).View, Wire.Json);
    }

    private static async Task<IResult> LockAsync(SignInService signIn, HttpContext http, CancellationToken ct)
    {
        await signIn.LockAsync(SessionCookie.Read(http)!, ct);
        return Results.NoContent();
    }

    private static async Task<IResult> ChangePasswordAsync(ChangePassword with, SignInService signIn, HttpContext http, LianxinDb db, CancellationToken ct)
    {
        if (Check.Refusals(with) is { Count: > 0 } refusals) return Problem.Of(422, refusals);
        var token = SessionCookie.Read(http)!;
        return await signIn.ChangePasswordAsync(token, with, ct) is { } refusal
            ? Problem.Of(422, refusal, refusal is "password-holds-name" or "password-not-new" ? "new" : "current") : Results.Json((await signIn.FindAsync(token, db, ct)).View, Wire.Json);
    }

    // Also for a session that is locked or gone: signing out never fails.
    private static async Task<IResult> SignOutAsync(SignInService signIn, HttpContext http, CancellationToken ct, bool everywhere = false)
    {
        if (SessionCookie.Read(http) is { } token && CallerMiddleware.Of(http).State is not SessionState.None) await signIn.SignOutAsync(token, everywhere, ct);
        SessionCookie.Clear(http);
        return Results.NoContent();
    }
}
