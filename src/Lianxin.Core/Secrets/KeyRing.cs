using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Lianxin.Core.Secrets;

/// <summary>The keys of an installation: a master key in a file, and wrapped by it in the database one data key per organization and one index key.</summary>
/// <remarks>Every blob names its key, so a second generation of an organization's key can begin at any time and nothing need be encrypted anew.
/// One ring a process; it keeps what it has unwrapped.</remarks>
public sealed class KeyRing : ISecrets, IDisposable
{
    private const int KeyLength = 32;

    private readonly MasterKey master;
    private readonly IWrappedKeys store;
    private readonly TimeProvider time;
    private readonly byte[] indexKey;
    private readonly ConcurrentDictionary<Guid, DataKey> sealing = new(); // by organization
    private readonly ConcurrentDictionary<Guid, DataKey> opening = new(); // by key id
    private readonly Lock gate = new();

    private KeyRing(MasterKey master, IWrappedKeys store, TimeProvider time)
    {
        this.master = master;
        this.store = store;
        this.time = time;
        // Unwrapped at once: a wrong master key stops the start, not a midwife at noon.
        indexKey = Unwrap(store.Latest(WrappedKey.IndexScope) ?? Make(WrappedKey.IndexScope));
    }

    /// <summary>Opens the ring of a data directory; at its birth makes the master key file (<c>keys/master.key</c>, mode 600) and the index key.</summary>
    /// <exception cref="SecretException">The file is missing though the store has keys, may be read by others, or is not the right one.</exception>
    public static KeyRing Open(string dataDirectory, IWrappedKeys store, TimeProvider time)
    {
        var exists = File.Exists(MasterKey.PathIn(dataDirectory));
        // A new file in place of a lost one would look healthy and open nothing.
        if (!exists && store.Latest(WrappedKey.IndexScope) is not null)
            throw new SecretException(SecretFault.MasterKeyMissing, $"{MasterKey.Folder}/{MasterKey.FileName} is missing. Put the copy of this installation's file back.");
        return Over(exists ? MasterKey.Read(dataDirectory) : MasterKey.Create(dataDirectory), store, time);
    }

    /// <summary>A ring with a random master key that is written nowhere, for tests.</summary>
    public static KeyRing InMemory(IWrappedKeys? store = null) => Over(MasterKey.Random(), store ?? new WrappedKeysInMemory(), TimeProvider.System);

    private static KeyRing Over(MasterKey master, IWrappedKeys store, TimeProvider time)
    {
        try
        {
            return new KeyRing(master, store, time);
        }
        catch
        {
            master.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Prepare(Guid organization) => SealingKey(organization);

    /// <inheritdoc/>
    public byte[] Seal(string text, Guid organization) => SealingKey(organization).Seal(text);

    /// <inheritdoc/>
    public string Open(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < DataKey.HeadLength || blob[0] != DataKey.Version)
            throw new SecretException(SecretFault.Damaged, "This is not a sealed field, or one of a newer program.");
        var id = new Guid(blob[1..DataKey.HeadLength], bigEndian: true);
        if (!opening.TryGetValue(id, out var key)) key = OpeningKey(id);
        return key.Open(blob);
    }

    /// <inheritdoc/>
    public string BlindIndex(string kind, string text)
    {
        const int onStack = 256;
        // The length of the kind comes first: no kind and text can be read as another pair.
        var most = sizeof(ushort) + Encoding.UTF8.GetMaxByteCount(kind.Length + text.Length);
        byte[]? rented = most > onStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        var message = rented ?? stackalloc byte[onStack];
        var kindLength = Encoding.UTF8.GetBytes(kind, message[sizeof(ushort)..]);
        BinaryPrimitives.WriteUInt16BigEndian(message, checked((ushort)kindLength));
        var length = sizeof(ushort) + kindLength + Encoding.UTF8.GetBytes(text, message[(sizeof(ushort) + kindLength)..]);

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(indexKey, message[..length], hash);
        CryptographicOperations.ZeroMemory(message[..length]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return Convert.ToHexString(hash[..16]);
    }

    private DataKey SealingKey(Guid organization)
    {
        if (sealing.TryGetValue(organization, out var known)) return known;
        var scope = WrappedKey.DataScope(organization);
        lock (gate)
        {
            if (sealing.TryGetValue(organization, out known)) return known;
            return sealing[organization] = Keep(store.Latest(scope) ?? Make(scope));
        }
    }

    private DataKey OpeningKey(Guid id)
    {
        lock (gate)
        {
            if (opening.TryGetValue(id, out var known)) return known;
            return Keep(store.Find(id) ?? throw new SecretException(SecretFault.UnknownKey, "A sealed field names a key that this installation does not have."));
        }
    }

    private DataKey Keep(WrappedKey wrapped) => opening.GetOrAdd(wrapped.Id, _ => new DataKey(wrapped.Id, Unwrap(wrapped)));

    private WrappedKey Make(string scope)
    {
        Span<byte> key = stackalloc byte[KeyLength];
        RandomNumberGenerator.Fill(key);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        const int first = 1;
        var wrapped = master.Wrap(key, Label(id, scope, first));
        CryptographicOperations.ZeroMemory(key);
        return store.Add(new WrappedKey { Id = id, Scope = scope, Generation = first, MasterKeyId = master.Id, Wrapped = wrapped, CreatedAt = time.GetUtcNow() });
    }

    private byte[] Unwrap(WrappedKey wrapped)
    {
        var key = master.Unwrap(wrapped.Wrapped, Label(wrapped.Id, wrapped.Scope, wrapped.Generation));
        return key.Length == KeyLength ? key : throw new SecretException(SecretFault.Damaged, "A wrapped key has the wrong length.");
    }

    // Bound to its row: a data key put in another organization's place, or in that of the index key, does not unwrap.
    private static byte[] Label(Guid id, string scope, int generation) => Encoding.UTF8.GetBytes($"lianxin/wrap/1|{id:N}|{scope}|{generation}");

    /// <summary>Wipes the keys from memory.</summary>
    public void Dispose()
    {
        foreach (var key in opening.Values) key.Dispose();
        CryptographicOperations.ZeroMemory(indexKey);
        master.Dispose();
    }
}
