using System.Globalization;

namespace Lianxin.ClinicalRules.Identifiers;

/// <summary>Why a text is no resident identity number. For the developer and the marked cell; the person who typed it is told only that it is wrong,
/// never which character would fit.</summary>
public enum ResidentIdFault { None, Empty, Length, Characters, Province, Date, Check }

/// <summary>Which card the number stands on.</summary>
public enum ResidentIdKind { Resident, HongKongPermit, MacaoPermit, TaiwanPermit, ForeignPermanentResident }

/// <summary>A resident identity number 公民身份号码 of 18 characters (GB 11643-1999), the residence permits 810000, 820000, 830000, or the foreign
/// permanent residence card of 2023, which begins with 9 and follows the same rule.</summary>
/// <remarks>A value exists only if every part is right: length, characters, province, calendar date between 130 years ago (a plausibility bound) and the
/// given day, check character. It never prints itself: <see cref="ToString"/> masks, so no log carries the number. Source: clinical/identifiers.md section 1.</remarks>
public readonly record struct ResidentId
{
    /// <summary>Oldest age in years that is believed.</summary>
    public const int OldestAge = 130;
    private const string CheckCharacters = "10X98765432";
    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private ResidentId(string value, DateOnly birthDate, ResidentIdKind kind) => (Value, BirthDate, Kind) = (value, birthDate, kind);

    /// <summary>The 18 characters, check character in upper case. Never put it in a log or an address.</summary>
    public string Value { get; }
    public DateOnly BirthDate { get; }
    public ResidentIdKind Kind { get; }
    /// <summary>The 17th digit is even.</summary>
    public bool IsFemale => (Value[16] - '0') % 2 == 0;
    /// <summary>Code of the form field <c>sex</c>: <c>1</c> male, <c>2</c> female.</summary>
    public string Sex => IsFemale ? "2" : "1";
    /// <summary>Division of the first registration; may be an abolished code.</summary>
    public string Division => Value[..6];
    /// <summary>First 4 and last 4 characters, as every screen shows it.</summary>
    public string Masked => MaskText(Value);

    /// <summary>Masks a number that may be wrong: first 4 and last 4 of it, everything when it is that short.</summary>
    public static string MaskText(string text) => IdentifierText.Mask(text, 4, 4);

    /// <summary>Reads a number of 18 characters. White space, full-width digits, a leading apostrophe and a small x are forgiven.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="today">The day on which birth dates after it are impossible.</param>
    /// <param name="id">The number, when the result is true.</param>
    /// <param name="fault">The first thing that is wrong, in the order length, characters, province, date, check.</param>
    public static bool TryParse(string? text, DateOnly today, out ResidentId id, out ResidentIdFault fault)
    {
        id = default;
        var number = Clean(text);
        fault = Fault(number, today, out var birth);
        if (fault != ResidentIdFault.None) return false;
        id = new(number, birth, KindOf(number));
        return true;
    }

    /// <summary>True for the 15 digits issued before 1999: to be confirmed by the holder's card, not stored as they are.</summary>
    public static bool IsOldNumber(string? text) => Clean(text) is { Length: 15 } number && IdentifierText.AllDigits(number);

    /// <summary>The 18 characters that belong to an old number of 15 digits.</summary>
    public static bool TryFromOldNumber(string? text, DateOnly today, out ResidentId id, out ResidentIdFault fault)
    {
        id = default;
        var number = Clean(text);
        fault = number.Length != 15 ? ResidentIdFault.Length : IdentifierText.AllDigits(number) ? ResidentIdFault.None : ResidentIdFault.Characters;
        if (fault != ResidentIdFault.None) return false;
        var seventeen = $"{number[..6]}19{number[6..]}";
        return TryParse(seventeen + CheckCharacter(seventeen), today, out id, out fault);
    }

    /// <summary>The check character of 17 digits.</summary>
    public static char CheckCharacter(ReadOnlySpan<char> seventeen)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++) sum += (seventeen[i] - '0') * Weights[i];
        return CheckCharacters[sum % 11];
    }

    public override string ToString() => Value is null ? "" : Masked;

    private static string Clean(string? text)
    {
        var compact = IdentifierText.Compact(text ?? "").TrimStart('\'');
        return compact.EndsWith('x') ? compact[..^1] + 'X' : compact;
    }

    private static ResidentIdFault Fault(string number, DateOnly today, out DateOnly birth)
    {
        birth = default;
        if (number.Length == 0) return ResidentIdFault.Empty;
        if (number.Length != 18) return ResidentIdFault.Length;
        if (!IdentifierText.AllDigits(number.AsSpan(0, 17)) || (!char.IsAsciiDigit(number[17]) && number[17] != 'X')) return ResidentIdFault.Characters;
        if (!HasIssuer(number)) return ResidentIdFault.Province;
        if (!DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out birth)
            || birth > today || birth < today.AddYears(-OldestAge)) return ResidentIdFault.Date;
        return CheckCharacter(number) == number[17] ? ResidentIdFault.None : ResidentIdFault.Check;
    }

    // 9 + a province code: the card of a foreign permanent resident (991… has no such province and stays refused).
    private static bool HasIssuer(string number) =>
        number[0] == '9' ? DivisionCode.IsProvince(number.AsSpan(1, 2))
        : number.StartsWith("83", StringComparison.Ordinal) ? number.StartsWith("830000", StringComparison.Ordinal)
        : DivisionCode.IsProvince(number.AsSpan(0, 2));

    private static ResidentIdKind KindOf(string number) => number switch
    {
        ['9', ..] => ResidentIdKind.ForeignPermanentResident,
        ['8', '1', ..] => ResidentIdKind.HongKongPermit,
        ['8', '2', ..] => ResidentIdKind.MacaoPermit,
        ['8', '3', ..] => ResidentIdKind.TaiwanPermit,
        _ => ResidentIdKind.Resident,
    };
}
