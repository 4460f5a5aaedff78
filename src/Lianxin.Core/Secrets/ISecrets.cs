namespace Lianxin.Core.Secrets;

/// <summary>Hides the fields that must not be read in a stolen database: identity number, phone, address and what is of level 4 or 5.</summary>
/// <remarks>Safe to use from many threads. No exception of it carries a text, a key or a name.</remarks>
public interface ISecrets
{
    /// <summary>Makes sure that the organization has a data key, stored before this returns.</summary>
    /// <remarks>Call it before a transaction is opened: the key is written by the store in a transaction of its own, so that a rollback
    /// can never take away a key under which something was already sealed. Costs one dictionary look-up once the key is known.</remarks>
    void Prepare(Guid organization);

    /// <summary>Encrypts a text under the organization's current data key (AES-256-GCM). The same text gives another blob each time.</summary>
    /// <returns>The blob: it names its key, so it is opened without knowing the organization. 45 bytes longer than the text in UTF-8.</returns>
    /// <exception cref="SecretException">The key cannot be made or unwrapped.</exception>
    byte[] Seal(string text, Guid organization);

    /// <summary>Decrypts what <see cref="Seal"/> gave.</summary>
    /// <exception cref="SecretException">The blob is damaged, or its key is not known here.</exception>
    string Open(ReadOnlySpan<byte> blob);

    /// <summary>The value by which an exact text is found without being stored: HMAC-SHA-256 under the installation's index key over kind and text,
    /// cut to 16 bytes, as 32 upper-case hexadecimal characters.</summary>
    /// <param name="kind">Keeps values of different kinds apart, e.g. the last four of a phone and of an identity number.</param>
    /// <param name="text">Already normalised: two spellings of one number must arrive as one.</param>
    string BlindIndex(string kind, string text);
}
