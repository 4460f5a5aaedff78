namespace Lianxin.Rosters.Sheets;

/// <summary>Counts what one part inflates to, and refuses what no sheet contains: a tag or a text of a megabyte.</summary>
/// <remarks>The length of a tag and of a text is counted in bytes between the angle brackets, so that the XML reader never has to hold more than that at once.</remarks>
internal sealed class GuardedStream(Stream inner, SheetLimits limits, long packed, Action<long> spend) : Stream
{
    private const int LongestTag = 128 << 10, LongestText = 1 << 20;
    private long total;
    private int run;
    private bool inTag;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        total += read;
        spend(read);
        if (total > limits.RatioFrom && total / limits.Ratio > packed) throw new RosterRefusedException("too-large");
        var seen = buffer[..read];
        while (!seen.IsEmpty)
        {
            var at = seen.IndexOf(inTag ? (byte)'>' : (byte)'<');
            run += at < 0 ? seen.Length : at;
            if (run > (inTag ? LongestTag : LongestText)) throw new RosterRefusedException("too-large");
            if (at < 0) break;
            (run, inTag) = (0, !inTag);
            seen = seen[(at + 1)..];
        }
        return read;
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => total; set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
