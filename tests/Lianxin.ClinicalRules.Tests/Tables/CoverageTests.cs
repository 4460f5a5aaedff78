using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Tests.Tables;

/// <summary>No rule reads what nobody can say: every key is captured by a field, derived, or ticked.</summary>
public sealed class CoverageTests
{
    private static readonly HashSet<string> Facts = [.. RawTable.Rows("facts.csv").Select(r => r["key"])];
    private static readonly HashSet<string> Fields = [.. RawTable.Rows("fields.csv").Select(r => r["key"])];
    private static readonly HashSet<string> Derived = [.. RawTable.Rows("derivations.csv").Select(r => r["fact"])];
    private static readonly HashSet<string> Ticked = [.. RawTable.Rows("tick-items.csv").Select(r => r["key"])];

    public static TheoryData<string, string> Conditions()
    {
        var data = new TheoryData<string, string>();
        foreach (var row in RawTable.Rows("maternal-risk-five-colour.csv").Where(r => r["mode"] != "derived")) data.Add(row["id"], row["criterion"]);
        foreach (var row in RawTable.Rows("thresholds.csv").Where(r => r["condition"] != "")) data.Add(row["id"], row["condition"]);
        foreach (var row in ClinicalTables.Schedule.Where(r => r.Condition is not null)) data.Add(row.Id, row.Condition!.Text);
        return data;
    }

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Every_key_of_a_rule_is_in_the_dictionary_and_can_be_known(string id, string condition)
    {
        foreach (var key in Expression.Parse(condition).Keys)
        {
            Assert.True(Facts.Contains(key), $"{id}: {key} is not in facts.csv");
            Assert.True(Fields.Contains(key) || Derived.Contains(key) || Ticked.Contains(key), $"{id}: nobody can say {key}");
        }
    }

    [Fact]
    public void Every_analyte_is_a_field_or_derived() =>
        Assert.Empty(RawTable.Rows("thresholds.csv").Select(r => r["analyte"]).Where(a => a != "" && !Fields.Contains(a) && !Derived.Contains(a)).Distinct());

    [Fact]
    public void Every_derivation_reads_fields_of_its_form_facts_or_another_form()
    {
        var fields = RawTable.Rows("fields.csv").Select(r => $"{r["form"]}.{r["key"]}").ToHashSet();
        string[] given = ["today", "now", "pregnancy.start"];
        var unknown = ClinicalTables.Derivations.SelectMany(row => row.Forms.SelectMany(form => row.Expression.Keys
            .Where(key => !given.Contains(key) && !fields.Contains($"{form}.{key}") && !fields.Contains(key) && !ClinicalTables.Keys.ContainsKey(key)).Select(key => $"{form} {row.Fact}: {key}")));
        Assert.Empty(unknown);
    }

    [Fact]
    public void Every_ticked_or_derived_fact_is_in_the_dictionary() =>
        Assert.All(Ticked.Concat(Derived), fact => Assert.True(ClinicalTables.Keys.ContainsKey(fact), fact));

    [Fact]
    public void Every_row_carries_its_source_and_a_verification_word()
    {
        string[] words = ["seen", "partly seen", "unverified", "project"];
        foreach (var table in (string[])["thresholds.csv", "maternal-risk-five-colour.csv", "antenatal-schedule.csv", "derivations.csv", "decisions.csv", "tcm-scores.csv", "units.csv", "completeness.csv"])
        {
            var rows = RawTable.Rows(table);
            Assert.NotEmpty(rows);
            Assert.Empty(rows.Where(r => r["source"] == "" || !words.Contains(r["verification"])).Select(r => $"{table}: {r.First().Value} {r["verification"]}"));
        }
    }

    [Fact]
    public void Nothing_is_signed_yet() => Assert.DoesNotContain(ClinicalTables.Thresholds, row => ClinicalTables.IsSigned(row.Id));

    [Fact]
    public void Every_decision_names_only_keys_that_its_caller_gives()
    {
        Dictionary<string, string[]> given = new()
        {
            ["bp"] = ["raised", "severe", "last_raised", "last_severe", "raised_span_minutes"], ["bp.reading"] = ["sbp", "dbp"], ["bp.wait"] = ["bp_state"], ["adl"] = ["total"], ["mews"] = ["score"],
            ["meows"] = ["red", "yellow"], ["tcm.biased"] = ["score"], ["tcm.balanced"] = ["balanced", "highest"], ["redate"] = ["lmp_ga_days", "difference_days"],
            ["who_plan"] = ["first_contact_week", "week"], ["cervical"] = ["hpv", "cytology", "visible_lesion"], ["breast"] = ["exam", "ultrasound", "mammography"],
            ["followup"] = ["controlled", "emergency", "previous_uncontrolled", "adverse_reaction", "previous_adverse_reaction", "new_complication"],
        };
        foreach (var row in RawTable.Rows("decisions.csv").Where(r => r["condition"] != ""))
        {
            var keys = given.GetValueOrDefault(row["table"]) ?? [row["table"].Split('.')[1]];
            Assert.Empty(Expression.Parse(row["condition"]).Keys.Except(keys));
        }
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "line 3")]
    [InlineData("a,b\n\"1,2\n", "quote")]
    [InlineData("a,b\n\"1\"x,2\n", "quote")]
    public void A_fault_in_a_table_names_file_and_line(string text, string part)
    {
        var fault = Assert.Throws<FormatException>(() => Csv.Parse("x.csv", text));
        Assert.Contains("x.csv", fault.Message, StringComparison.Ordinal);
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reader_agrees_with_a_reading_of_its_own()
    {
        foreach (var table in (string[])["thresholds.csv", "fields.csv", "facts.csv", "derivations.csv", "decisions.csv"])
        {
            var raw = RawTable.Rows(table);
            var read = Csv.Embedded(table).Rows;
            Assert.Equal(raw.Count, read.Count);
            for (var i = 0; i < raw.Count; i++) Assert.All(raw[i], cell => Assert.Equal(cell.Value, read[i][cell.Key]));
        }
    }

    /// <summary>A known count plus one that nobody asked for is unknown, and unknown is no reason: a sum says at least what is known.</summary>
    [Fact]
    public void No_derived_count_is_lost_because_half_of_it_was_not_asked()
    {
        var sums = ClinicalTables.Derivations.Where(d => d.Expression.Text.Contains(" + ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(sums);
        Assert.All(sums, d => Assert.StartsWith("largest(", d.Expression.Text, StringComparison.Ordinal));
    }
}
