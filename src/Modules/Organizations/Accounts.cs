using System.Security.Cryptography;
using Lianxin.Core.Secrets;
using OtpNet;

namespace Lianxin.Organizations;

/// <summary>Accounts, as the operator at the server's console and the security administrator open, reset and close them. Writes into the caller's transaction.</summary>
public sealed class Accounts(LianxinDb db, ISecrets secrets, TimeProvider clock, SignInSettings settings)
{
    /// <summary>Opens an account for a colleague. The password is to be changed at the first sign-in unless the owner chose it.</summary>
    /// <exception cref="InvalidOperationException">The name is taken, or the colleague is unknown.</exception>
    public async Task OpenAsync(Guid staff, string userName, string password, bool mustChange, CancellationToken ct)
    {
        var name = userName.Trim().ToLowerInvariant();
        if (await db.Accounts.AnyAsync(a => a.UserName == name, ct)) throw new InvalidOperationException($"There is an account {name} already.");
        db.Accounts.Add(new Account
        {
            Id = Guid.CreateVersion7(), StaffId = staff, UserName = name, PasswordHash = SignInService.Hash(name, password), MustChangePassword = mustChange, OneTimeUntil = mustChange ? OneTimeUntil : null,
        });
    }

    // To the end of its last day: a slip names a day, not a minute.
    private DateTimeOffset OneTimeUntil => PlaceTime.EndOf(PlaceTime.DateOf(clock.GetUtcNow()).AddDays(settings.OneTimeDays));

    /// <summary>Opens accounts with one password that everybody may know: the demo's, which guards nothing. One computation serves all.</summary>
    /// <remarks>Names that are taken are left as they are.</remarks>
    public async Task OpenAllAsync(IReadOnlyList<(string UserName, Guid Staff)> colleagues, string password, CancellationToken ct)
    {
        var there = (await db.Accounts.Select(a => a.UserName).ToListAsync(ct)).ToHashSet();
        var hash = SignInService.Hash("", password);
        foreach (var (name, staff) in colleagues)
            if (there.Add(name)) db.Accounts.Add(new Account { Id = Guid.CreateVersion7(), StaffId = staff, UserName = name, PasswordHash = hash });
    }

    /// <summary>The very first account of an installation: it makes the three administrators and the first organization, nothing else.</summary>
    public async Task FoundAsync(string userName, string password, DateTimeOffset now, CancellationToken ct)
    {
        var staff = new Staff { Id = Guid.CreateVersion7(), OrganizationId = Guid.Empty, Name = "首个账号", Title = "" };
        db.Staff.Add(staff);
        db.Posts.Add(new Post { Id = Guid.CreateVersion7(), StaffId = staff.Id, OrganizationId = Guid.Empty, Role = Roles.Founder, Reach = "unit", From = now });
        await OpenAsync(staff.Id, userName, password, mustChange: true, ct);
    }

    public async Task<bool> AnyAsync(CancellationToken ct) => await db.Accounts.AnyAsync(ct);

    /// <summary>Sets a password for somebody who lost theirs, and ends their sessions.</summary>
    public async Task<bool> ResetAsync(string userName, string password, DateTimeOffset now, CancellationToken ct)
    {
        if (await FindAsync(userName, ct) is not { } account) return false;
        await ResetAsync(account, password, now, ct);
        return true;
    }

    internal async Task ResetAsync(Account account, string password, DateTimeOffset now, CancellationToken ct)
    {
        (account.PasswordHash, account.MustChangePassword, account.OneTimeUntil, account.Failures, account.BarredUntil) = (SignInService.Hash(account.UserName, password), true, OneTimeUntil, 0, null);
        await EndSessionsAsync(account, now, ct);
    }

    /// <summary>Closes an account and ends its sessions.</summary>
    public async Task<bool> CloseAsync(string userName, DateTimeOffset now, CancellationToken ct)
    {
        if (await FindAsync(userName, ct) is not { } account) return false;
        account.Closed = true;
        await EndSessionsAsync(account, now, ct);
        return true;
    }

    /// <summary>Gives the account a second factor; returns the address for an authenticator app, or null when there is no such account.</summary>
    public async Task<string?> EnrolTotpAsync(string userName, CancellationToken ct)
    {
        if (await FindAsync(userName, ct) is not { } account) return null;
        var secret = Base32Encoding.ToString(RandomNumberGenerator.GetBytes(20));
        account.TotpSecret = secrets.Seal(secret, Guid.Empty);
        return $"otpauth://totp/Lianxin:{Uri.EscapeDataString(account.UserName)}?secret={secret}&issuer=Lianxin";
    }

    /// <summary>Name, colleague, role and organization code of every account with a live post.</summary>
    public async Task<IReadOnlyList<(string UserName, string Name, string Title, string Role, string Organization, bool Totp)>> ListAsync(DateTimeOffset now, CancellationToken ct)
    {
        var rows = await (from a in db.Accounts.AsNoTracking()
                          join f in db.Staff on a.StaffId equals f.Id
                          join p in db.Posts on f.Id equals p.StaffId
                          join o in db.Organizations on p.OrganizationId equals o.Id into os
                          from o in os.DefaultIfEmpty()
                          where !a.Closed && p.From <= now && (p.Until == null || p.Until > now)
                          orderby o.Code, a.UserName
                          select new { a.UserName, f.Name, f.Title, p.Role, Organization = o == null ? "" : o.Name, Totp = a.TotpSecret != null }).ToListAsync(ct);
        return [.. rows.Select(r => (r.UserName, r.Name, r.Title, r.Role, r.Organization, r.Totp))];
    }

    private Task<Account?> FindAsync(string userName, CancellationToken ct)
    {
        var name = userName.Trim().ToLowerInvariant();
        return db.Accounts.FirstOrDefaultAsync(a => a.UserName == name && !a.Closed, ct);
    }

    private async Task EndSessionsAsync(Account account, DateTimeOffset now, CancellationToken ct)
    {
        await foreach (var session in db.Sessions.Where(s => s.AccountId == account.Id && s.EndedAt == null).AsAsyncEnumerable().WithCancellation(ct)) session.EndedAt = now;
    }
}
