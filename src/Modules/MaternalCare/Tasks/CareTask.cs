namespace Lianxin.MaternalCare.Tasks;

/// <summary>Something a colleague has to do for a woman, with an owner and a time. It ends, or it goes up to a named person.</summary>
internal sealed class CareTask : IScoped, IRestrictable
{
    public const string Open = "open", Done = "done", Cancelled = "cancelled";

    public required Guid Id { get; init; }
    public required Guid ResidentId { get; init; }
    public required Guid OrganizationId { get; set; }

    /// <summary>The pregnancy, case, newborn or encounter that it belongs to.</summary>
    public required Guid AboutId { get; init; }
    public required string Kind { get; init; }
    public string? Text { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>From when on it goes up if it is still open; never before <see cref="DueAt"/>.</summary>
    public required DateTimeOffset EscalateAt { get; init; }
    public required Guid OwnerId { get; set; }
    public required string OwnerName { get; set; }
    public string State { get; set; } = Open;
    public Guid? EscalatedToId { get; set; }
    public string? EscalatedTo { get; set; }
    public DateTimeOffset? EscalatedAt { get; set; }

    /// <summary>How often it went up.</summary>
    public int Steps { get; set; }
    public DateTimeOffset? DoneAt { get; set; }
    public string? DoneBy { get; set; }
    public string? Note { get; set; }
    public required bool Restricted { get; init; }
}
