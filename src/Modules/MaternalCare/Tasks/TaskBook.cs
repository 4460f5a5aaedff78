using Lianxin.Contracts.Organizations;

namespace Lianxin.MaternalCare.Tasks;

/// <summary>Opens and ends tasks. Each carries its own clock: a task that is not done in time goes up to a named person, each step once.</summary>
internal sealed class TaskBook(LianxinDb db, Owners owners)
{
    internal const string Work = "maternal-care/task-due";

    /// <summary>Opens a task.</summary>
    /// <param name="id">Made of what it follows from, so that the same thing never makes two.</param>
    /// <param name="escalateAt">When it goes up; null = when it is due.</param>
    public void Open(Guid id, string kind, Guid about, Guid resident, Guid organization, DateTimeOffset dueAt, StaffView owner, DateTimeOffset? escalateAt = null, string? text = null, bool restricted = false)
    {
        var due = dueAt.ToUniversalTime();
        var up = escalateAt is { } later && later > due ? later.ToUniversalTime() : due;
        db.CareTasks.Add(new CareTask
        {
            Id = id, ResidentId = resident, OrganizationId = organization, AboutId = about, Kind = kind, Text = text, DueAt = due, EscalateAt = up, OwnerId = owner.Id, OwnerName = owner.Name, Restricted = restricted,
        });
        db.WorkItems.Add(new WorkItem { Kind = Work, SubjectId = id, PersonId = resident, Step = "0", DueAt = up });
    }

    /// <summary>Opens one whose owner has to be found: the first of those wished who is at work, else somebody of the house.</summary>
    public async Task OpenAsync(Guid id, string kind, Guid about, ResidentView resident, DateTimeOffset dueAt, OperationContext on, CancellationToken ct, Guid? owner = null, string? text = null, bool restricted = false, DateTimeOffset? escalateAt = null) =>
        Open(id, kind, about, resident.Id, resident.OrganizationId, dueAt, await owners.OfAsync([owner, resident.ResponsibleId, on.Caller.StaffId], resident.OrganizationId, null, restricted, ct), escalateAt, text, restricted);

    /// <summary>Opens one for another house than that of the caller: its owner is whoever carries there.</summary>
    public async Task OpenForAsync(Guid id, string kind, Guid resident, Guid organization, DateTimeOffset dueAt, string text, CancellationToken ct) =>
        Open(id, kind, resident, resident, organization, dueAt, await owners.OfAsync([], organization, null, restricted: false, ct), text: text);

    /// <summary>Ends open tasks about something.</summary>
    /// <param name="kinds">Null = of every kind.</param>
    /// <param name="restricted">Only those that are restricted, or only those that are not; null = both.</param>
    public async Task EndAsync(Guid about, IReadOnlySet<string>? kinds, string state, string? note, OperationContext on, CancellationToken ct, bool? restricted = null)
    {
        // Whoever ends them may not see all of them; they end all the same.
        await foreach (var task in db.CareTasks.IgnoreQueryFilters([LianxinDb.RestrictedFilter]).Where(t => t.AboutId == about && t.State == CareTask.Open && (restricted == null || t.Restricted == restricted)).AsAsyncEnumerable().WithCancellation(ct))
            if (kinds is null || kinds.Contains(task.Kind)) End(task, state, note, on);
    }

    public static void End(CareTask task, string state, string? note, OperationContext on) => (task.State, task.DoneAt, task.DoneBy, task.Note) = (state, on.ReceivedAt, on.Caller.Name, note);
}

/// <summary>A task was not done in time: it goes up to a named person, and again one level higher while nobody answers.</summary>
internal sealed class TaskDue(LianxinDb db, Owners owners) : IWork
{
    private const int MostSteps = 2;

    public static string Kind => TaskBook.Work;

    public async Task RunAsync(WorkItem item, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.CareTasks.IgnoreQueryFilters([LianxinDb.RestrictedFilter]).FirstOrDefaultAsync(t => t.Id == item.SubjectId && t.State == CareTask.Open, ct) is not { } task) return;
        var whom = await owners.UpwardsAsync(task.OrganizationId, task.EscalatedToId ?? task.OwnerId, task.Steps, task.Restricted, ct);
        // Where nobody is above, it stays with the one who has it, and says so.
        (task.EscalatedToId, task.EscalatedTo, task.EscalatedAt) = (whom?.Id ?? task.OwnerId, whom?.Name ?? task.OwnerName, now);
        if (++task.Steps < MostSteps)
            db.WorkItems.Add(new WorkItem { Kind = TaskBook.Work, SubjectId = task.Id, PersonId = task.ResidentId, Step = $"{task.Steps}", DueAt = now + CareClocks.Of("escalate-again") });
    }
}
