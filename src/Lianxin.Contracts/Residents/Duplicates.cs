using System.ComponentModel.DataAnnotations;

namespace Lianxin.Contracts.Residents;

/// <summary>Somebody has looked at two records that may be one person's, and says what they are. Two people stay two for good; one person's records wait with a named colleague.</summary>
public sealed record JudgeDuplicate : IOperation, IValidatableObject
{
    public static string Kind => "residents/judge-duplicate";

    public required Guid ResidentId { get; init; }
    public required Guid OtherId { get; init; }

    /// <summary>One person; false = two.</summary>
    [Required] public bool? Same { get; set; }
    [StringLength(200)] public string? Note { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => OtherId == ResidentId ? [new("invalid", [nameof(OtherId)])] : [];
}

/// <summary>One of two records side by side; numbers and address masked.</summary>
public sealed record DuplicateSide
{
    public required Guid ResidentId { get; init; }
    public required string Name { get; init; }
    public string Sex { get; init; } = "0";
    public DateOnly? BirthDate { get; init; }
    public string IdMasked { get; init; } = "";
    public string PhoneMasked { get; init; } = "";
    public string ContactPhoneMasked { get; init; } = "";
    public string AddressMasked { get; init; } = "";
    public string RecordNumber { get; init; } = "";
    public string Community { get; init; } = "";
    public string OrganizationName { get; init; } = "";
    public string ResponsibleName { get; init; } = "";
}

/// <summary>Two records that may be one person's.</summary>
/// <param name="Why">What they share: id-number, name-birth, phone.</param>
/// <param name="By">Who said that they are one person; empty while nobody did.</param>
public sealed record DuplicateView(Guid Id, DuplicateSide One, DuplicateSide Other, IReadOnlyList<string> Why, DateTimeOffset FoundAt, string By, DateTimeOffset? At, string Note);

/// <summary>A page of them.</summary>
/// <param name="Next">Where the next page begins; null = this is the last.</param>
public sealed record DuplicatePage(IReadOnlyList<DuplicateView> Rows, Guid? Next);
