namespace Lianxin.Core.Access;

/// <summary>Marks an entity that decides who may sign in, do or see what: a post, an account, a grant. Every change of one raises <see cref="AccessState.Version"/>.</summary>
public interface IDecidesAccess;

/// <summary>One row that counts the changes of rights. Who keeps a <see cref="Caller"/> in memory compares its number with this one, inside the write's own transaction:
/// a right that ended a moment ago writes nothing.</summary>
[Unscoped("One number; tells nothing of anybody.")]
public sealed class AccessState
{
    /// <summary>The id of the only row.</summary>
    public const int Only = 1;

    public required int Id { get; init; }
    public required long Version { get; set; }
}

/// <summary>The caller was known from an earlier request, and rights have changed since: it has to be found again.</summary>
public sealed class StaleCallerException : Exception;
