namespace Lianxin.Rosters.Tests;

public sealed class PersonSpellingTests
{
    [Theory]
    [InlineData("13812345678", RosterOutcome.Accept, "13812345678")]
    [InlineData("138-1234-5678", RosterOutcome.Accept, "13812345678")]
    [InlineData("+86 138 1234 5678", RosterOutcome.Accept, "13812345678")]
    [InlineData("0731-85551234", RosterOutcome.Accept, "0731-85551234")]
    [InlineData("0731-85551234-801", RosterOutcome.Accept, "0731-85551234-801")]
    [InlineData("1381234567", RosterOutcome.Ask, "1381234567")]
    [InlineData("138123456789", RosterOutcome.Ask, "138123456789")]
    [InlineData("23812345678", RosterOutcome.Ask, "23812345678")]
    [InlineData("138x2345678", RosterOutcome.Ask, "138x2345678")]
    public void A_telephone_refuses_nobody(string text, RosterOutcome outcome, string value)
    {
        var row = Given.Cell("丈夫电话", text);
        Assert.Equal((outcome, value), (row.Outcome, row.Values["husband_phone"]));
        Assert.Equal(outcome == RosterOutcome.Ask ? ["phone-doubtful"] : [], row.Codes());
    }

    [Fact]
    public void A_second_telephone_is_kept_beside_the_first()
    {
        var row = Given.Csv($"姓名,身份证号,末次月经,联系电话\n{Given.Name(1)},{Given.Id(1)},2025-08-01,13812345678/13987654321").Rows[0];
        Assert.Equal((RosterOutcome.Ask, "13812345678", "13987654321"), (row.Outcome, row.Values["mobile"], row.Values["mobile_2"]));
        Assert.Equal("19900000000", Given.Cell("丈夫电话", 19900000000d).Values["husband_phone"]);
    }

    [Theory]
    [InlineData("430201198703150027", "id-check")]
    [InlineData("430201198702300029", "id-date")]
    [InlineData("43020119870315002", "id-length")]
    [InlineData("990201198703150026", "id-province")]
    [InlineData("43O201198703150026", "id-characters")]
    [InlineData("4.30223E+17", "id-damaged")]
    [InlineData("430201198703150000", "id-damaged")]
    public void A_wrong_identity_number_refuses_the_row_and_no_message_tells_the_right_one(string text, string code)
    {
        var row = Given.Csv($"姓名,身份证号,末次月经\n{Given.Name(1)},{text},2025-08-01").Rows[0];
        Assert.Equal((RosterOutcome.Refuse, code), (row.Outcome, Assert.Single(row.Codes())));
        Assert.DoesNotContain("id_number", row.Values.Keys);
        if (code != "id-damaged") Assert.Equal("身份证号有误，请核对原件", RosterWords.Of(code));
    }

    [Theory]
    [InlineData("430201620705001", "id-length", "")]
    [InlineData("430201196207050019", "sex-mismatch", "sex")]
    public void An_old_number_and_a_mans_number_are_asked(string text, string code, string column)
    {
        var row = Given.Csv($"姓名,身份证号,末次月经\n{Given.Name(1)},{text},2025-08-01").Rows[0];
        Assert.Equal(RosterOutcome.Ask, row.Outcome);
        Assert.Contains(row.Problems, problem => problem.Code == code && problem.Heading == "身份证号" && (column.Length == 0 || problem.Column == column));
    }

    [Fact]
    public void A_full_number_typed_as_a_number_is_damaged_whatever_its_digits() =>
        Assert.Equal(["id-damaged"], Assert.Single(Given.Sheet(new Workbook().Row("姓名", "身份证号", "末次月经").Row(Given.Name(1), Workbook.RawNumber("430201198703150026"), "2025-08-01")).Rows).Codes());

    [Fact]
    public void The_number_fills_an_empty_birth_date_and_marks_another()
    {
        var rows = Given.Csv("姓名,身份证号,出生日期,末次月经\n" + $"{Given.Name(1)},430201198703150026,,2025-08-01\n{Given.Name(2)},430101198911020466,1989-11-03,2025-08-01\n").Rows;
        Assert.Equal((RosterOutcome.Accept, new DateOnly(1987, 3, 15)), (rows[0].Outcome, rows[0].Values["birth_date"]));
        Assert.Equal((RosterOutcome.Ask, "出生日期"), (rows[1].Outcome, Assert.Single(rows[1].Problems).Heading));
    }

    [Fact]
    public void An_age_only_checks_the_birth_date()
    {
        var rows = Given.Csv("姓名,身份证号,出生日期,年龄\n" + $"{Given.Name(1)},430201198703150026,1987-03-15,39\n{Given.Name(2)},430101198911020466,1989-11-02,26岁\n", Columns.RosterTemplate.Residents).Rows;
        Assert.Equal(RosterOutcome.Accept, rows[0].Outcome);
        Assert.Equal(("improbable", "age"), (Assert.Single(rows[1].Problems).Code, rows[1].Problems[0].Column));
    }

    [Fact]
    public void A_passport_is_no_identity_number()
    {
        var row = Given.Csv($"姓名,证件号码,证件类型,电话\n{Given.Name(1)},E12345678,护照,{Given.Mobile(1)}", Columns.RosterTemplate.Residents).Rows[0];
        Assert.Equal((RosterOutcome.Accept, "E12345678", "03"), (row.Outcome, row.Values["id_number"], row.Values["id_type"]));
    }

    [Theory]
    [InlineData(" 王丽 ", RosterOutcome.Accept, "王丽")]
    [InlineData("阿依古丽·买买提", RosterOutcome.Accept, "阿依古丽·买买提")]
    [InlineData("王丽（曾用名王小丽）", RosterOutcome.Accept, "王丽")]
    [InlineData("𬭊𠮷", RosterOutcome.Accept, "𬭊𠮷")]
    [InlineData("丽", RosterOutcome.Ask, "丽")]
    [InlineData("王丽2", RosterOutcome.Ask, "王丽2")]
    [InlineData("李四之女", RosterOutcome.Ask, "李四之女")]
    public void A_name_is_kept_as_typed(string text, RosterOutcome outcome, string value)
    {
        var row = Given.Csv($"姓名,身份证号,末次月经\n{text},{Given.Id(1)},2025-08-01").Rows[0];
        Assert.Equal((outcome, value), (row.Outcome, row.Values["full_name"]));
        if (text.Contains("曾用名", StringComparison.Ordinal)) Assert.Equal("王小丽", row.Values["former_names"]);
    }
}
