using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Lianxin.Rosters.Tests;

/// <summary>Writes small workbooks cell by cell, with everything that real ones have and ours need to survive.</summary>
internal sealed class Workbook
{
    private readonly List<(string Name, string State, string Xml, string Comments)> sheets = [];
    private readonly StringBuilder rows = new();
    private readonly List<string> merges = [];
    private string columns = "", protection = "", comments = "";
    private int row;

    /// <summary>A cell with a date format (style 1), struck through (2), or both absent (0).</summary>
    public static object Serial(double serial) => new Raw($"<c r=\"@\" s=\"1\"><v>{serial.ToString(CultureInfo.InvariantCulture)}</v></c>");
    public static object Struck(string text) => new Raw($"<c r=\"@\" s=\"2\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>");
    public static object Error(string code) => new Raw($"<c r=\"@\" t=\"e\"><f>1/0</f><v>{code}</v></c>");
    public static object Formula(string formula, string? stored) => new Raw($"<c r=\"@\" t=\"str\"><f>{SecurityElement.Escape(formula)}</f>{(stored is null ? "" : $"<v>{SecurityElement.Escape(stored)}</v>")}</c>");
    public static object RawNumber(string digits) => new Raw($"<c r=\"@\"><v>{digits}</v></c>");

    public Workbook Row(params object?[] cells) => RowAt(row + 1, cells);

    public Workbook RowAt(int number, params object?[] cells)
    {
        row = number;
        rows.Append(CultureInfo.InvariantCulture, $"<row r=\"{number}\">");
        for (var c = 0; c < cells.Length; c++)
        {
            var address = $"{Letters(c)}{number}";
            rows.Append(cells[c] switch
            {
                null => "",
                Raw raw => raw.Xml.Replace("@", address, StringComparison.Ordinal),
                string text => $"<c r=\"{address}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>",
                bool flag => $"<c r=\"{address}\" t=\"b\"><v>{(flag ? 1 : 0)}</v></c>",
                IFormattable number2 => $"<c r=\"{address}\"><v>{number2.ToString(null, CultureInfo.InvariantCulture)}</v></c>",
                var other => throw new ArgumentException($"{other}"),
            });
        }
        rows.Append("</row>");
        return this;
    }

    public Workbook Merge(string reference) { merges.Add(reference); return this; }
    public Workbook HideColumn(int index) { columns += $"<col min=\"{index + 1}\" max=\"{index + 1}\" hidden=\"1\"/>"; return this; }
    public Workbook Protect() { protection = "<sheetProtection sheet=\"1\" password=\"CC1A\"/>"; return this; }
    public Workbook Comment(string address, string text) { comments += $"<comment ref=\"{address}\"><text><t>{text}</t></text></comment>"; return this; }

    public Workbook EndSheet(string name = "Sheet1", string state = "visible")
    {
        var xml = $"<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{(columns.Length > 0 ? $"<cols>{columns}</cols>" : "")}<sheetData>{rows}</sheetData>{protection}"
            + (merges.Count > 0 ? $"<mergeCells>{string.Concat(merges.Select(m => $"<mergeCell ref=\"{m}\"/>"))}</mergeCells>" : "") + "</worksheet>";
        sheets.Add((name, state, xml, comments));
        rows.Clear(); merges.Clear(); (columns, protection, comments, row) = ("", "", "", 0);
        return this;
    }

    public MemoryStream Save(bool date1904 = false)
    {
        if (rows.Length > 0) EndSheet();
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
            Add(zip, "_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Add(zip, "xl/workbook.xml", $"<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><workbookPr date1904=\"{(date1904 ? 1 : 0)}\"/><sheets>{string.Concat(sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" state=\"{s.State}\" r:id=\"r{i + 1}\"/>"))}</sheets></workbook>");
            const string type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
            Add(zip, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"r{i + 1}\" Type=\"{type}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))}<Relationship Id=\"s\" Type=\"{type}/styles\" Target=\"styles.xml\"/></Relationships>");
            Add(zip, "xl/styles.xml", "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/></numFmts><fonts><font/><font><strike/></font></fonts><cellXfs><xf numFmtId=\"0\" fontId=\"0\"/><xf numFmtId=\"176\" fontId=\"0\"/><xf numFmtId=\"0\" fontId=\"1\"/></cellXfs></styleSheet>");
            for (var i = 0; i < sheets.Count; i++)
            {
                Add(zip, $"xl/worksheets/sheet{i + 1}.xml", sheets[i].Xml);
                if (sheets[i].Comments.Length == 0) continue;
                Add(zip, $"xl/worksheets/_rels/sheet{i + 1}.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"c\" Type=\"{type}/comments\" Target=\"../comments{i + 1}.xml\"/></Relationships>");
                Add(zip, $"xl/comments{i + 1}.xml", $"<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><commentList>{sheets[i].Comments}</commentList></comments>");
            }
        }
        file.Position = 0;
        return file;
    }

    public static void Add(ZipArchive zip, string name, string text)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }

    private static string Letters(int index) => index < 26 ? $"{(char)('A' + index)}" : $"{(char)('A' + index / 26 - 1)}{(char)('A' + index % 26)}";

    private sealed record Raw(string Xml);
}
