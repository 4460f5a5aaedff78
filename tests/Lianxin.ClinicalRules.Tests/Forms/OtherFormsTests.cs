using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Forms;

namespace Lianxin.ClinicalRules.Tests.Forms;

public class OtherFormsTests
{
    private static readonly FormContext Context = new() { Now = FollowUp.Now };

    private static readonly FormPart Screening = new(["pregnancy", "history", "screening"], [Keys.HeightCm]);

    private static FormState Check(string form, Answers answers, FormContext? context = null) => Form.Check(FormDefinition.Of(form), answers, context ?? Context);

    [Fact]
    public void Registration_needs_a_name_a_birth_year_and_one_telephone()
    {
        var answers = Answers.Empty.With(Keys.FullName, "欧阳·测试").With(Keys.BirthDate, "1987");

        Assert.Equal("mobile:one-of-required", FollowUp.Say(Check(FormNames.Person, answers).Problems));
        Assert.True(Check(FormNames.Person, answers.With(Keys.ContactPhone, "199 0000 0001")).MaySave);
        Assert.Contains(Keys.IdNumber, Check(FormNames.Person, answers).ToComplete.Select(f => f.Field.Key));
    }

    [Fact]
    public void The_identity_number_fills_birth_date_and_sex()
    {
        var number = "43020319870509002";
        var answers = Answers.Empty.With(Keys.FullName, "测试").With(Keys.Mobile, "19900000001").With(Keys.IdNumber, number + Lianxin.ClinicalRules.Identifiers.ResidentId.CheckCharacter(number));

        var state = Check(FormNames.Person, answers);

        Assert.True(state.MaySave);
        Assert.Equal(new DateOnly(1987, 5, 9), state.Find(Keys.BirthDate)!.Value.Value.Day);
        Assert.Equal("2", state.Find(Keys.Sex)!.Value.Value.Text);
        Assert.Equal("day", state.Find(Keys.BirthDatePrecision)!.Value.Value.Text);
        Assert.Equal("year", Check(FormNames.Person, answers.With(Keys.BirthDate, "1987")).Find(Keys.BirthDatePrecision)!.Value.Value.Text);
        Assert.Equal("birth_date:identity-differs sex:identity-differs", string.Join(' ', FollowUp.Say(Check(FormNames.Person, answers.With(Keys.BirthDate, "1987-05-10").With(Keys.Sex, "1")).Problems).Split(' ').Order(StringComparer.Ordinal)));
        Assert.True(Check(FormNames.Person, answers.With(Keys.BirthDate, "1987")).MaySave);
    }

    [Fact]
    public void A_wrong_identity_number_is_refused_unless_it_is_of_another_document()
    {
        var answers = Answers.Empty.With(Keys.FullName, "测试").With(Keys.Mobile, "19900000001").With(Keys.BirthDate, "1987").With(Keys.IdNumber, "430203198705090000");

        var wrong = Assert.Single(Check(FormNames.Person, answers).Refused);
        Assert.Equal((Keys.IdNumber, FormCodes.IdentityNumberWrong, 0), (wrong.Key, wrong.Code, wrong.Facts.Count));
        Assert.True(Check(FormNames.Person, answers.With(Keys.IdType, "03")).MaySave);
    }

    [Fact]
    public void A_pregnant_woman_is_registered_with_her_last_period_or_her_weeks()
    {
        var answers = Answers.Empty.With(Keys.FullName, "测试").With(Keys.BirthDate, "1987-05-09").With(Keys.Mobile, "19900000001").With(Keys.Tags, new[] { "pregnant" });

        var missing = Assert.Single(Check(FormNames.Person, answers).Missing);
        Assert.Equal((Keys.Lmp, FormCodes.OneOfRequired, "lmp ga_days_stated"), (missing.Key, missing.Code, missing.Facts["keys"]));
        Assert.True(Check(FormNames.Person, answers.With(Keys.GaDaysStated, 100)).MaySave);
        Assert.True(Check(FormNames.Person, answers.With(Keys.Lmp, "2025-08-01")).MaySave);
    }

    [Fact]
    public void A_roster_brings_birth_date_and_telephone_later()
    {
        var context = Context with { Later = new HashSet<string> { Keys.BirthDate, Keys.Mobile } };

        var state = Check(FormNames.Person, Answers.Empty.With(Keys.FullName, "测试"), context);

        Assert.True(state.MaySave);
        Assert.Contains(Keys.BirthDate, state.ToComplete.Select(f => f.Field.Key));
    }

