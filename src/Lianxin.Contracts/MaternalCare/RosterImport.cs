using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Lianxin.Contracts.MaternalCare;

/// <summary>What is to become of one row of a roster.</summary>
public enum ImportDecision
{
    /// <summary>A person who is not in the register.</summary>
    New,

    /// <summary>A person who is: what is empty is filled, what differs is changed where it was ticked.</summary>
    Match,

    /// <summary>Left out.</summary>
    Skip,
}

/// <summary>One row of a roster as it was understood and decided.</summary>
public sealed record ImportRow : IValidatableObject
{
    private const int LongestText = 2000;

    /// <summary>Number of the row in the sender's sheet; it stands in the record as the source.</summary>
    [Range(1, 2_000_000)] public int Row { get; set; }

    /// <summary>Of a new person made by whoever imports, of a match hers.</summary>
    public required Guid ResidentId { get; init; }

    /// <summary>Used when a pregnancy is opened.</summary>
    public required Guid PregnancyId { get; init; }
    [Required] public ImportDecision? Decision { get; set; }

    /// <summary>By column of the roster's template: text, number, yes or no, ISO date, or list of codes; as the preview gave them.</summary>
    [Required] public IReadOnlyDictionary<string, JsonElement>? Values { get; set; }

    /// <summary>Columns whose improbable value somebody looked at again.</summary>
    [MaxLength(100)] public IReadOnlyList<string> Confirmed { get; set; } = [];

    /// <summary>Columns in which the record's own value is replaced by the roster's; for a match only.</summary>
    [MaxLength(100)] public IReadOnlyList<string> Overwrite { get; set; } = [];

    /// <summary>Somebody looked at the likely duplicates and says this is another person.</summary>
    public bool NotADuplicate { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (column, value) in Values!)
        {
            if (value.ValueKind is JsonValueKind.Array && value.EnumerateArray().Any(v => v.ValueKind is not JsonValueKind.String)) yield return new("wrong-type", [column]);
            else if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined) yield return new("wrong-type", [column]);
            else if (value.ValueKind is JsonValueKind.String && value.GetString()!.Length > LongestText) yield return new("too-long", [column]);
            else if (value.ValueKind is JsonValueKind.String && Check.BadText(value.GetString()!)) yield return new("bad-character", [column]);
        }
    }
}

/// <summary>Takes over the pregnant women of one roster, all in one transaction or none: a single row that cannot be taken refuses the whole, at its column.</summary>
public sealed record ImportPregnancies : IOperation
{
    public static string Kind => "maternal-care/import-pregnancies";

    /// <summary>Most rows of one operation; a longer roster goes in parts.</summary>
    public const int MostRows = 5000;

    public required Guid ImportId { get; init; }

    /// <summary>The centre that manages the new people; never a place such as a community.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>Who sent the list, as typed: it stands beside everything that has to be verified.</summary>
    [Required, StringLength(100)] public string? Sender { get; set; }

    /// <summary>SHA-256 of the file, hexadecimal.</summary>
    [StringLength(64)] public string? FileHash { get; set; }

    /// <summary>The day that the list gives for itself: weeks of pregnancy count from it.</summary>
    public DateOnly? ListDate { get; set; }
    [Required, MaxLength(MostRows)] public IReadOnlyList<ImportRow>? Rows { get; set; }
}
