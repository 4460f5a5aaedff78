namespace Lianxin.ClinicalRules.Expressions;

/// <summary>The six signs of a comparison.</summary>
public enum ComparisonSign : byte { Below, AtMost, Above, AtLeast, Equal, NotEqual }

/// <summary>Compares two values: numbers as decimals, days as days, codes as text. Values that cannot be compared give unknown.</summary>
internal static class Comparison
{
    public static Truth Test(Value left, ComparisonSign sign, Value right)
    {
        if (left.Kind == ValueKind.Number && right.Kind == ValueKind.Number)
        {
            return Ordered(left.Number!.Value.CompareTo(right.Number!.Value), sign);
        }
        if (!left.IsKnown || !right.IsKnown) return Truth.Unknown;
        if (left.Kind == ValueKind.PerFetus) return AnyFetus(left, one => Test(one, sign, right));
        if (right.Kind == ValueKind.PerFetus) return AnyFetus(right, one => Test(left, sign, one));
        if (left is { Kind: ValueKind.Moment } && right is { Kind: ValueKind.Moment })
        {
            return Ordered(left.Moment!.Value.CompareTo(right.Moment!.Value), sign);
        }
        if (left.Day is { } a && right.Day is { } b) return Ordered(a.CompareTo(b), sign);
        if (sign is not (ComparisonSign.Equal or ComparisonSign.NotEqual)) return Truth.Unknown;
        if (left.AsCode() is { } leftCode && right.AsCode() is { } rightCode) return Same(string.Equals(leftCode, rightCode, StringComparison.Ordinal), sign);
        return left.Kind == right.Kind ? Same(left == right, sign) : Truth.Unknown;
    }

    private static Truth Ordered(int order, ComparisonSign sign) => TruthTable.Of(sign switch
    {
        ComparisonSign.Below => order < 0,
        ComparisonSign.AtMost => order <= 0,
        ComparisonSign.Above => order > 0,
        ComparisonSign.AtLeast => order >= 0,
        ComparisonSign.Equal => order == 0,
        _ => order != 0,
    });

    private static Truth Same(bool same, ComparisonSign sign) => TruthTable.Of(same == (sign == ComparisonSign.Equal));

    private static Truth AnyFetus(Value values, Func<Value, Truth> test)
    {
        var any = Truth.False;
        foreach (var one in values.Fetuses) any = any.Or(test(one.Value));
        return any;
    }
}