    [Theory]
    [InlineData("19900000001", false)]
    [InlineData("0731-28281234", false)]
    [InlineData("12345", true)]
    public void A_doubtful_telephone_is_kept_and_marked(string phone, bool marked)
    {
        var state = Check(FormNames.Person, Answers.Empty.With(Keys.FullName, "测试").With(Keys.BirthDate, "1987").With(Keys.Mobile, phone));

        Assert.True(state.MaySave);
        Assert.Equal(marked, state.Notes.Any(n => n is { Key: Keys.Mobile, Code: FormCodes.PhoneToVerify }));
    }

    [Fact]
    public void A_part_of_the_first_visit_is_answered_by_itself()
    {
        var answers = Answers.Empty.With(Keys.Gravidity, 2).With(Keys.VaginalBirths, 1).With(Keys.CaesareanCount, 0).With(Keys.HeightCm, 160);

        var state = Check(FormNames.AntenatalFirst, answers, Context with { Part = Screening });

        Assert.Equal("", FollowUp.Say(state.Problems));
        Assert.DoesNotContain(state.Fields, f => f.Field.Key == Keys.Sbp);
        Assert.Equal("sbp:not-in-part", FollowUp.Say(Check(FormNames.AntenatalFirst, answers.With(Keys.Sbp, 120), Context with { Part = Screening }).Refused));
    }

    [Fact]
    public void More_earlier_births_than_pregnancies_are_asked_about()
    {
        var answers = Answers.Empty.With(Keys.Gravidity, 2).With(Keys.VaginalBirths, 1).With(Keys.CaesareanCount, 0).With(Keys.HeightCm, 160).With(Keys.InducedAbortions, 1);
        var context = Context with { Part = Screening };

        Assert.Equal("gravidity:earlier-births-exceed-gravidity", FollowUp.Say(Check(FormNames.AntenatalFirst, answers, context).Problems));
        Assert.True(Check(FormNames.AntenatalFirst, answers.Confirm(Keys.Gravidity, new("li", FollowUp.Now)), context).MaySave);
        Assert.True(Check(FormNames.AntenatalFirst, answers.With(Keys.Gravidity, 3), context).MaySave);
    }

    [Fact]
    public void A_group_counts_as_asked_when_it_was_pressed_or_each_question_has_an_answer()
    {
        var family = Answers.Empty.With(Keys.FhHypertension, false).With(Keys.FhDiabetes, true).With(Keys.FhCoagulation, false);

        Value Groups(Answers answers) => Check(FormNames.AntenatalFirst, answers, Context with { Part = Screening }).Find(Keys.GroupsAsked)!.Value.Value;

        Assert.False(Groups(family).IsKnown);
        Assert.Equal(["family"], Groups(family.With(Keys.FhHereditary, false)).Codes);
        Assert.Equal(["signs", "family"], Groups(family.With(Keys.FhHereditary, false).With(Keys.GroupsAsked, new[] { "signs" })).Codes);
    }

    // Three losses are three losses, whether or not anybody asked for the other kind.
    [Theory]
    [InlineData(3, null, 3)]
    [InlineData(null, 3, 3)]
    [InlineData(2, 1, 3)]
    [InlineData(0, null, 0)]
    [InlineData(null, null, null)]
    public void The_count_that_is_known_is_the_least(int? spontaneous, int? induced, int? total)
    {
        var answers = Answers.Empty;
        if (spontaneous is { } s) answers = answers.With(Keys.SpontaneousAbortions, s);
        if (induced is { } i) answers = answers.With(Keys.InducedAbortions, i);
        Assert.Equal(total, (int?)Check(FormNames.AntenatalFirst, answers, Context with { Part = Screening }).Find(Keys.MiscarriagesTotal)!.Value.Value.Number);
        Assert.True(Check(FormNames.AntenatalFirst, Answers.Empty.With(Keys.Stillbirths, 1), Context with { Part = Screening }).Find(Keys.HxPerinatalDeath)!.Value.Value.IsTrue);
    }

    [Fact]
    public void Facts_of_the_history_are_computed_and_may_be_corrected()
    {
        var answers = Answers.Empty.With(Keys.SpontaneousAbortions, 2).With(Keys.InducedAbortions, 1).With(Keys.Stillbirths, 1).With(Keys.IntrauterineDeaths, 0).With(Keys.NeonatalDeaths, 0);

        var state = Check(FormNames.AntenatalFirst, answers, Context with { Part = Screening });

        Assert.Equal(3m, state.Find(Keys.MiscarriagesTotal)!.Value.Value.Number);
        Assert.True(state.Find(Keys.HxPerinatalDeath)!.Value is { IsComputed: true, Value.IsTrue: true });
        Assert.False(Check(FormNames.AntenatalFirst, answers.With(Keys.HxPerinatalDeath, false)).Find(Keys.HxPerinatalDeath)!.Value.Value.IsTrue);
    }

