using Lianxin.ClinicalRules.Expressions;

namespace Lianxin.ClinicalRules.Tables;

/// <summary>One row of <c>derivations.csv</c>: a fact and the expression that gives it.</summary>
/// <param name="Forms">Forms whose answers it reads; <c>facts</c> = it reads other facts.</param>
/// <param name="Sets">True: the fact holds as soon as the expression is true or a number. False: it is only offered to a clinician.</param>
public sealed record DerivationRow(string Fact, IReadOnlyList<string> Forms, Expression Expression, bool Sets, bool Restricted, string Source, string Verification)
{
    internal static DerivationRow Read(CsvRow row) => new(row["fact"], row["from_form"].Split('|'), row.Expression("expression"),
        row.Word("mode", ("sets", true), ("proposes", false)), row.Flag("restricted"), row["source"], row["verification"]);
}

/// <summary>One row of <c>tick-items.csv</c>: ticked on the screen, it makes the fact of its key true.</summary>
public sealed record TickItem(string Key, string Group, string GroupZh, decimal Order, string Zh, string En, IReadOnlyList<string> Rows, bool Restricted)
{
    internal static TickItem Read(CsvRow row) => new(row["key"], row["group"], row["group_zh"], row.Number("order") ?? 0, row["zh"], row["en"],
        row["rows"].Split(' ', StringSplitOptions.RemoveEmptyEntries), row.Flag("restricted"));
}

/// <summary>One row of <c>antenatal-schedule.csv</c>.</summary>
/// <param name="Window">When the item is due; null when the row counts otherwise (contact number, days after birth).</param>
/// <param name="Condition">For whom; null when for all, or when the condition is words.</param>
/// <param name="ConditionWords">A condition that is no expression, for people to judge; else empty.</param>
public sealed record ScheduleRow(string Id, string Schedule, string VisitNo, Weeks? Window, string WindowText, string ItemType, string ItemCode, string Zh, string En,
    Expression? Condition, string ConditionWords, string Note, string Source, string Verification)
{
    internal static ScheduleRow Read(CsvRow row)
    {
        var text = row["item_window"].Length > 0 ? row["item_window"] : $"{row["week_from"]}..{row["week_to"]}";
        Weeks? window = Weeks.TryParse(text, out var span) ? span : null;
        var words = row["condition"];
        var condition = words.Length > 0 && Expression.TryParse(words, out var parsed) && parsed.Keys.All(ClinicalTables.Keys.ContainsKey) ? parsed : null;
        return new(row["id"], row["schedule"], row["visit_no"], window, text, row["item_type"], row["item_code"], row["item_zh"], row["item_en"],
            condition, condition is null ? words : "", row["note"], row["source"], row["verification"]);
    }
}

/// <summary>One row of <c>decisions.csv</c>.</summary>
/// <param name="Condition">Null = whatever reaches this row.</param>
/// <param name="Amount">Points, days or weeks that go with the outcome.</param>
public sealed record DecisionRow(string Table, Expression? Condition, string Outcome, decimal? Amount, string Zh, string En, string Source, string Verification)
{
    internal static DecisionRow Read(CsvRow row) => new(row["table"], row["condition"].Length == 0 ? null : row.Expression("condition"), row["outcome"], row.Number("amount"),
        row["zh"], row["en"], row["source"], row["verification"]);
}

/// <summary>A key without which a screening or colour is not complete (README 3.8).</summary>
/// <param name="IsGroup">A group of questions, complete when it was asked.</param>
public sealed record CompletenessRow(string Key, bool IsGroup, bool ForScreening, bool ForColour)
{
    internal static CompletenessRow Read(CsvRow row) =>
        new(row["key"], row.Word("asks", ("value", false), ("group", true)), row.Flag("screening"), row.Flag("colour"));
}

/// <summary>An exact conversion of units: value in <paramref name="To"/> = value in <paramref name="From"/> × <paramref name="Factor"/>.</summary>
public sealed record UnitRow(string From, string To, decimal Factor)
{
    internal static UnitRow Read(CsvRow row) => new(row["from"], row["to"], row.Number("factor") ?? throw row.Wrong("factor", "is missing"));
}

/// <summary>A clinician's signature under a rule. The table is empty until somebody signs: a rule without a row is shown as 规则未签发.</summary>
public sealed record SignatureRow(string RuleId, string SignedBy, string SignedOn)
{
    internal static SignatureRow Read(CsvRow row) => new(row["rule_id"], row["signed_by"], row["signed_on"]);
}

/// <summary>One field of <c>fields.csv</c>, only as far as rules need it: its type, unit and whether it is asked per fetus.</summary>
public sealed record FieldRow(string Form, string Key, string Type, string Unit, bool PerFetus, bool IsList, IReadOnlyList<string> Codes)
{
    internal static FieldRow Read(CsvRow row) => new(row["form"], row["key"], row["type"], row["unit"], row["repeat"] == "fetus", row["repeat"] == "list",
        row["options"].StartsWith('@') || row["options"].Length == 0 ? [] : [.. row["options"].Split(';').Select(o => o.Split('=', 2)[0])]);
}
