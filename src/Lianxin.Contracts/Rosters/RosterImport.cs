using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Lianxin.Contracts.Rosters;

/// <summary>What is to become of one row of a roster.</summary>
public enum ImportDecision
{
    /// <summary>Who or what is not in the register.</summary>
    New,

    /// <summary>Who or what is: what is empty is filled, what differs is changed where it was ticked.</summary>
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

    /// <summary>Whom or what the row is about: of somebody new an id made by whoever imports, of a match the one in the register.</summary>
    public required Guid SubjectId { get; init; }
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

/// <summary>Takes over one list, all in one transaction or none: a single row that cannot be taken refuses the whole, at its column.</summary>
public abstract record RosterImport
{
    /// <summary>Most rows of one operation; a longer list goes in parts.</summary>
    public const int MostRows = 5000;

    /// <summary>The same for all parts of one list; by it the whole is taken back.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>Where it goes: of people the centre that manages the new ones, never a place such as a community.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>Who sent the list, as typed: it stands beside everything that has to be verified.</summary>
    [Required, StringLength(100)] public string? Sender { get; set; }

    /// <summary>SHA-256 of the file, hexadecimal.</summary>
    [StringLength(64)] public string? FileHash { get; set; }

    /// <summary>The day that the list gives for itself: weeks of pregnancy count from it.</summary>
    public DateOnly? ListDate { get; set; }
    [Required, MaxLength(MostRows)] public IReadOnlyList<ImportRow>? Rows { get; set; }
}

/// <summary>Takes over a list of pregnant women.</summary>
public sealed record ImportPregnancies : RosterImport, IOperation
{
    public static string Kind => "maternal-care/import-pregnancies";
}

/// <summary>Takes over a list of residents.</summary>
public sealed record ImportResidents : RosterImport, IOperation
{
    public static string Kind => "residents/import-residents";
}

/// <summary>Takes over a list of people of 65 and above, with what their yearly check said.</summary>
public sealed record ImportElders : RosterImport, IOperation
{
    public static string Kind => "residents/import-elders";
}

/// <summary>Takes over a list of who was vaccinated with what.</summary>
public sealed record ImportVaccinations : RosterImport, IOperation
{
    public static string Kind => "residents/import-vaccinations";
}

/// <summary>Takes over a list of colleagues. It gives nobody a right: posts and accounts are given apart.</summary>
public sealed record ImportStaff : RosterImport, IOperation
{
    public static string Kind => "organizations/import-staff";
}

/// <summary>Takes over a list of hospitals, centres, communities and the like.</summary>
public sealed record ImportOrganizations : RosterImport, IOperation
{
    public static string Kind => "organizations/import-organizations";
}

/// <summary>Takes over a list of residential buildings.</summary>
public sealed record ImportBuildings : RosterImport, IOperation
{
    public static string Kind => "organizations/import-buildings";
}

/// <summary>Takes a whole import back: what it brought goes, what it changed is as before. Refused with the rows that somebody has used since.</summary>
public sealed record UndoImport : IOperation
{
    public static string Kind => "organizations/undo-import";

    public required Guid ImportId { get; init; }
    public required Guid OrganizationId { get; init; }
    [Required, StringLength(200)] public string? Reason { get; set; }
}
