using System.Globalization;

namespace Lianxin.Rosters.Tests;

public sealed class SpellingTests
{
    private const string Lmp = "建册日期"; // a date without bounds but today

    [Theory]
    [InlineData("2025-03-05")]
    [InlineData("2025/3/5")]
    [InlineData("2025.3.5")]
    [InlineData("20250305")]
    [InlineData("2025年3月5日")]
    [InlineData("2025年03月05")]
    [InlineData("2025年3月5号")]
    [InlineData("2025-03-05 10:30")]
    [InlineData("2025-03-05T00:00:00")]
    [InlineData("２０２５－０３－０５")]
    [InlineData("2025-3-5（周三）")]
    [InlineData("二〇二五年三月五日")]
    [InlineData("2025\u201003\u201005")]
    [InlineData("2025-03-05\u200b")]
    public void A_date_is_read_in_every_clear_spelling(string text)
    {
        var row = Given.Cell(Lmp, text);
        Assert.Equal((RosterOutcome.Accept, new DateOnly(2025, 3, 5)), (row.Outcome, row.Values["booking_date"]));
    }

    [Theory]
    [InlineData(45721)]
    [InlineData(45721.5)]
    [InlineData(20250305)]
    public void A_number_in_a_date_column_is_a_serial_or_a_date_of_eight_digits(double number) => Assert.Equal(new DateOnly(2025, 3, 5), Given.Cell(Lmp, number).Values["booking_date"]);

    [Fact]
    public void A_date_cell_counts_in_the_workbooks_own_system()
    {
        Assert.Equal(new DateOnly(2025, 3, 5), Given.Cell(Lmp, Workbook.Serial(45721.4)).Values["booking_date"]);
        Assert.Equal(new DateOnly(2025, 3, 5), Given.Cell(Lmp, Workbook.Serial(45721 - 1462), date1904: true).Values["booking_date"]);
        Assert.Equal(new DateOnly(1905, 1, 1), Given.Cell("出生日期", Workbook.Serial(1828)).Problems.Count == 0 ? default : new DateOnly(1905, 1, 1));
        Assert.Equal(["impossible-date"], Given.Cell(Lmp, Workbook.Serial(60)).Codes());
    }

    [Fact]
    public void In_a_file_without_types_a_serial_is_a_date() =>
        Assert.Equal(new DateOnly(2025, 3, 5), Given.Csv($"姓名,身份证号,末次月经,{Lmp}\n{Given.Name(1)},{Given.Id(1)},2025-08-01,45721").Rows[0].Values["booking_date"]);

