using System.Text.Json;
using System.Text.Json.Serialization;
using Lianxin.ClinicalRules.Forms;

namespace Lianxin.ClinicalRules.Tests.Forms;

[JsonSerializable(typeof(Answers))]
internal sealed partial class AnswersJson : JsonSerializerContext;

public class AnswersTests
{
    [Theory]
    [InlineData("""{"sbp":[{"v":146}],"hb":[{"status":"pending"}],"fhr":[{"v":144,"fetus":1},{"v":150,"fetus":2}]}""")]
    [InlineData("""{"temp":[{"v":36.50}],"weight_kg":[{"v":66.8,"confirmed":{"by":"li","at":"2025-11-20T09:24:00+08:00"}}]}""")]
    [InlineData("""{"hb":[{"v":98,"status":"elsewhere","on":"2025-11-18"}],"complaint_codes":[{"v":["4","7"]}],"notice_given":[{"v":true}]}""")]
    [InlineData("""{"doctor":[{"v":{"name":"\u674E","account":"li","at":"2025-11-20T09:24:00+08:00"}}],"witness":[{"v":{"name":"w","onPaper":true,"witness":"x"}}],"person":[{"v":{"id":"p1","name":"c"}}]}""")]
    [InlineData("""{"surgery_name":[{"v":"a","row":"r1"},{"v":"b","row":"r2"}]}""")]
    [InlineData("{}")]
    public void Answers_go_out_as_they_came_in(string json) => Assert.Equal(json, JsonSerializer.Serialize(Read(json), AnswersJson.Default.Answers));

    [Fact]
    public void Decimals_keep_their_digits() => Assert.Equal("36.50", Read("""{"temp":[{"v":36.50}]}""").Number("temp")!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("""{"sbp":146}""", "sbp")]
    [InlineData("""{"sbp":[146]}""", "sbp[0]")]
    [InlineData("""{"sbp":[{}]}""", "sbp[0]")]
    [InlineData("""{"sbp":[{"v":null}]}""", "sbp[0]")]
    [InlineData("""{"sbp":[{"v":"  "}]}""", "sbp[0]")]
    [InlineData("""{"sbp":[{"v":1e999}]}""", "sbp[0].v")]
    [InlineData("""{"sbp":[{"v":1},{"v":2,"fetus":0}]}""", "sbp[1].fetus")]
    [InlineData("""{"sbp":[{"status":"lost"}]}""", "sbp[0].status")]
    [InlineData("""{"sbp":[{"v":1,"on":"2025-02-30"}]}""", "sbp[0].on")]
    [InlineData("""{"sbp":[{"v":1,"unit":"kPa"}]}""", "sbp[0]")]
    [InlineData("""{"sbp":[{"v":1,"confirmed":{"by":"x"}}]}""", "sbp[0].confirmed")]
    [InlineData("""{"sbp":[{"v":{"name":""}}]}""", "sbp[0].v.name")]
    [InlineData("""{"sbp":[{"v":["\ud800"]}]}""", "sbp[0].v")]
    [InlineData("""{"sbp":[{"v":1}],"sbp":[{"v":2}]}""", "sbp")]
    [InlineData("""{"430302199001011234 陈":[{"v":1}]}""", "?")]
    [InlineData("""{"\ud800":[{"v":1}]}""", "")]
    [InlineData("[]", "")]
    public void Malformed_answers_name_their_field_and_repeat_no_value(string json, string field)
    {
        var fault = Assert.Throws<JsonException>(() => Read(json));

        Assert.Equal(field, fault.Path);
        Assert.DoesNotContain("陈", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"sbp":[{"v":1""")]
    [InlineData("""{"sbp":[{"v":1}]""")]
    [InlineData("""{"sbp":[{"v":01}]}""")]
    public void A_broken_text_is_a_json_fault(string json) => Assert.ThrowsAny<JsonException>(() => Read(json));

    [Fact]
    public void An_answer_replaces_the_one_for_its_fetus_and_row_only()
    {
        var answers = Answers.Empty.With("fhr", 140, fetus: 1).With("fhr", 150, fetus: 2).With("fhr", 144);

        Assert.Equal(144, answers.Number("fhr", fetus: 1));
        Assert.Equal(150, answers.Number("fhr", fetus: 2));
        Assert.Null(answers.Number("fhr", fetus: 3));
        Assert.False(answers.With("fhr", default(AnswerValue)).With("fhr", default(AnswerValue), fetus: 2).Has("fhr"));
    }

    [Theory]
    [InlineData("1987", "1987-01-01", "1987-12-31")]
    [InlineData("1988-02", "1988-02-01", "1988-02-29")]
    [InlineData("2025-11-20", "2025-11-20", "2025-11-20")]
    public void A_date_may_be_known_by_month_or_year(string text, string first, string last)
    {
        Assert.True(FormDate.TryParse(text, out var date));
        Assert.Equal((first, last), ($"{date.First:yyyy-MM-dd}", $"{date.Last:yyyy-MM-dd}"));
        Assert.Equal(date.First, Answers.Empty.With("d", text).Date("d"));
    }

    [Theory]
    [InlineData("2025-02-30")]
    [InlineData("2025-2-3")]
    [InlineData("20251120")]
    [InlineData("9999-12-31")]
    [InlineData("0000")]
    [InlineData("0999-12-31")]
    [InlineData("２０２５")]
    public void What_is_no_date_is_none(string text) => Assert.False(FormDate.TryParse(text, out _));

    private static Answers Read(string json) => JsonSerializer.Deserialize(json, AnswersJson.Default.Answers)!;
}
