using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Tests.Forms;

/// <summary>Every row of fields.csv, generated: shown both ways, every bound at, inside and outside, every code, every requirement, every status, junk.</summary>
public class EveryFieldTests
{
    public static TheoryData<string> Forms => [.. FormDefinition.Names];

    [Fact]
    public void Every_row_of_the_table_is_a_field_of_one_of_26_forms()
    {
        Assert.Equal(26, FormDefinition.Names.Count);
        Assert.Equal(Csv.Embedded("fields.csv").Rows.Count, FormDefinition.Names.Sum(name => FormDefinition.Of(name).Fields.Count));
        Assert.Equal(26, FormDefinition.Names.Select(name => FormDefinition.Of(name).Version).Distinct().Count());
    }

    [Theory, MemberData(nameof(Forms))]
    public void A_form_is_whole(string name)
    {
        var form = FormDefinition.Of(name);

        Assert.Matches("^[0-9a-f]{64}$", form.Version);
        Assert.Same(form, FormDefinition.Find(name));
        Assert.All(form.Fields, field =>
        {
            Assert.NotEqual("", field.Zh);
            Assert.NotEqual("", field.En);
            Assert.Contains(field.Verification, new[] { "seen", "partly seen", "unverified", "project" });
            Assert.Equal(field.Type is FieldType.Code or FieldType.Codes, field.Options.Count > 0);
            Assert.Equal(field.Type is FieldType.Integer or FieldType.Decimal, field.Decimals is not null);
        });
    }

