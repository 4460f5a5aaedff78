namespace Lianxin.Core.Access;

/// <summary>Who asks: what the post allows, the organizations below it, and the people reached by a live grant.</summary>
/// <param name="StaffId">Whose work it is.</param>
/// <param name="Home">The organization of the post: it is named as performer of what the caller writes.</param>
/// <param name="Organizations">Organizations in reach: those below the post, or none for a post that reaches its care team only.</param>
/// <param name="Granted">People reached by a live grant.</param>
/// <param name="Permissions">What the role of the post allows.</param>
public sealed record Caller(Guid StaffId, Guid Home, Guid[] Organizations, Guid[] Granted, IReadOnlySet<string> Permissions)
{
    public static readonly Caller Nobody = new(Guid.Empty, Guid.Empty, [], [], new HashSet<string>());

    /// <summary>The operator at the server's own console who acts for this caller, as it stands in the audit; else null.</summary>
    public string? OperatedBy { get; init; }

    /// <summary>Title of a physician, where the role's colour rights depend on it; else empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>For a caller known from an earlier request: the <see cref="AccessState.Version"/> at which it was found. Null = found for this very request.</summary>
    public long? KnownAt { get; init; }

    public bool May(string permission) => Permissions.Contains(permission);
    public bool Reaches(Guid organization) => Array.IndexOf(Organizations, organization) >= 0;
    public bool Reaches(Subject subject) => Reaches(subject.OrganizationId) || Array.IndexOf(Granted, subject.Id) >= 0;
}

/// <summary>The caller of this request; scoped, so that no two requests can meet in it.</summary>
public sealed class CallerHolder
{
    public Caller Caller { get; set; } = Caller.Nobody;
}
