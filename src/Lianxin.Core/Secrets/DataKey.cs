using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Lianxin.Core.Secrets;

/// <summary>One unwrapped data key: seals and opens texts.</summary>
internal sealed class DataKey(Guid id, byte[] key) : IDisposable
{
    public const byte Version = 1;
    /// <summary>Head of a blob: version (1 byte) and key id (16 bytes, big-endian).</summary>
    public const int HeadLength = 17;

    private const int OnStack = 256;
    private AesGcm? spare;

    public Guid Id { get; } = id;

    public byte[] Seal(string text)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        head[0] = Version;
        Id.TryWriteBytes(head[1..], bigEndian: true, out _);

        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = most > OnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        var plain = rented ?? stackalloc byte[OnStack];
        var length = Encoding.UTF8.GetBytes(text, plain);
        var cipher = Rent();
        try
        {
            return SealedBox.Seal(cipher, head, plain[..length], head); // the head is the label: key and version cannot be exchanged
        }
        finally
        {
            Return(cipher);
            CryptographicOperations.ZeroMemory(plain[..length]);
            if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public string Open(ReadOnlySpan<byte> blob)
    {
        var length = Math.Max(0, blob.Length - HeadLength - SealedBox.NonceLength - SealedBox.TagLength);
        byte[]? rented = length > OnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        var plain = (rented ?? stackalloc byte[OnStack])[..length];
        var cipher = Rent();
        try
        {
            SealedBox.Open(cipher, blob[HeadLength..], plain, blob[..HeadLength]);
            return Encoding.UTF8.GetString(plain);
        }
        catch (CryptographicException e)
        {
            throw new SecretException(SecretFault.Damaged, "A sealed field was changed or cut.", e);
        }
        finally
        {
            Return(cipher);
            CryptographicOperations.ZeroMemory(plain);
            if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        }
    }

    // AesGcm is not made for two callers at once, and making one each time costs a native context: one is kept, more are made under load.
    private AesGcm Rent() => Interlocked.Exchange(ref spare, null) ?? new AesGcm(key, SealedBox.TagLength);

    private void Return(AesGcm cipher)
    {
        if (Interlocked.CompareExchange(ref spare, cipher, null) is not null) cipher.Dispose();
    }

    public void Dispose()
    {
        Interlocked.Exchange(ref spare, null)?.Dispose();
        CryptographicOperations.ZeroMemory(key);
    }
}
