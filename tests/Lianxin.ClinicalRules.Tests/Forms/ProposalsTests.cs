using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Tests.Forms;

public class ProposalsTests
{
    private static readonly Answers Bare = Answers.Empty.With(Keys.VisitKind, "done").With(Keys.VisitDate, "2025-11-20");

    private static Proposal? Offer(string key, ProposalInputs inputs, int weeks = 31, int days = 2, Answers? answers = null) =>
        Proposals.For(FollowUp.Check(answers ?? Bare, FollowUp.Context(weeks, days)), inputs).FirstOrDefault(p => p.Key == key);

    [Theory]
    [InlineData(Level.Normal, false, "1")]
    [InlineData(Level.Attention, false, "2")]
    [InlineData(Level.Urgent, false, "2")]
    [InlineData(Level.Normal, true, "2")]
    public void The_classification_follows_the_findings(Level level, bool changed, string expected) =>
        Assert.Equal(expected, Offer(Keys.Assessment, new() { Level = level, ColourChanged = changed })!.Value.Text);

    [Theory]
    [InlineData(27, 6, "1 2 3 4")]
    [InlineData(28, 0, "1 2 3 4 5 7")]
    [InlineData(35, 6, "1 2 3 4 5 7")]
    [InlineData(36, 0, "1 2 3 4 5 6 7")]
    public void Guidance_goes_by_week(int weeks, int days, string codes) => Assert.Equal(codes, string.Join(' ', Offer(Keys.Guidance, new(), weeks, days)!.Value.Codes!));

    [Theory]
    [InlineData(5, 0, null, Level.Normal, "2025-11-27")] // the first window opens at 6 weeks
    [InlineData(13, 6, null, Level.Normal, "2026-01-01")] // the last day of the second window
    [InlineData(31, 2, null, Level.Normal, "2025-12-18")]
    [InlineData(31, 2, "orange", Level.Normal, "2025-12-04")]
    [InlineData(31, 2, "red", Level.Normal, "2025-11-27")]
    [InlineData(31, 2, "orange", Level.Urgent, "2025-11-22")]
    [InlineData(36, 6, null, Level.Normal, "2025-11-27")]
    [InlineData(37, 0, null, Level.Normal, "2025-11-27")]
    [InlineData(41, 3, "orange", Level.Normal, "2025-11-27")]
    public void The_next_visit_goes_by_schedule_and_earlier_by_colour_or_finding(int weeks, int days, string? colour, Level level, string expected)
    {
        var offer = Offer(Keys.NextVisitDate, new() { Colour = colour, Level = level }, weeks, days)!;

        Assert.Equal(expected, offer.Value.Text);
        Assert.NotEqual("", offer.GroundZh);
        Assert.Empty(FollowUp.Check(FollowUp.Complete.With(Keys.NextVisitDate, offer.Value), FollowUp.Context(weeks, days)).Asked);
    }

    [Theory]
    [InlineData(8, 0, "2026-02-18")] // inside 16+0 to 20+6
    [InlineData(13, 0, "2026-01-14")] // after the first window, before the second: into the second all the same
    [InlineData(16, 0, "2025-12-25")]
    [InlineData(36, 6, "2025-12-18")]
    [InlineData(37, 0, "2025-11-27")]
    [InlineData(40, 6, "2025-11-27")] // weekly at the end, whatever the schedule leaves open
    public void A_house_with_five_visits_plans_into_their_windows(int weeks, int days, string expected)
    {
        var offer = Offer(Keys.NextVisitDate, new() { Schedule = AntenatalSchedule.BasicPublicHealth }, weeks, days)!;

        Assert.Equal(expected, offer.Value.Text);
        Assert.Contains("CN-BPH3", offer.GroundEn, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_weeks_offer_no_date_unless_a_colour_does()
    {
        var state = FollowUp.Check(Bare, FollowUp.Context() with { Background = null });

        Assert.DoesNotContain(Proposals.For(state, new()), p => p.Key == Keys.NextVisitDate);
        Assert.Contains(Proposals.For(state, new() { Colour = "yellow" }), p => p.Key == Keys.NextVisitDate);
    }

    [Fact]
    public void Number_kind_date_and_signature_are_offered_on_an_empty_form_and_never_over_an_answer()
    {
        var earlier = new Facts { Earlier = [Facts.Of((Keys.VisitNo, Value.Of(4m)))] };
        var state = FollowUp.Check(Answers.Empty, FollowUp.Context() with { Background = earlier });
        var offers = Proposals.For(state, new() { SignedIn = new("何芸", Account: "he") });

        Assert.Equal([Keys.VisitNo, Keys.VisitKind, Keys.VisitDate, Keys.Doctor], offers.Select(o => o.Key));
        Assert.Equal((5m, "done", "2025-11-20", "何芸"), (offers[0].Value.Number, offers[1].Value.Text, offers[2].Value.Text, offers[3].Value.Named!.Name));
        Assert.Null(Offer(Keys.VisitDate, new()));
        Assert.Equal(2, Proposals.For(FollowUp.Check(Answers.Empty), new())[0].Value.Number);
    }

    [Fact]
    public void The_complaint_is_composed_from_the_codes() =>
        Assert.Equal("头晕头痛、下肢水肿", Offer(Keys.ChiefComplaint, new(), answers: Bare.With(Keys.ComplaintCodes, new[] { "1", "7" }))!.Value.Text);

    [Fact]
    public void Every_value_offered_is_one_that_the_form_takes()
    {
        var inputs = new ProposalInputs { SignedIn = new("何芸", Account: "he"), Level = Level.Urgent, AsksReferral = true, FindingWords = "血压升高" };
        var answers = FollowUp.Header.With(Keys.VisitKind, "done").Without(Keys.Doctor).With(Keys.Assessment, "2");
        foreach (var offer in Proposals.For(FollowUp.Check(answers), inputs)) answers = answers.With(offer.Key, offer.Value);

        Assert.Equal("", FollowUp.Say(FollowUp.Check(answers).Refused));
        Assert.Equal("2", answers.Text(Keys.Referral));
        Assert.Equal("血压升高", answers.Text(Keys.AssessmentNote));
    }
}
