using Lianxin.ClinicalRules.Expressions;

namespace Lianxin.ClinicalRules.Tests.Expressions;

public sealed class ExpressionTests
{
    private static readonly Facts Visit = Facts.Of(
        ("sbp", Value.Of(140m)), ("dbp", Value.Of(89m)), ("hb", Value.Of(109.5m)), ("gdm", Value.Of(true)), ("labour", Value.Of(false)),
        ("presentation", Value.Of("breech")), ("complaint_codes", Value.OfCodes(["1", "15"])), ("nyha", Value.Of("2")),
        ("antenatal-first.lmp", Value.Of(new DateOnly(2025, 1, 31))), ("visit_date", Value.Of(new DateOnly(2025, 8, 30))),
        ("placenta_at", Value.Of(new DateTimeOffset(2025, 8, 30, 8, 0, 0, TimeSpan.FromHours(8)))),
        ("now", Value.Of(new DateTimeOffset(2025, 8, 30, 0, 29, 30, TimeSpan.Zero))));

    [Theory]
    [InlineData("sbp >= 140", Truth.True)]
    [InlineData("sbp > 140", Truth.False)]
    [InlineData("sbp >= 140 && dbp >= 90", Truth.False)]
    [InlineData("sbp >= 140 || dbp >= 90", Truth.True)]
    [InlineData("plt < 100", Truth.Unknown)]
    [InlineData("!(plt < 100)", Truth.Unknown)]
    [InlineData("plt < 100 || sbp >= 140", Truth.True)]
    [InlineData("plt < 100 && sbp > 140", Truth.False)]
    [InlineData("plt < 100 && sbp >= 140", Truth.Unknown)]
    [InlineData("plt < 100 || sbp > 140", Truth.Unknown)]
    [InlineData("!(plt < 100 || sbp > 140)", Truth.Unknown)]
    [InlineData("gdm", Truth.True)]
    [InlineData("labour", Truth.False)]
    [InlineData("seizure", Truth.False)]
    [InlineData("!seizure", Truth.True)]
    [InlineData("gdm && !gdm_on_medicine", Truth.True)]
    [InlineData("!gdm || seizure", Truth.False)]
    [InlineData("presentation == 'breech'", Truth.True)]
    [InlineData("presentation != 'cephalic'", Truth.True)]
    [InlineData("presentation < 'cephalic'", Truth.Unknown)]
    [InlineData("engagement == '1'", Truth.Unknown)]
    [InlineData("engagement != '1'", Truth.Unknown)]
    [InlineData("nyha == 2", Truth.True)]
    [InlineData("sbp == '140'", Truth.True)]
    [InlineData("has(complaint_codes, '1')", Truth.True)]
    [InlineData("has(complaint_codes, '5')", Truth.False)]
    [InlineData("has(family_history, '2')", Truth.False)]
    [InlineData("!has(family_history, '2')", Truth.True)]
    [InlineData("has(nyha, '2')", Truth.True)]
    [InlineData("known(hb)", Truth.True)]
    [InlineData("!known(plt) && known(gdm)", Truth.True)]
    [InlineData("(sbp >= 160 || gdm) && (dbp < 90)", Truth.True)]
    [InlineData("visit_date > antenatal-first.lmp", Truth.True)]
    public void A_condition_is_true_false_or_unknown(string text, Truth expected) => Assert.Equal(expected, Expression.Parse(text).Test(Visit));

    [Theory]
    [InlineData("1 + 2 * 3 - 4 / 2", "5")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("8 - 3 - 2", "3")]
    [InlineData("71.68 / ((160 / 100) * (160 / 100))", "28")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("sbp - 200", "-60")]
    [InlineData("sbp / 0", "?")]
    [InlineData("sbp + plt", "?")]
    [InlineData("presentation + 1", "?")]
    [InlineData("79228162514264337593543950335 * 2", "?")]
    [InlineData("days(antenatal-first.lmp, visit_date)", "211")]
    [InlineData("months(antenatal-first.lmp, visit_date)", "6")]
    [InlineData("years(antenatal-first.lmp, visit_date)", "0")]
    [InlineData("minutes(placenta_at, now)", "29")]
    [InlineData("minutes(visit_date, now)", "?")]
    [InlineData("days(visit_date, birth_date)", "?")]
    [InlineData("first(plt, hb, sbp)", "109.5")]
    [InlineData("first(plt, ferritin)", "?")]
    [InlineData("when(gdm, hb)", "109.5")]
    [InlineData("when(labour, hb)", "?")]
    [InlineData("when(plt < 1, hb)", "?")]
    [InlineData("count(gdm, labour, sbp >= 140 && gdm, plt < 3)", "2")]
    [InlineData("largest(hb, plt, sbp)", "140")]
    [InlineData("largest(plt)", "?")]
    [InlineData("map(presentation, 'cephalic', 0, 'breech', 0.5)", "0.5")]
    [InlineData("map(presentation, 'cephalic', 0)", "?")]
    [InlineData("number(nyha)", "2")]
    [InlineData("number(presentation)", "?")]
    [InlineData("number(plt)", "?")]
    public void A_value_is_computed_in_decimals(string text, string expected) => Assert.Equal(expected, Expression.Parse(text).Evaluate(Visit).ToString());

