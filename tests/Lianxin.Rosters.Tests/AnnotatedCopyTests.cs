using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Lianxin.Rosters.Tests;

public sealed class AnnotatedCopyTests
{
    [Fact]
    public void The_rows_that_wait_go_back_with_their_reasons_and_can_be_sent_again()
    {
        var preview = Given.Sheet(new Workbook().Row("新塘社区孕产妇花名册").Merge("A1:D1").Row("姓名", "身份证号", "末次月经", "现住址")
            .Row(Given.Name(1), Given.Id(1), "2025-08-01", "1号").Row(Given.Name(2), "430201198703150027", Workbook.Serial(45870), "2号").Row(Given.Name(3), Given.Id(3), "25.8.1", "3号"));
        var copy = Written(preview);
        var again = Given.Bytes(copy, "退回.xlsx");
        Assert.Equal([RosterOutcome.Refuse, RosterOutcome.Ask], again.Rows.Select(row => row.Outcome));
        Assert.Equal([Given.Name(2), Given.Name(3)], again.Rows.Select(row => row.Values["full_name"]));
        Assert.Equal(new DateOnly(2025, 8, 1), again.Rows[0].Values["lmp"]);
        Assert.Equal(2, again.HeadingRow);
        Assert.Contains(again.Columns, column => column.Heading == "问题与改法");
        Assert.Contains(again.Notes, note => note.StartsWith("B3: 身份证号有误", StringComparison.Ordinal));
        Assert.DoesNotContain(Given.Name(1), Encoding.UTF8.GetString(Part(copy, "xl/worksheets/sheet1.xml")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_part_is_well_formed_and_listed()
    {
        var copy = Written(Given.Csv($"姓名,身份证号,末次月经\n{Given.Name(1)}&<\">,1,x\n"));
        using var zip = new ZipArchive(new MemoryStream(copy));
        Assert.All(zip.Entries, entry => { using var stream = entry.Open(); Assert.NotNull(XDocument.Load(stream).Root); });
        Assert.Contains(zip.Entries, entry => entry.FullName == "xl/drawings/vmlDrawing1.vml");
    }

    [Fact]
    public void No_text_comes_back_as_a_formula_and_every_text_comes_back_the_same()
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "files", "badinput", "csv_injection.jsonl")))
        {
            var text = JsonDocument.Parse(line).RootElement.GetProperty("value").GetString()!;
            var preview = Given.Sheet(new Workbook().Row("姓名", "身份证号", "末次月经", "高危因素").Row(Given.Name(1), "1", "2025-08-01", text));
            var copy = Written(preview);
            var sheet = XDocument.Load(new MemoryStream(Part(copy, "xl/worksheets/sheet1.xml")));
            Assert.DoesNotContain(sheet.Descendants(), element => element.Name.LocalName == "f");
            Assert.All(sheet.Descendants().Where(element => element.Name.LocalName == "t"), t => Assert.DoesNotContain(t.Value[..1], "=+-@\t\r＝＋－＠", StringComparison.Ordinal));
            Assert.Equal(preview.Rows[0].Values["factors_reported"], Given.Bytes(copy, "退回.xlsx").Rows[0].Values["factors_reported"]);
        }
    }

    [Fact]
    public void What_a_reader_may_not_see_is_not_in_the_copy()
    {
        var copy = Encoding.UTF8.GetString(Part(Written(Given.Csv($"姓名,身份证号,末次月经,HIV,高危因素\n{Given.Name(1)},1,2025-08-01,阳性的,B超示男胎\n")), "xl/worksheets/sheet1.xml"));
        Assert.DoesNotContain("阳性的", copy, StringComparison.Ordinal);
        Assert.DoesNotContain("男胎", copy, StringComparison.Ordinal);
    }

    private static byte[] Written(RosterPreview preview)
    {
        using var output = new MemoryStream();
        AnnotatedCopy.Write(preview, output);
        return output.ToArray();
    }

    private static byte[] Part(byte[] file, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        using var stream = zip.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
