using System.Text.Json;
using System.Text.Json.Nodes;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Assess.Kinds;

/// <summary>What follows a cervical screening result.</summary>
internal sealed class Cervical : IKind
{
    public string Name => "cervical";

    public JsonObject Answer(Request request)
    {
        var input = new Input(request.Input, "hpv", "cytology", "visible_lesion");
        var facts = Facts.Of(("hpv", Flow.Class(Name, input, "hpv")), ("cytology", Flow.Class(Name, input, "cytology")),
            ("visible_lesion", Value.Of(input.Flag("visible_lesion") == true)));
        return Flow.Next(Name, facts, "hpv");
    }
}

/// <summary>What follows a breast screening result; images by BI-RADS, a number or 4A, 4B, 4C.</summary>
internal sealed class Breast : IKind
{
    public string Name => "breast";

    public JsonObject Answer(Request request)
    {
        var input = new Input(request.Input, "exam", "ultrasound", "mammography");
        var facts = Facts.Of(("exam", Flow.Class(Name, input, "exam")), ("ultrasound", Category(input, "ultrasound")), ("mammography", Category(input, "mammography")));
        return Flow.Next(Name, facts, "ultrasound");
    }

    private Value Category(Input input, string key)
    {
        if (input.Get(key) is not { } given) return Value.Unknown;
        var value = given.ValueKind == JsonValueKind.String ? Value.Of(input.Text(key)) : Input.OfNumber(input.Number(key));
        // "4" as a text is a wrong type; only the letters make a text of it.
        if (given.ValueKind == JsonValueKind.String && value.Text is not { Length: > 1 }) throw new RefusalException(key, "not a number");
        var row = ClinicalTables.Decision($"{Name}.{key}").Decide(Facts.Of((key, value))) ?? throw new RefusalException(key, "not a BI-RADS category");
        return row.Amount is { } whole ? Value.Of(whole) : value;
    }
}

internal static class Flow
{
    /// <summary>A result under the name that the flow uses for it; unknown when it was not done.</summary>
    public static Value Class(string table, Input input, string key)
    {
        if (input.Get(key) is null) return Value.Unknown;
        var row = ClinicalTables.Decision($"{table}.{key}").Decide(Facts.Of((key, Value.Of(input.Text(key))))) ?? throw new RefusalException(key, "not a result of this test");
        return Value.Of(row.Outcome);
    }

    public static JsonObject Next(string table, Facts facts, string firstTest) =>
        new() { ["next"] = (ClinicalTables.Decision(table).Decide(facts) ?? throw new RefusalException(firstTest, "missing")).Outcome };
}
