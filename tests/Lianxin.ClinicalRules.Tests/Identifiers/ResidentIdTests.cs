using Lianxin.ClinicalRules.Identifiers;

namespace Lianxin.ClinicalRules.Tests.Identifiers;

public sealed class ResidentIdTests
{
    private static readonly DateOnly Today = new(2025, 11, 20);

    [Theory]
    [InlineData("430201198703150026", "2", "1987-03-15")]
    [InlineData("430101198911020466", "2", "1989-11-02")]
    [InlineData("430201196207050019", "1", "1962-07-05")]
    [InlineData("330701194802290038", "1", "1948-02-29")]
    [InlineData("430201200012310182", "2", "2000-12-31")]
    [InlineData("810000198501010029", "2", "1985-01-01")]
    [InlineData(" 43020119900410018x\t", "2", "1990-04-10")]
    public void A_right_number_tells_sex_and_birth_date(string text, string sex, string birth)
    {
        Assert.True(ResidentId.TryParse(text, Today, out var id, out _));
        Assert.Equal((sex, birth), (id.Sex, id.BirthDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("", ResidentIdFault.Empty)]
    [InlineData("43020119870315002", ResidentIdFault.Length)]
    [InlineData("4302011987031500260", ResidentIdFault.Length)]
    [InlineData("43O201198703150026", ResidentIdFault.Characters)]
    [InlineData("990201198703150026", ResidentIdFault.Province)]
    [InlineData("430201198702300029", ResidentIdFault.Date)]
    [InlineData("430201202511210020", ResidentIdFault.Date)]
    [InlineData("430201198703150027", ResidentIdFault.Check)]
    public void A_wrong_number_tells_the_developer_why(string text, ResidentIdFault expected)
    {
        Assert.False(ResidentId.TryParse(text, Today, out _, out var fault));
        Assert.Equal(expected, fault);
    }

    [Fact]
    public void Every_sample_is_taken_or_refused_as_it_says()
    {
        var wrong = Samples.Rows("zh_id.jsonl").Where(row => row.Text("expect") != "any"
            && ResidentId.TryParse(row.Text("value"), Today, out _, out _) != (row.Text("expect") == "accept")).Select(row => row.Text("id")).ToArray();
        Assert.Empty(wrong);
    }

    [Fact]
    public void Samples_with_a_stored_form_or_facts_agree()
    {
        foreach (var row in Samples.Rows("zh_id.jsonl").Where(row => row.Text("expect") == "accept"))
        {
            Assert.True(ResidentId.TryParse(row.Text("value"), Today, out var id, out _));
            if (row.Text("norm") is { Length: > 0 } stored) Assert.Equal(stored, id.Value);
            if (row.Text("sex") is { Length: > 0 } sex) Assert.Equal(sex == "F", id.IsFemale);
            if (row.Text("birth") is { Length: > 0 } birth) Assert.Equal(DateOnly.Parse(birth, System.Globalization.CultureInfo.InvariantCulture), id.BirthDate);
        }
    }

    [Fact]
    public void The_check_character_finds_every_single_wrong_digit_and_every_swap_of_neighbours()
    {
        var random = new Random(20251120);
        for (var round = 0; round < 500; round++)
        {
            var seventeen = $"430201{Today.AddDays(-random.Next(40000)):yyyyMMdd}{random.Next(1000):000}";
            var number = seventeen + ResidentId.CheckCharacter(seventeen);
            Assert.True(ResidentId.TryParse(number, Today, out _, out _));
            for (var i = 0; i < 17; i++)
            {
                var changed = number.ToCharArray();
                changed[i] = (char)('0' + (changed[i] - '0' + random.Next(1, 10)) % 10);
                Assert.False(ResidentId.TryParse(new string(changed), Today, out _, out _));
                if (i == 16 || number[i] == number[i + 1]) continue;
                var swapped = number.ToCharArray();
                (swapped[i], swapped[i + 1]) = (swapped[i + 1], swapped[i]);
                Assert.False(ResidentId.TryParse(new string(swapped), Today, out _, out _));
            }
        }
    }

    [Fact]
    public void Fifteen_digits_become_eighteen_only_when_asked()
    {
        Assert.True(ResidentId.IsOldNumber("430201620705001"));
        Assert.False(ResidentId.TryParse("430201620705001", Today, out _, out var fault));
        Assert.Equal(ResidentIdFault.Length, fault);
        Assert.True(ResidentId.TryFromOldNumber("430201620705001", Today, out var id, out _));
        Assert.Equal("430201196207050019", id.Value);
    }

    [Fact]
    public void A_foreign_permanent_resident_has_a_number_of_the_same_rule()
    {
        const string seventeen = "91101119900101112";
        Assert.True(ResidentId.TryParse(seventeen + ResidentId.CheckCharacter(seventeen), Today, out var id, out _));
        Assert.Equal(ResidentIdKind.ForeignPermanentResident, id.Kind);
    }

    [Fact]
    public void Neither_the_text_form_nor_the_mask_shows_the_number()
    {
        Assert.True(ResidentId.TryParse("430201198703150026", Today, out var id, out _));
        Assert.Equal("4302**********0026", $"{id}");
        Assert.Equal("*******", ResidentId.MaskText("4302011"));
    }
}
