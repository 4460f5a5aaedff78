namespace Lianxin.Core.Secrets;

/// <summary>What can go wrong with a secret. None of them tells what was in it.</summary>
public enum SecretFault
{
    /// <summary>The blob is cut, changed, or of a format newer than this program.</summary>
    Damaged,

    /// <summary>The blob names a data key that the store does not have.</summary>
    UnknownKey,

    /// <summary>The master key file is not there although this installation already has wrapped keys.</summary>
    MasterKeyMissing,

    /// <summary>The master key is not the one that wrapped the stored keys, or its file is not a key.</summary>
    MasterKeyWrong,

    /// <summary>Others than the owner may read the master key file; it must have mode 600.</summary>
    MasterKeyExposed,
}

/// <summary>A secret could not be sealed or opened.</summary>
public sealed class SecretException(SecretFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public SecretFault Fault { get; } = fault;
}
