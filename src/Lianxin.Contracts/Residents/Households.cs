using System.ComponentModel.DataAnnotations;
using Lianxin.ClinicalRules.Forms;

namespace Lianxin.Contracts.Residents;

/// <summary>How the form <c>household</c> is used: who is head, how many they are and who they are stands in the members, and is not typed again.</summary>
public static class HouseholdForm
{
    /// <summary>Code of the head in <c>relation_to_head</c>.</summary>
    public const string Head = "1";

    /// <summary>What is asked about the home: how to get there and in, and how they live.</summary>
    public static FormPart Home { get; } = new(["address", "access"], [Keys.HouseholdPhone, Keys.FamilyStructure, Keys.LivingSituation]);

    public static FormDefinition Definition => FormDefinition.Of(FormNames.Household);

    /// <summary>The relations to the head.</summary>
    public static IReadOnlyList<FieldOption> Relations => Definition[Keys.RelationToHead]!.Options;

    /// <summary>What a carer may be told.</summary>
    public static IReadOnlyList<string> MayBeTold { get; } = ["appointments", "results", "medicines", "emergency"];
}

/// <summary>Makes a household. Whoever it is made for is its head and first member: none is without a member.</summary>
public sealed record MakeHousehold : IOperation
{
    public static string Kind => "residents/make-household";

    public required Guid ResidentId { get; init; }

    /// <summary>Made by the device, as that of the membership.</summary>
    public required Guid HouseholdId { get; init; }
    public required Guid MembershipId { get; init; }

    /// <summary>The membership that stood on the screen; null = in no household. Another one since is a conflict.</summary>
    public Guid? BasedOn { get; set; }
    [Required] public DateOnly? On { get; set; }

    /// <summary>Answers of the form <c>household</c> about the home.</summary>
    [Required] public Answers? Home { get; set; }
}

/// <summary>Adds a person to a household, moves them to another, changes their relation to the head, or takes them out. Where they lived before stays.</summary>
public sealed record MoveMember : IOperation, IValidatableObject
{
    public static string Kind => "residents/move-member";

    public required Guid ResidentId { get; init; }
    public required Guid MembershipId { get; init; }

    /// <summary>Where they live from then on; null = taken out.</summary>
    public Guid? HouseholdId { get; set; }

    /// <summary>Code of <c>relation_to_head</c>.</summary>
    [StringLength(10)] public string? Relation { get; set; }
    [Required] public DateOnly? On { get; set; }

    /// <summary>The membership that stood on the screen; null = in no household. Another one since is a conflict.</summary>
    public Guid? BasedOn { get; set; }
    [StringLength(200)] public string? Reason { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        HouseholdId is not null && string.IsNullOrWhiteSpace(Relation) ? [new("required", [nameof(Relation)])] : [];
}

/// <summary>Names somebody who cares for a person: another resident, or anybody with a telephone.</summary>
public sealed record NameCarer : IOperation, IValidatableObject
{
    public static string Kind => "residents/name-carer";

    public required Guid ResidentId { get; init; }
    public required Guid CarerId { get; init; }

    /// <summary>The resident who cares; null for somebody who is none.</summary>
    public Guid? CarerResidentId { get; set; }
    [StringLength(60)] public string? Name { get; set; }
    [StringLength(20)] public string? Phone { get; set; }

    /// <summary>In words, as in 女儿.</summary>
    [Required, StringLength(40)] public string? Relation { get; set; }

    /// <summary>Codes of <see cref="HouseholdForm.MayBeTold"/>; empty = nothing.</summary>
    [Required, MaxLength(10)] public IReadOnlyList<string>? MayBeTold { get; set; }
    [Required] public DateOnly? On { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (CarerResidentId == ResidentId) yield return new("own-carer", [nameof(CarerResidentId)]);
        if (CarerResidentId is null && string.IsNullOrWhiteSpace(Name)) yield return new("required", [nameof(Name)]);
        if (CarerResidentId is null && string.IsNullOrWhiteSpace(Phone)) yield return new("required", [nameof(Phone)]);
        if (MayBeTold!.Any(m => !HouseholdForm.MayBeTold.Contains(m))) yield return new("invalid", [nameof(MayBeTold)]);
    }
}

/// <summary>Ends what a carer does; that they did it stays.</summary>
public sealed record EndCarer : IOperation
{
    public static string Kind => "residents/end-carer";

    public required Guid ResidentId { get; init; }
    public required Guid CarerId { get; init; }
    [Required] public DateOnly? On { get; set; }
    [StringLength(200)] public string? Reason { get; set; }
}

/// <summary>Somebody who lives there, as far as the reader may see them.</summary>
/// <param name="Relation">Code of <c>relation_to_head</c>.</param>
public sealed record MemberView(Guid MembershipId, Guid ResidentId, string Name, string Sex, DateOnly? BirthDate, string PhoneMasked, string Relation, DateOnly From);

/// <summary>Where a person lived before.</summary>
/// <param name="By">Who wrote it down.</param>
public sealed record FormerMembership(Guid HouseholdId, string Relation, DateOnly From, DateOnly Until, string Reason, string By);

/// <summary>Somebody who cares for this person.</summary>
/// <param name="ResidentId">The resident who cares; null for somebody who is none, and for a resident out of reach.</param>
/// <param name="Name">Empty for a resident out of reach.</param>
public sealed record CarerView(Guid Id, Guid? ResidentId, string Name, string PhoneMasked, string Relation, IReadOnlyList<string> MayBeTold, DateOnly From, DateOnly? Until);

/// <summary>With whom a person lives and who cares for them.</summary>
public sealed record HouseholdView
{
    public required Guid ResidentId { get; init; }
    public required string Name { get; init; }

    /// <summary>Null for who is in none.</summary>
    public Guid? HouseholdId { get; init; }

    /// <summary>To base a move on; null for who is in none.</summary>
    public Guid? MembershipId { get; init; }

    /// <summary>Answers about the home; telephone and address masked.</summary>
    public Answers Home { get; init; } = Answers.Empty;

    /// <summary>Who lives there and is in the reader's reach, the head first.</summary>
    public IReadOnlyList<MemberView> Members { get; init; } = [];

    /// <summary>How many more live there, out of reach: nothing else is said of them.</summary>
    public int More { get; init; }

    /// <summary>Nobody is head, in reach or not.</summary>
    public bool NoHead { get; init; }
    public IReadOnlyList<CarerView> Carers { get; init; } = [];

    /// <summary>Where this person lived before, the latest first.</summary>
    public IReadOnlyList<FormerMembership> Before { get; init; } = [];
}

/// <summary>Asks for a carer's whole telephone number.</summary>
public sealed record PhoneOfCarer
{
    public required Guid CarerId { get; init; }
}
