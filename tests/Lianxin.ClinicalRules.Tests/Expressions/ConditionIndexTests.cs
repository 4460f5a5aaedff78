using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Tests.Expressions;

/// <summary>A row that the index leaves out could have said nothing.</summary>
public sealed class ConditionIndexTests
{
    public static TheoryData<string> TablesWithConditions => ["five colours", "derivations", "combinations"];

    private static Expression[] ConditionsOf(string table) => table switch
    {
        "five colours" => [.. ClinicalTables.FiveColour.Where(r => r.Criterion is not null).Select(r => r.Criterion!)],
        "derivations" => [.. ClinicalTables.Derivations.Select(r => r.Expression)],
        _ => [.. ClinicalTables.Thresholds.Where(r => r.Condition is not null).Select(r => r.Condition!)],
    };

    [Theory, MemberData(nameof(TablesWithConditions))]
    public void What_is_not_due_is_neither_true_nor_a_number(string table)
    {
        var conditions = ConditionsOf(table);
        Assert.NotEmpty(conditions);
        var index = new ConditionIndex(conditions);
        var keys = conditions.SelectMany(c => c.Keys).Distinct().ToArray();
        var random = new Random(20261126);
        Value[] values = [Value.Of(true), Value.Of(false), Value.Of(0m), Value.Of(1m), Value.Of(160m), Value.Of("1"), Value.Of("3+"), Value.OfCodes(["1", "9"]), Value.Of(new DateOnly(2025, 11, 20))];
        int left = 0, tried = 0;
        for (var i = 0; i < 500; i++)
        {
            var facts = new Facts { Earlier = i % 2 == 0 ? [Some(random.Next(20))] : null };
            foreach (var (key, value) in Some(random.Next(12)).Values) facts[key] = value;
            var due = index.Due(facts);
            for (var row = 0; row < conditions.Length; row++)
            {
                tried++;
                if (due[row]) continue;
                left++;
                var said = conditions[row].Evaluate(facts);
                Assert.True(said.Number is null && said.AsTruth() != Truth.True && conditions[row].Test(facts) != Truth.True, conditions[row].Text);
            }
        }
        Assert.True(left > tried / 2, $"of {tried} rows {left} were left out"); // else it spares nothing

        Facts Some(int count)
        {
            var some = new Facts();
            for (var n = 0; n < count; n++) some[keys[random.Next(keys.Length)]] = values[random.Next(values.Length)];
            return some;
        }
    }

    [Fact]
    public void Facts_that_cannot_say_what_they_know_make_every_row_due() =>
        Assert.All(new ConditionIndex(ConditionsOf("derivations")).Due(new FetusFacts(new Facts(), 1)), Assert.True);
}