    [Theory, MemberData(nameof(Forms))]
    public void Every_field_can_be_shown_and_every_condition_can_hide(string name)
    {
        foreach (var field in FormDefinition.Of(name).Fields)
        {
            Assert.True(FieldScene.Shown(field) is not null, $"{field} is never shown");
            Assert.True(field.ShownWhen is null || FieldScene.Shown(field, sought: false) is not null, $"{field} is never hidden");
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void Every_number_is_allowed_at_its_bounds_and_told_one_step_past_them(string name)
    {
        foreach (var (field, scene) in Scenes(name, f => f.Type is FieldType.Integer or FieldType.Decimal))
        {
            var step = FieldScene.Step(field);
            Expect(scene, field.RefuseBelow?.Number, -step, FormCodes.OutOfRange);
            Expect(scene, field.RefuseAbove?.Number, step, FormCodes.OutOfRange);
            if (field.AskBelow?.Number > field.RefuseBelow?.Number) Expect(scene, field.AskBelow?.Number, -step, FormCodes.AskRange);
            if (field.AskAbove?.Number < field.RefuseAbove?.Number) Expect(scene, field.AskAbove?.Number, step, FormCodes.AskRange);
            var middle = field.AskBelow?.Number ?? field.RefuseBelow?.Number ?? 1;
            Assert.Contains(FormCodes.TooManyDecimals, scene.Codes(middle + (step / 10)));
            Assert.DoesNotContain(FormCodes.TooManyDecimals, scene.Codes(middle + 0.000000000m));
            Assert.Equal([FormCodes.NotANumber], scene.Codes("12"));
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void Every_date_is_allowed_at_its_bounds_and_told_one_day_past_them(string name)
    {
        var form = FormDefinition.Of(name);
        foreach (var (field, scene) in Scenes(name, f => f.Type == FieldType.Date))
        {
            var facts = new AnswersFacts(form, scene.Answers, scene.Context);
            ExpectDay(scene, field.RefuseBelow?.Day(facts), -1, FormCodes.OutOfRange);
            ExpectDay(scene, field.RefuseAbove?.Day(facts), 1, FormCodes.OutOfRange);
            Assert.Equal([FormCodes.NotADate], scene.Codes("2025-02-30"));
            Assert.Equal([FormCodes.NotADate], scene.Codes("昨天"));
            if (field.LeastPrecision == DatePrecision.Day) Assert.Equal([FormCodes.DateNotExact], scene.Codes("2025"));
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void Every_time_is_allowed_at_its_bounds_and_told_one_minute_past_them(string name)
    {
        foreach (var (field, scene) in Scenes(name, f => f.Type == FieldType.Datetime))
        {
            var facts = new AnswersFacts(FormDefinition.Of(name), scene.Answers, scene.Context);
            ExpectTime(scene, field.RefuseBelow?.Moment(facts, FieldScene.Now.Offset), -1);
            ExpectTime(scene, field.RefuseAbove?.Moment(facts, FieldScene.Now.Offset), 1);
            Assert.Equal([FormCodes.NotADate], scene.Codes("2025-11-20"));
            Assert.Equal([FormCodes.NotADate], scene.Codes("2025-11-20T25:00"));
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void Every_code_is_taken_and_no_other(string name)
    {
        foreach (var (field, scene) in Scenes(name, f => f.Type is FieldType.Code or FieldType.Codes))
        {
            var many = field.Type == FieldType.Codes;
            Assert.All(field.Options, option => Assert.Empty(scene.Codes(many ? new[] { option.Code } : option.Code)));
            Assert.Equal([FormCodes.UnknownCode], scene.Codes(many ? new[] { "nonsense" } : "nonsense"));
            Assert.Equal([FormCodes.WrongType], scene.Codes(5));
            if (field.Options.FirstOrDefault(o => o.Excludes) is { } alone)
                Assert.Equal([FormCodes.ExclusiveCode], scene.Codes(new[] { alone.Code, field.Options.First(o => o != alone).Code }));
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void Junk_is_told_at_every_other_field_and_never_thrown(string name)
    {
        foreach (var (field, scene) in Scenes(name, f => f.Type is not (FieldType.Integer or FieldType.Decimal or FieldType.Date or FieldType.Datetime or FieldType.Code or FieldType.Codes)))
        {
            AnswerValue wrong = field.Type is FieldType.Boolean or FieldType.Person or FieldType.Place or FieldType.Signature ? "words" : 5;
            Assert.Equal([FormCodes.WrongType], scene.Codes(wrong));
            if (field.MaxLength is not { } max) continue;
            Assert.Empty(scene.Codes(new string('长', max)));
            Assert.Equal([FormCodes.TooLong], scene.Codes(new string('长', max + 1)));
            Assert.All(["a\0b", "a\ud800b", "a\u202Eb"], text => Assert.Equal([FormCodes.UnprintableText], scene.Codes(text)));
            Assert.Empty(scene.Codes("𬌗·\n骉"));
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void A_status_fulfils_where_it_may_stand_and_is_refused_elsewhere(string name)
    {
        foreach (var (field, scene) in Scenes(name, _ => true))
        {
            foreach (var status in Enum.GetValues<AnswerStatus>())
            {
                var state = scene.Answer(Answer.Of(status, status == AnswerStatus.Elsewhere ? new DateOnly(2025, 11, 1) : null));
                var here = state.Fields.Single(f => f.Field == field && f.Answer is not null);
                Assert.Equal(field.TakesStatus, here.IsFulfilled);
                Assert.Equal(!field.TakesStatus, state.Refused.Any(p => p.Key == field.Key && p.Code == FormCodes.StatusNotAllowed));
            }
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void Every_requirement_waits_in_its_own_state(string name)
    {
        foreach (var (field, scene) in Scenes(name, f => f.Fill == FieldFill.Typed))
        {
            foreach (var stage in Enum.GetValues<FormStage>())
            {
                foreach (var sees in (bool[])[true, false])
                {
                    var state = Form.Check(FormDefinition.Of(name), scene.Answers.Without(field.Key), scene.Context with { Stage = stage, SeesRestricted = sees });
                    var here = state.Find(field.Key)!.Value;
                    var expected = !here.IsShown ? Need.None : field.Required switch
                    {
                        Requirement.Yes => Need.Now,
                        Requirement.Soon => Need.Soon,
                        Requirement.IfSeen when sees => Need.Now,
                        Requirement.Open when stage is not FormStage.Save => Need.Now,
                        Requirement.Managing when stage is FormStage.Manage or FormStage.Close => Need.Now,
                        Requirement.Closing when stage is FormStage.Close => Need.Now,
                        _ => Need.None,
                    };
                    Assert.Equal((field.Key, expected), (field.Key, here.Need));
                    Assert.Equal(expected == Need.Now && !here.IsFulfilled, state.Missing.Any(p => p.Key == field.Key && p.Code == FormCodes.Required));
                    Assert.True(!field.IsRestricted || sees || !here.IsShown);
                }
            }
        }
    }

    public static TheoryData<string> Extremes =>
        ["1000-01-01", "9998-12-31", "1000-01-01T00:00", "9998-12-31T23:59+14:00", "'); DROP TABLE--", "\ud800", "79228162514264337593543950335", "", "a\u202Eb"];

    [Theory, MemberData(nameof(Extremes))]
    public void Nothing_typed_into_every_field_at_once_throws(string extreme)
    {
        AnswerValue[] values = [extreme, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m, true, new[] { extreme, "1", "0" }, new Named(extreme)];
        foreach (var form in FormDefinition.Names.Select(FormDefinition.Of))
        {
            foreach (var value in values)
            {
                var answers = form.Fields.Aggregate(Answers.Empty, (all, field) => all.With(field.Key, value));
                foreach (var kind in form[Keys.VisitKind]?.Options.Select(o => o.Code) ?? [""])
                {
                    var state = Form.Check(form, kind == "" ? answers : answers.With(Keys.VisitKind, kind), new() { Now = FieldScene.Now, SeesRestricted = true });
                    Assert.True(answers.Count == 0 || !state.MaySave, form.Name);
                    Proposals.For(state, new());
                }
            }
        }
    }

    private static IEnumerable<(FieldDefinition Field, FieldScene Scene)> Scenes(string form, Func<FieldDefinition, bool> of) =>
        FormDefinition.Of(form).Fields.Where(of).Select(field => (field, FieldScene.Shown(field)!));

    private static void Expect(FieldScene scene, decimal? bound, decimal step, string code)
    {
        if (bound is not { } at) return;
        Assert.DoesNotContain(code, scene.Codes(at));
        if (at - step >= (scene.Field.AskBelow?.Number ?? at - step) && at - step <= (scene.Field.AskAbove?.Number ?? at - step)) Assert.DoesNotContain(code, scene.Codes(at - step));
        Assert.True(scene.Codes(at + step).Contains(code), $"{scene.Field} {at + step}: {code}");
    }

    private static void ExpectDay(FieldScene scene, DateOnly? bound, int past, string code)
    {
        if (bound is not { } at) return;
        Assert.DoesNotContain(code, scene.Codes(FieldScene.Iso(at)));
        Assert.True(scene.Codes(FieldScene.Iso(at.AddDays(past))).Contains(code), $"{scene.Field} {at.AddDays(past)}: {code}");
    }

    private static void ExpectTime(FieldScene scene, DateTimeOffset? bound, int past)
    {
        if (bound is not { } at) return;
        Assert.DoesNotContain(FormCodes.OutOfRange, scene.Codes(Iso(at)));
        Assert.Contains(FormCodes.OutOfRange, scene.Codes(Iso(at.AddMinutes(past))));
    }

    private static string Iso(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mmzzz", System.Globalization.CultureInfo.InvariantCulture);
}
