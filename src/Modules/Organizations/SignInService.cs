using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Lianxin.Core.Access;
using Lianxin.Core.Secrets;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;

namespace Lianxin.Organizations;

/// <summary>What a request's cookie leads to.</summary>
public enum SessionState { None, Locked, Open }

/// <summary>A session found for a token.</summary>
public sealed record FoundSession(SessionState State, Caller Caller, SessionView? View)
{
    /// <summary>The number of rights at which it was found (<see cref="AccessState.Version"/>).</summary>
    public long AccessVersion { get; init; }
}

/// <summary>Signs in and out, locks, unlocks, and finds the caller of a request. Runs on the system's clock: the demo's day must not end a session.</summary>
/// <remarks>Sessions are rows, so that signing out everywhere, ending a post or changing a password counts on every node at the next request.</remarks>
public sealed class SignInService(IServiceScopeFactory scopes, IWriter writer, OrganizationTree tree, ISecrets secrets, TimeProvider domainClock,
    [FromKeyedServices(SignInService.SystemClock)] TimeProvider clock, SignInSettings settings)
{
    /// <summary>Key of the clock that is never the demo's.</summary>
    public const string SystemClock = "system";

    private const int FreeFailures = 5;
    private static readonly TimeSpan FirstBar = TimeSpan.FromMinutes(1), LongestBar = TimeSpan.FromMinutes(15), SeenGrain = TimeSpan.FromMinutes(1);
    private static readonly PasswordHasher<string> Hasher = new();
    // Compared with when nobody has that name, so that the answer takes as long.
    private static readonly string NobodysHash = Hasher.HashPassword("", Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));

    public static string Hash(string userName, string password) => Hasher.HashPassword(userName, password);

    /// <summary>Returns the token for the cookie, or the code of the refusal: wrong-sign-in, code-required, wrong-code, too-many-tries, one-time-expired, no-post.</summary>
    public async Task<(string? Token, string? Refusal)> SignInAsync(SignIn with, CancellationToken ct)
    {
        (string?, string?) answer = (null, "wrong-sign-in");
        await WriteAsync(async db =>
        {
            answer = (null, "wrong-sign-in");
            var name = with.UserName!.Trim().ToLowerInvariant();
            var account = await db.Accounts.FirstOrDefaultAsync(a => a.UserName == name && !a.Closed, CancellationToken.None);
            if (account is null) { Hasher.VerifyHashedPassword("", NobodysHash, with.Password!); return; }
            var refusal = Judge(account, with.Password!, with.Code);
            answer = refusal is null ? await OpenAsync(db, account) : (null, refusal);
        }, ct);
        return answer;
    }

    /// <summary>Signs in without a password. The demo's door only; the caller proves that this is the demo.</summary>
    public async Task<string?> SignInAsAsync(string userName, CancellationToken ct)
    {
        string? token = null;
        await WriteAsync(async db =>
        {
            var account = await db.Accounts.FirstOrDefaultAsync(a => a.UserName == userName && !a.Closed, CancellationToken.None);
            token = account is null ? null : (await OpenAsync(db, account)).Token;
        }, ct);
        return token;
    }

    private sealed record Seat(long Access, bool Locked, DateTimeOffset SeenAt, DateTimeOffset Until, string Csrf, string UserName, bool MustChangePassword, Post Post, Guid Id, string Name, string Title, bool Granted);

    // Asked at every request; the grants only of those who have any.
    private static readonly Compiled<string, DateTimeOffset, DateTimeOffset, Seat> SeatOf = new((db, id, now, today) =>
        from s in db.Set<Session>().AsNoTracking()
        join a in db.Set<Account>() on s.AccountId equals a.Id
        join p in db.Set<Post>() on s.PostId equals p.Id
        join f in db.Set<Staff>() on a.StaffId equals f.Id
        where s.Id == id && s.EndedAt == null && s.Until > now && !a.Closed
        select new Seat(db.Set<AccessState>().Where(x => x.Id == AccessState.Only).Select(x => x.Version).First(), s.Locked, s.SeenAt, s.Until, s.Csrf, a.UserName, a.MustChangePassword, p, f.Id, f.Name, f.Title,
            db.AccessGrants.Any(g => (g.GranteeId == f.Id || g.GranteeId == p.OrganizationId) && g.From <= today && g.Until > today && g.EndedBy == null)));
    private static readonly Compiled<Guid[], DateTimeOffset, Guid> GrantedTo = new((db, grantees, now) => db.AccessGrants.AsNoTracking()
        .Where(g => grantees.Contains(g.GranteeId) && g.From <= now && g.Until > now && g.EndedBy == null).Select(g => g.SubjectId));

    // What a session led to a moment ago, for writes: their door compares its number of rights inside the transaction.
    private readonly ConcurrentDictionary<string, (FoundSession Found, DateTimeOffset At)> kept = new();
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);
    private const int MostKept = 10_000;

    /// <summary>Who stands behind a cookie's token as it was found within the last minute, else as now. Only for a write: <see cref="Caller.KnownAt"/> says what its door has to compare.</summary>
    public async Task<FoundSession> RecallAsync(string? token, LianxinDb db, CancellationToken ct)
    {
        if (token is null or { Length: not 64 }) return Nobody;
        var (id, now) = (IdOf(token), clock.GetUtcNow());
        if (kept.TryGetValue(id, out var known) && now - known.At < KeptFor && now >= known.At) return known.Found;
        var (found, until) = await ReadAsync(id, db, ct);
        // Who is turned away is asked for anew each time.
        if (found.State != SessionState.Open || found.View!.MustChangePassword) return found;
        if (kept.Count >= MostKept) kept.Clear();
        // What ends by itself within the minute is not kept: no change of a row would say so.
        if (until - now > KeptFor && until - domainClock.GetUtcNow() > KeptFor) kept[id] = (found with { Caller = found.Caller with { KnownAt = found.AccessVersion } }, now);
        return found;
    }

    /// <summary>Reads a session anew at its next write: what is kept of it no longer holds.</summary>
    public void Forget(string? token) { if (token is not null) kept.TryRemove(IdOf(token), out _); }

    /// <summary>Who stands behind a cookie's token, asked at each request so that an ended right counts at once.</summary>
    public async Task<FoundSession> FindAsync(string? token, LianxinDb db, CancellationToken ct) =>
        token is null or { Length: not 64 } ? Nobody : (await ReadAsync(IdOf(token), db, ct)).Found;

    private static readonly FoundSession Nobody = new(SessionState.None, Caller.Nobody, null);

    private async Task<(FoundSession Found, DateTimeOffset Until)> ReadAsync(string id, LianxinDb db, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = domainClock.GetUtcNow();
        var found = await SeatOf.Run(db, id, now, today).FirstOrDefaultAsync(ct);
        if (found is null || found.Post.Until <= today || found.Post.From > today) return (Nobody, now);
        var idle = now - found.SeenAt;
        var caller = await CallerAsync(found.Id, found.Name, found.Post, found.Granted, db, ct);
        var organization = (await tree.AllAsync(ct)).GetValueOrDefault(found.Post.OrganizationId);
        var view = new SessionView
        {
            StaffId = found.Id, UserName = found.UserName, Name = found.Name, Title = found.Title, OrganizationId = found.Post.OrganizationId, OrganizationName = organization?.Name ?? "",
            Role = found.Post.Role, Permissions = [.. caller.Permissions.Order(StringComparer.Ordinal)], Csrf = found.Csrf, Now = today, IdleMinutes = settings.IdleMinutes,
            MustChangePassword = found.MustChangePassword, Demo = settings.Demo,
        };
        if (found.Locked || idle > TimeSpan.FromMinutes(settings.IdleMinutes)) return (new(SessionState.Locked, Caller.Nobody, view), now);
        if (idle > SeenGrain) await WriteAsync(async w => await w.Sessions.Where(s => s.Id == id && s.SeenAt < now).ExecuteUpdateAsync(u => u.SetProperty(s => s.SeenAt, now), CancellationToken.None), ct);
        // Somebody with grants is asked for each time: a grant ends by its clock.
        var until = found.Granted ? now : found.Post.Until is { } end && end < found.Until ? end : found.Until;
        return (new(SessionState.Open, caller, view) { AccessVersion = found.Access }, until);
    }

    /// <summary>The caller that a user's own post would give, for an operator at the server's console. Null when there is no such user.</summary>
    public async Task<Caller?> OperateForAsync(string userName, string operatedBy, LianxinDb db, CancellationToken ct)
    {
        var now = domainClock.GetUtcNow();
        var found = await (from a in db.Accounts.AsNoTracking()
                           join p in db.Posts on a.StaffId equals p.StaffId
                           join f in db.Staff on a.StaffId equals f.Id
                           where a.UserName == userName && !a.Closed && p.From <= now && (p.Until == null || p.Until > now)
                           orderby p.From
                           select new { f.Id, f.Name, Post = p }).FirstOrDefaultAsync(ct);
        return found is null ? null : await CallerAsync(found.Id, found.Name, found.Post, true, db, ct) with { OperatedBy = operatedBy };
    }

    public Task LockAsync(string token, CancellationToken ct) =>
        WriteAsync(async db =>
        {
            await db.Sessions.Where(s => s.Id == IdOf(token)).ExecuteUpdateAsync(u => u.SetProperty(s => s.Locked, true), CancellationToken.None);
            await db.RaiseAccessAsync(CancellationToken.None);
        }, ct);

    /// <summary>Opens a locked session again; null when done, else the code of the refusal.</summary>
    public async Task<string?> UnlockAsync(string token, string password, CancellationToken ct)
    {
        string? refusal = "signed-out";
        await WriteAsync(async db =>
        {
            refusal = "signed-out";
            var id = IdOf(token);
            var session = await db.Sessions.FirstOrDefaultAsync(s => s.Id == id && s.EndedAt == null, CancellationToken.None);
            if (session is null || await db.Accounts.FirstOrDefaultAsync(a => a.Id == session.AccountId, CancellationToken.None) is not { } account) return;
            refusal = Judge(account, password, null, unlocking: true);
            if (refusal is null) (session.Locked, session.SeenAt) = (false, clock.GetUtcNow());
        }, ct);
        return refusal;
    }

    /// <summary>Ends this session, or every session of its account.</summary>
    public Task SignOutAsync(string token, bool everywhere, CancellationToken ct) => WriteAsync(async db =>
    {
        var id = IdOf(token);
        if (await db.Sessions.FirstOrDefaultAsync(s => s.Id == id, CancellationToken.None) is not { } session) return;
        await EndAsync(db, s => everywhere ? s.AccountId == session.AccountId : s.Id == id);
    }, ct);

    /// <summary>Changes one's own password and ends the account's other sessions; null when done, else the code of the refusal.</summary>
    public async Task<string?> ChangePasswordAsync(string token, ChangePassword change, CancellationToken ct)
    {
        string? refusal = null;
        await WriteAsync(async db =>
        {
            var id = IdOf(token);
            var session = await db.Sessions.FirstAsync(s => s.Id == id, CancellationToken.None);
            var account = await db.Accounts.FirstAsync(a => a.Id == session.AccountId, CancellationToken.None);
            refusal = Judge(account, change.Current!, null, unlocking: true);
            if (refusal is null && change.New!.Contains(account.UserName, StringComparison.OrdinalIgnoreCase)) refusal = "password-holds-name";
            // What somebody else knows is no own password.
            if (refusal is null && change.New == change.Current) refusal = "password-not-new";
            if (refusal is not null) return;
            (account.PasswordHash, account.MustChangePassword, account.OneTimeUntil) = (Hash(account.UserName, change.New!), false, null);
            await EndAsync(db, s => s.AccountId == account.Id && s.Id != id);
        }, ct);
        return refusal;
    }

    private async Task EndAsync(LianxinDb db, System.Linq.Expressions.Expression<Func<Session, bool>> which)
    {
        var now = clock.GetUtcNow();
        await db.RaiseAccessAsync(CancellationToken.None);
        await db.Sessions.Where(which).Where(s => s.EndedAt == null).ExecuteUpdateAsync(u => u.SetProperty(s => s.EndedAt, now), CancellationToken.None);
    }

    private string? Judge(Account account, string password, string? code, bool unlocking = false)
    {
        var now = clock.GetUtcNow();
        if (account.BarredUntil > now) return "too-many-tries";
        var right = Hasher.VerifyHashedPassword(account.UserName, account.PasswordHash, password) != PasswordVerificationResult.Failed;
        if (!right) return Failed("wrong-sign-in");
        if (account.TotpSecret is { } sealedSecret && !unlocking)
        {
            if (string.IsNullOrWhiteSpace(code)) return "code-required";
            var totp = new Totp(Base32Encoding.ToBytes(secrets.Open(sealedSecret)));
            if (!totp.VerifyTotp(now.UtcDateTime, code.Trim(), out var step, VerificationWindow.RfcSpecifiedNetworkDelay) || step <= account.TotpStep) return Failed("wrong-code");
            account.TotpStep = step;
        }
        (account.Failures, account.BarredUntil) = (0, null);
        // By the day that stands on the slip, which is that of the place.
        return !unlocking && account.OneTimeUntil <= domainClock.GetUtcNow() ? "one-time-expired" : null;

        string Failed(string why)
        {
            if (++account.Failures < FreeFailures) return why;
            var bar = FirstBar * Math.Pow(2, account.Failures - FreeFailures);
            account.BarredUntil = now + (bar < LongestBar ? bar : LongestBar);
            return why;
        }
    }

    private async Task<(string? Token, string? Refusal)> OpenAsync(LianxinDb db, Account account)
    {
        var today = domainClock.GetUtcNow();
        var post = await db.Posts.Where(p => p.StaffId == account.StaffId && p.From <= today && (p.Until == null || p.Until > today)).OrderBy(p => p.From).Select(p => p.Id).FirstOrDefaultAsync(CancellationToken.None);
        if (post == Guid.Empty) return (null, "no-post");
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow();
        account.LastSignIn = PlaceTime.DateOf(today);
        db.Sessions.Add(new Session
        {
            Id = IdOf(token), AccountId = account.Id, PostId = post, Csrf = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            StartedAt = now, SeenAt = now, Until = now + TimeSpan.FromHours(settings.LongestHours),
        });
        return (token, null);
    }

    private async Task<Caller> CallerAsync(Guid staff, string name, Post post, bool mayHaveGrants, LianxinDb db, CancellationToken ct)
    {
        var nodes = await tree.AllAsync(ct);
        var reach = post.Role == Roles.Founder ? [.. nodes.Keys] : post.Reach == "unit" && nodes.TryGetValue(post.OrganizationId, out var node) ? node.Below : [];
        var grantees = new[] { staff, post.OrganizationId };
        var now = domainClock.GetUtcNow();
        var granted = mayHaveGrants ? await GrantedTo.Run(db, grantees, now).ToArrayAsync(ct) : [];
        var permissions = Roles.All.TryGetValue(post.Role, out var role) ? role.Permissions : new HashSet<string>();
        return new Caller(staff, post.OrganizationId, reach, granted, permissions) { Name = name };
    }

    private static string IdOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(token)));

    private Task WriteAsync(Func<LianxinDb, Task> work, CancellationToken ct) => writer.RunAsync(async transaction =>
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LianxinDb>();
        transaction.Enlist(db);
        await work(db);
        await db.SaveChangesAsync();
    }, ct);
}

/// <summary>How long a sign-in lasts.</summary>
public sealed record SignInSettings
{
    /// <summary>Minutes without a request after which a session locks; 1 to 240. Default 15.</summary>
    public int IdleMinutes { get; init; } = 15;

    /// <summary>Hours after which everyone signs in anew; 1 to 24. Default 12.</summary>
    public int LongestHours { get; init; } = 12;

    /// <summary>Days after which a password that somebody else made no longer opens; 1 to 60. Default 14.</summary>
    public int OneTimeDays { get; init; } = 14;

    /// <summary>True in a folder that was born as the demo's.</summary>
    public bool Demo { get; init; }
}
