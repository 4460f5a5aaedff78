using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Lianxin.Contracts.Organizations;

/// <summary>What a branch of the Party, a function in it and the field of its brand can be. Codes; the words are in the resources.</summary>
public static class BranchCodes
{
    /// <summary>What a branch is; a grid branch is built on a place where people live, every other on a house or a department.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["committee", "general", "department", Grid];
    public const string Grid = "grid";

    /// <summary>What somebody is in a branch.</summary>
    public static readonly IReadOnlyList<string> Functions = [Secretary, "deputy", "organization", "publicity", "discipline", "member"];
    public const string Secretary = "secretary";

    /// <summary>Fields of “Party +”.</summary>
    public static readonly IReadOnlyList<string> Fields = ["service", "research-teaching", "culture", "talent", "management"];

    /// <summary>Before this day there was no Party to have a branch or a member.</summary>
    public static readonly DateOnly Earliest = new(1921, 7, 1);
}

/// <summary>Founds a branch, changes what is said of it, or ends it. With it end its memberships, its brand and the links of its leaders.</summary>
public sealed record SaveBranch : IOperation, IValidatableObject
{
    public static string Kind => "organizations/save-branch";

    public required Guid BranchId { get; init; }

    /// <summary>The hospital or centre that it belongs to; never changed.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>The version of the branch that was changed; 0 for a new one.</summary>
    [Range(0, int.MaxValue)] public int BasedOn { get; init; }

    /// <summary>The organization itself, or a department or a grid below it.</summary>
    [Required] public Guid? BuiltOnId { get; set; }
    [Required, StringLength(60)] public string? Name { get; set; }

    /// <summary>One of <see cref="BranchCodes.Kinds"/>.</summary>
    [Required, StringLength(20)] public string? BranchKind { get; set; }
    [Required] public DateOnly? Since { get; set; }

    /// <summary>Its last day; null = it goes on.</summary>
    public DateOnly? Until { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!BranchCodes.Kinds.Contains(BranchKind)) yield return new("unknown-code", [nameof(BranchKind)]);
        if (Since < BranchCodes.Earliest) yield return new("invalid", [nameof(Since)]);
        if (Until < Since) yield return new("end-before-start", [nameof(Until)]);
    }
}

/// <summary>Makes a colleague a member of a branch, or gives a member another function. What was until then ends the day before and stays in the history.</summary>
public sealed record SetBranchMember : IOperation, IValidatableObject
{
    public static string Kind => "organizations/set-branch-member";

    public required Guid MembershipId { get; init; }
    public required Guid BranchId { get; init; }

    /// <summary>The organization that the branch belongs to.</summary>
    public required Guid OrganizationId { get; init; }
    [Required] public Guid? StaffId { get; set; }

    /// <summary>One of <see cref="BranchCodes.Functions"/>.</summary>
    [Required, StringLength(20)] public string? Function { get; set; }
    [Required] public DateOnly? Since { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!BranchCodes.Functions.Contains(Function)) yield return new("unknown-code", [nameof(Function)]);
        if (Since < BranchCodes.Earliest) yield return new("invalid", [nameof(Since)]);
    }
}

/// <summary>Ends a membership that goes to no other branch.</summary>
public sealed record EndBranchMember : IOperation
{
    public static string Kind => "organizations/end-branch-member";

    public required Guid MembershipId { get; init; }
    public required Guid BranchId { get; init; }

    /// <summary>The organization that the branch belongs to.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>The last day.</summary>
    [Required] public DateOnly? Until { get; set; }
}

/// <summary>Gives a branch its brand, or a new version of it: the one before ends the day before and stays in the history. With the id of the brand in force it is corrected.</summary>
public sealed partial record SaveBrand : IOperation, IValidatableObject
{
    public static string Kind => "organizations/save-brand";

    public required Guid BrandId { get; init; }
    public required Guid BranchId { get; init; }

    /// <summary>The organization that the branch belongs to.</summary>
    public required Guid OrganizationId { get; init; }
    [Required, StringLength(60)] public string? Name { get; set; }
    [Required, StringLength(100)] public string? Slogan { get; set; }
    [Required, StringLength(1000)] public string? Meaning { get; set; }

    /// <summary>As in <c>1.0</c>.</summary>
    [Required, StringLength(5)] public string? Version { get; set; }

    /// <summary>One of <see cref="BranchCodes.Fields"/>.</summary>
    [Required, StringLength(20)] public string? Field { get; set; }
    [Required] public DateOnly? Since { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Versions().IsMatch(Version!)) yield return new("brand-version", [nameof(Version)]);
        if (!BranchCodes.Fields.Contains(Field)) yield return new("unknown-code", [nameof(Field)]);
        if (Since < BranchCodes.Earliest) yield return new("invalid", [nameof(Since)]);
    }

    [GeneratedRegex(@"^[1-9][0-9]?\.[0-9]{1,2}\z")]
    private static partial Regex Versions();
}

/// <summary>Links a leader to a branch that they answer for, or ends the link.</summary>
public sealed record LinkLeader : IOperation, IValidatableObject
{
    public static string Kind => "organizations/link-leader";

    public required Guid LinkId { get; init; }
    public required Guid BranchId { get; init; }

    /// <summary>The organization that the branch belongs to.</summary>
    public required Guid OrganizationId { get; init; }
    [Required] public Guid? StaffId { get; set; }
    [Required] public DateOnly? Since { get; set; }

    /// <summary>The last day; null = it goes on.</summary>
    public DateOnly? Until { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Since < BranchCodes.Earliest) yield return new("invalid", [nameof(Since)]);
        if (Until < Since) yield return new("end-before-start", [nameof(Until)]);
    }
}
