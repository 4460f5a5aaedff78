using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Lianxin.Rosters.Tests;

/// <summary>Files made to break a reader: refused, or read safely, in bounded memory.</summary>
public sealed class HostileFileTests
{
    private const long Megabyte = 1 << 20;
    private const string Spaces = "worksheet of spaces", Rows = "rows of content", Strings = "shared strings", Names = "one endless name", Deep = "endless depth", Attributes = "endless attributes";

    [Theory]
    [InlineData(Spaces, "too-large")]
    [InlineData(Rows, "too-large")]
    [InlineData(Strings, "too-large")]
    [InlineData(Names, "too-large")]
    [InlineData(Deep, "damaged")]
    [InlineData(Attributes, "too-large")]
    public void A_bomb_is_refused_in_flat_memory(string kind, string code)
    {
        var file = Bomb(kind);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long peak = 0;
        using var watch = new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(false)), null, 0, 5);
        Assert.Equal(code, Given.Bytes(file, "名册.xlsx").Refused?.Code);
        Assert.True(peak - before < 160 * Megabyte, $"{kind}: {(peak - before) / Megabyte} MB");
    }

    [Fact]
    public void A_million_formatted_empty_rows_are_no_content()
    {
        var sheet = new StringBuilder("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
        sheet.Append(CultureInfo.InvariantCulture, $"<row r=\"1\">{Cells(1, "姓名", "身份证号", "末次月经")}</row><row r=\"2\">{Cells(2, Given.Name(1), Given.Id(1), "2025-08-01")}</row>");
        for (var r = 3; r <= 1_048_576; r++) sheet.Append(CultureInfo.InvariantCulture, $"<row r=\"{r}\" spans=\"1:3\" s=\"1\"/>");
        var preview = Given.Bytes(Package(sheet.Append("</sheetData></worksheet>").ToString()), "名册.xlsx");
        Assert.Null(preview.Refused);
        Assert.Single(preview.Rows);
    }

    [Fact]
    public void A_cell_in_the_last_corner_and_a_lying_dimension_cost_nothing()
    {
        var sheet = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension ref=\"A1:XFD1048576\"/><sheetData>"
            + $"<row r=\"1\">{Cells(1, "姓名", "身份证号", "末次月经")}</row><row r=\"2\">{Cells(2, Given.Name(1), Given.Id(1), "2025-08-01")}</row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>";
        Assert.Single(Given.Bytes(Package(sheet), "名册.xlsx").Rows);
    }

    [Theory]
    [InlineData("<row r=\"2\"><c r=\"ZZZZZZZZ2\"><v>1</v></c></row>", "too-many-columns")]
    [InlineData("<row r=\"2\"><c r=\"2\"><v>1</v></c></row>", "damaged")]
    [InlineData("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>7</v></c></row>", "damaged")]
    [InlineData("<row r=\"2\"><c r=\"A2\"><v>1</v></row>", "damaged")]
    public void A_sheet_that_contradicts_itself_is_refused(string row, string code) =>
        Assert.Equal(code, Given.Bytes(Package($"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">{Cells(1, "姓名", "身份证号", "末次月经")}</row>{row}</sheetData></worksheet>"), "名册.xlsx").Refused?.Code);

    [Fact]
    public void Any_bytes_flipped_in_a_good_file_give_a_preview_or_a_refusal()
    {
        var good = new Workbook().Row("姓名", "身份证号", "末次月经", "血压").Row(Given.Name(1), Given.Id(1), Workbook.Serial(45870), "120/80").Row(Given.Name(2), Given.Id(2), "2025-08-01", 3.5).Merge("D2:D3").Comment("A2", "注").Save().ToArray();
        var random = new Random(8);
        for (var round = 0; round < 1500; round++)
        {
            var file = (byte[])good.Clone();
            for (var n = random.Next(1, 6); n > 0; n--) file[random.Next(file.Length)] = (byte)random.Next(256);
            if (round % 5 == 0) Array.Resize(ref file, random.Next(file.Length));
            var preview = Given.Bytes(file, "名册.xlsx");
            Assert.True(preview.Refused is null || RosterWords.Of(preview.Refused.Code).Length > 0);
        }
    }

    [Fact]
    public void Any_characters_changed_in_a_good_sheet_give_a_preview_or_a_refusal()
    {
        var sheet = $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cols><col min=\"3\" max=\"3\" hidden=\"1\"/></cols><sheetData><row r=\"1\">{Cells(1, "姓名", "身份证号", "末次月经")}</row><row r=\"2\">{Cells(2, Given.Name(1), Given.Id(1), "2025-08-01")}<c r=\"D2\" s=\"1\"><v>45870</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>";
        var random = new Random(9);
        for (var round = 0; round < 1500; round++)
        {
            var text = sheet.ToCharArray();
            for (var n = random.Next(1, 5); n > 0; n--) text[random.Next(text.Length)] = "<>/\"=&09AZ!-一 "[random.Next(14)];
            Assert.NotNull(Given.Bytes(Package(new string(text)), "名册.xlsx"));
        }
    }

    [Fact]
    public void Any_bytes_as_a_csv_give_a_preview_or_a_refusal()
    {
        var good = Encoding.UTF8.GetBytes($"姓名,身份证号,末次月经,孕周,备注\n{Given.Name(1)},{Given.Id(1)},2025-08-01,\"28+3\",无\n");
        var random = new Random(10);
        for (var round = 0; round < 3000; round++)
        {
            var file = (byte[])good.Clone();
            for (var n = random.Next(1, 8); n > 0; n--) file[random.Next(file.Length)] = (byte)random.Next(256);
            Assert.NotNull(Given.Bytes(file, "名册.csv"));
        }
    }

    [Fact]
    public void Any_text_in_any_column_is_read_without_an_exception()
    {
        string[] parts = ["28", "+", "周", "农历", "初", "/", "-", ".", "G2P1", "2025", "13", "\uD842", "\u202E", "E+17", "男胎", "紫", "高压", "９９９９９９９９", "=1+1", "00000000000000000000000000", "《", "#N/A", "闰", "月", "日", "1e308", "∞", "同上", "''", "("];
        var columns = Columns.RosterTemplate.Pregnancies.Columns;
        var random = new Random(11);
        for (var round = 0; round < 400; round++)
        {
            var cells = columns.Select(_ => (object)string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => parts[random.Next(parts.Length)]))).ToArray();
            var csv = string.Join('\t', columns.Select(column => column.Synonyms[0]).Where(heading => heading != "新生儿性别")) + "\n" + string.Join('\t', cells);
            Assert.Null(Given.Csv(csv).Refused);
        }
    }

    private static byte[] Bomb(string kind)
    {
        const string head = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
        return kind switch
        {
            Spaces => Package(head, " ", 64 * (int)Megabyte),
            Rows => Package(head + $"<row r=\"1\">{Cells(1, "姓名", "身份证号", "末次月经")}</row>", $"<row><c t=\"inlineStr\"><is><t>{Given.Name(1)}</t></is></c><c t=\"inlineStr\"><is><t>{Given.Id(1)}</t></is></c></row>", 64 * (int)Megabyte),
            Strings => Package(head + "</sheetData></worksheet>", $"<si><t>{new string('a', 100)}</t></si>", 64 * (int)Megabyte, shared: true),
            Names => Package("<", "a", 64 * (int)Megabyte),
            Deep => Package("", "<a>", 30 * (int)Megabyte),
            _ => Package("<worksheet ", "a=\"b\" ", 30 * (int)Megabyte),
        };
    }

    private static byte[] Package(string sheet, string repeated = "", int size = 0, bool shared = false)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            const string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
            Workbook.Add(zip, "xl/workbook.xml", $"<workbook xmlns:r=\"{office}\"><sheets><sheet name=\"Sheet1\" r:id=\"r1\"/></sheets></workbook>");
            Workbook.Add(zip, "xl/_rels/workbook.xml.rels", $"<Relationships><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{office}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
            if (shared) Workbook.Add(zip, "xl/worksheets/sheet1.xml", sheet);
            using var part = zip.CreateEntry(shared ? "xl/sharedStrings.xml" : "xl/worksheets/sheet1.xml", CompressionLevel.Optimal).Open();
            part.Write(Encoding.UTF8.GetBytes(shared ? "<sst>" : sheet));
            var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(repeated, Math.Max(1, 65_536 / Math.Max(1, repeated.Length)))));
            for (var written = 0; written < size; written += block.Length) part.Write(block);
        }
        return file.ToArray();
    }

    private static string Cells(int row, params string[] texts) =>
        string.Concat(texts.Select((text, i) => $"<c r=\"{(char)('A' + i)}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"));
}
