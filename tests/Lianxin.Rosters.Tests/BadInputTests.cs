using System.Text.Json;

namespace Lianxin.Rosters.Tests;

public sealed class BadInputTests
{
    public static TheoryData<string, string> Files()
    {
        var data = new TheoryData<string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "files", "badinput", "manifest.jsonl")))
        {
            var row = JsonDocument.Parse(line).RootElement;
            data.Add(Path.GetFileName(row.GetProperty("file").GetString()!), row.GetProperty("expect").GetString()!);
        }
        return data;
    }

    [Theory, MemberData(nameof(Files))]
    public void Every_sample_file_is_taken_or_refused_as_it_says(string file, string expect)
    {
        var preview = Given.File(file);
        if (expect == "accept") Assert.Null(preview.Refused);
        if (expect == "reject") Assert.True(preview.Refused is not null || preview.Count(RosterOutcome.Refuse) > 0, file);
    }

    [Theory]
    [InlineData("lol_sheet.xlsx", "damaged")]
    [InlineData("lol_strings.xlsx", "damaged")]
    [InlineData("xxe.xlsx", "damaged")]
    [InlineData("inflate_sheet.xlsx", "too-large")]
    [InlineData("cut.xlsx", "damaged")]
    [InlineData("flipped.xlsx", "damaged")]
    [InlineData("ole.xlsx", "old-format")]
    [InlineData("text.xlsx", "damaged")]
    [InlineData("empty.xlsx", "damaged")]
    [InlineData("nosheet.xlsx", "damaged")]
    [InlineData("zip_zeros.zip", "too-large")]
    [InlineData("zip_overlap.zip", "too-large")]
    [InlineData("zip_many.zip", "damaged")]
    [InlineData("zip_dup.zip", "damaged")]
    [InlineData("rows.xlsx", "no-heading-row")]
    [InlineData("residents_hidden.xlsx", "no-known-sheet")]
    [InlineData("big5.csv", "no-heading-row")]
    [InlineData("mixed.csv", "mixed-encoding")]
    [InlineData("nul.csv", "damaged")]
    [InlineData("quote.csv", "damaged")]
    [InlineData("blank.csv", "no-heading-row")]
    [InlineData("fwcomma.csv", "no-heading-row")]
    [InlineData("wide.csv", "too-many-columns")]
    public void A_file_that_cannot_be_used_says_why(string file, string code) => Assert.Equal(code, Given.File(file).Refused?.Code);

    [Theory]
    [InlineData("utf8.csv")]
    [InlineData("utf8bom.csv")]
    [InlineData("gbk.csv")]
    [InlineData("utf16le.csv")]
    [InlineData("cr.csv")]
    [InlineData("semicolon.csv")]
    public void Encodings_and_separators_give_the_same_row(string file)
    {
        var row = Assert.Single(Given.File(file).Rows);
        Assert.Equal(2, row.Number);
        Assert.Equal("己", row.Values["full_name"]);
        Assert.Equal("430200190303203093", row.Values["id_number"]);
        Assert.Equal("3栋", row.Values["building_name"]);
        Assert.Equal(new[] { "hypertension" }, row.Values["tags"]);
    }

    [Fact]
    public void Four_byte_characters_survive() => Assert.Equal("𠮷㛃䶮", Given.File("gb18030.csv").Rows[0].Values["full_name"]);

    [Fact]
    public void Numbers_that_Excel_rounded_refuse_their_rows_with_the_reason()
    {
        foreach (var file in (string[])["residents_num_id.xlsx", "excelid.csv"])
        {
            var row = Assert.Single(Given.File(file).Rows);
            Assert.Equal(RosterOutcome.Refuse, row.Outcome);
            Assert.Contains(row.Problems, problem => problem is { Code: "id-damaged", Column: "id_number", Heading: "身份证号" });
            Assert.DoesNotContain("id_number", row.Values.Keys);
        }
    }

    [Fact]
    public void A_tab_before_the_number_is_a_habit_of_Excel() => Assert.Equal("430200190106289350", Given.File("textid.csv").Rows[0].Values["id_number"]);

    [Fact]
    public void Good_and_bad_rows_are_told_apart_and_named()
    {
        var rows = Given.File("residents_mixed.xlsx").Rows;
        Assert.Equal("id-length", Assert.Single(rows[1].Codes(), code => code.StartsWith("id-", StringComparison.Ordinal)));
        Assert.Contains(rows[2].Problems, problem => problem is { Code: "missing", Column: "full_name", Heading: "姓名" });
        Assert.Equal([2, 3, 4, 5], rows.Take(4).Select(row => row.Number));
    }

    [Fact]
    public void The_same_person_three_times_is_marked_at_the_second_and_third()
    {
        var rows = Given.File("residents_dup.xlsx").Rows;
        Assert.Equal([false, true, true], rows.Select(row => row.Codes().Contains("duplicate-in-file")));
        Assert.Equal([2, 2], rows.Skip(1).Select(row => row.Problems.Single(problem => problem.Code == "duplicate-in-file").OtherRow!.Value));
    }

    [Fact]
    public void A_formula_in_a_name_is_only_text() => Assert.Equal("=cmd|'/C calc'!A0", Given.File("formula.csv").Rows[0].Values["full_name"]);
}
