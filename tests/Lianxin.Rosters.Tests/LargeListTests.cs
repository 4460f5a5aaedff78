using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Lianxin.Rosters.Tests;

/// <summary>Alone, because processor time is counted for the whole process; wall time would measure the neighbours.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class LargeListTests
{
    private const int People = 5000;

    [Fact]
    public void Five_thousand_rows_are_understood_within_ten_seconds_with_progress()
    {
        var workbook = new Workbook().Row("序号", "姓名", "身份证号", "联系电话", "现住址", "末次月经", "预产期", "孕产次", "孕周", "血压", "Hb", "身高", "孕前体重", "风险等级", "高危因素", "是否高危", "建册日期", "建册单位", "责任医生", "备注");
        for (var n = 0; n < People; n++)
        {
            var lmp = Given.Today.AddDays(-60 - n % 200);
            workbook.Row(n + 1, Given.Name(n), Given.Id(n), Given.Mobile(n), $"新塘路{n}号", lmp.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Workbook.Serial(lmp.AddDays(280).DayNumber - new DateOnly(1899, 12, 30).DayNumber),
                "G2P1", "28+3", "118/76", 118, 160, 55.5, "黄色", "瘢痕子宫", "是", "2025年9月1日", "新塘中心", "李医生", "随访中");
        }
        using var file = workbook.Save();
        var progress = new Reports();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var preview = Roster.Preview(file, "名册.xlsx", Columns.RosterTemplate.Pregnancies, Given.Today, progress: progress, cancellationToken: TestContext.Current.CancellationToken);
        process.Refresh();
        var used = process.TotalProcessorTime - before;
        Assert.Equal(People, preview.Rows.Count);
        Assert.Equal(People, preview.Count(RosterOutcome.Accept) + preview.Rows.Count(row => row.Codes().Contains("duplicate-in-file")));
        Assert.True(used < TimeSpan.FromSeconds(10), $"{used}");
        Assert.True(progress.Seen.Count > 10);
        Assert.Equal(new RosterProgress(People, People), progress.Seen[^1]);
    }

    [Fact]
    public void Giving_up_stops_the_reading()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        using var file = new Workbook().Row("姓名", "身份证号", "末次月经").Row(Given.Name(1), Given.Id(1), "2025-08-01").Save();
        Assert.Throws<OperationCanceledException>(() => Roster.Preview(file, "名册.xlsx", Columns.RosterTemplate.Pregnancies, Given.Today, cancellationToken: source.Token));
    }

    [Fact]
    public void The_json_has_the_promised_shape()
    {
        var preview = Given.Csv("姓名,身份证号,末次月经,血压,HIV,备用\n" + $"{Given.Name(1)},{Given.Id(1)},2025-08-01,120/80,阴性,x\n{Given.Name(2)},430201198703150027,2025-08-01,,,\n");
        using var output = new MemoryStream();
        RosterJson.Write(preview, output);
        var json = JsonDocument.Parse(output.ToArray()).RootElement;
        Assert.Equal(["refused", "sheet", "heading_row", "columns", "rows"], json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("refused").ValueKind);
        Assert.Equal("{\"heading\":\"HIV\",\"column\":\"hiv_antibody\",\"restricted\":true}", Compact(json.GetProperty("columns")[4]));
        Assert.Equal("{\"heading\":\"备用\",\"column\":null}", Compact(json.GetProperty("columns")[5]));
        Assert.Equal($"{{\"row\":2,\"outcome\":\"accept\",\"values\":{{\"full_name\":\"{Given.Name(1)}\",\"id_number\":\"{Given.Id(1)}\",\"lmp\":\"2025-08-01\",\"sbp\":120,\"dbp\":80}},\"problems\":[]}}", Compact(json.GetProperty("rows")[0]));
        Assert.Equal("[{\"heading\":\"身份证号\",\"column\":\"id_number\",\"code\":\"id-check\"}]", Compact(json.GetProperty("rows")[1].GetProperty("problems")));
    }

    [Fact]
    public void The_json_of_a_refused_file_names_code_and_message()
    {
        using var output = new MemoryStream();
        RosterJson.Write(Given.Csv("王丽,13812345678\n"), output);
        var refused = JsonDocument.Parse(output.ToArray()).RootElement.GetProperty("refused");
        Assert.Equal(("no-heading-row", RosterWords.Of("no-heading-row")), (refused.GetProperty("code").GetString(), refused.GetProperty("message").GetString()));
    }

    private static string Compact(JsonElement element) => element.GetRawText().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);

    private sealed class Reports : IProgress<RosterProgress>
    {
        public List<RosterProgress> Seen { get; } = [];
        public void Report(RosterProgress value) => Seen.Add(value);
    }
}
