using Lianxin.ClinicalRules.Forms;

namespace Lianxin.ClinicalRules.Tests.Forms;

public sealed class PaperTests
{
    private static readonly DateTimeOffset Now = new(2025, 11, 20, 9, 0, 0, TimeSpan.FromHours(8));

    private static IReadOnlyList<PrintedLine> Print(string form, Answers answers, bool sees = true, bool chinese = true) =>
        Paper.Lines(Form.Check(FormDefinition.Of(form), answers, new() { Now = Now, SeesRestricted = sees }), sees, chinese);

    public static TheoryData<string> Forms => [.. FormDefinition.Names];

    [Theory, MemberData(nameof(Forms))]
    public void Every_line_of_the_paper_is_there_filled_or_blank(string name)
    {
        var form = FormDefinition.Of(name);
        var wanted = form.Fields.Where(f => f.PrintsAs is not null).Select(f => f.Key).ToHashSet();
        Assert.Equal(wanted, Print(name, Answers.Empty).SelectMany(l => l.Keys).ToHashSet());
        Assert.All(Print(name, Answers.Empty, chinese: false), l => Assert.NotEqual("", l.Label));
        // Without the right, no restricted line is printed, not even blank.
        Assert.DoesNotContain(Print(name, Answers.Empty, sees: false).SelectMany(l => l.Keys), k => form[k]!.IsRestricted);
    }

    [Fact]
    public void A_pressure_is_one_line_with_its_unit() =>
        Assert.Equal(("血压", "146/94 mmHg"), Print(FormNames.AntenatalFollowup, Visit().With(Keys.Sbp, 146).With(Keys.Dbp, 94)).Where(l => l.Keys.Contains(Keys.Dbp)).Select(l => (l.Label, l.Values[0].Text)).Single());

    [Fact]
    public void What_has_no_value_prints_its_status_and_never_a_number()
    {
        var lines = Print(FormNames.AntenatalFollowup, Visit().WithStatus(Keys.Hb, AnswerStatus.Pending).With(Keys.ProteinDipstick, new Answer { Status = AnswerStatus.Elsewhere, On = new(2025, 10, 12), Value = "neg" }));
        Assert.Equal("已采待报", lines.Single(l => l.Keys.Contains(Keys.Hb)).Values[0].Text);
        var outside = lines.Single(l => l.Keys.Contains(Keys.ProteinDipstick)).Values[0];
        Assert.StartsWith("外院", outside.Text, StringComparison.Ordinal);
        Assert.EndsWith("2025-10-12", outside.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Choices_are_boxes_with_the_numbers_of_the_paper()
    {
        var choices = Print(FormNames.AntenatalFollowup, Visit().With(Keys.Assessment, "2")).Single(l => l.Keys.Contains(Keys.Assessment)).Values[0].Choices;
        Assert.Equal([("1", false), ("2", true)], choices.Select(c => (c.Code, c.Ticked)));
    }

    [Fact]
    public void The_weight_of_a_newborn_is_typed_in_grams_and_printed_in_kilograms() =>
        Assert.Equal("2.3 kg", Print(FormNames.NewbornVisit, Answers.Empty.With(Keys.BirthWeight, 2300)).Single(l => l.Keys.Contains(Keys.BirthWeight)).Values[0].Text);

    [Theory]
    [InlineData("𠮷𠮶·买买提")]
    [InlineData("㛃囧")]
    public void Rare_characters_stay_what_they_are(string name) =>
        Assert.Equal(name, Print(FormNames.PostpartumVisit, Answers.Empty.With(Keys.Person, new Named(name))).Single(l => l.Keys.Contains(Keys.Person)).Values[0].Text);

    private static Answers Visit() => Answers.Empty.With(Keys.VisitKind, "done").With(Keys.VisitDate, "2025-11-20").With(Keys.Person, new Named("陈洁"));
}
