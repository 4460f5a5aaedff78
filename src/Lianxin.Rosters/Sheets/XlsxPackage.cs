using System.IO.Compression;
using System.Xml;

namespace Lianxin.Rosters.Sheets;

/// <summary>The parts of an .xlsx file, opened one at a time as guarded XML. External targets are never followed.</summary>
internal sealed class XlsxPackage : IDisposable
{
    private readonly ZipArchive archive;
    private readonly SheetLimits limits;
    private long inflated;

    public XlsxPackage(byte[] file, SheetLimits limits)
    {
        ZipGuard.Check(file, limits);
        this.limits = limits;
        archive = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
        Verify();
    }

    public bool Has(string path) => Entry(path) is not null;

    /// <summary>A reader over one part: no DTD, no resolver, bounded depth by <see cref="Next"/>.</summary>
    public XmlReader Open(string path)
    {
        var entry = Entry(path) ?? throw new RosterRefusedException("damaged");
        var stream = new GuardedStream(entry.Open(), limits, Math.Max(1, entry.CompressedLength), Spend);
        return XmlReader.Create(stream, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true,
            IgnoreComments = true, IgnoreProcessingInstructions = true, MaxCharactersFromEntities = 1, MaxCharactersInDocument = limits.InflatedBytes,
        });
    }

    /// <summary>Reads the next node; deeper than any sheet is refused, because each level costs memory.</summary>
    public static bool Next(XmlReader xml)
    {
        const int deepest = 48;
        return xml.Read() && (xml.Depth <= deepest ? true : throw new RosterRefusedException("damaged"));
    }

    /// <summary>Targets of a part's relationships by id, resolved to paths in the package; those that point outside are left out.</summary>
    public Dictionary<string, (string Type, string Path)> Relationships(string ofPart)
    {
        var slash = ofPart.LastIndexOf('/');
        var (folder, name) = (slash < 0 ? "" : ofPart[..(slash + 1)], ofPart[(slash + 1)..]);
        var path = $"{folder}_rels/{name}.rels";
        var found = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        if (!Has(path)) return found;
        using var xml = Open(path);
        while (Next(xml))
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "Relationship" || xml.GetAttribute("TargetMode") == "External") continue;
            if (xml.GetAttribute("Id") is { } id && xml.GetAttribute("Target") is { } target)
                found[id] = (LastPart(xml.GetAttribute("Type") ?? ""), Resolve(folder, target));
        }
        return found;
    }

    public void Dispose() => archive.Dispose();

    // Every entry, also those we do not read: a file broken in one place is broken.
    private void Verify()
    {
        var buffer = new byte[81_920];
        long total = 0;
        foreach (var entry in archive.Entries)
        {
            var (sum, size) = (0u, 0L);
            using var body = entry.Open();
            for (var read = body.Read(buffer); read > 0; read = body.Read(buffer))
            {
                (size, total) = (size + read, total + read);
                if (total > limits.InflatedBytes || (size > limits.RatioFrom && size / limits.Ratio > entry.CompressedLength)) throw new RosterRefusedException("too-large");
                sum = Crc32.Append(sum, buffer.AsSpan(0, read));
            }
            if (sum != entry.Crc32 || size != entry.Length) throw new RosterRefusedException("damaged");
        }
    }

    private void Spend(long bytes)
    {
        inflated += bytes;
        if (inflated > limits.InflatedBytes) throw new RosterRefusedException("too-large");
    }

    private ZipArchiveEntry? Entry(string path) =>
        archive.GetEntry(path) ?? archive.Entries.FirstOrDefault(entry => string.Equals(entry.FullName.Replace('\\', '/'), path, StringComparison.OrdinalIgnoreCase));

    private static string LastPart(string type) => type[(type.LastIndexOf('/') + 1)..];

    private static string Resolve(string folder, string target)
    {
        var parts = new List<string>();
        foreach (var part in (target.StartsWith('/') ? target : folder + target).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or "..")) parts.Add(part);
        }
        return string.Join('/', parts);
    }
}
