using Lianxin.Rosters.Columns;

namespace Lianxin.Rosters.Tests;

public sealed class HeadingTests
{
    public static TheoryData<string, string, string> Synonyms()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var template in (RosterTemplate[])[RosterTemplate.Residents, RosterTemplate.Pregnancies])
            foreach (var column in template.Columns)
                foreach (var synonym in column.Synonyms) data.Add(template.Name, synonym, column.Name);
        return data;
    }

    [Theory, MemberData(nameof(Synonyms))]
    public void Every_synonym_finds_its_column_however_it_is_decorated(string template, string synonym, string column)
    {
        var matcher = new HeadingMatcher(RosterTemplate.Find(template)!);
        var spread = string.Join(' ', synonym.ToCharArray());
        string[] written = [synonym, $"*{synonym}", $"{synonym}（必填）", $" {spread}\n", $"{synonym}：", $"{synonym}(单位)", synonym.ToLowerInvariant(), FullWidth(synonym)];
        Assert.All(written, heading => Assert.Equal((column, MatchedBy.Synonym), (matcher.Match(heading).Column?.Name, matcher.Match(heading).By)));
    }

    [Theory]
    [InlineData("孕妇联系电话号", "mobile")]
    [InlineData("本次末次月经时间", "lmp")]
    [InlineData("孕妇身份证号码", "id_number")]
    [InlineData("目前现住址", "current_address")]
    [InlineData("血红蛋白(g/L)", "hb")]
    [InlineData("身高（cm）", "height_cm")]
    [InlineData("丈夫联系电话", "husband_phone")]
    [InlineData("配偶手机号", "husband_phone")]
    [InlineData("爱人年龄", "husband_age")]
    [InlineData("丈夫身份证号", null)]
    [InlineData("丈夫出生日期", null)]
    [InlineData("联系电话(丈夫)", "husband_phone")]
    [InlineData("紧急联系人电话", null)]
    [InlineData("孕妇职业", null)]
    [InlineData("产检医院", null)]
    [InlineData("产检医生", null)]
    [InlineData("新生儿出生日期", null)]
    [InlineData("姓名电话", null)]
    [InlineData("身份证号/联系电话", null)]
    [InlineData("序号", null)]
    [InlineData("备注", null)]
    public void A_heading_with_additions_takes_the_longest_synonym_that_speaks_of_her(string heading, string? column) =>
        Assert.Equal(column, new HeadingMatcher(RosterTemplate.Pregnancies).Match(heading).Column?.Name);

    [Fact]
    public void Two_headings_for_one_column_are_shown_and_neither_is_read()
    {
        var preview = Given.Csv("姓名,身份证号,联系电话,手机号,末次月经\n" + $"{Given.Name(1)},{Given.Id(1)},{Given.Mobile(1)},{Given.Mobile(2)},2025-08-01");
        Assert.Equal(["", ""], new[] { "联系电话", "手机号" }.Select(preview.Column));
        Assert.All(preview.Columns.Where(column => column.By == MatchedBy.Ambiguous), column => Assert.Equal(["mobile"], column.Candidates));
        Assert.DoesNotContain("mobile", preview.Rows[0].Values.Keys);
        Assert.Equal(RosterOutcome.Accept, preview.Rows[0].Outcome);
    }

    [Fact]
    public void An_exact_heading_keeps_its_column_from_one_that_only_contains_it()
    {
        var preview = Given.Csv("姓名,身份证号,联系电话,其他联系电话,末次月经\n" + $"{Given.Name(1)},{Given.Id(1)},{Given.Mobile(1)},{Given.Mobile(2)},2025-08-01");
        Assert.Equal(("mobile", ""), (preview.Column("联系电话"), preview.Column("其他联系电话")));
    }

    [Fact]
    public void A_confirmed_mapping_comes_before_every_synonym()
    {
        var preview = Given.Csv("姓名,身份证号,联系电话,手机号,末次月经\n" + $"{Given.Name(1)},{Given.Id(1)},{Given.Mobile(1)},{Given.Mobile(2)},2025-08-01",
            options: new() { Mapping = new Dictionary<string, string?> { ["手机号"] = "mobile", ["联系电话"] = null, ["@E"] = "edd" } });
        Assert.Equal(Given.Mobile(2), preview.Rows[0].Values["mobile"]);
        Assert.Equal("edd", preview.Column("末次月经"));
    }

    [Fact]
    public void A_column_full_of_identity_numbers_is_found_under_any_heading_and_shown_as_found()
    {
        var preview = Given.Csv("姓名,证件,号,末次月经,孕次\n" + string.Concat(Enumerable.Range(1, 5).Select(n => $"{Given.Name(n)},{Given.Id(n)},{Given.Mobile(n)},2025-08-0{n},1\n")));
        Assert.Equal([("id_number", MatchedBy.Cells), ("mobile", MatchedBy.Cells)], preview.Columns.Skip(1).Take(2).Select(column => (column.Column!.Name, column.By)));
        Assert.All(preview.Rows, row => Assert.Equal(RosterOutcome.Accept, row.Outcome));
    }

    [Fact]
    public void The_husbands_number_is_never_taken_for_hers()
    {
        var preview = Given.Csv("姓名,联系电话,末次月经,丈夫身份证号\n" + $"{Given.Name(1)},{Given.Mobile(1)},2025-08-01,{Given.Id(1, woman: false)}");
        Assert.Equal("", preview.Column("丈夫身份证号"));
        Assert.DoesNotContain("id_number", preview.Rows[0].Values.Keys);
    }

    [Theory]
    [InlineData("胎儿性别")]
    [InlineData("B超性别")]
    [InlineData("胎儿是男是女")]
    [InlineData("彩超（男/女）")]
    [InlineData("Ｂ超 性别")]
    [InlineData("无创DNA性别")]
    [InlineData("宝宝性别")]
    public void A_column_for_the_sex_of_the_unborn_refuses_the_file(string heading) =>
        Assert.Equal("fetal-sex-column", Given.Csv($"姓名,身份证号,末次月经,{heading}\n{Given.Name(1)},{Given.Id(1)},2025-08-01,").Refused?.Code);

    [Fact]
    public void Beside_a_delivery_date_the_sex_of_the_newborn_is_legal_in_rows_that_have_one()
    {
        var rows = Given.Csv("姓名,身份证号,末次月经,分娩日期,新生儿性别\n"
            + $"{Given.Name(1)},{Given.Id(1)},2025-01-01,2025-10-08,女\n{Given.Name(2)},{Given.Id(2)},2025-08-01,,男\n{Given.Name(3)},{Given.Id(3)},2025-08-01,2026-05-08,男\n{Given.Name(4)},{Given.Id(4)},2025-08-01,,\n").Rows;
        Assert.Equal((RosterOutcome.Accept, "2"), (rows[0].Outcome, rows[0].Values["newborn_sex"]));
        Assert.All(rows.Skip(1).Take(2), row => { Assert.DoesNotContain("newborn_sex", row.Values.Keys); Assert.Contains(row.Problems, problem => problem is { Code: "fetal-sex", Column: "newborn_sex" }); });
        Assert.Contains(rows[2].Problems, problem => problem is { Code: "future-date", Column: "delivery_date" });
        Assert.Equal(RosterOutcome.Accept, rows[3].Outcome);
    }

    [Fact]
    public void Restricted_columns_are_named_and_their_values_withheld()
    {
        const string head = "姓名,身份证号,末次月经,HIV,乙肝表面抗原,梅毒/传染病\n";
        var body = $"{Given.Name(1)},{Given.Id(1)},2025-08-01,阴性,阳性,阴性";
        var hidden = Given.Csv(head + body);
        Assert.Equal([false, false, false, true, true, true], hidden.Columns.Select(column => column.Restricted));
        Assert.Equal("hiv_antibody", hidden.Column("HIV"));
        Assert.All(hidden.Columns.Where(column => column.Restricted), column => Assert.Equal("", column.Sample));
        Assert.DoesNotContain(hidden.Rows[0].Values.Keys, key => key is "hiv_antibody" or "hbsag_positive");
        Assert.Equal("阳性", Given.Csv(head + body, options: new() { MaySeeRestricted = true }).Rows[0].Values["hbsag_positive"]);
    }

    private static string FullWidth(string text) => string.Concat(text.Select(c => c is > ' ' and <= '~' ? (char)(c + 0xFEE0) : c));
}
