namespace Lianxin.Rosters.Sheets;

/// <summary>The check sum of ZIP archives. <c>ZipArchive</c> does not verify it, and a flipped bit in a date is a wrong date.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(n => { var c = (uint)n; for (var k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1; return c; })];

    /// <summary>Continues a sum; begin with 0.</summary>
    public static uint Append(uint sum, ReadOnlySpan<byte> bytes)
    {
        var c = ~sum;
        foreach (var b in bytes) c = Table[(byte)(c ^ b)] ^ (c >> 8);
        return ~c;
    }
}
