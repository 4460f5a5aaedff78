using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Assess.Kinds;

/// <summary>Facts that one form gives. Rows that need the history of several visits are left out: a line holds only the visit before.</summary>
internal sealed class Derive : IKind
{
    private const string FormKey = "form", AnswersKey = "answers", Today = "today", Last = "last.", Now = "now", PregnancyStart = "pregnancy.start";

    private static readonly string[] MomentFormats = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];
    private static readonly Lazy<FrozenDictionary<(string, string), FieldRow>> Fields =
        new(() => ClinicalTables.Fields.ToFrozenDictionary(field => (field.Form, field.Key)));
    private static readonly Lazy<FrozenSet<string>> Forms = new(() => ClinicalTables.Fields.Select(field => field.Form).Append(Derivation.FromFacts).ToFrozenSet());

    public string Name => "derive";

    public JsonObject Answer(Request request)
    {
        var input = new Input(request.Input, FormKey, AnswersKey, Today, Now);
        var form = input.Text(FormKey) ?? throw new RefusalException(FormKey, "missing");
        if (!Forms.Value.Contains(form)) throw new RefusalException(FormKey, "unknown form");
        var answers = input.Need(AnswersKey);
        if (answers.ValueKind != JsonValueKind.Object) throw new RefusalException(AnswersKey, "not an object");
        var facts = new Facts();
        var before = new Facts();
        foreach (var (key, value) in new Input(answers).Members)
        {
            if (value.ValueKind == JsonValueKind.Null) continue;
            if (key.StartsWith(Last, StringComparison.Ordinal)) before[key[Last.Length..]] = Read(form, key, key[Last.Length..], value);
            else facts[key] = Read(form, key, key, value);
        }
        foreach (var key in (ReadOnlySpan<string>)[Today, Now])
        {
            if (input.Get(key) is { } value) facts[key] = Read(form, key, key, value);
        }
        if (before.Values.Count > 0) facts.Earlier = [before];
        return Write(Derivation.Apply(form, facts, withHistory: false));
    }

    private static JsonObject Write(DerivedFacts derived)
    {
        var sets = new JsonObject();
        foreach (var (fact, value) in derived.Sets.OrderBy(pair => pair.Key, StringComparer.Ordinal)) sets[fact] = Json.Of(value);
        return new() { ["sets"] = sets, ["proposes"] = Json.Sorted(derived.Proposes.Keys) };
    }

    /// <param name="form">The form that is answered.</param>
    /// <param name="written">The key as it was written, for the refusal.</param>
    /// <param name="key">The key itself: of the form, of another (<c>form.key</c>), or a fact.</param>
    private static Value Read(string form, string written, string key, JsonElement value)
    {
        if (key is Today or PregnancyStart) return Value.Of(Input.ReadDay(written, value));
        if (key == Now) return Moment(written, value);
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        var (owner, name) = dot < 0 ? (form, key) : (key[..dot], key[(dot + 1)..]);
        if (Fields.Value.TryGetValue((owner, name), out var field)) return ReadField(field, written, value);
        return dot < 0 && ClinicalTables.Keys.ContainsKey(name) ? FactsInput.ReadFact(name, value) : throw new RefusalException(written, "unknown key");
    }

    private static Value ReadField(FieldRow field, string written, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array) return ReadOne(field, written, value);
        if (field.PerFetus && !(field.Type == "codes" && AllTexts(value)))
        {
            List<FetusValue> fetuses = [];
            foreach (var one in value.EnumerateArray()) fetuses.Add(new(fetuses.Count + 1, ReadOne(field, written, one)));
            return Value.OfFetuses(fetuses);
        }
        if (field.Type == "codes") return Codes(field, written, value);
        if (!field.IsList) throw new RefusalException(written, "a list, but answered once");
        var newest = Value.Unknown;
        foreach (var one in value.EnumerateArray()) newest = ReadOne(field, written, one);
        return newest;
    }

    private static bool AllTexts(JsonElement list) => list.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String);

    private static Value ReadOne(FieldRow field, string written, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null) return Value.Unknown;
        switch (field.Type)
        {
            case "integer" or "decimal": return Value.Of(Number(field, written, value));
            case "boolean": return Value.Of(Input.ReadFlag(written, value));
            case "date": return Value.Of(Input.ReadDay(written, value));
            case "datetime": return Moment(written, value);
            case "codes":
                return value.ValueKind == JsonValueKind.Array ? Codes(field, written, value) : throw new RefusalException(written, "not a list of codes");
            default:
                var text = Input.ReadText(written, value);
                if (field is { Type: "code", Codes.Count: > 0 } && !field.Codes.Contains(text)) throw new RefusalException(written, "not a code of this field");
                return Value.Of(text);
        }
    }

    private static decimal Number(FieldRow field, string written, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return Input.ReadNumber(written, value);
        var (v, unit) = Input.ReadQuantity(written, value);
        var number = Input.ReadNumber(written, v);
        if (ClinicalTables.Keys.TryGetValue(field.Key, out var info)) return info.Convert(number, unit) ?? throw Input.WrongUnit(written);
        return string.IsNullOrEmpty(unit) || unit == field.Unit ? number : throw Input.WrongUnit(written);
    }

    private static Value Codes(FieldRow field, string written, JsonElement list)
    {
        List<string> codes = [];
        foreach (var item in list.EnumerateArray())
        {
            var code = Input.ReadText(written, item);
            var known = Derivation.TickedBy.Contains(field.Key) ? ClinicalTables.TickItems.ContainsKey(code) : field.Codes.Count == 0 || field.Codes.Contains(code);
            codes.Add(known ? code : throw new RefusalException(written, "not a code of this field"));
        }
        return Value.OfCodes(codes);
    }

    // Without a zone two moments of one line are still comparable; the zone is then taken as UTC.
    private static Value Moment(string written, JsonElement value) =>
        DateTimeOffset.TryParseExact(Input.ReadText(written, value), MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? Value.Of(moment)
            : throw new RefusalException(written, "not a time like 2026-01-31T08:30");
}
