using Lianxin.Core.Access;

namespace Lianxin.Organizations.Branches;

/// <summary>What the operations on branches have in common.</summary>
internal static class BranchBook
{
    extension(LianxinDb db)
    {
        /// <summary>The branch of that organization, or why nothing can be done in it on that day.</summary>
        /// <param name="since">When what is written begins; never tomorrow: what is written here has been decided.</param>
        public async Task<(Branch? Branch, Outcome? Against)> BranchForAsync(Guid id, Guid organization, DateOnly? since, OperationContext on, CancellationToken ct)
        {
            if (await db.Branches.AsNoTracking().FirstOrDefaultAsync(b => b.Id == id && b.OrganizationId == organization, ct) is not { } branch) return (null, Problems.NoSuchBranch);
            if (branch.Until is not null) return (null, Problems.BranchEnded);
            if (since > on.Today) return (null, Problems.InFuture("since"));
            return since < branch.Since ? (null, Problems.BeforeBranch(branch.Since)) : (branch, null);
        }

        /// <summary>Whether this is a colleague of a house in reach.</summary>
        public async Task<bool> IsColleagueAsync(Guid staff, Caller caller, CancellationToken ct) =>
            await db.Staff.AsNoTracking().Where(s => s.Id == staff).Select(s => (Guid?)s.OrganizationId).FirstOrDefaultAsync(ct) is { } home && caller.Reaches(home);
    }
}
