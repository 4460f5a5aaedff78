using Lianxin.ClinicalRules.Forms;

namespace Lianxin.ClinicalRules.Tests.Forms;

public class FetalSexWordsTests
{
    [Theory]
    [InlineData("前次分娩男婴，现无不适")]
    [InlineData("2019年顺产一女婴，体健")]
    [InlineData("育有一子，既往剖宫产娩出男婴")]
    [InlineData("胎动好，宫高符合孕周")]
    [InlineData("the reason is a personal season")]
    [InlineData("previous birth: girl, 3200 g")]
    [InlineData("")]
    public void History_and_other_words_stay(string text) => Assert.Equal(FetalSexMention.None, FetalSexWords.Look(text));

    [Theory]
    [InlineData("男胎？")]
    [InlineData("女宝")]
    [InlineData("家属说是儿子")]
    [InlineData("男 胎")]
    [InlineData("男·婴")]
    [InlineData("染色体46,XY")]
    [InlineData("It is a boy")]
    public void A_word_that_may_tell_is_asked(string text) => Assert.Equal(FetalSexMention.MayTell, FetalSexWords.Look(text));

    [Theory]
    [InlineData("胎儿为男性")]
    [InlineData("B超提示男胎")]
    [InlineData("本次怀的是女孩")]
    [InlineData("前次分娩女婴，此次彩超见男婴")]
    [InlineData("Ultrasound: male")]
    [InlineData("Ｂ超：女宝")]
    public void A_statement_about_this_pregnancy_is_told(string text) => Assert.Equal(FetalSexMention.Told, FetalSexWords.Look(text));

    [Fact]
    public void The_engine_refuses_a_statement_and_asks_about_a_word_with_the_law_named()
    {
        var told = Assert.Single(FollowUp.Check(FollowUp.Complete.With(Keys.UsNote, "超声：胎儿男性")).Refused);
        Assert.Equal((Keys.UsNote, FormCodes.FetalSexRefused), (told.Key, told.Code));
        Assert.Contains("母婴保健法", told.Facts["law_zh"], StringComparison.Ordinal);
        Assert.DoesNotContain(told.Facts.Values, v => v.Contains("胎儿男性", StringComparison.Ordinal));

        var word = FollowUp.Complete.With(Keys.ChiefComplaint, "梦见男宝");
        Assert.Equal("chief_complaint:fetal-sex-asked", FollowUp.Say(FollowUp.Check(word).Asked));
        Assert.True(FollowUp.Check(word.Confirm(Keys.ChiefComplaint, new("li", FollowUp.Now))).MaySave);
        Assert.True(FollowUp.Check(FollowUp.Complete.With(Keys.ChiefComplaint, "前次分娩男婴")).MaySave);
    }
}
