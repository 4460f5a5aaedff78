namespace Lianxin.ClinicalRules.Identifiers;

/// <summary>A resident health record number 居民健康档案编码: 17 digits (division 6, township 3, committee 3, sequence 5); some cities add one character.</summary>
/// <remarks>The national rule has no check digit; the city's 18th character is kept and not judged. Source: clinical/identifiers.md section 2.</remarks>
public readonly record struct HealthRecordNumber
{
    private HealthRecordNumber(string value) => Value = value;

    /// <summary>17 digits, or 18 characters where the city adds one.</summary>
    public string Value { get; }
    public string Division => Value[..6];
    public string Township => Value.Substring(6, 3);
    public string Committee => Value.Substring(9, 3);
    public string Sequence => Value.Substring(12, 5);
    /// <summary>As the paper form prints it: the last eight digits as □□□-□□□□□.</summary>
    public string Printed => $"{Committee}-{Sequence}";

    public static bool TryParse(string? text, out HealthRecordNumber number)
    {
        var compact = IdentifierText.Compact(text ?? "").Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        var valid = compact.Length is 17 or 18 && IdentifierText.AllDigits(compact.AsSpan(0, 17)) && char.IsAsciiLetterOrDigit(compact[^1])
            && DivisionCode.IsProvince(compact.AsSpan(0, 2)) && compact[6..9] != "000" && KnownCommittee(int.Parse(compact.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture))
            && compact[12..17] != "00000";
        number = valid ? new(compact) : default;
        return valid;
    }

    public override string ToString() => Value ?? "";

    // 001–099 neighbourhood, 101–199 village, 901–999 other.
    private static bool KnownCommittee(int committee) => committee is (>= 1 and <= 99) or (>= 101 and <= 199) or (>= 901 and <= 999);
}
