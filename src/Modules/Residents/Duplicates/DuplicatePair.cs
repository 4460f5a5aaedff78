namespace Lianxin.Residents.Duplicates;

/// <summary>Two records that may be one person's, found when one of them was written. A pair is judged once and does not come again.</summary>
internal sealed class DuplicatePair : IScoped
{
    public const string Open = "open", Different = "different", Same = "same";

    /// <summary>Made of both, whichever comes first.</summary>
    public required Guid Id { get; init; }
    public required Guid ResidentId { get; init; }
    public required Guid OrganizationId { get; set; }

    /// <summary>The other record; who reads the pair has to reach it too.</summary>
    public required Guid OtherId { get; init; }

    /// <summary>What they share, with a space between.</summary>
    public required string Why { get; init; }
    public required DateTimeOffset FoundAt { get; init; }
    public string State { get; set; } = Open;
    public Guid? JudgedById { get; set; }
    public DateTimeOffset? JudgedAt { get; set; }
    public string? Note { get; set; }

    public static Guid IdOf(Guid one, Guid other) => one.CompareTo(other) < 0 ? StableId.Of(one, $"{other}") : StableId.Of(other, $"{one}");
}

/// <summary>Two records were said to be one person's; later modules listen.</summary>
public sealed record SaidToBeSame(Guid PairId, Guid ResidentId, Guid OtherId, string? Note);
