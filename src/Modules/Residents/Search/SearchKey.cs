using Lianxin.Core.Secrets;

namespace Lianxin.Residents.Search;

/// <summary>What a search key is made of. The numbers stand in the database: add, never renumber.</summary>
public enum KeyKind
{
    /// <summary>First letters of the pinyin: <c>cj</c>.</summary>
    Initials = 1,

    /// <summary>Pinyin without tones, or a name in letters: <c>chenjie</c>.</summary>
    Pinyin = 2,

    /// <summary>The name from each of its characters on: 陈静怡, 静怡, 怡. A prefix of one of them is any piece of the name.</summary>
    Han = 3,

    /// <summary>Telephone number, whole. Stored as blind index.</summary>
    Phone = 4,

    /// <summary>Its last four digits. Stored as blind index.</summary>
    PhoneLast4 = 5,

    /// <summary>Identity number or other document number, whole. Stored as blind index.</summary>
    IdNumber = 6,

    /// <summary>Its last four characters. Stored as blind index.</summary>
    IdLast4 = 7,

    /// <summary>Record number, whole, and the last eight digits that forms print. Stored as blind index.</summary>
    RecordNumber = 8,

    /// <summary>What two records of one person share, whole: identity number, name with birth date, telephone with initials. Stored as blind index; nobody searches by it.</summary>
    Twin = 9,
}

/// <summary>One way to find a person.</summary>
/// <param name="Kind">What it is made of.</param>
/// <param name="Value">Plain and normalised; see <see cref="Stored"/> for what may be written.</param>
public readonly record struct SearchKey(KeyKind Kind, string Value)
{
    /// <summary>Longest <see cref="Stored"/> value, in UTF-16 units.</summary>
    public const int MaxLength = 64;

    /// <summary>Whether the value is a number that must not stand in the database.</summary>
    public bool IsSecret => IsSecretKind(Kind);

    /// <summary>The value as the key table holds it: a blind index for a number, the value itself for a name.</summary>
    public string Stored(ISecrets secrets) => IsSecret ? secrets.BlindIndex(Kind.ToString(), Value) : Value;

    internal static bool IsSecretKind(KeyKind kind) => kind >= KeyKind.Phone;
}
