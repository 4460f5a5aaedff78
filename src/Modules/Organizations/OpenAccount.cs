namespace Lianxin.Organizations;

/// <summary>Opens an account for a colleague with a post.</summary>
internal sealed class OpenAccountHandler(LianxinDb db, Accounts accounts) : Handler<OpenAccount>
{
    public override string Permission => Permissions.ManageStaff;
    public override Conflicts Conflicts => Conflicts.Never;
    public override Subjects Concerns(OpenAccount operation) => Subjects.InOrganization(operation.OrganizationId);

    public override async Task<Outcome> HandleAsync(OpenAccount operation, OperationContext on, CancellationToken ct)
    {
        if (await AccountRights.RefusalAsync(db, operation.StaffId, operation.OrganizationId, on, ct) is { } refusal) return refusal;
        if (await db.Accounts.AnyAsync(a => a.StaffId == operation.StaffId && !a.Closed, ct)) return Problems.HasAccount;
        var name = operation.UserName!.Trim().ToLowerInvariant();
        // Also one that was closed: what stands under it in the audit stays one person's.
        if (await db.Accounts.AnyAsync(a => a.UserName == name, ct)) return Problems.UserNameTaken;
        await accounts.OpenAsync(operation.StaffId, name, operation.Password!, mustChange: true, ct);
        return Outcome.Done;
    }
}

/// <summary>Sets another password for the next sign-in, and ends the account's sessions.</summary>
internal sealed class RenewAccountHandler(LianxinDb db, Accounts accounts, [Microsoft.Extensions.DependencyInjection.FromKeyedServices(SignInService.SystemClock)] TimeProvider clock) : Handler<RenewAccount>
{
    public override string Permission => Permissions.ManageStaff;
    public override Conflicts Conflicts => Conflicts.Never;
    public override Subjects Concerns(RenewAccount operation) => Subjects.InOrganization(operation.OrganizationId);

    public override async Task<Outcome> HandleAsync(RenewAccount operation, OperationContext on, CancellationToken ct)
    {
        if (await AccountRights.RefusalAsync(db, operation.StaffId, operation.OrganizationId, on, ct) is { } refusal) return refusal;
        if (await db.Accounts.FirstOrDefaultAsync(a => a.StaffId == operation.StaffId && !a.Closed, ct) is not { } account) return Problems.NoAccount;
        await accounts.ResetAsync(account, operation.Password!, clock.GetUtcNow(), ct);
        return Outcome.Done;
    }
}

/// <summary>Whose password one may make.</summary>
internal static class AccountRights
{
    public static async Task<Outcome?> RefusalAsync(LianxinDb db, Guid colleague, Guid organization, OperationContext on, CancellationToken ct)
    {
        var home = await db.Staff.AsNoTracking().Where(s => s.Id == colleague).Select(s => (Guid?)s.OrganizationId).FirstOrDefaultAsync(ct);
        var posts = await db.Posts.AsNoTracking().Where(p => p.StaffId == colleague && (p.Until == null || p.Until > on.ReceivedAt)).Select(p => new { p.OrganizationId, p.Role }).ToListAsync(ct);
        if (home is not { } house || (!on.Caller.Reaches(house) && !posts.Any(p => on.Caller.Reaches(p.OrganizationId)))) return Problems.NoSuchStaff;
        if (posts.All(p => p.OrganizationId != organization)) return Problems.NoPostYet;
        if (posts.Any(p => !on.Caller.Reaches(p.OrganizationId))) return Problems.PostBeyondReach;
        return posts.Any(p => Roles.Administrators.Contains(p.Role)) && !Roles.IsFounder(on.Caller) ? Problems.AdministratorsByFounder : null;
    }
}
