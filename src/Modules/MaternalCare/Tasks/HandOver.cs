using Lianxin.Organizations;

namespace Lianxin.MaternalCare.Tasks;

/// <summary>Gives everything of a colleague who is away to somebody who is there: cases to their deputies, tasks and contacts with them.</summary>
internal sealed class HandOver(LianxinDb db, Owners owners)
{
    internal const string Work = "maternal-care/hand-over";

    // Whoever ends a post reads no record; the rows change owner whoever may see them, and nothing of them is shown.
    private static readonly string[] Filters = [LianxinDb.ScopeFilter, LianxinDb.RestrictedFilter];

    /// <param name="to">Whom the one who leaves names; null = the deputy of each case, else a colleague of the house.</param>
    public async Task AllOfAsync(Guid staff, Guid? to, CancellationToken ct)
    {
        // By case or pregnancy, and by house for what stands alone; what is restricted apart, for it may go to another.
        Dictionary<(Guid About, bool Restricted), (Guid Id, string Name)> ofCase = [], ofHouse = [];
        foreach (var open in await db.Cases.IgnoreQueryFilters(Filters).Where(c => c.OwnerId == staff && c.State != CaseStates.Closed).ToListAsync(ct))
        {
            var next = await owners.OfAsync([to, open.DeputyId], open.OrganizationId, staff, open.Restricted, ct);
            (open.OwnerId, open.OwnerName) = (next.Id, next.Name);
            ofCase[(open.Id, open.Restricted)] = ofCase[(open.PregnancyId, open.Restricted)] = (next.Id, next.Name);
        }
        foreach (var task in await db.CareTasks.IgnoreQueryFilters(Filters).Where(t => (t.OwnerId == staff || t.EscalatedToId == staff) && t.State == CareTask.Open).ToListAsync(ct))
        {
            var (id, name) = await NextAsync(task.AboutId, task.OrganizationId, task.Restricted);
            if (task.OwnerId == staff) (task.OwnerId, task.OwnerName) = (id, name);
            if (task.EscalatedToId == staff) (task.EscalatedToId, task.EscalatedTo) = (id, name);
        }
        foreach (var contact in await db.Contacts.IgnoreQueryFilters(Filters).Where(c => c.OwnerId == staff && (c.State == PregnancyLogic.Planned || c.State == PregnancyLogic.Overdue)).ToListAsync(ct))
            (contact.OwnerId, contact.OwnerName) = await NextAsync(contact.PregnancyId, contact.OrganizationId, restricted: false);

        async Task<(Guid, string)> NextAsync(Guid about, Guid organization, bool restricted)
        {
            if (ofCase.TryGetValue((about, restricted), out var owner) || ofHouse.TryGetValue((organization, restricted), out owner)) return owner;
            var next = await owners.OfAsync([to], organization, staff, restricted, ct);
            return ofHouse[(organization, restricted)] = (next.Id, next.Name);
        }
    }
}

/// <summary>At once when the leave has begun; else at its first minute.</summary>
internal sealed class HandOverWhenAway(HandOver handOver) : IListen<StaffAway>
{
    public async Task OnAsync(StaffAway happened, OperationContext on, CancellationToken ct)
    {
        if (happened.From <= on.ReceivedAt) await handOver.AllOfAsync(happened.StaffId, happened.To, ct);
        // The step says to whom: a work item carries nothing else.
        else on.Due(HandOver.Work, happened.StaffId, $"{happened.Cause}/{happened.To}", happened.From);
    }
}

/// <summary>The first minute of a leave.</summary>
internal sealed class HandOverAtLeave(HandOver handOver) : IWork
{
    public static string Kind => HandOver.Work;

    public Task RunAsync(WorkItem item, DateTimeOffset now, CancellationToken ct) =>
        handOver.AllOfAsync(item.SubjectId, item.Step.Split('/') is [_, var to] && Guid.TryParse(to, out var named) ? named : null, ct);
}
