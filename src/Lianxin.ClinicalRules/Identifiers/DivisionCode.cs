namespace Lianxin.ClinicalRules.Identifiers;

/// <summary>A code of an administrative division: 6 digits (GB/T 2260: province, prefecture, county), 9 with the township, 12 with the committee.</summary>
/// <remarks>Only the form and the province are judged: county codes change and abolished ones stay in identity numbers.
/// Source: clinical/identifiers.md section 3.</remarks>
public readonly record struct DivisionCode
{
    private const string ProvinceCodes = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82";

    private DivisionCode(string value) => Value = value;

    /// <summary>The digits: 6, 9 or 12 of them.</summary>
    public string Value { get; }
    public string Province => Value[..2] + "0000";
    public string Prefecture => Value[..4] + "00";
    public string County => Value[..6];

    /// <summary>True for the two leading digits of a province, 81 Hong Kong, 82 Macao and 71 Taiwan included.</summary>
    public static bool IsProvince(ReadOnlySpan<char> two) =>
        two.Length == 2 && IdentifierText.AllDigits(two) && ProvinceCodes.AsSpan().IndexOf(two) is >= 0 and var at && at % 3 == 0;

    public static bool TryParse(string? text, out DivisionCode code)
    {
        var compact = IdentifierText.Compact(text ?? "");
        var valid = compact.Length is 6 or 9 or 12 && IdentifierText.AllDigits(compact) && IsProvince(compact.AsSpan(0, 2));
        code = valid ? new(compact) : default;
        return valid;
    }

    public override string ToString() => Value ?? "";
}
