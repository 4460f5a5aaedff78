namespace Lianxin.ClinicalRules.Expressions;

/// <summary>An expression of clinical README sections 2 and 6, compiled once to delegates.</summary>
/// <remarks>Decimal arithmetic, three-valued logic. Evaluation never throws: what cannot be computed (overflow, division by zero, a text where a number is
/// needed) is unknown.</remarks>
public sealed class Expression
{
    private readonly Func<IFacts, Value> value;
    private readonly Func<IFacts, Truth> truth;

    internal Expression(string text, Compiled compiled, IReadOnlyList<string> keys, bool needsHistory, bool readsEarlier) =>
        (Text, value, truth, Keys, NeedsHistory, ReadsEarlier) = (text, compiled.Value, compiled.Test, keys, needsHistory, readsEarlier);

    /// <summary>As written in the table.</summary>
    public string Text { get; }

    /// <summary>Every key it reads, each once, in the order written. <c>form.key</c> stays whole; <c>last(k)</c> gives <c>k</c>.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Whether it asks for several earlier visits (<c>visits</c>, <c>falls</c>); without <see cref="IFacts.Earlier"/> such an expression is unknown.</summary>
    public bool NeedsHistory { get; }

    /// <summary>Whether it asks for any earlier visit, the last one (<c>last</c>) or several.</summary>
    internal bool ReadsEarlier { get; }

    /// <exception cref="FormatException">The text is no expression; the message says where.</exception>
    public static Expression Parse(string text) => new ExpressionParser(text).Parse();

    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Expression? expression)
    {
        try
        {
            expression = Parse(text);
            return true;
        }
        catch (FormatException)
        {
            expression = null; // words for people, not for software: the caller asked to be told so
            return false;
        }
    }

    public Value Evaluate(IFacts facts) => value(facts);

    /// <summary>Whether it is true. A value asked per fetus counts when it is true for one of them; see <see cref="TestEachFetus"/> for the one.</summary>
    public Truth Test(IFacts facts) => truth(facts);

    /// <summary>Tries the expression for each fetus and gives the fetuses for which it is true; null when no key it reads is asked per fetus.</summary>
    /// <param name="facts">Where the keys find their values.</param>
    /// <param name="ended">Fetuses that have ended, by number; they are left out.</param>
    public IReadOnlyList<int>? TestEachFetus(IFacts facts, IReadOnlySet<int>? ended = null)
    {
        SortedSet<int>? fetuses = null;
        foreach (var key in Keys)
        {
            foreach (var one in facts.Get(key).Fetuses) (fetuses ??= []).Add(one.Fetus);
        }
        if (fetuses is null) return null;
        List<int> hits = [];
        foreach (var fetus in fetuses)
        {
            if (ended?.Contains(fetus) != true && Test(new FetusFacts(facts, fetus)) == Truth.True) hits.Add(fetus);
        }
        return hits;
    }

    public override string ToString() => Text;
}

/// <summary>The two ways to ask a part of an expression.</summary>
internal readonly record struct Compiled(Func<IFacts, Value> Value, Func<IFacts, Truth> Test)
{
    public static Compiled Of(Func<IFacts, Value> value) => new(value, facts => value(facts).AsTruth());

    public static Compiled Of(Func<IFacts, Truth> test) => new(facts => Expressions.Value.Of(test(facts)), test);
}