    [Theory]
    [InlineData("25.3.5", "ambiguous-date", "2025-03-05")]
    [InlineData("25/3/5", "ambiguous-date", "2025-03-05")]
    [InlineData("03/05/2025", "ambiguous-date", null)]
    [InlineData("2025年3月", "ambiguous-date", null)]
    [InlineData("2025-03", "ambiguous-date", null)]
    [InlineData("2025", "ambiguous-date", null)]
    [InlineData("3月5日", "ambiguous-date", null)]
    [InlineData("45721", "ambiguous-date", "2025-03-05")]
    [InlineData("约2025.3.5", "ambiguous-date", "2025-03-05")]
    [InlineData("农历三月初五", "lunar-date", "2025-04-02")]
    [InlineData("阴历2025年三月初五", "lunar-date", "2025-04-02")]
    [InlineData("2025年三月初五", "lunar-date", "2025-04-02")]
    [InlineData("农历2025.3.5", "lunar-date", "2025-04-02")]
    [InlineData("农历闰六月初一", "lunar-date", null)]
    [InlineData("农历二〇二四年腊月初八", "lunar-date", "2025-01-07")]
    [InlineData("民国三十八年五月一日", "not-a-date", null)]
    [InlineData("2025.3.5-2025.3.9", "range-of-values", null)]
    public void A_date_with_two_readings_is_asked_and_not_taken(string text, string code, string? proposed)
    {
        var row = Given.Cell(Lmp, text);
        var problem = Assert.Single(row.Problems);
        Assert.Equal((code, "booking_date", Lmp), (problem.Code, problem.Column, problem.Heading));
        Assert.Equal(proposed, (problem.Proposed.GetValueOrDefault("booking_date") as DateOnly?)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.DoesNotContain("booking_date", row.Values.Keys);
        Assert.NotEqual(RosterOutcome.Refuse, row.Outcome);
    }

    [Theory]
    [InlineData("2025-02-30", "impossible-date")]
    [InlineData("20250332", "impossible-date")]
    [InlineData("2025-13-02", "impossible-date")]
    [InlineData("2025-01-O5", "not-a-date")]
    [InlineData("-0001-01-01", "not-a-date")]
    [InlineData("2026-01-08", "future-date")]
    public void An_impossible_date_refuses_the_row(string text, string code)
    {
        var row = Given.Cell(Lmp, text);
        Assert.Equal((RosterOutcome.Refuse, code), (row.Outcome, Assert.Single(row.Codes())));
        Assert.DoesNotContain("booking_date", row.Values.Keys);
    }

    [Theory]
    [InlineData("去年")]
    [InlineData("不详")]
    public void A_word_instead_of_a_date_is_an_empty_cell_with_a_note(string text)
    {
        var row = Given.Cell(Lmp, text);
        Assert.Equal((RosterOutcome.Accept, "not-a-date"), (row.Outcome, Assert.Single(row.Codes())));
        Assert.DoesNotContain("booking_date", row.Values.Keys);
    }

    [Fact]
    public void A_lunar_heading_speaks_for_its_cells_and_a_yes_takes_the_converted_date()
    {
        var row = Given.Cell("出生日期(农历)", "1990.3.5");
        var question = Assert.Single(row.Problems, problem => problem.Code == "lunar-date");
        Assert.Equal(new DateOnly(1990, 3, 31), row.Confirm(question).Values["birth_date"]);
        var swapped = Given.Cell("血压", "80/120");
        var confirmed = swapped.Confirm(swapped.Problems[0]);
        Assert.Equal((RosterOutcome.Accept, 120m, 80m), (confirmed.Outcome, confirmed.Values["sbp"], confirmed.Values["dbp"]));
        var refused = Given.Cell("血压", "120");
        Assert.Throws<ArgumentException>(() => refused.Confirm(refused.Problems[0]));
    }

    [Theory]
    [InlineData("28+3", 199)]
    [InlineData("28周+3", 199)]
    [InlineData("28周3天", 199)]
    [InlineData("28W3D", 199)]
    [InlineData("28w+3d", 199)]
    [InlineData("28周+3天", 199)]
    [InlineData("28⁺³", 199)]
    [InlineData("28 3/7", 199)]
    [InlineData("孕28周", 196)]
    [InlineData("28周", 196)]
    [InlineData("２８＋３", 199)]
    public void Weeks_of_pregnancy_become_days(string text, int days) => Assert.Equal((decimal)days, Weeks(text).Values["ga_days"]);

    [Theory]
    [InlineData("28.3")]
    [InlineData("28.5")]
    [InlineData("孕3个月")]
    [InlineData("28")]
    public void Weeks_or_days_is_asked(string text)
    {
        var row = Weeks(text);
        Assert.Equal((RosterOutcome.Ask, "ambiguous-weeks"), (row.Outcome, Assert.Single(row.Codes())));
        Assert.DoesNotContain("ga_days", row.Values.Keys);
    }

    [Theory]
    [InlineData("28+7")]
    [InlineData("45+1")]
    public void Weeks_that_cannot_be_refuse_the_row(string text) => Assert.Equal((RosterOutcome.Refuse, "out-of-range"), (Weeks(text).Outcome, Assert.Single(Weeks(text).Codes())));

    [Fact]
    public void Forty_five_weeks_are_the_last_that_are_believed() => Assert.Equal(["improbable"], Weeks("45+0").Codes());

    [Fact]
    public void Weeks_need_a_day_to_count_from()
    {
        Assert.Equal(["ambiguous-weeks"], Given.Csv($"姓名,身份证号,联系电话,孕周\n{Given.Name(1)},{Given.Id(1)},{Given.Mobile(1)},28+3").Rows[0].Codes());
        Assert.Empty(Given.Csv($"姓名,身份证号,末次月经,孕周\n{Given.Name(1)},{Given.Id(1)},2025-05-01,28+3").Rows[0].Codes());
        Assert.Empty(Given.Csv($"制表日期：2025年11月1日\n姓名,身份证号,联系电话,孕周\n{Given.Name(1)},{Given.Id(1)},{Given.Mobile(1)},28+3").Rows[0].Codes());
    }

    [Theory]
    [InlineData("G2P1")]
    [InlineData("g2p1")]
    [InlineData("孕2产1")]
    [InlineData("2-1")]
    [InlineData("2/1")]
    [InlineData("孕二产一")]
    [InlineData("G₂P₁")]
    [InlineData("二孕一产")]
    [InlineData("孕2次产1次")]
    [InlineData("Ｇ２Ｐ１")]
    public void Gravidity_and_parity_are_split(string text)
    {
        var row = Given.Cell("孕产次", text);
        Assert.Equal((RosterOutcome.Accept, 2m, 1m), (row.Outcome, row.Values["gravidity"], row.Values["parity"]));
    }

    [Theory]
    [InlineData("G2P1+1", 2, 1)]
    [InlineData("G3P2A1", 3, 2)]
    [InlineData("孕2产1(剖1)", 2, 1)]
    public void More_than_gravidity_and_parity_is_asked(string text, int gravidity, int parity)
    {
        var row = Given.Cell("孕/产", text);
        Assert.Equal((RosterOutcome.Ask, (decimal)gravidity, (decimal)parity), (row.Outcome, row.Values["gravidity"], row.Values["parity"]));
        if (text.Contains('剖', StringComparison.Ordinal)) Assert.Equal(1m, row.Values["caesarean_count"]);
    }

    [Fact]
    public void More_births_than_pregnancies_refuse_the_row()
    {
        Assert.Equal(["parity-above-gravidity"], Given.Cell("孕产次", "G1P2").Codes());
        var row = Given.Csv($"姓名,身份证号,末次月经,孕次,产次\n{Given.Name(1)},{Given.Id(1)},2025-08-01,1,2").Rows[0];
        Assert.Equal((RosterOutcome.Refuse, "parity-above-gravidity", "产次"), (row.Outcome, row.Problems[0].Code, row.Problems[0].Heading));
    }

    [Theory]
    [InlineData("是高危", "是", true)]
    [InlineData("有", "有", true)]
    [InlineData("√", "√", true)]
    [InlineData("1", "1", true)]
    [InlineData("Y", "Y", true)]
    [InlineData("阳性", "阳性", true)]
    [InlineData("对", "对", true)]
    [InlineData("否", "否", false)]
    [InlineData("无", "无", false)]
    [InlineData("×", "×", false)]
    [InlineData("0", "0", false)]
    [InlineData("N", "N", false)]
    [InlineData("阴性", "阴性", false)]
    [InlineData("空", "空", false)]
    public void Yes_and_no_have_many_spellings(string why, string text, bool value)
    {
        Assert.NotEmpty(why);
        var row = Given.Cell("是否高危", text);
        Assert.Equal((RosterOutcome.Accept, value), (row.Outcome, row.Values["risk_flag_reported"]));
    }

    [Fact]
    public void Ones_and_twos_in_one_column_mean_nothing_for_sure()
    {
        var rows = Given.Csv("姓名,身份证号,末次月经,是否高危\n" + $"{Given.Name(1)},{Given.Id(1)},2025-08-01,1\n{Given.Name(2)},{Given.Id(2)},2025-08-01,2\n").Rows;
        Assert.All(rows, row => Assert.Equal((RosterOutcome.Ask, "ambiguous-code"), (row.Outcome, Assert.Single(row.Codes()))));
    }

    [Theory]
    [InlineData("是", "elsewhere")]
    [InlineData("否", null)]
    public void A_handbook_opened_is_opened_elsewhere(string text, string? value) => Assert.Equal(value, Given.Cell("是否建册", text).Values.GetValueOrDefault("booking_status"));

    [Theory]
    [InlineData("绿", "green", false)]
    [InlineData("绿色", "green", false)]
    [InlineData("低风险", "green", false)]
    [InlineData("黄", "yellow", false)]
    [InlineData("一般风险", "yellow", false)]
    [InlineData("橙色", "orange", false)]
    [InlineData("较高风险", "orange", false)]
    [InlineData("红", "red", false)]
    [InlineData("高风险", "red", false)]
    [InlineData("黄色（一般风险）", "yellow", false)]
    [InlineData("黄+紫", "yellow", true)]
    [InlineData("黄色、紫色", "yellow", true)]
    [InlineData("橙色(紫)", "orange", true)]
    public void A_reported_colour_is_kept_as_reported(string text, string colour, bool purple)
    {
        var row = Given.Cell("风险等级", text);
        Assert.Equal((RosterOutcome.Accept, colour, purple), (row.Outcome, row.Values["risk_colour_reported"], row.Values.ContainsKey("purple_reported")));
    }

    [Theory]
    [InlineData("紫", "ambiguous-code")]
    [InlineData("高危", "ambiguous-code")]
    [InlineData("深黄", "ambiguous-code")]
    [InlineData("黄/橙", "ambiguous-code")]
    [InlineData("蓝", "unknown-code")]
    public void A_colour_that_is_none_is_asked(string text, string code)
    {
        var row = Given.Cell("风险等级", text);
        if (code == "ambiguous-code") Assert.Equal(RosterOutcome.Ask, row.Outcome);
        Assert.DoesNotContain("risk_colour_reported", row.Values.Keys);
        Assert.Equal([code], row.Codes());
    }

    [Theory]
    [InlineData("120/80")]
    [InlineData("120／80")]
    [InlineData("120-80")]
    [InlineData("高压120低压80")]
    [InlineData("120/80mmHg")]
    [InlineData(" 120 / 80 ")]
    public void A_pressure_is_split(string text)
    {
        var row = Given.Cell("血压", text);
        Assert.Equal((RosterOutcome.Accept, 120m, 80m), (row.Outcome, row.Values["sbp"], row.Values["dbp"]));
    }

    [Fact]
    public void A_pressure_that_is_swapped_is_asked_and_half_a_pressure_refused()
    {
        Assert.Equal((RosterOutcome.Ask, "reversed"), (Given.Cell("血压", "80/120").Outcome, Given.Cell("血压", "80/120").Codes()[0]));
        Assert.Equal(RosterOutcome.Refuse, Given.Cell("血压", "120").Outcome);
        Assert.Equal(RosterOutcome.Refuse, Given.Cell("血压", 120).Outcome);
        Assert.Equal(["improbable"], Given.Cell("血压", "190/100").Codes());
        Assert.Equal(["out-of-range"], Given.Cell("血压", "120/10").Codes());
        Assert.Equal(RosterOutcome.Refuse, Given.Cell("血压", "16/10.7kPa").Outcome);
    }

    [Theory]
    [InlineData("孕前体重", "52.5", "prepregnancy_weight_kg", "52.5")]
    [InlineData("孕前体重", "５２．５", "prepregnancy_weight_kg", "52.5")]
    [InlineData("孕前体重", "52,5", "prepregnancy_weight_kg", "52.5")]
    [InlineData("孕前体重", "≈52", "prepregnancy_weight_kg", "52")]
    [InlineData("孕前体重", "104斤", "prepregnancy_weight_kg", "52.0")]
    [InlineData("孕前体重(斤)", "104", "prepregnancy_weight_kg", "52.0")]
    [InlineData("出生体重(kg)", "3.2", "birth_weight", "3200")]
    [InlineData("血红蛋白(g/dL)", "11.8", "hb", "118")]
    [InlineData("身高", "160cm", "height_cm", "160")]
    [InlineData("身高", "1.60m", "height_cm", "160")]
    public void A_number_is_read_with_its_unit(string heading, string text, string column, string value)
    {
        var row = Given.Cell(heading, text);
        Assert.Equal((RosterOutcome.Accept, decimal.Parse(value, CultureInfo.InvariantCulture)), (row.Outcome, row.Values[column]));
    }

    [Theory]
    [InlineData("12-13", RosterOutcome.Ask, "range-of-values")]
    [InlineData("<0.1", RosterOutcome.Ask, "range-of-values")]
    [InlineData("一百二", RosterOutcome.Refuse, "not-a-number")]
    [InlineData("偏高", RosterOutcome.Refuse, "not-a-number")]
    [InlineData("11斗", RosterOutcome.Refuse, "not-a-number")]
    [InlineData("12", RosterOutcome.Refuse, "out-of-range")]
    [InlineData("60", RosterOutcome.Ask, "improbable")]
    [InlineData("未查", RosterOutcome.Accept, "not-a-number")]
    public void A_number_that_is_none_or_unlikely_is_named(string text, RosterOutcome outcome, string code)
    {
        var row = Given.Cell("血红蛋白", text);
        Assert.Equal((outcome, code), (row.Outcome, Assert.Single(row.Codes())));
    }

    [Fact]
    public void An_arrow_beside_a_number_is_kept_as_its_flag()
    {
        var row = Given.Cell("Hb", "118↑");
        Assert.Equal((RosterOutcome.Accept, 118m, "↑"), (row.Outcome, row.Values["hb"], row.Values["hb_flag"]));
        Assert.Equal("<0.1", Given.Cell("Hb", "<0.1").Values["hb"]);
    }

    [Fact]
    public void A_decimal_comma_counts_only_when_the_column_shows_it_everywhere()
    {
        var rows = Given.Csv("姓名;身份证号;末次月经;体重\n" + $"{Given.Name(1)};{Given.Id(1)};2025-08-01;52,5\n{Given.Name(2)};{Given.Id(2)};2025-08-01;53.5\n").Rows;
        Assert.Equal([RosterOutcome.Refuse, RosterOutcome.Accept], rows.Select(row => row.Outcome));
    }

    [Theory]
    [InlineData("顺产", "1")]
    [InlineData("自然分娩", "1")]
    [InlineData("胎吸", "2")]
    [InlineData("产钳", "3")]
    [InlineData("臀助产", "4")]
    [InlineData("剖宫产", "5")]
    [InlineData("剖腹产", "5")]
    [InlineData("剖", "5")]
    public void A_mode_of_birth_has_its_code(string text, string code) => Assert.Equal(code, Given.Cell("分娩方式", text).Values["birth_mode"]);

    [Fact]
    public void Another_mode_of_birth_is_asked() => Assert.Equal(RosterOutcome.Ask, Given.Cell("分娩方式", "其他").Outcome);

    [Theory]
    [InlineData("男", "1")]
    [InlineData("女士", "2")]
    [InlineData("1", "1")]
    [InlineData("F", "2")]
    public void Sex_has_its_code(string text, string code) =>
        Assert.Equal(code, Given.Csv($"姓名,性别,电话,现住址\n{Given.Name(1)},{text},{Given.Mobile(1)},3栋201", Columns.RosterTemplate.Residents).Rows[0].Values["sex"]);

    [Theory]
    [InlineData("0")]
    [InlineData("9")]
    [InlineData("未知")]
    public void Unknown_sex_is_asked(string text) =>
        Assert.Equal(["unknown-code"], Given.Csv($"姓名,性别,电话,现住址\n{Given.Name(1)},{text},{Given.Mobile(1)},3栋201", Columns.RosterTemplate.Residents).Rows[0].Codes());

    [Fact]
    public void Yes_under_Rh_negative_means_negative() =>
        Assert.Equal("neg", Given.Csv($"姓名,RH阴性,电话,现住址\n{Given.Name(1)},是,{Given.Mobile(1)},3栋201", Columns.RosterTemplate.Residents).Rows[0].Values["blood_rh"]);

    [Theory]
    [InlineData("2024-08-11", "out-of-range", RosterOutcome.Refuse)]
    [InlineData("2026-01-08", "future-date", RosterOutcome.Refuse)]
    [InlineData("2025-11-10", "improbable", RosterOutcome.Ask)]
    public void A_last_period_that_fits_no_running_pregnancy_is_named(string lmp, string code, RosterOutcome outcome)
    {
        var row = Given.Csv($"姓名,身份证号,联系电话,末次月经\n{Given.Name(1)},{Given.Id(1)},{Given.Mobile(1)},{lmp}").Rows[0];
        Assert.Equal((outcome, code), (row.Outcome, Assert.Single(row.Codes())));
    }

    [Fact]
    public void A_due_date_is_held_against_the_last_period_and_an_ended_pregnancy_against_its_birth()
    {
        var rows = Given.Csv("姓名,身份证号,末次月经,预产期,分娩日期\n" + $"{Given.Name(1)},{Given.Id(1)},2025-03-01,2025-02-01,\n{Given.Name(2)},{Given.Id(2)},2024-01-01,2024-10-07,2024-10-05\n").Rows;
        Assert.Equal(["out-of-range"], rows[0].Codes());
        Assert.Equal(RosterOutcome.Accept, rows[1].Outcome);
    }

    [Theory]
    [InlineData("前次分娩男婴", RosterOutcome.Accept)]
    [InlineData("B超示男胎", RosterOutcome.Ask)]
    [InlineData("女宝", RosterOutcome.Ask)]
    [InlineData("瘢痕子宫、贫血", RosterOutcome.Accept)]
    public void Words_that_may_tell_the_sex_of_the_unborn_are_asked_and_kept_out(string text, RosterOutcome outcome)
    {
        var row = Given.Cell("高危因素", text);
        Assert.Equal(outcome, row.Outcome);
        Assert.Equal(outcome == RosterOutcome.Accept, row.Values.ContainsKey("factors_reported"));
        Assert.Equal(outcome, Given.Cell("备注", text).Outcome);
    }

    private static RosterRow Weeks(string text) => Given.Csv($"姓名,身份证号,随访日期,孕周\n{Given.Name(1)},{Given.Id(1)},2025-11-01,{text}").Rows[0];
}
