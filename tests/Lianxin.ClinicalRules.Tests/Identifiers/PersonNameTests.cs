using Lianxin.ClinicalRules.Identifiers;

namespace Lianxin.ClinicalRules.Tests.Identifiers;

public sealed class PersonNameTests
{
    [Fact]
    public void Every_sample_is_taken_or_refused_as_it_says()
    {
        var wrong = Samples.Rows("zh_names.jsonl").Where(row => row.Text("expect") != "any"
            && PersonName.TryParse(row.Text("value"), out _, out _) != (row.Text("expect") != "reject")).Select(row => row.Text("id")).ToArray();
        Assert.Empty(wrong);
    }

    [Fact]
    public void Any_dot_between_the_parts_finds_the_same_person()
    {
        foreach (var row in Samples.Rows("zh_names.jsonl").Where(row => row.Text("norm_search").Length > 0))
        {
            Assert.True(PersonName.TryParse(row.Text("value"), out var name, out _));
            Assert.Equal(row.Text("norm_search"), name.Key);
        }
    }

    [Theory]
    [InlineData("热依扎\u2022阿里木江", "热依扎\u00B7阿里木江")]
    [InlineData("热依扎\u30FB阿里木江", "热依扎\u00B7阿里木江")]
    [InlineData(" J. Smith ", "J. Smith")]
    [InlineData("\uF914天", "\uF914天")]
    [InlineData("e\u0301", "\u00E9")]
    public void A_name_is_stored_in_one_form(string text, string stored)
    {
        Assert.True(PersonName.TryParse(text, out var name, out _));
        Assert.Equal(stored, name.Value);
    }

    [Fact]
    public void Length_counts_what_a_reader_counts()
    {
        Assert.True(PersonName.TryParse(string.Concat(Enumerable.Repeat("𬭊", 50)), out _, out _));
        Assert.False(PersonName.TryParse(string.Concat(Enumerable.Repeat("𬭊", 51)), out _, out var fault));
        Assert.Equal(PersonNameFault.TooLong, fault);
    }

    // Not rows of a theory: a lone surrogate does not survive in an attribute.
    [Fact]
    public void What_no_database_or_screen_can_hold_is_refused()
    {
        string[] texts = ["王\0明", "王\u0085明", "王\uD842", "王\uDFB7明", "王\u202E明"];
        Assert.All(texts, text =>
        {
            Assert.False(PersonName.TryParse(text, out _, out var fault));
            Assert.Equal(PersonNameFault.Characters, fault);
            Assert.Equal(text, PersonName.MatchKey(text));
        });
    }

    [Fact]
    public void A_name_does_not_print_itself()
    {
        Assert.True(PersonName.TryParse("王明", out var name, out _));
        Assert.Equal("***", $"{name}");
    }
}
