using System.Text;
using Lianxin.ClinicalRules.Identifiers;

namespace Lianxin.Residents.Search;

/// <summary>The keys by which a number is found. Two spellings of one number give the same keys.</summary>
public static class NumberKeys
{
    private const int LastFour = 4, PrintedFrom = 9, PrintedUntil = 17;

    /// <summary>Keys of a telephone number: whole, and last four digits. <c>+86</c>, spaces and dashes are left out. Empty for a text without four digits.</summary>
    public static IReadOnlyList<SearchKey> Phone(string phone)
    {
        var digits = Normalize(WithoutExtension(NameParts.Fold(phone)));
        return digits.Length < LastFour ? [] : [new(KeyKind.Phone, digits), new(KeyKind.PhoneLast4, digits[^LastFour..])];
    }

    /// <summary>Keys of an identity number or other document's number: whole, and last four characters. One of 15 digits is found as the 18 it became.</summary>
    public static IReadOnlyList<SearchKey> IdNumber(string number)
    {
        var plain = Normalize(number);
        if (plain.Length < LastFour) return [];
        if (plain.Length == 15 && plain.All(char.IsAsciiDigit)) plain = From15(plain);
        return [new(KeyKind.IdNumber, plain), new(KeyKind.IdLast4, plain[^LastFour..])];
    }

    /// <summary>Keys of a record number: whole, and the last eight digits, which is what forms print.</summary>
    public static IReadOnlyList<SearchKey> RecordNumber(string number)
    {
        var plain = Normalize(number);
        return plain.Length == 0 ? []
            : plain.Length is 17 or 18 ? [new(KeyKind.RecordNumber, plain), new(KeyKind.RecordNumber, plain[PrintedFrom..PrintedUntil])]
            : [new(KeyKind.RecordNumber, plain)];
    }

    /// <summary>Whether a number of 18 characters ends in the check character that GB 11643-1999 asks for.</summary>
    internal static bool HasValidCheck(string number) => number[17] == ResidentId.CheckCharacter(number.AsSpan(0, 17));

    /// <summary>The number of 18 characters that one of 15 digits became: the century put in, the check character added.</summary>
    internal static string From15(string number)
    {
        var longer = $"{number[..6]}19{number[6..]}";
        return longer + ResidentId.CheckCharacter(longer);
    }

    // What follows the number of a landline, as in 0731-84300000-801, is not what somebody types to find her.
    private static string WithoutExtension(string phone)
    {
        var turn = phone.IndexOfAny(['转', '#', 'x']);
        if (turn > 0) return phone[..turn];
        var groups = phone.Split('-');
        return groups.Length == 3 && groups[0].TrimStart().StartsWith('0') && groups[1].Length >= 7 ? $"{groups[0]}{groups[1]}" : phone;
    }

    /// <summary>Half width, upper case, letters and digits only, without the country code of a Chinese mobile number.</summary>
    internal static string Normalize(string number)
    {
        var kept = new StringBuilder(number.Length);
        foreach (var rune in NameParts.Fold(number).EnumerateRunes())
            if (Rune.IsLetterOrDigit(rune)) kept.Append(Rune.ToUpperInvariant(rune));
        var plain = kept.ToString();
        foreach (var country in (ReadOnlySpan<string>)["0086", "86"])
            if (plain.Length == country.Length + 11 && plain.StartsWith(country, StringComparison.Ordinal) && plain[country.Length] == '1') return plain[country.Length..];
        return plain;
    }
}
