namespace Lianxin.Organizations.Branches;

/// <summary>A branch of the Party. Dated: one that ended stays in the history with its brands and members.</summary>
[Unscoped("Colleagues, not residents.")]
internal sealed class Branch
{
    public required Guid Id { get; init; }

    /// <summary>The hospital or centre that it belongs to.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>The organization itself, or a department or a grid below it.</summary>
    public required Guid BuiltOnId { get; set; }
    public required string Name { get; set; }

    /// <summary>One of <see cref="BranchCodes.Kinds"/>.</summary>
    public required string Kind { get; set; }
    public required DateOnly Since { get; set; }

    /// <summary>The last day; null = it goes on.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>Counts its changes: who changes it names what they saw.</summary>
    public required int Version { get; set; }
}

/// <summary>A colleague is a member of a branch, with one function, for a time. Who is one is told to fellow members and to the Party office alone.</summary>
[Unscoped("Colleagues, not residents.")]
internal sealed class BranchMember
{
    public required Guid Id { get; init; }
    public required Guid BranchId { get; init; }
    public required Guid StaffId { get; init; }

    /// <summary>One of <see cref="BranchCodes.Functions"/>.</summary>
    public required string Function { get; init; }
    public required DateOnly Since { get; init; }

    /// <summary>The last day; null = it goes on.</summary>
    public DateOnly? Until { get; set; }
}

/// <summary>One version of the brand of a branch.</summary>
[Unscoped("Words of a branch about itself.")]
internal sealed class Brand
{
    public required Guid Id { get; init; }
    public required Guid BranchId { get; init; }
    public required string Name { get; set; }
    public required string Slogan { get; set; }
    public required string Meaning { get; set; }

    /// <summary>As in <c>1.0</c>.</summary>
    public required string Version { get; set; }

    /// <summary>One of <see cref="BranchCodes.Fields"/>.</summary>
    public required string Field { get; set; }
    public required DateOnly Since { get; set; }

    /// <summary>The last day; null = in force.</summary>
    public DateOnly? Until { get; set; }
}

/// <summary>A leader answers for a branch, for a time.</summary>
[Unscoped("Colleagues, not residents.")]
internal sealed class BranchLeader
{
    public required Guid Id { get; init; }
    public required Guid BranchId { get; init; }
    public required Guid StaffId { get; init; }
    public required DateOnly Since { get; init; }

    /// <summary>The last day; null = it goes on.</summary>
    public DateOnly? Until { get; set; }
}
