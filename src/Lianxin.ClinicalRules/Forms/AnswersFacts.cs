using Lianxin.ClinicalRules.Expressions;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>The answers of a form as facts for expressions, derivations and rules: answered values first, then computed ones, then what the context knows.</summary>
/// <remarks>A key answered by a status alone has no value; <see cref="Closed"/> names those that a status closes. Of a growing list the newest row counts.
/// Not safe for several threads: values are kept once they were read.</remarks>
public sealed class AnswersFacts : IFacts
{
    /// <summary>As many fetuses as the bounds of the field allow.</summary>
    private static readonly int MostFetuses = (int)FormDefinition.Of(FormNames.AntenatalFirst)[Keys.Fetuses]!.RefuseAbove!.Number!.Value;

    private readonly Dictionary<string, Value> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _computing = new(StringComparer.Ordinal);
    private readonly FormDefinition _form;
    private readonly FormContext _context;
    private readonly ComputedFields _computed;

    public AnswersFacts(FormDefinition form, Answers answers, FormContext context)
    {
        (_form, Answers, _context) = (form, answers, context);
        _computed = ComputedFields.Of(form.Name);
        _known["today"] = Value.Of(DateOnly.FromDateTime(context.Now.DateTime));
        _known["now"] = Value.Of(context.Now);
    }

    public Answers Answers { get; }

    public IReadOnlyList<IFacts>? Earlier => _context.Background?.Earlier;

    /// <summary>What was answered, what the form computes, and what the context knows.</summary>
    public IEnumerable<string>? Known => _context.Background is { Known: null } ? null : [.. Answers.Keys, .. _form.Computes, "today", "now", .. _context.Background?.Known ?? []];

    /// <summary>Numbers of the fetuses that are asked: all that the pregnancy has but those that have ended.</summary>
    public IReadOnlyList<int> Fetuses => field ??= [.. Enumerable.Range(1, CountFetuses()).Where(f => !_context.EndedFetuses.Contains(f))];

    /// <summary>Keys that 未做 or 拒查 closed without a value (clinical README 3.8); 已采待报 and 外院结果 without a value leave them open.</summary>
    public IReadOnlySet<string> Closed => field ??= Answers.Entries
        .Where(a => a.Value.Any(x => x.Status is AnswerStatus.NotDone or AnswerStatus.Declined)).Select(a => a.Key).ToHashSet(StringComparer.Ordinal);

    public Value Get(string key)
    {
        if (_known.TryGetValue(key, out var value)) return value;
        value = Answered(key);
        // Of a form most keys are never answered: only what took an effort is kept.
        var kept = value.IsKnown;
        if (NeedsComputing(key, value) && _computing.Add(key))
        {
            kept = true;
            value = IdentityFields.Fills(_form.Name, key) ? IdentityFields.Compute(key, this) : _form[key] is { Repeat: FieldRepeat.Fetus } ? ComputePerFetus(key, value) : Join(value, _computed.Compute(key, this));
            _computing.Remove(key);
        }

        if (!value.IsKnown && MayComeFromElsewhere(key) && _context.Background is { } background) value = background.Get(key);
        // A key that is being computed further up is not settled yet: what it needs is read again.
        if (kept && _computing.Count == 0) _known[key] = value;
        return value;
    }

    // More than a form asks about is a slip that the bounds of the field name.
    private int CountFetuses() => (int)Math.Clamp(Answers.Number(Keys.Fetuses) ?? _context.Fetuses, 1, MostFetuses);

    // Only what the form itself reads: the other facts are derived by Maternal.Derivation, which can name the fetus.
    private bool NeedsComputing(string key, Value answered) => (_computing.Count > 0 || _form.Reads.Contains(key)) &&
        (_computed.Has(key) || IdentityFields.Fills(_form.Name, key)) && (!answered.IsKnown || (answered.Kind == ValueKind.PerFetus && answered.Fetuses.Count < Fetuses.Count) || answered.Kind == ValueKind.Codes);

    // What this part asks is answered here or not at all: last visit's pressure is not this visit's.
    private bool MayComeFromElsewhere(string key) => _form[key] is not { Fill: not FieldFill.Computed } field || _context.Part?.Has(field) == false;

    // Codes that the software adds stand beside those that somebody pressed.
    private static Value Join(Value answered, Value computed) =>
        answered.Kind == ValueKind.Codes ? Value.OfCodes([.. answered.Codes.Union(computed.Codes, StringComparer.Ordinal)]) : computed;

    private Value ComputePerFetus(string key, Value answered)
    {
        var values = new List<FetusValue>();
        foreach (var fetus in Fetuses)
        {
            var own = answered.ForFetus(fetus);
            if (!own.IsKnown) own = _computed.Compute(key, new FetusFacts(this, fetus));
            if (own.IsKnown) values.Add(new(fetus, own));
        }

        return Value.OfFetuses(values);
    }

    /// <summary>The value as answered, never computed.</summary>
    internal Value Answered(string key)
    {
        var answers = Answers.All(key);
        if (answers.Length == 0 || _form[key] is not { } field) return Value.Unknown;
        if (field.Repeat != FieldRepeat.Fetus) return Convert(field, answers[^1].Value);
        var fetuses = new List<FetusValue>(answers.Length);
        foreach (var answer in answers)
        {
            var value = Convert(field, answer.Value);
            if (value.IsKnown) fetuses.Add(new(answer.Fetus ?? 1, value));
        }

        return Value.OfFetuses(fetuses);
    }

    internal Value Convert(FieldDefinition field, AnswerValue answer)
    {
        if (answer.Number is { } number) return Value.Of(number);
        if (answer.Flag is { } flag) return Value.Of(flag);
        if (answer.Codes is { } codes) return Value.OfCodes(codes);
        if (answer.Named is { } named) return Value.Of(named.Name);
        if (answer.Text is not { } text) return Value.Unknown;
        return field.Type switch
        {
            FieldType.Date => FormDate.TryParse(text, out var date) ? Value.Of(date.First) : Value.Unknown,
            FieldType.Datetime => FormDate.TryParseTime(text, _context.Now.Offset, out var time) ? Value.Of(time) : Value.Unknown,
            _ => Value.Of(text),
        };
    }
}

/// <summary>The facts as they are for one row of a growing list.</summary>
internal sealed class RowFacts(AnswersFacts all, FormDefinition form, string row) : IFacts
{
    public IReadOnlyList<IFacts>? Earlier => all.Earlier;

    public Value Get(string key) => form[key] is { Repeat: FieldRepeat.List } field
        ? all.Answers.Find(key, row: row) is { } answer ? all.Convert(field, answer.Value) : Value.Unknown
        : all.Get(key);
}
