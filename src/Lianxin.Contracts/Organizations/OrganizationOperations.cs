using System.ComponentModel.DataAnnotations;

namespace Lianxin.Contracts.Organizations;

/// <summary>What an organization can be. Codes; the words are in the resources.</summary>
public static class OrganizationKinds
{
    public static readonly IReadOnlySet<string> All = new HashSet<string>
    {
        "region", "hospital", "branch-hospital", "health-centre", "department", "community", "village", "grid", "building", "school", "enterprise", "bank", "care-home", "ngo",
        "volunteer-group", "service-station", "site",
    };

    /// <summary>Places, never managers of a record.</summary>
    public static readonly IReadOnlySet<string> Places = new HashSet<string> { "community", "village", "grid", "building", "site" };
}

/// <summary>Adds a hospital, a centre, a department, a community below another organization, or the first one of all.</summary>
public sealed record AddOrganization : IOperation, IValidatableObject
{
    public static string Kind => "organizations/add-organization";

    public required Guid OrganizationId { get; init; }
    public Guid? ParentId { get; set; }

    /// <summary>Short code for people and commands, as in <c>XT-CENTRE</c>; unique. Letters, figures and hyphens.</summary>
    [Required, StringLength(40)] public string? Code { get; set; }
    [Required, StringLength(100)] public string? Name { get; set; }

    /// <summary>One of <see cref="OrganizationKinds"/>.</summary>
    [Required, StringLength(30)] public string? OrganizationKind { get; set; }

    /// <summary>Level of a hospital, 1 to 3.</summary>
    [Range(1, 3)] public int? Level { get; set; }

    /// <summary>Administrative division, GB/T 2260: 6, 9 or 12 figures.</summary>
    [StringLength(12)] public string? DivisionCode { get; set; }

    /// <summary>Unified social credit code, GB 32100-2015.</summary>
    [StringLength(18)] public string? SocialCreditCode { get; set; }

    /// <summary>WGS-84, degrees east.</summary>
    [Range(-180.0, 180.0)] public double? Longitude { get; set; }

    /// <summary>WGS-84, degrees north.</summary>
    [Range(-90.0, 90.0)] public double? Latitude { get; set; }
    public DateOnly? From { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!OrganizationKinds.All.Contains(OrganizationKind!)) yield return new("unknown-code", [nameof(OrganizationKind)]);
        if (!Code!.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) yield return new("invalid", [nameof(Code)]);
        if (DivisionCode is { } d && (d.Length is not (6 or 9 or 12) || !d.All(char.IsAsciiDigit))) yield return new("division-code", [nameof(DivisionCode)]);
        if (SocialCreditCode is { } c18 && !ClinicalRules.Identifiers.UnifiedSocialCreditCode.TryParse(c18, out _, out _)) yield return new("social-credit-code", [nameof(SocialCreditCode)]);
        if (Longitude is null != Latitude is null) yield return new("both-or-neither", [nameof(Latitude)]);
    }
}

/// <summary>Chooses by which schedule antenatal visits are planned in a house and below it. Visits that are planned already keep their dates.</summary>
public sealed record ChooseVisitSchedule : IOperation, IValidatableObject
{
    public static string Kind => "organizations/choose-visit-schedule";

    public required Guid OrganizationId { get; init; }

    /// <summary>One of <see cref="ClinicalRules.Maternal.AntenatalSchedule.ForVisits"/>; null = as the organization above has it.</summary>
    [StringLength(20)] public string? Schedule { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Schedule is { } chosen && !ClinicalRules.Maternal.AntenatalSchedule.ForVisits.Contains(chosen)) yield return new("unknown-code", [nameof(Schedule)]);
    }
}

/// <summary>Adds a colleague to an organization. What they may do comes with a post.</summary>
public sealed record AddStaff : IOperation
{
    public static string Kind => "organizations/add-staff";

    public required Guid StaffId { get; init; }
    public required Guid OrganizationId { get; init; }
    [Required, StringLength(50)] public string? Name { get; set; }

    /// <summary>Professional title, as in 主治医师.</summary>
    [StringLength(30)] public string? Title { get; set; }

    /// <summary>Telephone at work: whom to phone.</summary>
    [StringLength(30)] public string? Phone { get; set; }

    /// <summary>Skills by code: obstetrics, midwifery, ultrasound, nursing, general-practice, tcm, rehabilitation, cardiology.</summary>
    [MaxLength(20)] public IReadOnlyList<string> Skills { get; set; } = [];
}

/// <summary>Gives somebody a post: a role at an organization, for a term.</summary>
public sealed record GivePost : IOperation, IValidatableObject
{
    public static string Kind => "organizations/give-post";

    public required Guid PostId { get; init; }
    public required Guid StaffId { get; init; }
    public required Guid OrganizationId { get; init; }

    /// <summary>Code of a role.</summary>
    [Required, StringLength(40)] public string? Role { get; set; }

    /// <summary><c>unit</c> or <c>care-team</c>; left out: as the role has it.</summary>
    [StringLength(20)] public string? Reach { get; set; }
    public DateOnly? From { get; set; }
    public DateOnly? Until { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Reach is not (null or "unit" or "care-team")) yield return new("unknown-code", [nameof(Reach)]);
        if (Until < From) yield return new("end-before-start", [nameof(Until)]);
    }
}

/// <summary>Ends a post at once; its open sessions end with it.</summary>
public sealed record EndPost : IOperation
{
    public static string Kind => "organizations/end-post";

    public required Guid PostId { get; init; }
    public required Guid OrganizationId { get; init; }
}

/// <summary>A colleague goes on leave. What is theirs (cases, tasks, contacts) goes to the deputy, at the first minute of the leave.</summary>
public sealed record RecordLeave : IOperation
{
    public static string Kind => "organizations/record-leave";

    public required Guid LeaveId { get; init; }
    public required Guid StaffId { get; init; }
    public required Guid OrganizationId { get; init; }
    [Required] public DateOnly? From { get; set; }

    /// <summary>The last day of the leave.</summary>
    [Required] public DateOnly? Until { get; set; }

    /// <summary>Who takes over; null = the deputy of each case, else a colleague of the house.</summary>
    public Guid? DeputyId { get; set; }
}
