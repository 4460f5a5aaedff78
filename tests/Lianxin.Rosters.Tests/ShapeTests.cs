namespace Lianxin.Rosters.Tests;

public sealed class ShapeTests
{
    [Fact]
    public void Titles_above_are_notes_and_rows_keep_their_numbers()
    {
        var preview = Given.Sheet(new Workbook().Row("新塘社区孕产妇花名册").Merge("A1:D1").Row("单位：新塘社区", null, "制表日期：2025-11-01").RowAt(4, "姓名", "身份证号", "末次月经", "备注")
            .RowAt(5, Given.Name(1), Given.Id(1), "2025-08-01").RowAt(7, Given.Name(2), Given.Id(2), "2025-08-02").RowAt(8, "合计", null, "2人").RowAt(9, "填表说明：按实填写"));
        Assert.Equal(4, preview.HeadingRow);
        Assert.Equal([5, 7, 8], preview.Rows.Select(row => row.Number));
        Assert.Equal([RosterOutcome.Accept, RosterOutcome.Accept, RosterOutcome.Skip], preview.Rows.Select(row => row.Outcome));
        Assert.Equal(new DateOnly(2025, 11, 1), preview.ListDate);
        Assert.Contains("填表说明：按实填写", preview.Notes);
    }

    [Fact]
    public void Two_rows_of_headings_are_joined_and_a_husband_stays_a_husband()
    {
        var preview = Given.Sheet(new Workbook()
            .Row("姓名", "身份证号", "孕期情况", null, "丈夫", null, null, "血压").Row(null, null, "末次月经", "预产期", "姓名", "电话", "身份证号")
            .Merge("A1:A2").Merge("B1:B2").Merge("C1:D1").Merge("E1:G1").Merge("H1:H2")
            .Row(Given.Name(1), Given.Id(1), "2025-08-01", "2026-05-08", "张伟", "13812345678", Given.Id(2, woman: false), "120/80"));
        Assert.Equal(1, preview.HeadingRow);
        Assert.Equal(["full_name", "id_number", "lmp", "edd", "husband_name", "husband_phone", "", "sbp"], preview.Columns.Select(column => column.Column?.Name ?? ""));
        Assert.Equal("孕期情况/末次月经", preview.Columns[2].Heading);
        var row = Assert.Single(preview.Rows);
        Assert.Equal((3, RosterOutcome.Accept, Given.Id(1)), (row.Number, row.Outcome, row.Values["id_number"]));
    }

    [Fact]
    public void Groups_above_the_heading_row_count_too_also_in_a_csv()
    {
        var preview = Given.Csv($"孕妇,,,丈夫,,\n姓名,身份证号,末次月经,姓名,电话,年龄\n{Given.Name(1)},{Given.Id(1)},2025-08-01,张伟,13812345678,30");
        Assert.Equal(["full_name", "id_number", "lmp", "husband_name", "husband_phone", "husband_age"], preview.Columns.Select(column => column.Column?.Name ?? ""));
        Assert.Equal((1, 2), (preview.HeadingRow, preview.Rows[0].Number));
    }

    [Fact]
    public void Five_blank_rows_end_the_table()
    {
        Workbook List(int next) => new Workbook().Row("姓名", "身份证号", "末次月经").Row(Given.Name(1), Given.Id(1), "2025-08-01").RowAt(next, Given.Name(2), Given.Id(2), "2025-08-01");
        Assert.Equal(2, Given.Sheet(List(7)).Rows.Count);
        Assert.Single(Given.Sheet(List(8)).Rows);
    }

    [Fact]
    public void A_bare_name_in_the_middle_is_a_row_with_nothing_to_find_her_by()
    {
        var rows = Given.Csv($"姓名,身份证号,末次月经\n{Given.Name(1)},,\n{Given.Name(2)},{Given.Id(2)},2025-08-01\n").Rows;
        Assert.Equal([RosterOutcome.Refuse, RosterOutcome.Accept], rows.Select(row => row.Outcome));
        Assert.Equal("missing", Assert.Single(rows[0].Codes()));
    }

