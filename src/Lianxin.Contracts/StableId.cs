using System.Security.Cryptography;
using System.Text;

namespace Lianxin.Contracts;

/// <summary>Ids of what follows from an operation: device and server make the same one, so that unsent work can point at it.</summary>
public static class StableId
{
    /// <summary>An id made of another id and a name (version 8 of RFC 9562). The time at the front is the cause's own, so that rows stay in order.</summary>
    public static Guid Of(Guid cause, string name)
    {
        Span<byte> input = stackalloc byte[16 + Encoding.UTF8.GetMaxByteCount(name.Length)];
        cause.TryWriteBytes(input, bigEndian: true, out _);
        var length = 16 + Encoding.UTF8.GetBytes(name, input[16..]);
        Span<byte> made = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input[..length], made);
        input[..6].CopyTo(made);
        made[6] = (byte)((made[6] & 0x0F) | 0x80);
        made[8] = (byte)((made[8] & 0x3F) | 0x80);
        return new Guid(made[..16], bigEndian: true);
    }
}