    [Fact]
    public void Rows_of_a_list_stand_each_for_itself()
    {
        var answers = Answers.Empty.With(Keys.SurgeryHistory, "2").With(Keys.SurgeryName, "阑尾切除", row: "a").With(Keys.SurgeryDate, "2010-03-01", row: "a")
            .With(Keys.SurgeryName, "胆囊切除", row: "b").With(Keys.SurgeryDate, "2010-13-01", row: "b");

        var state = Check(FormNames.Person, answers);

        var wrong = Assert.Single(state.Refused);
        Assert.Equal((Keys.SurgeryDate, "b", FormCodes.NotADate), (wrong.Key, wrong.Row, wrong.Code));
        Assert.Equal(["a", "b"], state.Fields.Where(f => f.Field.Key == Keys.SurgeryName).Select(f => f.Row));
        Assert.Contains(Check(FormNames.Person, answers.With(Keys.SurgeryName, "无行号")).Refused, p => p is { Key: Keys.SurgeryName, Row: null, Code: FormCodes.RowMismatch });
    }

    [Fact]
    public void Swapped_readings_are_found_in_their_own_row()
    {
        var answers = Answers.Empty.With(Keys.Sbp, 120, row: "a").With(Keys.Dbp, 80, row: "a").With(Keys.Sbp, 80, row: "b").With(Keys.Dbp, 120, row: "b");

        var swapped = Assert.Single(Check(FormNames.HighRiskCase, answers).Refused);
        Assert.Equal((Keys.Dbp, "b", FormCodes.ReadingsSwapped), (swapped.Key, swapped.Row, swapped.Code));
    }

    [Fact]
    public void A_result_of_another_hospital_has_its_day_and_may_have_its_value()
    {
        FormState With(Answer answer) => FollowUp.Check(FollowUp.Complete.With(Keys.Hb, answer));

        Assert.True(With(new() { Value = 98, Status = AnswerStatus.Elsewhere, On = new(2025, 11, 18) }).MaySave);
        Assert.True(With(Answer.Of(AnswerStatus.Elsewhere, new(2025, 11, 18))).MaySave);
        Assert.Equal("hb:outside-date-missing", FollowUp.Say(With(Answer.Of(AnswerStatus.Elsewhere)).Refused));
        Assert.Equal("hb:out-of-range", FollowUp.Say(With(Answer.Of(AnswerStatus.Elsewhere, new(2025, 11, 21))).Refused));
        Assert.Equal("hb:status-not-allowed", FollowUp.Say(With(new() { Value = 98, Status = AnswerStatus.Pending }).Refused));
        Assert.Equal("assessment:status-not-allowed assessment_note:not-shown", FollowUp.Say(FollowUp.Check(
            FollowUp.Complete.With(Keys.AssessmentNote, "x").WithStatus(Keys.Assessment, AnswerStatus.NotDone)).Refused));
    }

    [Fact]
    public void Weeks_that_are_not_those_of_the_dates_are_asked_about()
    {
        Assert.Equal("ga_days:gestation-differs", FollowUp.Say(FollowUp.Check(FollowUp.Complete.With(Keys.GaDays, 226)).Problems));
        Assert.True(FollowUp.Check(FollowUp.Complete.With(Keys.GaDays, 219)).MaySave);
    }

    [Fact]
    public void The_second_glucose_sample_is_taken_on_time()
    {
        string Told(string at) => FollowUp.Say(Check(FormNames.OgttGdm, Answers.Empty.With(Keys.DrinkStartedAt, "2025-11-20T07:00").With(Keys.Sample2hAt, at)).Problems.Where(p => p.Key == Keys.Sample2hAt));

        Assert.Equal("sample_2h_at:sample-time-off", Told("2025-11-20T09:11"));
        Assert.Equal("", Told("2025-11-20T09:10"));
        Assert.Equal("", Told("2025-11-20T08:50"));
        Assert.Equal("sample_2h_at:end-before-start sample_2h_at:sample-time-off", Told("2025-11-20T06:59"));
    }