    [Fact]
    public void Numbers_counted_below_the_last_person_are_no_rows()
    {
        var preview = Given.Csv($"序号,姓名,身份证号,末次月经\n1,{Given.Name(1)},{Given.Id(1)},2025-08-01\n2,,,\n3,,,\n");
        Assert.Single(preview.Rows);
        Assert.Empty(preview.Notes);
    }

    [Fact]
    public void Ditto_marks_repeat_places_and_are_asked_of_persons()
    {
        var rows = Given.Csv("姓名,身份证号,末次月经,现住址,建册单位,责任医生\n" + $"{Given.Name(1)},{Given.Id(1)},2025-08-01,新塘路1号,新塘中心,李医生\n{Given.Name(2)},{Given.Id(2)},2025-08-01,同上,″,李医生\n{Given.Name(3)},{Given.Id(3)},2025-08-01,新塘路2号,新塘中心,--\n").Rows;
        Assert.Equal(("新塘路1号", "新塘中心"), (rows[1].Values["current_address"], rows[1].Values["booking_organization"]));
        Assert.Equal(("ditto-mark", "current_address"), (Assert.Single(rows[1].Problems).Code, rows[1].Problems[0].Column));
        Assert.Equal(("ditto-mark", "owner"), (Assert.Single(rows[2].Problems).Code, rows[2].Problems[0].Column));
    }

    [Fact]
    public void Stored_values_of_formulas_are_read_and_errors_refuse_the_row()
    {
        var rows = Given.Sheet(new Workbook().Row("姓名", "身份证号", "末次月经", "孕次")
            .Row(Workbook.Formula("A9", Given.Name(1)), Given.Id(1), "2025-08-01", 1).Row(Given.Name(2), Given.Id(2), Workbook.Error("#N/A"), 1).Row(Given.Name(3), Given.Id(3), Workbook.Formula("TODAY()", null), 1)).Rows;
        Assert.Equal((RosterOutcome.Accept, Given.Name(1)), (rows[0].Outcome, rows[0].Values["full_name"]));
        Assert.All(rows.Skip(1), row => Assert.Equal(("formula-error", "末次月经"), (Assert.Single(row.Problems).Code, row.Problems[0].Heading)));
    }

    [Fact]
    public void A_row_struck_through_is_proposed_as_skipped()
    {
        var row = Assert.Single(Given.Sheet(new Workbook().Row("姓名", "身份证号", "末次月经").Row(Workbook.Struck(Given.Name(1)), Workbook.Struck(Given.Id(1)), Workbook.Struck("2025-08-01"))).Rows);
        Assert.Equal((RosterOutcome.Skip, "struck-through"), (row.Outcome, Assert.Single(row.Codes())));
    }

    [Fact]
    public void Merged_cells_give_their_value_downwards()
    {
        var rows = Given.Sheet(new Workbook().Row("姓名", "身份证号", "末次月经", "现住址").Row(Given.Name(1), Given.Id(1), "2025-08-01", "新塘路1号").Row(Given.Name(2), Given.Id(2), "2025-08-01").Merge("D2:D3")).Rows;
        Assert.Equal("新塘路1号", rows[1].Values["current_address"]);
    }

    [Fact]
    public void Hidden_sheets_and_columns_are_named_and_left_out_and_comments_kept()
    {
        var preview = Given.Sheet(new Workbook().Row("姓名", "身份证号", "末次月经").Row("旧名单", Given.Id(9), "2025-08-01").EndSheet("去年", "hidden")
            .Row("姓名", "身份证号", "末次月经", "责任医生").Row(Given.Name(1), Given.Id(1), "2025-08-01", "李医生").HideColumn(3).Comment("A2", "电话问过").Protect().EndSheet("今年").EndSheet("Sheet3"));
        Assert.Equal(("今年", 2), (preview.Sheet, preview.Sheets.Count));
        Assert.True(preview.Sheets[0].Hidden);
        Assert.True(preview.Columns[3].Hidden);
        Assert.Equal(["owner"], preview.Columns[3].Candidates);
        Assert.DoesNotContain("owner", preview.Rows[0].Values.Keys);
        Assert.Contains("A2: 电话问过", preview.Notes);
    }

