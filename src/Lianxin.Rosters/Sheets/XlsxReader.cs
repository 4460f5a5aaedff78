using System.Globalization;
using System.Xml;

namespace Lianxin.Rosters.Sheets;

/// <summary>Reads the sheets of an .xlsx workbook as streams.</summary>
internal sealed class XlsxReader : IDisposable
{
    // A table ends after five blank rows; within the first rows a title may stand apart, so the gap counts only below them.
    private const int BlankRowsThatEnd = 5, TitleRows = 36;
    private readonly XlsxPackage package;
    private readonly SheetLimits limits;
    private readonly XlsxText strings;
    private readonly XlsxStyles styles;
    private readonly bool date1904;

    public XlsxReader(byte[] file, SheetLimits limits)
    {
        this.limits = limits;
        package = new XlsxPackage(file, limits);
        var workbook = package.Relationships("").Values.FirstOrDefault(part => part.Type == "officeDocument").Path ?? "xl/workbook.xml";
        // OpenDocument and the binary workbook are whole files of a kind that we do not read.
        if (!package.Has(workbook) || workbook.EndsWith(".bin", StringComparison.Ordinal)) throw new RosterRefusedException(package.Has("content.xml") || package.Has("xl/workbook.bin") ? "old-format" : "damaged");
        var parts = package.Relationships(workbook);
        var sheets = new List<SheetEntry>();
        using (var xml = package.Open(workbook))
        {
            while (XlsxPackage.Next(xml))
            {
                if (xml.NodeType != XmlNodeType.Element) continue;
                if (xml.LocalName == "workbookPr") date1904 = xml.GetAttribute("date1904") is "1" or "true";
                if (xml.LocalName != "sheet") continue;
                if (sheets.Count >= limits.Sheets) throw new RosterRefusedException("too-large");
                if (RelationshipId(xml) is { } id && parts.TryGetValue(id, out var part) && part.Type == "worksheet" && package.Has(part.Path))
                    sheets.Add(new(xml.GetAttribute("name") ?? "", part.Path, xml.GetAttribute("state") is "hidden" or "veryHidden"));
            }
        }
        if (sheets.Count == 0) throw new RosterRefusedException("damaged");
        Sheets = sheets;
        strings = XlsxText.Read(package, parts.Values.FirstOrDefault(part => part.Type == "sharedStrings").Path, limits);
        styles = XlsxStyles.Read(package, parts.Values.FirstOrDefault(part => part.Type == "styles").Path);
    }

    public sealed record SheetEntry(string Name, string Path, bool Hidden);

    public IReadOnlyList<SheetEntry> Sheets { get; }