    [Theory]
    [InlineData("2000-02-29", "2018-02-28", "17")]
    [InlineData("2000-02-29", "2018-03-01", "18")]
    [InlineData("1990-11-20", "2025-11-20", "35")]
    [InlineData("1990-11-21", "2025-11-20", "34")]
    public void Years_are_completed_on_the_birthday(string birth, string today, string years)
    {
        var facts = Facts.Of(("birth", Value.Of(DateOnly.Parse(birth, null))), ("today", Value.Of(DateOnly.Parse(today, null))));
        Assert.Equal(years, Expression.Parse("years(birth, today)").Evaluate(facts).ToString());
    }

    [Fact]
    public void Values_of_earlier_visits_are_read_and_missing_history_stays_unknown()
    {
        var plt = Expression.Parse("falls(plt, 3)");
        var urine = Expression.Parse("visits(urine == '1+')");
        var gain = Expression.Parse("weight_kg - last(weight_kg)");
        Facts first = Facts.Of(("plt", Value.Of(180m)), ("urine", Value.Of("1+"))), second = Facts.Of(("plt", Value.Of(150m)), ("weight_kg", Value.Of(60m)));
        var now = Facts.Of(("plt", Value.Of(120m)), ("urine", Value.Of("1+")), ("weight_kg", Value.Of(61.2m)));
        Assert.Equal((Truth.Unknown, false, false), (plt.Test(now), urine.Evaluate(now).IsKnown, gain.Evaluate(now).IsKnown));

        now.Earlier = [first, second];
        Assert.Equal((Truth.True, 2m, 1.2m), (plt.Test(now), urine.Evaluate(now).Number, gain.Evaluate(now).Number));
        now["plt"] = Value.Of(150m);
        Assert.Equal(Truth.False, plt.Test(now));
        Assert.True(plt.NeedsHistory && urine.NeedsHistory && !gain.NeedsHistory);
    }

    [Fact]
    public void One_fetus_is_enough_and_the_reason_names_it()
    {
        var facts = Facts.Of(("fhr", Value.OfFetuses([new(1, Value.Of(144m)), new(2, Value.Of(104m))])), ("afi", Value.Of(4m)),
            ("fetal_heart_state", Value.OfFetuses([new(1, Value.Of("1")), new(2, Value.Of("2"))])));
        var rule = Expression.Parse("afi <= 5 && (fhr < 110 || fhr > 160)");
        Assert.Equal(Truth.True, rule.Test(facts));
        Assert.Equal([2], rule.TestEachFetus(facts)!);
        Assert.Equal([], rule.TestEachFetus(facts, new HashSet<int> { 2 })!);
        Assert.Null(Expression.Parse("afi <= 5").TestEachFetus(facts));
        Assert.Equal(Truth.True, Expression.Parse("has(fetal_heart_state, '2')").Test(facts));
        Assert.Equal(Truth.False, Expression.Parse("fetal_heart_state == '2'").Test(new FetusFacts(facts, 1)));
    }

    [Fact]
    public void Two_conditions_of_one_rule_are_not_mixed_from_two_fetuses()
    {
        var facts = Facts.Of(("presentation", Value.OfFetuses([new(1, Value.Of("breech")), new(2, Value.Of("cephalic"))])),
            ("fhr", Value.OfFetuses([new(1, Value.Of(140m)), new(2, Value.Of(90m))])));
        Assert.Equal([], Expression.Parse("presentation == 'breech' && fhr < 110").TestEachFetus(facts)!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("high risk")]
    [InlineData("a &&")]
    [InlineData("a & b")]
    [InlineData("a == 'open")]
    [InlineData("a < b < c")]
    [InlineData("sum(a, b)")]
    [InlineData("has(a, b)")]
    [InlineData("falls(a, b)")]
    [InlineData("a >= 2 %")]
    [InlineData("(a")]
    [InlineData("1.2.3")]
    public void Words_that_are_no_expression_are_refused(string text)
    {
        Assert.Throws<FormatException>(() => Expression.Parse(text));
        Assert.False(Expression.TryParse(text, out _));
    }

    [Fact]
    public void Deep_nesting_is_refused_before_the_stack_ends()
    {
        Assert.Throws<FormatException>(() => Expression.Parse(new string('(', 100_000)));
        Assert.Throws<FormatException>(() => Expression.Parse(new string('!', 100_000) + "a"));
    }

    [Fact]
    public void Keys_are_listed_once_and_a_hyphen_without_blanks_belongs_to_the_key() =>
        Assert.Equal(["weight_kg", "antenatal-first.weight_kg", "visit_date"],
            Expression.Parse("weight_kg - antenatal-first.weight_kg > 1 && days(last(visit_date), visit_date) > 2 && weight_kg > 3").Keys);
}
