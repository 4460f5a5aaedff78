using System.Text.Json.Nodes;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Assess.Kinds;

internal sealed class Colour : IKind
{
    public string Name => "colour";

    public JsonObject Answer(Request request)
    {
        var input = FactsInput.Read(request.Input);
        var colour = FiveColours.Assess(input.Facts, input.Answered);
        return new()
        {
            ["base"] = Word(colour.Base), ["purple"] = colour.Purple, ["rows"] = Json.Sorted(colour.Reasons.Select(reason => reason.Row.Id)),
            ["complete"] = colour.Complete, ["missing"] = Json.Of(colour.Missing),
        };
    }

    private static string Word(RiskColour colour) => colour switch
    {
        RiskColour.Red => "red",
        RiskColour.Orange => "orange",
        RiskColour.Yellow => "yellow",
        _ => "green",
    };
}

internal sealed class Screening : IKind
{
    public string Name => "screening";

    public JsonObject Answer(Request request)
    {
        var input = FactsInput.Read(request.Input);
        var screening = FiveColours.Screen(input.Facts, input.Answered);
        return new()
        {
            ["positive"] = screening.Positive, ["rows"] = Json.Sorted(screening.Reasons.Select(reason => reason.Row.Id)),
            ["complete"] = screening.Complete, ["missing"] = Json.Of(screening.Missing),
        };
    }
}
