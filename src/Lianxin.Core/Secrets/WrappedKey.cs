namespace Lianxin.Core.Secrets;

/// <summary>One key as it lies in the database: encrypted under the master key, which does not. Table <c>wrapped_keys</c>; append-only.</summary>
/// <remarks>Not scoped: it tells nothing about a person, and a blob must open wherever its owner moves.
/// Unique: (<see cref="Scope"/>, <see cref="Generation"/>), so that two nodes cannot both make the first key of an organization.</remarks>
[Unscoped("Encrypted keys; says nothing about a person.")]
public sealed class WrappedKey
{
    /// <summary>The scope of the one index key of an installation.</summary>
    public const string IndexScope = "index";

    /// <summary>Stands in every blob sealed with this key.</summary>
    public required Guid Id { get; init; }

    /// <summary>What the key is for: <c>index</c>, or <c>data/</c> and the organization's id as 32 hexadecimal digits. At most 40 characters.</summary>
    public required string Scope { get; init; }

    /// <summary>Counts from 1 within the scope; the highest seals, all open.</summary>
    public required int Generation { get; init; }

    /// <summary>Fingerprint of the master key that wrapped this one: 16 upper-case hexadecimal digits.</summary>
    public required string MasterKeyId { get; init; }

    /// <summary>The wrapped key, 60 bytes: nonce (12), encrypted key (32), tag (16).</summary>
    public required byte[] Wrapped { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    internal static string DataScope(Guid organization) => $"data/{organization:N}";
}

/// <summary>Where wrapped keys are kept. Called seldom: the ring keeps what it has unwrapped.</summary>
public interface IWrappedKeys
{
    /// <summary>The key with this id, or null.</summary>
    WrappedKey? Find(Guid id);

    /// <summary>The key of the highest generation in this scope, or null.</summary>
    WrappedKey? Latest(string scope);

    /// <summary>Stores a key and returns the one that stands: this one, or the other that somebody else stored first for the same scope and generation.</summary>
    /// <remarks>Must be durable when it returns, in a transaction of its own. A key that vanished with a rollback would take with it
    /// all that was sealed under it meanwhile.</remarks>
    WrappedKey Add(WrappedKey key);
}

/// <summary>Wrapped keys in memory, for tests.</summary>
public sealed class WrappedKeysInMemory : IWrappedKeys
{
    private readonly Lock gate = new();
    private readonly List<WrappedKey> keys = [];

    /// <inheritdoc/>
    public WrappedKey? Find(Guid id)
    {
        lock (gate) return keys.Find(k => k.Id == id);
    }

    /// <inheritdoc/>
    public WrappedKey? Latest(string scope)
    {
        lock (gate) return keys.FindAll(k => k.Scope == scope).MaxBy(k => k.Generation);
    }

    /// <inheritdoc/>
    public WrappedKey Add(WrappedKey key)
    {
        lock (gate)
        {
            if (keys.Find(k => k.Scope == key.Scope && k.Generation == key.Generation) is { } first) return first;
            keys.Add(key);
            return key;
        }
    }
}
