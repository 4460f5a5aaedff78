using System.Globalization;

namespace Lianxin.ClinicalRules.Expressions;

/// <summary>Reads the text of an expression from left to right and builds its delegates; lowest binding first: || &amp;&amp; comparison + - * / !.</summary>
internal sealed class ExpressionParser(string text)
{
    // Tables nest a few levels. The limit keeps a pasted monster from ending the process: a stack overflow cannot be caught.
    private const int MaxDepth = 64;

    private readonly List<string> keys = [];
    private int at;
    private int depth;
    private bool needsHistory, readsEarlier;

    public Expression Parse()
    {
        var whole = ParseOr();
        SkipBlanks();
        if (at < text.Length) throw Wrong("something is left over");
        return new Expression(text, whole, keys, needsHistory, readsEarlier);
    }

    internal Compiled ParseOr()
    {
        if (++depth > MaxDepth) throw Wrong("too deeply nested");
        var left = ParseAnd();
        while (Take("||"))
        {
            var (a, b) = (left.Test, ParseAnd().Test);
            left = Compiled.Of(facts => a(facts) is var first && first == Truth.True ? first : first.Or(b(facts)));
        }
        depth--;
        return left;
    }

    private Compiled ParseAnd()
    {
        var left = ParseComparison();
        while (Take("&&"))
        {
            var (a, b) = (left.Test, ParseComparison().Test);
            left = Compiled.Of(facts => a(facts) is var first && first == Truth.False ? first : first.And(b(facts)));
        }
        return left;
    }

    private Compiled ParseComparison()
    {
        var left = ParseSum();
        var sign = TakeSign();
        if (sign is null) return left;
        var (a, b, compare) = (left.Value, ParseSum().Value, sign.Value);
        return Compiled.Of(facts => Comparison.Test(a(facts), compare, b(facts)));
    }

    private Compiled ParseSum()
    {
        var left = ParseProduct();
        while (true)
        {
            if (Take("+")) left = Arithmetic(left, ParseProduct(), '+');
            else if (Take("-")) left = Arithmetic(left, ParseProduct(), '-');
            else return left;
        }
    }

    private Compiled ParseProduct()
    {
        var left = ParseUnary();
        while (true)
        {
            if (Take("*")) left = Arithmetic(left, ParseUnary(), '*');
            else if (Take("/")) left = Arithmetic(left, ParseUnary(), '/');
            else return left;
        }
    }

    private static Compiled Arithmetic(Compiled left, Compiled right, char sign)
    {
        var (a, b) = (left.Value, right.Value);
        return Compiled.Of(facts => Calculation.Apply(a(facts), sign, b(facts)));
    }

    private Compiled ParseUnary()
    {
        if (++depth > MaxDepth) throw Wrong("too deeply nested");
        SkipBlanks();
        Compiled part;
        if (Peek('!') && !Peek("!="))
        {
            at++;
            var inner = ParseUnary().Test;
            part = Compiled.Of(facts => inner(facts).Not());
        }
        else
        {
            part = ParsePrimary();
        }
        depth--;
        return part;
    }

    private Compiled ParsePrimary()
    {
        if (at >= text.Length) throw Wrong("something is missing");
        var first = text[at];
        if (first == '(')
        {
            at++;
            var inner = ParseOr();
            Expect(")");
            return inner;
        }
        if (first == '\'') return Constant(Value.Of(TakeText()));
        if (char.IsAsciiDigit(first) || (first == '-' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))) return Constant(Value.Of(TakeNumber()));
        if (!char.IsAsciiLetter(first)) throw Wrong("a key, number or text is expected");
        var word = TakeKey();
        if (!Take("(")) return Key(word);
        return Functions.Compile(word, this);
    }

    private static Compiled Constant(Value value) => Compiled.Of(_ => value);

    internal Compiled Key(string key)
    {
        if (!keys.Contains(key)) keys.Add(key);
        return Compiled.Of(facts => facts.Get(key));
    }

    internal void MarkEarlier() => readsEarlier = true;

    internal void MarkHistory() => needsHistory = readsEarlier = true;

    // Letters, digits and _; a dot or a hyphen joins only when a letter or digit follows at once: "a-b" is a key, "a - b" a difference.
    internal string TakeKey()
    {
        SkipBlanks();
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_' ||
            (at > start && text[at] is '.' or '-' && at + 1 < text.Length && char.IsAsciiLetterOrDigit(text[at + 1])))) at++;
        if (at == start) throw Wrong("a key is expected");
        return text[start..at];
    }

    internal decimal TakeNumber()
    {
        SkipBlanks();
        var start = at;
        if (Peek('-')) at++;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
        return decimal.TryParse(text.AsSpan(start, at - start), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var number) ? number : throw Wrong("a number is expected");
    }

    internal string TakeText()
    {
        SkipBlanks();
        if (!Peek('\'')) throw Wrong("a 'text' is expected");
        var end = text.IndexOf('\'', at + 1);
        if (end < 0) throw Wrong("a text does not end");
        var taken = text[(at + 1)..end];
        at = end + 1;
        return taken;
    }

    internal void Expect(string token)
    {
        if (!Take(token)) throw Wrong($"'{token}' is expected");
    }

    internal bool Take(string token)
    {
        SkipBlanks();
        if (!Peek(token)) return false;
        at += token.Length;
        return true;
    }

    private ComparisonSign? TakeSign()
    {
        SkipBlanks();
        if (Take("<=")) return ComparisonSign.AtMost;
        if (Take(">=")) return ComparisonSign.AtLeast;
        if (Take("==")) return ComparisonSign.Equal;
        if (Take("!=")) return ComparisonSign.NotEqual;
        if (Take("<")) return ComparisonSign.Below;
        return Take(">") ? ComparisonSign.Above : null;
    }

    private bool Peek(char c) => at < text.Length && text[at] == c;

    private bool Peek(string token) => string.CompareOrdinal(text, at, token, 0, token.Length) == 0;

    private void SkipBlanks()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
    }

    internal FormatException Wrong(string why) => new($"{why} at character {at + 1} of \"{text}\"");
}