    [Fact]
    public void A_signature_on_paper_names_who_saw_it()
    {
        var answers = FollowUp.Header.With(Keys.VisitKind, "refused").With(Keys.UrgeMode, "2").With(Keys.RefusedWhat, "产检").With(Keys.NoticeGiven, true).With(Keys.NoticeSignState, "1").With(Keys.NextVisitDate, "2025-11-27");

        Assert.Equal("notice_signature:witness-missing", FollowUp.Say(FollowUp.Check(answers.With(Keys.NoticeSignature, new Named("测试", OnPaper: true))).Refused));
        Assert.True(FollowUp.Check(answers.With(Keys.NoticeSignature, new Named("测试", OnPaper: true, Witness: "王护士"))).MaySave);
        Assert.Equal("person:wrong-type", FollowUp.Say(FollowUp.Check(answers.With(Keys.NoticeSignature, new Named("测试", OnPaper: true, Witness: "王")).With(Keys.Person, new Named("测试", OnPaper: true, Witness: "王"))).Refused));
    }

    [Fact]
    public void Two_raised_readings_four_hours_apart_are_proposed_to_a_clinician()
    {
        var answers = FollowUp.Complete.With(Keys.Sbp, 146).With(Keys.BpAt, "2025-11-20T08:00").With(Keys.BpRepeatSbp, 144).With(Keys.BpRepeatDbp, 92).With(Keys.BpRepeatAt, "2025-11-20T08:15");

        var state = FollowUp.Check(answers);

        Assert.Equal("repeat_4h", state.Find(Keys.BpState)!.Value.Value.Text);
        Assert.True(state.Find(Keys.Bp4hSbp)!.Value.IsShown);
        var four = FollowUp.Check(answers.With(Keys.Bp4hSbp, 142).With(Keys.Bp4hDbp, 90).With(Keys.Bp4hAt, "2025-11-20T12:00"));
        Assert.Equal("proposed", four.Find(Keys.BpState)!.Value.Value.Text);
        Assert.True(four.MaySave);
    }

    [Fact]
    public void Last_visits_values_do_not_stand_for_this_visits()
    {
        var context = FollowUp.Context() with { Background = Facts.Of((Keys.Sbp, Value.Of(150m)), ("pregnancy.start", Value.Of(new DateOnly(2025, 4, 15)))) };

        var state = FollowUp.Check(FollowUp.Complete.Without(Keys.Sbp), context);

        Assert.Equal("sbp:required", FollowUp.Say(state.Problems));
        Assert.False(state.Find(Keys.BpRepeatSbp)!.Value.IsShown);
    }

    [Fact]
    public void A_key_that_no_form_has_and_a_flood_are_refused()
    {
        Assert.Equal("nonsense:unknown-field", FollowUp.Say(FollowUp.Check(FollowUp.Complete.With("nonsense", 1)).Refused));
        var flood = Enumerable.Range(0, 101).Aggregate(Answers.Empty.With(Keys.SurgeryHistory, "2"), (a, i) => a.With(Keys.SurgeryName, "x", row: $"r{i}"));
        Assert.Contains(Check(FormNames.Person, flood).Refused, p => p is { Key: Keys.SurgeryName, Code: FormCodes.TooMany });
        Assert.Equal("sbp#2:unknown-fetus", FollowUp.Say(FollowUp.Check(FollowUp.Complete.With(Keys.Sbp, Answer.Of(120, fetus: 2))).Refused.Where(p => p.Fetus == 2)));
    }

    [Fact]
    public void Ticked_restricted_items_are_for_those_who_may_see_them()
    {
        var option = FollowUp.Form[Keys.RiskItems]!.Options.First(o => o.Restricted);
        var answers = FollowUp.Complete.With(Keys.RiskItems, new[] { option.Code });

        Assert.Equal("risk_items:not-permitted", FollowUp.Say(FollowUp.Check(answers).Refused));
        Assert.True(FollowUp.Check(answers, FollowUp.Context() with { SeesRestricted = true }).MaySave);
    }

    [Fact]
    public void Only_named_fields_take_a_date_without_a_day() =>
        Assert.Equal(["antenatal-first.last_uterine_surgery_date Year", "person.birth_date Year", "person.disease_diagnosed_month Month", "pregnancy-outcome.ended_on Month"],
            FormDefinition.Names.SelectMany(n => FormDefinition.Of(n).Fields).Where(f => f.LeastPrecision != DatePrecision.Day).Select(f => $"{f} {f.LeastPrecision}").Order(StringComparer.Ordinal));

    [Fact]
    public void Statuses_stand_in_section_restricted_for_results_only() =>
        Assert.Equal(["hbcab", "hbeab", "hbeag", "hbsab", "hbsag_positive", "hbv_dna", "hcv_antibody", "hiv_antibody", "syphilis_serology"],
            FormDefinition.Names.SelectMany(n => FormDefinition.Of(n).Fields).Where(f => f is { IsRestricted: true, TakesStatus: true }).Select(f => f.Key).Distinct().Order(StringComparer.Ordinal));
}
