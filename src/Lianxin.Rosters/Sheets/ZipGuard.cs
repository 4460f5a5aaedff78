using System.Buffers.Binary;
using System.Text;

namespace Lianxin.Rosters.Sheets;

/// <summary>Looks at the directory of an archive before anything is unpacked: how many entries, how much they claim, whether they share bodies.</summary>
internal static class ZipGuard
{
    private const uint EntryMark = 0x02014b50, EndMark = 0x06054b50;
    private const int EntrySize = 46, EndSize = 22;

    public static void Check(ReadOnlySpan<byte> file, SheetLimits limits)
    {
        var end = FindEnd(file);
        if (end < 0) throw new RosterRefusedException("damaged");
        long at = BinaryPrimitives.ReadUInt32LittleEndian(file[(end + 16)..]);
        // 0xFFFFFFFF announces Zip64, which no roster needs.
        if (at > end) throw new RosterRefusedException(at == uint.MaxValue ? "too-large" : "damaged");
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var bodies = new List<(long From, long To)>();
        long inflated = 0;
        while (at + EntrySize <= end && BinaryPrimitives.ReadUInt32LittleEndian(file[(int)at..]) == EntryMark)
        {
            var entry = file[(int)at..];
            var (flags, packed, full) = (BinaryPrimitives.ReadUInt16LittleEndian(entry[8..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]));
            var (nameLength, extra, comment) = (BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]), BinaryPrimitives.ReadUInt16LittleEndian(entry[30..]), BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]));
            long body = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
            if (at + EntrySize + nameLength > end) throw new RosterRefusedException("damaged");
            if ((flags & 1) != 0) throw new RosterRefusedException("password");
            if (names.Count >= limits.Entries) throw new RosterRefusedException("too-large");
            if (!names.Add(Encoding.UTF8.GetString(entry.Slice(EntrySize, nameLength)))) throw new RosterRefusedException("damaged");
            inflated += full;
            if (inflated > limits.InflatedBytes || (full > limits.RatioFrom && full / limits.Ratio > packed)) throw new RosterRefusedException("too-large");
            if (packed > 0) bodies.Add((body, body + packed));
            at += EntrySize + nameLength + extra + comment;
        }
        bodies.Sort();
        for (var i = 1; i < bodies.Count; i++)
            if (bodies[i].From < bodies[i - 1].To) throw new RosterRefusedException("damaged");
    }

    private static int FindEnd(ReadOnlySpan<byte> file)
    {
        for (var i = file.Length - EndSize; i >= Math.Max(0, file.Length - EndSize - ushort.MaxValue); i--)
            if (BinaryPrimitives.ReadUInt32LittleEndian(file[i..]) == EndMark) return i;
        return -1;
    }
}
