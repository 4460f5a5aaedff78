using Lianxin.Contracts;
using Lianxin.Core.Access;

namespace Lianxin.Core;

/// <summary>How an operation meets another about the same thing.</summary>
public enum Conflicts
{
    /// <summary>Adds facts; two never conflict.</summary>
    Never,

    /// <summary>Sets a single value and names the version it was based on; a mismatch is answered as a conflict.</summary>
    OnBase,

    /// <summary>Moves a state; the state machine refuses what is no longer possible.</summary>
    ByState,
}

/// <summary>Handles one kind of operation. Loads, refuses by name, acts on the context, returns; the door saves and commits.</summary>
public abstract class Handler<T> where T : IOperation
{
    /// <summary>What the caller's post must allow.</summary>
    public abstract string Permission { get; }

    /// <summary>How two of these meet.</summary>
    public abstract Conflicts Conflicts { get; }

    /// <summary>Whom or what it is about; the door proves that the caller reaches it.</summary>
    public abstract Subjects Concerns(T operation);

    /// <summary>True for what only adds: it is taken for a record under review too. Default false.</summary>
    public virtual bool AddsOnly => false;

    public abstract Task<Outcome> HandleAsync(T operation, OperationContext on, CancellationToken ct);
}

/// <summary>What an operation is about. A person must be in the caller's scope; so must the organization that takes in a new one.</summary>
public readonly record struct Subjects(Guid? Person, Guid? Organization, bool IsNew)
{
    public static Subjects Resident(Guid id) => new(id, null, false);
    public static Subjects NewResident(Guid id, Guid organization) => new(id, organization, true);
    public static Subjects InOrganization(Guid id) => new(null, id, false);

    /// <summary>Nothing that has an owner: the root of the tree, the caller's own settings.</summary>
    public static readonly Subjects Nobody;
}

/// <summary>What a handler may use besides the database: who, when, and the facts it leaves behind.</summary>
public sealed class OperationContext(Guid id, Caller caller, DateTimeOffset receivedAt, DateTimeOffset? claimedAt, Subject? subject, LianxinDb db)
{
    internal Queue<object> Events { get; } = [];
    public Guid Id => id;
    public Caller Caller => caller;

    /// <summary>The server's clock: deadlines count from here.</summary>
    public DateTimeOffset ReceivedAt => receivedAt;

    /// <summary>When it happened, as the device says; never later than it was received.</summary>
    public DateTimeOffset HappenedAt => claimedAt is { } c && c < receivedAt ? c : receivedAt;

    /// <summary>The day on which it happened, in the zone of the place.</summary>
    public DateOnly Today => PlaceTime.DateOf(HappenedAt);

    /// <summary>The organization that manages the person concerned; empty when none is.</summary>
    public Guid OrganizationId => subject?.OrganizationId ?? Guid.Empty;

    /// <summary>The sealed summary of the person concerned, if nothing has touched them since it was made; null otherwise, and then the rows are read.</summary>
    public byte[]? Summary => subject is { Summary: { } summary } && subject.SummaryVersion == subject.Version - 1 ? summary : null;

    /// <summary>Keeps a sealed summary of the person concerned, made of what stands after this operation. Where it concerns many people none is made.</summary>
    /// <param name="make">Called where there is a person to keep it for.</param>
    public void Summarize(Func<byte[]> make)
    {
        if (subject is not null) (subject.Summary, subject.SummaryVersion) = (make(), subject.Version);
    }

    /// <summary>Whether what is done here is restricted, and so that it was done.</summary>
    public bool IsRestricted { get; private set; }

    /// <summary>What is done is about something restricted: the audit says so.</summary>
    public void Restrict() => IsRestricted = true;

    /// <summary>Puts the record under review: from the next operation on nothing in it changes.</summary>
    public void Freeze() => subject!.FrozenAt ??= receivedAt;

    /// <summary>Hands the person concerned, with every row about them, to another organization. What was written in this operation has to be saved before.</summary>
    public async Task MoveAsync(Guid organization, CancellationToken ct)
    {
        await db.MoveAsync(subject!.Id, organization, ct);
        subject.OrganizationId = organization;
        subject.Summary = null; // it names the colleagues of the house she left
    }

    /// <summary>Tells the modules later in the story, in this same transaction.</summary>
    public void Raise<TEvent>(TEvent happened) where TEvent : notnull => Events.Enqueue(happened);

    /// <summary>Writes a countable fact.</summary>
    public void Count(string kind, DateOnly on, Guid? resident = null, Guid? organization = null, decimal quantity = 1) => db.Activities.Add(new Activity
    {
        Kind = kind, On = on, OrganizationId = organization ?? OrganizationId, StaffId = caller.StaffId, ResidentId = resident, Quantity = quantity, OperationId = id,
    });

    /// <summary>Writes something due. A second one with the same kind, subject and step is a mistake of the caller.</summary>
    public void Due(string kind, Guid about, string step, DateTimeOffset at, Guid? person = null) =>
        db.WorkItems.Add(new WorkItem { Kind = kind, SubjectId = about, PersonId = person ?? subject?.Id, Step = step, DueAt = at });

    /// <summary>Takes a new person into an organization, where one operation brings many. The organization is the one that the operation concerns.</summary>
    public void TakeIn(Guid person, Guid organization)
    {
        if (!caller.Reaches(organization)) throw new InvalidOperationException("The door proved another organization than this one.");
        db.Subjects.Add(new Subject { Id = person, OrganizationId = organization, Version = 1 });
    }
}

/// <summary>Listens to an event of an earlier module, inside the transaction that raised it.</summary>
public interface IListen<in TEvent>
{
    Task OnAsync(TEvent happened, OperationContext on, CancellationToken ct);
}
