using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Lianxin.Rosters.Cells;
using Lianxin.Rosters.Columns;

namespace Lianxin.Rosters.Returned;

/// <summary>How a cell of the returned sheet looks.</summary>
internal enum CellLook { Plain, Heading, Ask, Refuse, Skip, Date }

/// <summary>Writes one sheet as a plain .xlsx: texts as texts, numbers as numbers, dates as dates, comments at cells; never a formula.</summary>
internal sealed class XlsxSheetWriter : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships", Package = "http://schemas.openxmlformats.org/package/2006";
    private readonly ZipArchive zip;
    private readonly XmlWriter sheet;
    private readonly List<(int Row, int Column, string Text)> comments = [];
    private int row, column;

    public XlsxSheetWriter(Stream output, string sheetName, bool date1904)
    {
        zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        Part("[Content_Types].xml", $"<Types xmlns=\"{Package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>"
            + Override("/xl/workbook.xml", "sheet.main") + Override("/xl/worksheets/sheet1.xml", "worksheet") + Override("/xl/styles.xml", "styles") + Override("/xl/comments1.xml", "comments") + "</Types>");
        Part("_rels/.rels", Relationships(("r1", "officeDocument", "xl/workbook.xml")));
        Part("xl/_rels/workbook.xml.rels", Relationships(("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "styles", "styles.xml")));
        Part("xl/worksheets/_rels/sheet1.xml.rels", Relationships(("r1", "comments", "../comments1.xml"), ("r2", "vmlDrawing", "../drawings/vmlDrawing1.vml")));
        Part("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><workbookPr date1904=\"{(date1904 ? 1 : 0)}\"/><sheets><sheet name=\"{Escaped(sheetName)}\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
        Part("xl/styles.xml", Styles());
        sheet = XmlWriter.Create(zip.CreateEntry("xl/worksheets/sheet1.xml").Open(), new XmlWriterSettings { CloseOutput = true, Encoding = new UTF8Encoding(false) });
        sheet.WriteStartElement("worksheet", Main);
        sheet.WriteAttributeString("xmlns", "r", null, Office);
        sheet.WriteStartElement("sheetData", Main);
    }

    public void StartRow()
    {
        row++;
        column = 0;
        sheet.WriteStartElement("row", Main);
        sheet.WriteAttributeString("r", row.ToString(CultureInfo.InvariantCulture));
    }

    public void EndRow() => sheet.WriteEndElement();

    public void Text(string text, CellLook look = CellLook.Plain, string? comment = null)
    {
        StartCell(look, comment);
        if (text.Length > 0)
        {
            sheet.WriteAttributeString("t", "inlineStr");
            sheet.WriteStartElement("is", Main);
            sheet.WriteStartElement("t", Main);
            sheet.WriteAttributeString("xml", "space", null, "preserve");
            // A cell of type text is never calculated; the apostrophe keeps it so when somebody saves the sheet as CSV.
            sheet.WriteString(Storable(CellText.NeedsGuard(text) ? "'" + text : text));
            sheet.WriteEndElement();
            sheet.WriteEndElement();
        }
        sheet.WriteEndElement();
    }

    public void Number(double number, CellLook look = CellLook.Plain, string? comment = null)
    {
        StartCell(look, comment);
        sheet.WriteElementString("v", Main, number.ToString("R", CultureInfo.InvariantCulture));
        sheet.WriteEndElement();
    }

    public void Dispose()
    {
        sheet.WriteEndElement();
        sheet.WriteStartElement("legacyDrawing", Main);
        sheet.WriteAttributeString("id", Office, "r2");
        sheet.WriteEndElement();
        sheet.WriteEndElement();
        sheet.Dispose();
        WriteComments();
        zip.Dispose();
    }

    private void StartCell(CellLook look, string? comment)
    {
        sheet.WriteStartElement("c", Main);
        sheet.WriteAttributeString("r", $"{ColumnMatch.LettersOf(column)}{row}");
        sheet.WriteAttributeString("s", ((int)look).ToString(CultureInfo.InvariantCulture));
        if (comment is not null) comments.Add((row - 1, column, comment));
        column++;
    }

    private void WriteComments()
    {
        var list = new StringBuilder($"<comments xmlns=\"{Main}\"><authors><author>连心</author></authors><commentList>");
        var shapes = new StringBuilder("<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><v:shapetype id=\"note\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"/>");
        foreach (var (at, index, text) in comments)
        {
            list.Append(CultureInfo.InvariantCulture, $"<comment ref=\"{ColumnMatch.LettersOf(index)}{at + 1}\" authorId=\"0\"><text><t>{Escaped(text)}</t></text></comment>");
            shapes.Append(CultureInfo.InvariantCulture, $"<v:shape type=\"#note\" style=\"visibility:hidden\" fillcolor=\"#ffffe1\"><x:ClientData ObjectType=\"Note\"><x:Row>{at}</x:Row><x:Column>{index}</x:Column></x:ClientData></v:shape>");
        }
        Part("xl/comments1.xml", list.Append("</commentList></comments>").ToString());
        Part("xl/drawings/vmlDrawing1.vml", shapes.Append("</xml>").ToString());
    }

    // The order of CellLook; the format @ keeps what looks like a number a text when somebody edits it.
    private static string Styles()
    {
        static string Fill(string colour) => $"<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF{colour}\"/></patternFill></fill>";
        static string Format(int number, int font, int fill) => $"<xf numFmtId=\"{number}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFill=\"1\"/>";
        return $"<styleSheet xmlns=\"{Main}\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"宋体\"/></font><font><b/><sz val=\"11\"/><name val=\"宋体\"/></font></fonts>"
            + $"<fills count=\"5\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>{Fill("FFE9B3")}{Fill("F7C6C2")}{Fill("E2E0DA")}</fills><borders count=\"1\"><border/></borders>"
            + $"<cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"6\">{Format(49, 0, 0)}{Format(49, 1, 0)}{Format(49, 0, 2)}{Format(49, 0, 3)}{Format(49, 0, 4)}{Format(14, 0, 0)}</cellXfs></styleSheet>";
    }

    private void Part(string name, string text)
    {
        using var part = zip.CreateEntry(name).Open();
        part.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + text));
    }

    private static string Override(string part, string kind) =>
        $"<Override PartName=\"{part}\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml\"/>";

    private static string Relationships(params (string Id, string Type, string Target)[] parts) =>
        $"<Relationships xmlns=\"{Package}/relationships\">{string.Concat(parts.Select(part => $"<Relationship Id=\"{part.Id}\" Type=\"{Office}/{part.Type}\" Target=\"{part.Target}\"/>"))}</Relationships>";

    private static string Escaped(string text) => System.Security.SecurityElement.Escape(Storable(text));

    private static string Storable(string text)
    {
        if (text.All(c => XmlConvert.IsXmlChar(c))) return text;
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) { kept.Append(text[i]).Append(text[++i]); continue; }
            kept.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
        }
        return kept.ToString();
    }
}