    [Fact]
    public void Leading_zeros_of_text_stay_and_a_number_that_became_a_date_is_asked()
    {
        var rows = Given.Sheet(new Workbook().Row("姓名", "电话", "室号", "小区").Row(Given.Name(1), Given.Mobile(1), "0302", "新塘苑").Row(Given.Name(2), Given.Mobile(2), 302, "新塘苑"), Columns.RosterTemplate.Residents).Rows;
        Assert.Equal(["0302", "302"], rows.Select(row => row.Values["room_no"]));
    }

    [Fact]
    public void The_same_woman_further_down_is_marked_with_the_row_she_stands_in()
    {
        var rows = Given.Csv("姓名,身份证号,联系电话,末次月经\n" + $"{Given.Name(1)},{Given.Id(1)},{Given.Mobile(1)},2025-08-01\n{Given.Name(2)},{Given.Id(2)},{Given.Mobile(2)},2025-08-01\n{Given.Name(3)},{Given.Id(1)},{Given.Mobile(3)},2025-08-01\n").Rows;
        Assert.Equal([RosterOutcome.Accept, RosterOutcome.Accept, RosterOutcome.Ask], rows.Select(row => row.Outcome));
        Assert.Equal(2, Assert.Single(rows[2].Problems).OtherRow);
    }

    [Fact]
    public void The_screen_shows_what_was_written_masked_and_the_register_adds_its_word()
    {
        var preview = Given.Csv($"姓名,身份证号,联系电话,HIV\n{Given.Name(1)},{Given.Id(1)},13812345678,阴性");
        var row = preview.Rows[0];
        Assert.Equal([Given.Name(1), $"{Given.Id(1)[..4]}**********{Given.Id(1)[^4..]}", "138****5678", ""], preview.Columns.Select(column => preview.Shown(row, column)));
        var known = row.With(new("身份证号", "id_number", "duplicate-in-register", RosterOutcome.Ask));
        Assert.Equal((RosterOutcome.Ask, row.Number), (known.Outcome, known.Number));
    }

    [Theory]
    [InlineData("王丽,13812345678\n李芳,13912345678\n")]
    [InlineData("姓名,末次月经\n王丽,2025-08-01\n")]
    public void Less_than_three_known_headings_are_no_heading_row(string text) => Assert.Equal("no-heading-row", Given.Csv(text).Refused?.Code);

    [Theory]
    [InlineData("名册.xls")]
    [InlineData("名册.et")]
    public void Old_kinds_of_files_are_refused_by_name(string name) =>
        Assert.Equal("old-format", Given.Bytes("<html><table>"u8.ToArray(), name).Refused?.Code);

    [Fact]
    public void An_encrypted_workbook_asks_for_one_without_password()
    {
        byte[] file = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600], .. System.Text.Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[100]];
        Assert.Equal("password", Given.Bytes(file, "名册.xlsx").Refused?.Code);
    }

    [Fact]
    public void Every_problem_of_the_contract_has_words_in_both_languages()
    {
        string[] codes = ["missing", "not-a-date", "ambiguous-date", "lunar-date", "future-date", "impossible-date", "not-a-number", "out-of-range", "improbable", "range-of-values", "ambiguous-weeks", "reversed", "parity-above-gravidity",
            "id-length", "id-characters", "id-province", "id-date", "id-check", "id-damaged", "sex-mismatch", "phone-doubtful", "unknown-code", "ambiguous-code", "duplicate-in-file", "duplicate-in-register", "formula-error", "fetal-sex",
            "struck-through", "ditto-mark", "fetal-sex-column", "no-heading-row", "no-known-sheet", "password", "old-format", "damaged", "too-large", "too-many-columns", "mixed-encoding"];
        Assert.Equal(codes.Order(), RosterWords.Codes.Order());
        Assert.All(codes, code => Assert.NotEqual(RosterWords.Of(code), RosterWords.Of(code, System.Globalization.CultureInfo.GetCultureInfo("en"))));
    }
}
