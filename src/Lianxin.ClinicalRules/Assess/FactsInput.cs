using System.Text.Json;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Assess;

/// <summary>The <c>input</c> of the kinds that assess facts: keys of the dictionary, <c>conditions</c> that are true, <c>answered</c> that are closed.</summary>
internal sealed class FactsInput
{
    private const string Conditions = "conditions", AnsweredKey = "answered";

    private FactsInput(Facts facts, HashSet<string> answered) => (Facts, Answered) = (facts, answered);

    public Facts Facts { get; }

    public HashSet<string> Answered { get; }

    public static FactsInput Read(JsonElement input)
    {
        var reader = new Input(input);
        var facts = new Facts();
        foreach (var (key, value) in reader.Members)
        {
            if (key is Conditions or AnsweredKey) continue;
            facts[key] = ReadFact(key, value);
        }
        foreach (var key in reader.Texts(Conditions))
        {
            if (Info(key).Type != KeyType.Flag) throw new RefusalException(key, "a condition is true or false");
            if (facts.Get(key) is { IsKnown: true, IsTrue: false }) throw new RefusalException(key, "given as false and as a condition");
            facts[key] = Value.Of(true);
        }
        var answered = reader.Texts(AnsweredKey);
        foreach (var key in answered) Info(key);
        DeriveBmi(facts);
        return new(facts, answered);
    }

    public static KeyInfo Info(string key) => ClinicalTables.Keys.TryGetValue(key, out var info) ? info : throw new RefusalException(key, "unknown key");

    public static Value ReadFact(string key, JsonElement value)
    {
        var info = Info(key);
        if (value.ValueKind != JsonValueKind.Array) return ReadOne(info, value);
        if (!info.PerFetus) throw new RefusalException(key, "a list, but not asked per fetus");
        List<FetusValue> fetuses = [];
        foreach (var one in value.EnumerateArray()) fetuses.Add(new(NumberOf(info, one, fetuses.Count + 1), ReadOne(info, one)));
        return Value.OfFetuses(fetuses);
    }

    // [144, 150] are fetus 1 and 2; {"v": 150, "fetus": 2} says it.
    private static int NumberOf(KeyInfo info, JsonElement value, int place)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("fetus", out var fetus)) return place;
        return fetus.ValueKind == JsonValueKind.Number && fetus.TryGetInt32(out var number) && number > 0
            ? number
            : throw new RefusalException(info.Key, "fetuses are numbered from 1");
    }

    private static Value ReadOne(KeyInfo info, JsonElement value)
    {
        string? unit = null;
        if (value.ValueKind == JsonValueKind.Object) (value, unit) = Input.ReadQuantity(info.Key, value);
        if (value.ValueKind == JsonValueKind.Null) return Value.Unknown;
        if (info.Type == KeyType.Number)
        {
            var number = info.Convert(Input.ReadNumber(info.Key, value), unit) ?? throw Input.WrongUnit(info.Key);
            if (number < info.Least || number > info.Most) throw new RefusalException(info.Key, $"outside {info.Least} to {info.Most}");
            return Value.Of(number);
        }
        if (!string.IsNullOrEmpty(unit)) throw new RefusalException(info.Key, "has no unit");
        if (info.Type == KeyType.Flag) return Value.Of(Input.ReadFlag(info.Key, value));
        var code = Input.ReadText(info.Key, value);
        return info.Codes.Contains(code) ? Value.Of(code) : throw new RefusalException(info.Key, $"not one of {string.Join(", ", info.Codes)}");
    }

    // The one fact these kinds derive; the formula is that of derivations.csv, so that its numbers stand there.
    private static void DeriveBmi(Facts facts)
    {
        if (!facts.Get("bmi").IsKnown) facts["bmi"] = Bmi.Value.Evaluate(facts);
    }

    private static readonly Lazy<Expression> Bmi = new(() =>
        ClinicalTables.Derivations.First(row => row.Fact == "bmi" && !row.Expression.Keys.Contains("ga_days")).Expression);
}
