using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Lianxin.Rosters;
using Lianxin.Rosters.Columns;

namespace Lianxin.Bench;

/// <summary>A community's list of pregnant women with 5,000 rows, as far as the preview.</summary>
internal static class RosterBench
{
    private const int Rows = 5000;
    private const double MostSeconds = 10;

    public static void Run(Report report)
    {
        var today = new DateOnly(2025, 11, 20);
        var file = Workbook(today);
        var start = Stopwatch.GetTimestamp();
        var preview = Roster.Preview(file, "roster.xlsx", RosterTemplate.Pregnancies, today);
        var took = Stopwatch.GetElapsedTime(start);
        if (preview.Refused is not null || preview.Rows.Count != Rows) throw new BenchException($"the roster came back as {preview.Refused?.Code ?? $"{preview.Rows.Count} rows"}");
        report.Add("", $"preview of a roster of {Rows} rows", Report.Invariant($"{took.TotalSeconds:0.00} s"), $"<= {MostSeconds} s", took.TotalSeconds <= MostSeconds);
    }

    private static MemoryStream Workbook(DateOnly today)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""");
            Part("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Part("xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="孕妇" sheetId="1" r:id="rId1"/></sheets></workbook>""");
            Part("xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""");
            var sheet = new StringBuilder("""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""");
            Row(1, "姓名", "身份证号", "联系电话", "末次月经", "孕次", "产次", "居住地址");
            for (var i = 0; i < Rows; i++)
                Row(i + 2, Region.Name(i), "", $"1990{i:0000000}", today.AddDays(-60 - (i % 150)).ToString("yyyy.MM.dd", null), "2", "1", $"幸福路{i}号");
            Part("xl/worksheets/sheet1.xml", sheet.Append("</sheetData></worksheet>").ToString());

            void Row(int number, params string[] cells)
            {
                sheet.Append(null, $"<row r=\"{number}\">");
                for (var i = 0; i < cells.Length; i++) sheet.Append(null, $"<c r=\"{(char)('A' + i)}{number}\" t=\"inlineStr\"><is><t>{cells[i]}</t></is></c>");
                sheet.Append("</row>");
            }
            void Part(string name, string text)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open());
                writer.Write(text);
            }
        }
        file.Position = 0;
        return file;
    }
}