    /// <summary>Reads one sheet whole: its rows, then what stands behind them (merged regions, protection).</summary>
    /// <param name="entry">One of <see cref="Sheets"/>.</param>
    /// <param name="progress">Called with the number of rows read so far.</param>
    public Sheet Read(SheetEntry entry, Action<int>? progress = null)
    {
        var rows = new List<SheetRow>();
        var (cells, characters, last, ended, isProtected) = (0L, 0L, 0, false, false);
        var merges = new List<Merge>();
        var hiddenColumns = new HashSet<int>();
        using var xml = package.Open(entry.Path);
        while (XlsxPackage.Next(xml))
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            switch (xml.LocalName)
            {
                case "col" when xml.GetAttribute("hidden") is "1" or "true":
                    for (var c = Int(xml.GetAttribute("min"), 1); c <= Math.Min(Int(xml.GetAttribute("max"), 1), limits.Columns); c++) hiddenColumns.Add(c - 1);
                    break;
                case "sheetProtection": isProtected = true; break;
                case "mergeCell" when merges.Count < 50_000 && ReadMerge(xml.GetAttribute("ref")) is { } merge: merges.Add(merge); break;
                case "row" when !ended:
                    var row = ReadRow(xml, last, ref characters);
                    last = Math.Max(last, row.Number);
                    if (row.IsBlank) break;
                    var before = rows.Count == 0 ? 0 : rows[^1].Number;
                    if (before > 0 && row.Number > TitleRows && row.Number - before > BlankRowsThatEnd) { ended = true; break; }
                    if (rows.Count >= limits.Rows || (cells += row.Cells.Length) > limits.Cells) throw new RosterRefusedException("too-large");
                    rows.Add(row);
                    if (rows.Count % 500 == 0) progress?.Invoke(rows.Count);
                    break;
            }
        }
        return new Sheet(entry.Name, FillMerged(rows, merges))
        {
            Hidden = entry.Hidden, Date1904 = date1904, Protected = isProtected, Merges = merges, HiddenColumns = hiddenColumns, Comments = ReadComments(entry.Path),
        };
    }

    public void Dispose() => package.Dispose();

    private SheetRow ReadRow(XmlReader xml, int last, ref long characters)
    {
        var number = Int(xml.GetAttribute("r"), last + 1);
        var hidden = xml.GetAttribute("hidden") is "1" or "true";
        var cells = new List<SheetCell>();
        if (xml.IsEmptyElement) return new(number, [], hidden);
        var depth = xml.Depth;
        var next = 0;
        while (XlsxPackage.Next(xml) && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "c") continue;
            var column = xml.GetAttribute("r") is { } address ? Column(address) : next;
            var cell = ReadCell(xml);
            next = column + 1;
            if (cell.IsEmpty) continue;
            // A cell in the last corner of the grid costs nothing until it has content next to the table.
            if (column >= limits.Columns) { if (last > 0 && number - last > BlankRowsThatEnd) continue; throw new RosterRefusedException("too-many-columns"); }
            while (cells.Count <= column) cells.Add(SheetCell.Empty);
            cells[column] = cell;
            characters += cell.Text.Length;
            if (characters > limits.Characters * 2L) throw new RosterRefusedException("too-large");
        }
        return new(number, [.. cells], hidden);
    }

    private SheetCell ReadCell(XmlReader xml)
    {
        var type = xml.GetAttribute("t") ?? "n";
        var style = styles[Int(xml.GetAttribute("s"), 0)];
        if (xml.IsEmptyElement) return SheetCell.Empty;
        var depth = xml.Depth;
        string? value = null;
        var (formula, struck) = (false, style.Struck);
        while (XlsxPackage.Next(xml) && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "f") { formula = true; XlsxText.ReadText(xml); }
            else if (xml.LocalName == "v") value = XlsxText.ReadText(xml);
            else if (xml.LocalName == "is") { (value, var allStruck) = XlsxText.ReadRuns(xml, limits); struck |= allStruck; }
        }
        // A formula that was never calculated has no stored value, and we calculate nothing.
        if (value is null) return formula ? new(CellKind.Error, "", Struck: struck) : SheetCell.Empty;
        if (value.Length > limits.CellCharacters) throw new RosterRefusedException("too-large");
        switch (type)
        {
            case "s":
                var (text, runsStruck) = strings[int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1];
                return TextCell(text, struck || runsStruck);
            case "e": return new(CellKind.Error, value, Struck: struck);
            case "b": return new(CellKind.Bool, value == "1" ? "TRUE" : "FALSE", value == "1" ? 1 : 0, struck);
            case "str" or "inlineStr": return TextCell(value, struck);
            case "d": return DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? new(CellKind.Date, value, (date - new DateTime(date1904 ? 1904 : 1899, date1904 ? 1 : 12, date1904 ? 1 : 30)).TotalDays, struck) : TextCell(value, struck);
            default:
                if (value.Length == 0) return SheetCell.Empty;
                if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) return TextCell(value, struck);
                return new(style.Date ? CellKind.Date : CellKind.Number, value, number, struck);
        }
    }

    private static SheetCell TextCell(string text, bool struck) => text.Length == 0 ? SheetCell.Empty : new(CellKind.Text, text, Struck: struck);

    // Downwards only: a merged family address belongs to each of its rows, a title across the sheet to no column.
    private static List<SheetRow> FillMerged(List<SheetRow> rows, List<Merge> merges)
    {
        if (merges.Count == 0) return rows;
        var at = new Dictionary<int, int>();
        for (var i = 0; i < rows.Count; i++) at[rows[i].Number] = i;
        long filled = 0;
        foreach (var merge in merges)
        {
            if (merge.LastRow == merge.FirstRow || !at.TryGetValue(merge.FirstRow, out var first)) continue;
            var value = rows[first][merge.FirstColumn];
            if (value.IsEmpty) continue;
            for (var i = first + 1; i < rows.Count && rows[i].Number <= merge.LastRow && filled < 4_000_000; i++, filled++)
            {
                if (!rows[i][merge.FirstColumn].IsEmpty) continue;
                var cells = rows[i].Cells;
                if (cells.Length <= merge.FirstColumn) { var from = cells.Length; Array.Resize(ref cells, merge.FirstColumn + 1); Array.Fill(cells, SheetCell.Empty, from, cells.Length - from); }
                cells[merge.FirstColumn] = value;
                rows[i] = rows[i] with { Cells = cells };
            }
        }
        return rows;
    }

    private Dictionary<string, string> ReadComments(string sheet)
    {
        const int most = 20_000;
        var comments = new Dictionary<string, string>(StringComparer.Ordinal);
        var path = package.Relationships(sheet).Values.FirstOrDefault(part => part.Type == "comments").Path;
        if (path is null || !package.Has(path)) return comments;
        using var xml = package.Open(path);
        while (XlsxPackage.Next(xml) && comments.Count < most)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "comment" && xml.GetAttribute("ref") is { } address)
                comments[address] = XlsxText.ReadRuns(xml, limits).Text;
        }
        return comments;
    }

    private Merge? ReadMerge(string? reference)
    {
        if (reference?.Split(':') is not [var from, var to]) return null;
        var merge = new Merge(RowOf(from), RowOf(to), Column(from), Column(to));
        return merge.FirstRow > 0 && merge.LastRow >= merge.FirstRow && merge.FirstColumn < limits.Columns && merge.LastColumn >= merge.FirstColumn ? merge : null;
    }

    private static string? RelationshipId(XmlReader xml)
    {
        for (var i = 0; i < xml.AttributeCount; i++)
        {
            xml.MoveToAttribute(i);
            if (xml.LocalName != "id" || xml.NamespaceURI.Length == 0) continue;
            var id = xml.Value;
            xml.MoveToElement();
            return id;
        }
        xml.MoveToElement();
        return null;
    }

    private static int RowOf(string address) => Int(address.TrimStart([.. "ABCDEFGHIJKLMNOPQRSTUVWXYZ$"]), 0);

    private static int Column(string address)
    {
        var column = 0;
        foreach (var c in address)
        {
            if (c == '$') continue;
            if (c is not (>= 'A' and <= 'Z') || column > 100_000) break;
            column = column * 26 + c - 'A' + 1;
        }
        return column - 1 is >= 0 and var index ? index : throw new RosterRefusedException("damaged");
    }

    private static int Int(string? text, int otherwise) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
