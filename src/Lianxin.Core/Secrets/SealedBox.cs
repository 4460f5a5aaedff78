using System.Security.Cryptography;

namespace Lianxin.Core.Secrets;

/// <summary>The one layout of everything encrypted here: head (may be empty), nonce (12), ciphertext, tag (16).</summary>
internal static class SealedBox
{
    public const int NonceLength = 12;
    public const int TagLength = 16;

    // Nonces are random: fine up to some 2^32 texts a key, which no hospital writes under one organization's key.
    public static byte[] Seal(AesGcm cipher, ReadOnlySpan<byte> head, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> label)
    {
        var box = new byte[head.Length + NonceLength + plain.Length + TagLength];
        head.CopyTo(box);
        var body = box.AsSpan(head.Length);
        RandomNumberGenerator.Fill(body[..NonceLength]);
        cipher.Encrypt(body[..NonceLength], plain, body.Slice(NonceLength, plain.Length), body[^TagLength..], label);
        return box;
    }

    /// <exception cref="CryptographicException">Too short, changed, or another key or label.</exception>
    public static void Open(AesGcm cipher, ReadOnlySpan<byte> body, Span<byte> plain, ReadOnlySpan<byte> label)
    {
        if (body.Length < NonceLength + TagLength) throw new CryptographicException("Too short.");
        cipher.Decrypt(body[..NonceLength], body[NonceLength..^TagLength], body[^TagLength..], plain, label);
    }
}
