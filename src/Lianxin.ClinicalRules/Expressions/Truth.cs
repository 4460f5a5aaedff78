namespace Lianxin.ClinicalRules.Expressions;

/// <summary>Three-valued logic of clinical README section 2. The default value is <see cref="Unknown"/>: nothing was measured.</summary>
public enum Truth : byte { Unknown, False, True }

/// <summary>And, or, not: unknown || true is true, unknown &amp;&amp; false is false, else unknown stays unknown.</summary>
public static class TruthTable
{
    public static Truth Of(bool value) => value ? Truth.True : Truth.False;

    public static Truth Not(this Truth a) => a switch { Truth.True => Truth.False, Truth.False => Truth.True, _ => Truth.Unknown };

    public static Truth And(this Truth a, Truth b) =>
        a == Truth.False || b == Truth.False ? Truth.False : a == Truth.True && b == Truth.True ? Truth.True : Truth.Unknown;

    public static Truth Or(this Truth a, Truth b) =>
        a == Truth.True || b == Truth.True ? Truth.True : a == Truth.False && b == Truth.False ? Truth.False : Truth.Unknown;
}
