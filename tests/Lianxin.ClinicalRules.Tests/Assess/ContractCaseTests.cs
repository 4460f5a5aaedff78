using System.Text.Json.Nodes;
using Lianxin.ClinicalRules.Assess;

namespace Lianxin.ClinicalRules.Tests.Assess;

/// <summary>The cases that came with the clinical tables, one test each.</summary>
public sealed class ContractCaseTests
{
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "files", "cases.jsonl"))) cases.Add(JsonNode.Parse(line)!["id"]!.GetValue<string>(), line);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_is_answered_as_its_authors_computed(string id, string line)
    {
        var answer = JsonNode.Parse(new Assessor(new DateOnly(2026, 1, 1)).Answer(line, 1))!;
        Assert.Null(answer["error"]);
        Assert.Equal(id, answer["id"]!.GetValue<string>());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(line)!["expected"], answer["result"]), $"expected {JsonNode.Parse(line)!["expected"]}, got {answer["result"]}");
    }

    [Fact]
    public void Every_case_of_the_file_is_there() => Assert.Equal(118, Cases().Count);
}
