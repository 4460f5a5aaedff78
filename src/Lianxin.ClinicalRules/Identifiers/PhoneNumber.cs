using System.Text.RegularExpressions;

namespace Lianxin.ClinicalRules.Identifiers;

/// <summary>What a telephone text turned out to be.</summary>
public enum PhoneKind { Empty, Mobile, Landline, Doubtful }

/// <summary>A telephone as a person gave it. A telephone refuses nobody: what is neither mobile nor landline is kept as written and marked 号码待核.</summary>
/// <remarks>Operator prefixes are not checked: they change, and numbers move. Source: clinical/identifiers.md section 4.</remarks>
public readonly partial record struct PhoneNumber
{
    private PhoneNumber(PhoneKind kind, string value) => (Kind, Value) = (kind, value);

    public PhoneKind Kind { get; }
    /// <summary>Mobile: 11 digits. Landline: area code, dash, number, perhaps dash and extension, dashes where they were written.
    /// Doubtful: as written, ends trimmed.</summary>
    public string Value { get; }
    public bool IsDoubtful => Kind == PhoneKind.Doubtful;
    /// <summary>Digits alone, for finding the same number written in another way.</summary>
    public string Digits => string.Concat((Value ?? "").Where(char.IsAsciiDigit));
    /// <summary><c>138****5678</c>; other numbers keep three leading and two last characters.</summary>
    public string Masked => MaskText(Value ?? "");

    public static string MaskText(string text) => text.Length switch
    {
        0 => "",
        11 => IdentifierText.Mask(text, 3, 4),
        _ => IdentifierText.Mask(text, 3, 2),
    };

    /// <summary>Reads one telephone; never fails. Spaces, dashes, brackets, full-width digits, <c>+86</c>, <c>0086</c> and <c>tel:</c> are forgiven.</summary>
    public static PhoneNumber Parse(string? text)
    {
        var written = (text ?? "").Trim();
        var compact = Dashes().Replace(IdentifierText.Compact(written), "-");
        if (compact.Length == 0) return new(PhoneKind.Empty, "");
        if (compact.StartsWith("tel:", StringComparison.OrdinalIgnoreCase)) compact = compact[4..];
        compact = CountryCode().Replace(compact, "");
        var digits = compact.Replace("-", "", StringComparison.Ordinal);
        if (Mobile().IsMatch(digits)) return new(PhoneKind.Mobile, digits);
        var landline = Extension().Replace(compact.Replace(")", "-", StringComparison.Ordinal).Replace("(", "", StringComparison.Ordinal), "-").Replace("--", "-", StringComparison.Ordinal);
        return Landline().IsMatch(landline) ? new(PhoneKind.Landline, landline) : new(PhoneKind.Doubtful, written);
    }

    /// <summary>Splits a cell that holds several numbers, in the order written. One number gives one part.</summary>
    public static string[] Split(string text) => Separators().Split(text.Trim()) is { Length: > 1 } parts && parts.Count(p => Parse(p).Kind is PhoneKind.Mobile or PhoneKind.Landline) > 1
        ? [.. parts.Where(p => p.Trim().Length > 0)] : [text];

    public override string ToString() => Masked;

    [GeneratedRegex("^1[3-9][0-9]{9}$")] private static partial Regex Mobile();
    [GeneratedRegex("^0[0-9]{2,3}-?[2-9][0-9]{6,7}(-[0-9]{1,6})?$")] private static partial Regex Landline();
    [GeneratedRegex(@"^(\(?\+86\)?-?|0086-?)")] private static partial Regex CountryCode();
    [GeneratedRegex("[\u2010-\u2015\u2212\uFE58\uFE63_]")] private static partial Regex Dashes();
    [GeneratedRegex("(转|分机|ext\\.?|#|\\*)", RegexOptions.IgnoreCase)] private static partial Regex Extension();
    // A single space parts two numbers only where both sides are numbers of their own: 138 1234 5678 stays one.
    [GeneratedRegex(@"[/／\\、，,;；|\n\r]+|或|(?<=[0-9]{11})\s+(?=[0-9]{7})")] private static partial Regex Separators();
}
