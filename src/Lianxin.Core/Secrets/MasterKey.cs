using System.Security.Cryptography;
using System.Text;

namespace Lianxin.Core.Secrets;

/// <summary>The key that wraps all others: 32 random bytes in a file outside the database, so that a copy of the database alone opens nothing.</summary>
internal sealed class MasterKey : IDisposable
{
    /// <summary>Folder in the data directory.</summary>
    public const string Folder = "keys";
    /// <summary>Its file.</summary>
    public const string FileName = "master.key";
    public const int Length = 32;

    // A word in front tells an operator what the file is, and us that it is not a truncated or foreign one.
    private const string Heading = "lianxin-master-key-1:";
    private const UnixFileMode NobodyElse = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private readonly byte[] key;
    private readonly AesGcm cipher;
    private readonly Lock gate = new(); // AesGcm is not made for two callers at once; wrapping is rare enough to wait

    private MasterKey(byte[] key)
    {
        this.key = key;
        cipher = new AesGcm(key, SealedBox.TagLength);
        Id = Convert.ToHexString(SHA256.HashData([.. "lianxin/master-key-id"u8, .. key]).AsSpan(0, 8));
    }

    /// <summary>Fingerprint; tells nothing about the key.</summary>
    public string Id { get; }

    public static MasterKey Random() => new(RandomNumberGenerator.GetBytes(Length));

    public static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, Folder, FileName);

    /// <summary>Makes the file, or reads the one that another process made at the same moment.</summary>
    public static MasterKey Create(string dataDirectory)
    {
        var path = PathIn(dataDirectory);
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        // Written whole beside its place and then moved: a machine that stops half-way leaves no half key.
        var draft = Path.Combine(folder, $".{FileName}.{Guid.NewGuid():N}");
        try
        {
            using (var file = new FileStream(draft, options))
            {
                file.Write(Encoding.ASCII.GetBytes($"{Heading}{Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length))}\n"));
                file.Flush(flushToDisk: true);
            }
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Somebody else was first; theirs is read below.
        }
        finally
        {
            File.Delete(draft);
        }
        return Read(dataDirectory);
    }

    public static MasterKey Read(string dataDirectory)
    {
        var path = PathIn(dataDirectory);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & NobodyElse) != 0)
            throw new SecretException(SecretFault.MasterKeyExposed, $"{Folder}/{FileName} may be read by others: set its mode to 600.");

        var text = File.ReadAllText(path).Trim();
        var key = new byte[Length];
        if (!text.StartsWith(Heading, StringComparison.Ordinal)
            || !Convert.TryFromBase64String(text[Heading.Length..], key, out var written) || written != Length)
            throw new SecretException(SecretFault.MasterKeyWrong, $"{Folder}/{FileName} is not a master key.");
        return new MasterKey(key);
    }

    public byte[] Wrap(ReadOnlySpan<byte> inner, ReadOnlySpan<byte> label)
    {
        lock (gate) return SealedBox.Seal(cipher, [], inner, label);
    }

    /// <summary>The key inside, or an exception when this is not the master key that wrapped it or the label is another.</summary>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> label)
    {
        var inner = new byte[Math.Max(0, wrapped.Length - SealedBox.NonceLength - SealedBox.TagLength)];
        try
        {
            lock (gate) SealedBox.Open(cipher, wrapped, inner, label);
        }
        catch (CryptographicException e)
        {
            throw new SecretException(SecretFault.MasterKeyWrong, $"{Folder}/{FileName} is not the key that wrapped the keys in the database.", e);
        }
        return inner;
    }

    public void Dispose()
    {
        cipher.Dispose();
        CryptographicOperations.ZeroMemory(key);
    }
}
