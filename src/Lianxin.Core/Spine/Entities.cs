namespace Lianxin.Core;

/// <summary>One person as the spine knows them. Its version also puts two writes about one person in order: the later one finds it changed and begins anew.</summary>
[Unscoped("Ids only; asked by the door to find the scope.")]
public sealed class Subject
{
    public required Guid Id { get; init; }
    public required Guid OrganizationId { get; set; }

    /// <summary>Counts the operations that touched this person.</summary>
    public long Version { get; set; }

    /// <summary>What the rules know of this person, sealed: a copy of rows that spares reading them, as it stood at <see cref="SummaryVersion"/>. Worth nothing at any other version.</summary>
    public byte[]? Summary { get; set; }

    /// <summary>Since when the record is under review: nothing in it changes any more, what comes is added beside it. Null = it goes on.</summary>
    public DateTimeOffset? FrozenAt { get; set; }

    /// <summary>The version after which <see cref="Summary"/> was made.</summary>
    public long SummaryVersion { get; set; }
}

/// <summary>One accepted or refused write: the idempotency record and the change feed.</summary>
[Unscoped("Read by the door alone, and only by the operation's own author.")]
public sealed class OperationRow
{
    /// <summary>Server order. A safe cursor on SQLite only.</summary>
    public long Seq { get; init; }
    public required Guid Id { get; init; }
    public required string Kind { get; init; }
    public required int Version { get; init; }
    public required Guid Author { get; init; }

    /// <summary>The operator who typed the command for <see cref="Author"/>, where it came from the command line.</summary>
    public string? OperatedBy { get; init; }
    public required Guid Device { get; init; }
    public required long DeviceSeq { get; init; }
    public required DateTimeOffset? ClaimedAt { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public Guid? SubjectId { get; init; }

    /// <summary>SHA-256 of the body's bytes as they came, without what is not kept (<see cref="Contracts.NotKeptAttribute"/>).</summary>
    public required byte[] BodyHash { get; init; }
    public required string Outcome { get; init; }

    /// <summary>The body without what is not kept, encrypted; cleared after 30 days.</summary>
    public byte[]? Body { get; set; }
}

/// <summary>What becomes of a <see cref="WorkItem"/>.</summary>
public enum WorkState
{
    Waiting = 0,
    Done = 1,
    Cancelled = 2,

    /// <summary>Tried too often. Shown, never dropped.</summary>
    Dead = 3,
}

/// <summary>Something due: a deadline, an escalation, a reminder. Written in the transaction that causes it.</summary>
[Unscoped("Ids and instants; read by the worker alone.")]
public sealed class WorkItem
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Kind { get; init; }

    /// <summary>What it is about; for a planned contact the contact, not the person, so that the next one is due again like the first.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>Whose matter it is: the worker reaches this person and nobody else.</summary>
    public Guid? PersonId { get; init; }
    public required string Step { get; init; }
    public required DateTimeOffset DueAt { get; set; }
    public WorkState State { get; set; }

    /// <summary>Claimed by which node, where the effect lies outside the database.</summary>
    public string? LeasedBy { get; set; }
    public DateTimeOffset? LeasedUntil { get; set; }
    public int Attempts { get; set; }
    public DateTimeOffset? DoneAt { get; set; }
    public string Payload { get; init; } = "{}";
}

/// <summary>Why somebody outside the managing organization may see a person. Ends by itself.</summary>
[Unscoped("Ids and instants; asked at each request to find the caller's scope.")]
public sealed class AccessGrant : Access.IDecidesAccess
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SubjectId { get; init; }

    /// <summary>A staff member, a team or an organization.</summary>
    public required Guid GranteeId { get; init; }

    /// <summary>session, referral, alert, care-team, mandate, break-glass.</summary>
    public required string Reason { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset Until { get; set; }
    public string? EndedBy { get; set; }
}

/// <summary>A countable fact. Append-only; figures are queries over it.</summary>
[Unscoped("Counted, never listed with names; ids only.")]
public sealed class Activity
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Kind { get; init; }
    public required DateOnly On { get; init; }
    public required Guid OrganizationId { get; init; }
    public required Guid StaffId { get; init; }
    public Guid? ResidentId { get; init; }
    public decimal Quantity { get; init; } = 1;
    public required Guid OperationId { get; init; }
}

/// <summary>Who did or read what, under which right, with what outcome. Append-only. Ids and kinds, never values or words searched for.</summary>
[Unscoped("Read with its own permission; holds ids only.")]
public sealed class AuditEntry
{
    public long Seq { get; init; }
    public required DateTimeOffset At { get; init; }
    public required Guid StaffId { get; init; }
    public string? OperatedBy { get; init; }

    /// <summary>The operation's kind, or <c>read</c> and the query's route with its parameters' names, not their values.</summary>
    public required string Action { get; init; }
    public Guid? SubjectId { get; init; }

    /// <summary>Ids of further persons shown in a list, comma separated.</summary>
    public string? Others { get; init; }

    /// <summary>Sections opened, or the kind of a search.</summary>
    public string? Detail { get; init; }

    /// <summary>About something restricted: whoever may not see that does not read this line on a record either.</summary>
    public bool Restricted { get; init; }
    public required string Outcome { get; init; }
}
