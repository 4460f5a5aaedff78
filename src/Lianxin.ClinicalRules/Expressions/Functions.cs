using System.Globalization;

namespace Lianxin.ClinicalRules.Expressions;

/// <summary>The functions of clinical README section 6, each compiled after its opening parenthesis was read.</summary>
internal static class Functions
{
    public static Compiled Compile(string name, ExpressionParser parser) => name switch
    {
        "known" => Known(parser),
        "has" => Has(parser),
        "years" => Span(parser, Calculation.Years),
        "months" => Span(parser, Calculation.Months),
        "days" => Span(parser, Calculation.Days),
        "minutes" => Span(parser, Calculation.Minutes),
        "first" => First(parser),
        "when" => When(parser),
        "last" => Last(parser),
        "falls" => Falls(parser),
        "visits" => Visits(parser),
        "count" => Count(parser),
        "largest" => Largest(parser),
        "map" => Map(parser),
        "number" => Number(parser),
        _ => throw parser.Wrong($"there is no function {name}"),
    };

    private static Compiled Known(ExpressionParser parser)
    {
        var value = One(parser).Value;
        return Compiled.Of(facts => TruthTable.Of(value(facts).IsKnown));
    }

    // Not answered is false, as a missing boolean is.
    private static Compiled Has(ExpressionParser parser)
    {
        var codes = parser.ParseOr().Value;
        parser.Expect(",");
        var code = parser.TakeText();
        parser.Expect(")");
        return Compiled.Of(facts => TruthTable.Of(Contains(codes(facts), code)));
    }

    private static bool Contains(Value value, string code)
    {
        if (value.Kind == ValueKind.Codes)
        {
            foreach (var one in value.Codes)
            {
                if (string.Equals(one, code, StringComparison.Ordinal)) return true;
            }
            return false;
        }
        foreach (var fetus in value.Fetuses)
        {
            if (Contains(fetus.Value, code)) return true;
        }
        return string.Equals(value.AsCode(), code, StringComparison.Ordinal);
    }

    private static Compiled Span(ExpressionParser parser, Func<Value, Value, Value> span)
    {
        var from = parser.ParseOr().Value;
        parser.Expect(",");
        var to = One(parser).Value;
        return Compiled.Of(facts => span(from(facts), to(facts)));
    }

    private static Compiled First(ExpressionParser parser)
    {
        var parts = Values(parser);
        return Compiled.Of(facts =>
        {
            foreach (var part in parts)
            {
                var value = part(facts);
                if (value.IsKnown) return value;
            }
            return Value.Unknown;
        });
    }

    private static Compiled When(ExpressionParser parser)
    {
        var condition = parser.ParseOr().Test;
        parser.Expect(",");
        var value = One(parser).Value;
        return Compiled.Of(facts => condition(facts) == Truth.True ? value(facts) : Value.Unknown);
    }

    private static Compiled Last(ExpressionParser parser)
    {
        parser.MarkEarlier();
        var key = OneKey(parser);
        parser.Expect(")");
        return Compiled.Of(facts => facts.Earlier is { Count: > 0 } earlier ? earlier[^1].Get(key) : Value.Unknown);
    }

    // The newest n known values, this visit's own last, each lower than the one before it.
    private static Compiled Falls(ExpressionParser parser)
    {
        parser.MarkHistory();
        var key = OneKey(parser);
        parser.Expect(",");
        var needed = parser.TakeNumber();
        parser.Expect(")");
        return Compiled.Of(facts =>
        {
            if (facts.Earlier is not { } earlier || facts.Get(key).Number is not { } newer) return Truth.Unknown;
            var seen = 1;
            for (var i = earlier.Count - 1; i >= 0 && seen < needed; i--)
            {
                if (earlier[i].Get(key).Number is not { } older) continue;
                if (newer >= older) return Truth.False;
                newer = older;
                seen++;
            }
            return seen >= needed ? Truth.True : Truth.Unknown;
        });
    }

    private static Compiled Visits(ExpressionParser parser)
    {
        parser.MarkHistory();
        var condition = One(parser).Test;
        return Compiled.Of(facts =>
        {
            if (facts.Earlier is not { } earlier) return Value.Unknown;
            var count = condition(facts) == Truth.True ? 1 : 0;
            foreach (var visit in earlier)
            {
                if (condition(visit) == Truth.True) count++;
            }
            return Value.Of((decimal)count);
        });
    }

    private static Compiled Count(ExpressionParser parser)
    {
        List<Func<IFacts, Truth>> conditions = [];
        do conditions.Add(parser.ParseOr().Test);
        while (parser.Take(","));
        parser.Expect(")");
        return Compiled.Of(facts =>
        {
            var count = 0;
            foreach (var condition in conditions)
            {
                if (condition(facts) == Truth.True) count++;
            }
            return Value.Of((decimal)count);
        });
    }

    private static Compiled Largest(ExpressionParser parser)
    {
        var parts = Values(parser);
        return Compiled.Of(facts =>
        {
            decimal? largest = null;
            foreach (var part in parts)
            {
                if (part(facts).Number is { } number && !(number <= largest)) largest = number;
            }
            return largest is { } found ? Value.Of(found) : Value.Unknown;
        });
    }

    private static Compiled Map(ExpressionParser parser)
    {
        var value = parser.ParseOr().Value;
        Dictionary<string, Value> numbers = new(StringComparer.Ordinal);
        while (parser.Take(","))
        {
            var code = parser.TakeText();
            parser.Expect(",");
            numbers[code] = Value.Of(parser.TakeNumber());
        }
        parser.Expect(")");
        return Compiled.Of(facts => value(facts).AsCode() is { } code ? numbers.GetValueOrDefault(code) : Value.Unknown);
    }

    private static Compiled Number(ExpressionParser parser)
    {
        var value = One(parser).Value;
        return Compiled.Of(facts =>
            decimal.TryParse(value(facts).AsCode(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? Value.Of(number)
                : Value.Unknown);
    }

    private static Compiled One(ExpressionParser parser)
    {
        var inner = parser.ParseOr();
        parser.Expect(")");
        return inner;
    }

    private static string OneKey(ExpressionParser parser)
    {
        var key = parser.TakeKey();
        parser.Key(key); // only to be counted among the keys read
        return key;
    }

    private static List<Func<IFacts, Value>> Values(ExpressionParser parser)
    {
        List<Func<IFacts, Value>> parts = [];
        do parts.Add(parser.ParseOr().Value);
        while (parser.Take(","));
        parser.Expect(")");
        return parts;
    }
}
