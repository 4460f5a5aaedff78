namespace Lianxin.ClinicalRules.Identifiers;

public enum CreditCodeFault { None, Empty, Length, Characters, Check }

/// <summary>A unified social credit code 统一社会信用代码 of 18 characters (GB 32100-2015).</summary>
/// <remarks>The check character must be right; the check of the organisation code inside is only told (<see cref="SubjectCheckHolds"/>), because
/// codes issued before the standard break it. Source: clinical/identifiers.md section 5.</remarks>
public readonly record struct UnifiedSocialCreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static ReadOnlySpan<byte> Weights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    private static ReadOnlySpan<byte> SubjectWeights => [3, 7, 9, 10, 5, 8, 4, 2];

    private UnifiedSocialCreditCode(string value) => Value = value;

    /// <summary>18 characters in upper case.</summary>
    public string Value { get; }
    /// <summary>Registering authority and kind, e.g. 12 public institution.</summary>
    public string Kind => Value[..2];
    public string Division => Value.Substring(2, 6);
    /// <summary>The nine characters of the old organisation code.</summary>
    public string Subject => Value.Substring(8, 9);
    /// <summary>False is a reason to ask, not to refuse.</summary>
    public bool SubjectCheckHolds => SubjectCheck(Subject) == Subject[8];

    public static bool TryParse(string? text, out UnifiedSocialCreditCode code, out CreditCodeFault fault)
    {
        var compact = IdentifierText.Compact(text ?? "").ToUpperInvariant();
        fault = compact.Length == 0 ? CreditCodeFault.Empty
            : compact.Length != 18 ? CreditCodeFault.Length
            : compact.Any(c => !Alphabet.Contains(c, StringComparison.Ordinal)) ? CreditCodeFault.Characters
            : CheckCharacter(compact) != compact[17] ? CreditCodeFault.Check
            : CreditCodeFault.None;
        code = fault == CreditCodeFault.None ? new(compact) : default;
        return fault == CreditCodeFault.None;
    }

    /// <summary>The check character of the first 17 characters.</summary>
    public static char CheckCharacter(ReadOnlySpan<char> seventeen)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++) sum += Alphabet.IndexOf(seventeen[i], StringComparison.Ordinal) * Weights[i];
        return Alphabet[(31 - sum % 31) % 31];
    }

    public override string ToString() => Value ?? "";

    private static char SubjectCheck(string subject)
    {
        var sum = 0;
        for (var i = 0; i < SubjectWeights.Length; i++) sum += (char.IsAsciiDigit(subject[i]) ? subject[i] - '0' : subject[i] - 'A' + 10) * SubjectWeights[i];
        return (11 - sum % 11) switch { 10 => 'X', 11 => '0', var c => (char)('0' + c) };
    }
}
