using System.Text;

namespace Lianxin.Rosters.Sheets;

/// <summary>Finds how a text file is encoded: byte order mark, UTF-16 by its zero bytes, strict UTF-8, else strict GB18030 (which holds GBK).</summary>
/// <remarks>Lines in UTF-8 beside lines that are not mean that two files were pasted together: refused, because one half would come out as other characters.</remarks>
internal static class TextEncodings
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private static readonly Lazy<Encoding> Gb18030 = new(() => CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!);

    public static string Decode(ReadOnlySpan<byte> file)
    {
        var text = DecodeMarked(file);
        if (text.Contains('\0', StringComparison.Ordinal)) throw new RosterRefusedException("damaged");
        return text;
    }

    private static string DecodeMarked(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith("\uFEFF"u8)) return Strict(StrictUtf8, file[3..], "mixed-encoding");
        if (file is [0xFF, 0xFE, ..]) return Strict(new UnicodeEncoding(false, false, true), file[2..], "damaged");
        if (file is [0xFE, 0xFF, ..]) return Strict(new UnicodeEncoding(true, false, true), file[2..], "damaged");
        if (LooksUtf16(file, zeroAt: 1)) return Strict(new UnicodeEncoding(false, false, true), file, "damaged");
        if (LooksUtf16(file, zeroAt: 0)) return Strict(new UnicodeEncoding(true, false, true), file, "damaged");
        if (System.Text.Unicode.Utf8.IsValid(file)) return StrictUtf8.GetString(file);
        if (HasUtf8Lines(file)) throw new RosterRefusedException("mixed-encoding");
        return Strict(Gb18030.Value, file, "mixed-encoding");
    }

    private static string Strict(Encoding encoding, ReadOnlySpan<byte> bytes, string otherwise)
    {
        try { return encoding.GetString(bytes); }
        catch (DecoderFallbackException wrong) { throw new RosterRefusedException(otherwise, wrong); }
    }

    // Separators and line ends alone give every UTF-16 table zero bytes at one parity and none at the other.
    private static bool LooksUtf16(ReadOnlySpan<byte> file, int zeroAt)
    {
        var (zeros, others) = (0, 0);
        for (var i = 0; i < Math.Min(file.Length, 4096); i++)
        {
            if (file[i] != 0) continue;
            if (i % 2 == zeroAt) zeros++; else others++;
        }
        return others == 0 && zeros >= Math.Max(4, Math.Min(file.Length, 4096) / 20) && file.Length % 2 == 0;
    }

    private static bool HasUtf8Lines(ReadOnlySpan<byte> file)
    {
        while (!file.IsEmpty)
        {
            var end = file.IndexOfAny((byte)'\n', (byte)'\r');
            var line = end < 0 ? file : file[..end];
            if (ThreeByteStarts(line) >= 2 && System.Text.Unicode.Utf8.IsValid(line)) return true;
            if (end < 0) break;
            file = file[(end + 1)..];
        }
        return false;
    }

    private static int ThreeByteStarts(ReadOnlySpan<byte> line)
    {
        var count = 0;
        for (var i = 0; i + 2 < line.Length; i++)
            if ((line[i] & 0xF0) == 0xE0 && (line[i + 1] & 0xC0) == 0x80 && (line[i + 2] & 0xC0) == 0x80) count++;
        return count;
    }
}
