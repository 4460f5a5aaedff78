using Lianxin.ClinicalRules.Identifiers;

namespace Lianxin.ClinicalRules.Tests.Identifiers;

public sealed class OtherIdentifierTests
{
    [Theory]
    [InlineData("13812345678", PhoneKind.Mobile, "13812345678")]
    [InlineData("138-1234-5678", PhoneKind.Mobile, "13812345678")]
    [InlineData("138 1234 5678", PhoneKind.Mobile, "13812345678")]
    [InlineData("+86 138 1234 5678", PhoneKind.Mobile, "13812345678")]
    [InlineData("+86-13812345678", PhoneKind.Mobile, "13812345678")]
    [InlineData("(+86)13812345678", PhoneKind.Mobile, "13812345678")]
    [InlineData("008613812345678", PhoneKind.Mobile, "13812345678")]
    [InlineData("tel:19900000000", PhoneKind.Mobile, "19900000000")]
    [InlineData("１９９００００００００", PhoneKind.Mobile, "19900000000")]
    [InlineData("0731-85551234", PhoneKind.Landline, "0731-85551234")]
    [InlineData("073185551234", PhoneKind.Landline, "073185551234")]
    [InlineData("(0731)85551234", PhoneKind.Landline, "0731-85551234")]
    [InlineData("0731-85551234转801", PhoneKind.Landline, "0731-85551234-801")]
    [InlineData("0731-85551234-801", PhoneKind.Landline, "0731-85551234-801")]
    [InlineData("010-62345678", PhoneKind.Landline, "010-62345678")]
    [InlineData("12300000000", PhoneKind.Doubtful, "12300000000")]
    [InlineData("1381234567", PhoneKind.Doubtful, "1381234567")]
    [InlineData("138123456789", PhoneKind.Doubtful, "138123456789")]
    [InlineData("23812345678", PhoneKind.Doubtful, "23812345678")]
    [InlineData("1381234S678", PhoneKind.Doubtful, "1381234S678")]
    [InlineData(" 没有 ", PhoneKind.Doubtful, "没有")]
    [InlineData("  ", PhoneKind.Empty, "")]
    public void A_telephone_is_understood_or_kept_as_written(string text, PhoneKind kind, string value)
    {
        var phone = PhoneNumber.Parse(text);
        Assert.Equal((kind, value), (phone.Kind, phone.Value));
    }

    [Theory]
    [InlineData("13812345678/13987654321", 2)]
    [InlineData("13812345678 13987654321", 2)]
    [InlineData("13812345678、0731-85551234", 2)]
    [InlineData("13812345678或13987654321", 2)]
    [InlineData("138 1234 5678", 1)]
    [InlineData("0731-85551234", 1)]
    public void Two_numbers_in_one_cell_are_two(string text, int count) => Assert.Equal(count, PhoneNumber.Split(text).Length);

    [Fact]
    public void A_mobile_number_is_masked() => Assert.Equal("138****5678", $"{PhoneNumber.Parse("13812345678")}");

    [Theory]
    [InlineData("12430200445123804G")]
    [InlineData("12430100MB0X1A2C49")]
    [InlineData("52330700MJJ012347D")]
    [InlineData("934302004451238045")]
    [InlineData("11430200445123804K")]
    [InlineData("91350100M000100Y43")]
    [InlineData("91512081MA62K0260E")]
    public void A_credit_code_with_its_check_character_is_taken(string text)
    {
        Assert.True(UnifiedSocialCreditCode.TryParse(text, out var code, out _));
        Assert.Equal(text, code.Value);
    }

    [Theory]
    [InlineData("12430200445123804H", CreditCodeFault.Check)]
    [InlineData("12430200445I23804G", CreditCodeFault.Characters)]
    [InlineData("91350100M000100Y4Z", CreditCodeFault.Characters)]
    [InlineData("91350100M000100Y4", CreditCodeFault.Length)]
    [InlineData("", CreditCodeFault.Empty)]
    public void A_wrong_credit_code_is_refused(string text, CreditCodeFault expected)
    {
        Assert.False(UnifiedSocialCreditCode.TryParse(text, out _, out var fault));
        Assert.Equal(expected, fault);
    }

    [Fact]
    public void The_organisation_code_inside_is_only_a_warning()
    {
        Assert.True(UnifiedSocialCreditCode.TryParse("12430200445123804G", out var right, out _));
        Assert.True(right.SubjectCheckHolds);
        var seventeen = "12430200445123805";
        Assert.True(UnifiedSocialCreditCode.TryParse(seventeen + UnifiedSocialCreditCode.CheckCharacter(seventeen), out var odd, out _));
        Assert.False(odd.SubjectCheckHolds);
    }

    [Fact]
    public void Every_credit_code_of_the_samples_is_judged_as_it_says()
    {
        var rows = Samples.Rows("zh_misc.jsonl").Where(row => row.Text("cat") == "uscc").ToArray();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(row.Text("expect") != "reject", UnifiedSocialCreditCode.TryParse(row.Text("value"), out _, out _)));
    }

    [Theory]
    [InlineData("43020100300100007", true)]
    [InlineData("430201-003-001-00007", true)]
    [InlineData("43020100300100007X", true)]
    [InlineData("4302010030010000", false)]
    [InlineData("99020100300100007", false)]
    [InlineData("43020100320000007", false)]
    public void A_record_number_has_17_digits_and_perhaps_a_city_character(string text, bool valid) => Assert.Equal(valid, HealthRecordNumber.TryParse(text, out _));

    [Fact]
    public void The_form_prints_the_last_eight_digits()
    {
        Assert.True(HealthRecordNumber.TryParse("43020100300100007", out var number));
        Assert.Equal("001-00007", number.Printed);
    }

    [Theory]
    [InlineData("430201", true)]
    [InlineData("430201003", true)]
    [InlineData("430201003001", true)]
    [InlineData("990201", false)]
    [InlineData("4302", false)]
    [InlineData("14302", false)]
    public void A_division_code_has_a_province(string text, bool valid) => Assert.Equal(valid, DivisionCode.TryParse(text, out _));

    [Fact]
    public void No_two_digits_across_two_codes_are_a_province()
    {
        var provinces = Enumerable.Range(0, 100).Where(n => DivisionCode.IsProvince($"{n:00}")).ToArray();
        Assert.Equal(34, provinces.Length);
        Assert.DoesNotContain(1, provinces);
    }
}
