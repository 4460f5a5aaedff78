using System.Text.Json.Nodes;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Assess.Kinds;

/// <summary>Obstetric early warning chart: one red or two yellow trigger. A parameter that was not measured colours nothing.</summary>
internal sealed class Meows : IKind
{
    private static readonly string[] Parameters = ["temp", "sbp", "dbp", "pulse", "rr", "spo2", "pain", "avpu"];

    public string Name => "meows";

    public JsonObject Answer(Request request)
    {
        var input = new Input(request.Input, Parameters);
        List<string> red = [], yellow = [];
        var known = false;
        foreach (var parameter in Parameters)
        {
            if (Score.Row(Name, input, parameter) is not { } row) continue;
            known = true;
            if (row.Outcome == "red") red.Add(parameter);
            else if (row.Outcome == "yellow") yellow.Add(parameter);
        }
        if (!known) throw new RefusalException(Parameters[0], "missing");
        var counts = Facts.Of(("red", Value.Of((decimal)red.Count)), ("yellow", Value.Of((decimal)yellow.Count)));
        return new() { ["red"] = Json.Sorted(red), ["yellow"] = Json.Sorted(yellow), ["result"] = ClinicalTables.Decision(Name).Decide(counts)!.Outcome };
    }
}

/// <summary>Early warning score of five parameters; a sum needs them all.</summary>
internal sealed class Mews : IKind
{
    private static readonly string[] Parameters = ["sbp", "pulse", "rr", "temp", "avpu"];

    public string Name => "mews";

    public JsonObject Answer(Request request)
    {
        var input = new Input(request.Input, Parameters);
        decimal score = 0;
        foreach (var parameter in Parameters) score += (Score.Row(Name, input, parameter) ?? throw new RefusalException(parameter, "missing")).Amount!.Value;
        return new() { ["score"] = Json.Of(score), ["level"] = ClinicalTables.Decision(Name).Decide(Facts.Of(("score", Value.Of(score))))!.Outcome };
    }
}

internal static class Score
{
    private const string Response = "avpu";

    /// <summary>The row of <c>decisions.csv</c> that a parameter falls in; null when it was not measured.</summary>
    public static DecisionRow? Row(string table, Input input, string parameter)
    {
        var value = parameter == Response ? Value.Of(input.Text(parameter)) : Input.OfNumber(input.Number(parameter));
        if (!value.IsKnown) return input.Get(parameter) is null ? null : throw new RefusalException(parameter, "empty");
        return ClinicalTables.Decision($"{table}.{parameter}").Decide(Facts.Of((parameter, value))) ?? throw new RefusalException(parameter, "not a value of the chart");
    }
}
