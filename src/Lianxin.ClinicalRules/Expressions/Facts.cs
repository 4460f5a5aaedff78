namespace Lianxin.ClinicalRules.Expressions;

/// <summary>Where an expression finds its values.</summary>
public interface IFacts
{
    /// <summary>The value of a key: a field of the form, a fact of <c>facts.csv</c>, or <c>form.key</c> of the latest form of that person or pregnancy.
    /// Unknown when absent.</summary>
    Value Get(string key);

    /// <summary>Earlier visits of this pregnancy, oldest first; null when the caller has no history, so that <c>visits</c> and <c>falls</c> stay unknown
    /// instead of counting one visit as all.</summary>
    IReadOnlyList<IFacts>? Earlier { get; }

    /// <summary>Every key that may have a value, some perhaps twice; null when that cannot be said, and each key has to be asked.</summary>
    IEnumerable<string>? Known => null;
}

/// <summary>Facts in memory. Setting an unknown value takes the key out.</summary>
public sealed class Facts : IFacts
{
    // A woman has some twenty to forty facts: room for them at once spares growing four times.
    private const int Room = 40;

    private readonly Dictionary<string, Value> values;

    public Facts() : this(new(Room, StringComparer.Ordinal)) { }

    private Facts(Dictionary<string, Value> values) => this.values = values;

    public static Facts Of(params ReadOnlySpan<(string Key, Value Value)> values)
    {
        var facts = new Facts();
        foreach (var (key, value) in values) facts[key] = value;
        return facts;
    }

    public IReadOnlyList<IFacts>? Earlier { get; set; }

    public IReadOnlyDictionary<string, Value> Values => values;

    public IEnumerable<string>? Known => values.Keys;

    public Value this[string key]
    {
        get => Get(key);
        set
        {
            if (value.IsKnown) values[key] = value;
            else values.Remove(key);
        }
    }

    public Value Get(string key) => values.GetValueOrDefault(key);

    /// <summary>A copy that may be changed without touching this one; the earlier visits are shared.</summary>
    public Facts Copy() => new(new Dictionary<string, Value>(values, StringComparer.Ordinal)) { Earlier = Earlier };
}

/// <summary>The facts as they are for one fetus: a value asked per fetus is that fetus's own, all others stay.</summary>
public sealed class FetusFacts(IFacts all, int fetus) : IFacts
{
    public Value Get(string key) => all.Get(key).ForFetus(fetus);

    public IReadOnlyList<IFacts>? Earlier => all.Earlier?.Select(visit => (IFacts)new FetusFacts(visit, fetus)).ToArray();
}

/// <summary>Two sources of facts: what the first does not know, the second may.</summary>
public sealed class Layers(IFacts first, IFacts second) : IFacts
{
    public Value Get(string key) => first.Get(key) is { IsKnown: true } value ? value : second.Get(key);

    public IReadOnlyList<IFacts>? Earlier => first.Earlier ?? second.Earlier;

    public IEnumerable<string>? Known => first.Known is { } one && second.Known is { } other ? one.Concat(other) : null;
}
