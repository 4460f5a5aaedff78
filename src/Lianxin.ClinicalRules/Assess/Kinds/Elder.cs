using System.Text.Json;
using System.Text.Json.Nodes;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Assess.Kinds;

/// <summary>Self-care of the elderly: five items, only the scores of the form.</summary>
internal sealed class Adl : IKind
{
    private static readonly string[] Items = ["eating", "grooming", "dressing", "toilet", "moving"];

    public string Name => "adl";

    public JsonObject Answer(Request request)
    {
        var input = new Input(request.Input, Items);
        decimal total = 0;
        foreach (var item in Items)
        {
            var score = input.NeedNumber(item);
            if (ClinicalTables.Decision($"adl.{item}").Decide(Facts.Of((item, Value.Of(score)))) is null) throw new RefusalException(item, "not a score of this item");
            total += score;
        }
        return new() { ["total"] = Json.Of(total), ["class"] = ClinicalTables.Decision("adl").Decide(Facts.Of(("total", Value.Of(total))))!.Outcome };
    }
}

/// <summary>Constitution by 33 questions.</summary>
internal sealed class Tcm : IKind
{
    private const int Questions = 33;
    private const string Balanced = "balanced";

    public string Name => "tcm";

    public JsonObject Answer(Request request)
    {
        var answers = ReadAnswers(new Input(request.Input, "answers").Need("answers"));
        var scores = new JsonObject();
        List<string> yes = [], tends = [];
        decimal highest = 0;
        foreach (var constitution in TcmScore.All)
        {
            var score = constitution.Expression.Evaluate(answers).Number!.Value; // every question has an answer
            scores[constitution.Constitution] = Json.Of(score);
            if (constitution.Constitution == Balanced) continue;
            highest = Math.Max(highest, score);
            var outcome = ClinicalTables.Decision("tcm.biased").Decide(Facts.Of(("score", Value.Of(score))))!.Outcome;
            if (outcome == "yes") yes.Add(constitution.Constitution);
            else if (outcome == "tends") tends.Add(constitution.Constitution);
        }
        var balanced = TcmScore.All[^1].Expression.Evaluate(answers);
        var verdict = ClinicalTables.Decision("tcm.balanced").Decide(Facts.Of((Balanced, balanced), ("highest", Value.Of(highest))))!.Outcome;
        return new() { ["scores"] = scores, ["yes"] = Json.Of(yes), ["tends"] = Json.Of(tends), ["balanced"] = verdict };
    }

    private static Facts ReadAnswers(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() != Questions) throw new RefusalException("answers", $"not a list of {Questions} numbers");
        var facts = new Facts();
        var question = 0;
        foreach (var item in list.EnumerateArray())
        {
            var answer = Input.ReadNumber("answers", item);
            if (answer is not (1 or 2 or 3 or 4 or 5)) throw new RefusalException("answers", "an answer is 1, 2, 3, 4 or 5");
            facts[$"q{++question}"] = Value.Of(answer);
        }
        return facts;
    }
}

/// <summary>The ladder of hypertension and diabetes follow-up.</summary>
internal sealed class Followup : IKind
{
    private const string Controlled = "controlled";
    private static readonly string[] Others = ["emergency", "previous_uncontrolled", "adverse_reaction", "previous_adverse_reaction", "new_complication"];

    public string Name => "followup";

    public JsonObject Answer(Request request)
    {
        var input = new Input(request.Input, [Controlled, .. Others]);
        var facts = new Facts();
        foreach (var key in Others) facts[key] = input.Flag(key) is { } flag ? Value.Of(flag) : Value.Unknown;
        var controlled = input.Flag(Controlled);
        var row = Decide(facts, controlled ?? true);
        // Without it nothing can be said, unless the other answers decide alone.
        if (controlled is null && !ReferenceEquals(row, Decide(facts, false))) throw new RefusalException(Controlled, "missing");
        return new() { ["action"] = row.Outcome, ["days"] = Json.Of(row.Amount!.Value) };
    }

    private static DecisionRow Decide(Facts facts, bool controlled)
    {
        facts[Controlled] = Value.Of(controlled);
        return ClinicalTables.Decision("followup").Decide(facts)!; // the last row has no condition
    }
}
