using System.Globalization;
using System.Text.Json;
using Lianxin.Contracts;
using Lianxin.Contracts.Rosters;

namespace Lianxin.App.Rosters;

/// <summary>Which rows are shown.</summary>
public enum LineFilter { All, Open, Duplicate, New, Update, Skipped, Good }

/// <summary>A roster between its file and the import: what the server understood, what was decided. Lives in memory and nowhere else.</summary>
public sealed class ImportWork
{
    public ImportWork(RosterKind kind, RosterFile file, string sender, RosterPreviewView preview)
    {
        (Kind, File, Sender, Preview) = (kind, file, sender, preview);
        Lines = [.. preview.Rows.Select(r => new ImportLine(r))];
    }

    public RosterKind Kind { get; }
    public RosterFile File { get; }
    public string Sender { get; }
    public RosterPreviewView Preview { get; }
    public IReadOnlyList<ImportLine> Lines { get; }

    /// <summary>What headings were mapped to by hand, as <c>@B</c> → column or null.</summary>
    public IReadOnlyDictionary<string, string?> Mapping { get; init; } = new Dictionary<string, string?>();

    /// <summary>The day on which it was read, at the site.</summary>
    public DateOnly Today { get; init; }

    public bool IsTouched => Lines.Any(l => l.IsTouched);

    public IEnumerable<ImportLine> Good => Lines.Where(l => l.IsGood);

    /// <summary>What goes back to the sender when the good rows are imported.</summary>
    public IEnumerable<ImportLine> Back => Lines.Where(l => l.State is LineState.Wrong or LineState.Asked or LineState.Duplicate);

    public IEnumerable<ImportLine> Of(LineFilter filter) => Lines.Where(l => Fits(l, filter));

    public int Count(LineState state) => Lines.Count(l => l.State == state);

    public static bool Fits(ImportLine line, LineFilter filter) => filter switch
    {
        LineFilter.Open => line.State is LineState.Wrong or LineState.Asked,
        LineFilter.Duplicate => line.State is LineState.Duplicate,
        LineFilter.New => line.State is LineState.New,
        LineFilter.Update => line.State is LineState.Update,
        LineFilter.Skipped => line.State is LineState.Skipped,
        LineFilter.Good => line.IsGood,
        _ => true,
    };

    /// <summary>The column by which people call a row.</summary>
    public string NameColumn => Kind.Name switch { "organizations" => "name", "buildings" => "building_name", _ => "full_name" };

    /// <summary>The words of a column, or its name.</summary>
    public string NameOf(string column) => Preview.Choices.FirstOrDefault(c => c.Column == column)?.Name ?? column;

    /// <summary>Cells of a row in the words of a request.</summary>
    public RosterCells Cells(ImportLine line) => new() { OrganizationId = Preview.OrganizationId, Row = line.Row, ListDate = Preview.ListDate, Cells = line.Cells() };

    /// <summary>Takes a corrected row. What a sheet knows and one row alone does not: whether the number now stands in another row.</summary>
    public void Understood(ImportLine line, RosterRowView view, Func<int, string> repeats)
    {
        line.Understood(view);
        if (line.Value("id_number") is not { Length: > 0 } number) return;
        if (Lines.FirstOrDefault(l => l != line && !l.IsSkipped && l.Value("id_number") == number) is { } other && line.Repeats is null)
            line.Reject(new(null, "id_number", "duplicate-in-file", "refuse", repeats(other.Row), new Dictionary<string, JsonElement>(), other.Row));
    }

    /// <summary>The good rows as operations of as many rows as one may have. Made once for one import, so that a second try is the same.</summary>
    public IReadOnlyList<(Envelope Envelope, ImportLine[] Lines)> Operations(Session session)
    {
        var import = Guid.CreateVersion7();
        var device = Guid.CreateVersion7();
        return
        [
            .. Good.Chunk(RosterImport.MostRows).Select((lines, at) => (new Envelope
            {
                Id = Guid.CreateVersion7(), Kind = Kind.Operation, Version = 1, At = session.Now, Device = device, DeviceSeq = at,
                Body = Body(Kind.Blank with { ImportId = import, OrganizationId = Preview.OrganizationId, Sender = Sender, FileHash = Preview.FileHash, ListDate = Preview.ListDate, Rows = [.. lines.Select(l => l.ToRow())] }),
            }, lines)),
        ];
    }

    private static JsonElement Body(RosterImport import) => JsonSerializer.SerializeToElement(import, import.GetType(), Wire.Json);

    /// <summary>Puts the refusals of an import back at their rows and answers how many rows they are.</summary>
    public static int Refused(ImportLine[] lines, IReadOnlyList<Refusal> refusals, Func<Refusal, string> words)
    {
        HashSet<int> rows = [];
        foreach (var refusal in refusals)
        {
            if (refusal.Field is not { } field || !field.StartsWith("rows[", StringComparison.Ordinal)) continue;
            var end = field.IndexOf(']', StringComparison.Ordinal);
            if (!int.TryParse(field.AsSpan(5, end - 5), CultureInfo.InvariantCulture, out var index) || index >= lines.Length) continue;
            lines[index].Reject(new(null, end + 2 < field.Length ? field[(end + 2)..] : null, refusal.Code, "refuse", words(refusal), new Dictionary<string, JsonElement>(), null));
            rows.Add(index);
        }
        return rows.Count;
    }
}
