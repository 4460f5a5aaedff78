namespace Lianxin.Contracts.Organizations;

/// <summary>A branch as every colleague in reach sees it.</summary>
/// <param name="BuiltOnId">The organization itself, or a department or a grid below it.</param>
/// <param name="Kind">One of <see cref="BranchCodes.Kinds"/>.</param>
/// <param name="Version">To be named where it is changed.</param>
/// <param name="Brand">The one in force; null = none.</param>
/// <param name="Secretary">Name of the secretary; null = none now.</param>
/// <param name="Members">How many; null for whoever may not see them.</param>
/// <param name="MayManage">Whether whoever asks may change it.</param>
public sealed record BranchView(Guid Id, Guid OrganizationId, string Organization, Guid BuiltOnId, string BuiltOn, string Name, string Kind, DateOnly Since, DateOnly? Until, int Version,
    BrandView? Brand, string? Secretary, int? Members, bool MayManage);

/// <summary>One version of the brand of a branch.</summary>
/// <param name="Field">One of <see cref="BranchCodes.Fields"/>.</param>
public sealed record BrandView(Guid Id, string Name, string Slogan, string Meaning, string Version, string Field, DateOnly Since, DateOnly? Until);

/// <summary>One membership, or one that has ended.</summary>
/// <param name="Function">One of <see cref="BranchCodes.Functions"/>.</param>
/// <param name="Until">The last day; null = it goes on.</param>
public sealed record BranchMemberView(Guid Id, Guid StaffId, string Name, string Title, string Function, DateOnly Since, DateOnly? Until);

/// <summary>A leader who answers for a branch, or did.</summary>
public sealed record BranchLeaderView(Guid Id, Guid StaffId, string Name, string Title, DateOnly Since, DateOnly? Until);

/// <summary>One branch with its history.</summary>
/// <param name="Brands">Every version, the newest first.</param>
/// <param name="Members">The newest first; null for whoever may not see who is a member.</param>
/// <param name="Leaders">The newest first; null as the members.</param>
public sealed record BranchDetail(BranchView Branch, IReadOnlyList<BrandView> Brands, IReadOnlyList<BranchMemberView>? Members, IReadOnlyList<BranchLeaderView>? Leaders);
