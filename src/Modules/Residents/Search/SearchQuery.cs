using System.Text;
using Lianxin.Core.Secrets;

namespace Lianxin.Residents.Search;

/// <summary>What somebody typed into the search box.</summary>
public enum QueryKind
{
    /// <summary>Nothing to look for: empty, or symbols only.</summary>
    Nothing,

    /// <summary>Letters that are no pinyin: first letters.</summary>
    Initials,

    /// <summary>Letters that may be pinyin, first letters or a name in letters.</summary>
    Pinyin,

    /// <summary>Characters of the name, perhaps followed by letters.</summary>
    Name,

    /// <summary>Four digits (or three and X): the end of a telephone or identity number.</summary>
    LastFour,

    /// <summary>A whole telephone number.</summary>
    Phone,

    /// <summary>A whole identity number; see <see cref="SearchQuery.IsMistyped"/>.</summary>
    IdNumber,

    /// <summary>A record number, or another document's number.</summary>
    RecordNumber,

    /// <summary>Digits that are not yet any number that could be looked up.</summary>
    Unfinished,
}

/// <summary>One range or value to look up in the key table. Lookups of a query are joined by "or".</summary>
/// <param name="Kind">Kind of key.</param>
/// <param name="Value">Plain value.</param>
/// <param name="IsPrefix">Whether keys that begin so are meant; else the key itself.</param>
public readonly record struct KeyLookup(KeyKind Kind, string Value, bool IsPrefix)
{
    /// <summary>Where to begin: the keys meant are <c>&gt;= From</c> and <c>&lt; Until</c>, compared ordinally (collation C).</summary>
    public string From(ISecrets secrets) => new SearchKey(Kind, Value).Stored(secrets);

    /// <summary>Where to end, itself not included. For a whole value there is nothing between: its first successor.</summary>
    public string Until(ISecrets secrets) => From(secrets) + (IsPrefix ? "\U0010FFFF" : "\u0001");

    internal bool Meets(SearchKey key) =>
        key.Kind == Kind && (IsPrefix ? key.Value.StartsWith(Value, StringComparison.Ordinal) : key.Value == Value);
}

/// <summary>A query understood: what it is, and which keys to look up.</summary>
public sealed class SearchQuery
{
    private readonly string typed;

    private SearchQuery(QueryKind kind, string typed, IReadOnlyList<KeyLookup> lookups)
    {
        (Kind, this.typed, Lookups) = (kind, typed, lookups);
    }

    /// <summary>What was typed.</summary>
    public QueryKind Kind { get; }

    /// <summary>Keys to look up, joined by "or"; none for <see cref="QueryKind.Nothing"/> and <see cref="QueryKind.Unfinished"/>. At most three.</summary>
    public IReadOnlyList<KeyLookup> Lookups { get; }

    /// <summary>The lookups find more than was asked for (chenjy, 陈j): show only names that <see cref="Accepts"/> takes.</summary>
    public bool NeedsCheck { get; private init; }

    /// <summary>The check character of a whole identity number is wrong: say so, for nobody can be found by it.</summary>
    public bool IsMistyped { get; private init; }

    /// <summary>Whether a name found by the lookups is meant. Always true for numbers.</summary>
    public bool Accepts(string name) => !NeedsCheck || NameMatch.Find(NameParts.Of(name), typed) is not null;

    /// <summary>Understands what was typed, in full or half width, with or without spaces, dashes and dots.</summary>
    public static SearchQuery Of(string? text)
    {
        var typed = NameMatch.Typed(text ?? "");
        if (typed.Length == 0) return new(QueryKind.Nothing, typed, []);
        var hasHan = typed.EnumerateRunes().Any(NameParts.IsHan);
        if (!hasHan && typed.Any(char.IsDigit)) return OfNumber(NumberKeys.Normalize(text!));
        return NameParts.IsHan(Rune.GetRuneAt(typed, 0)) ? OfCharacters(typed) : OfLetters(typed, hasHan);
    }

    private static SearchQuery OfCharacters(string typed)
    {
        var runes = typed.EnumerateRunes().ToList();
        var characters = string.Concat(runes.TakeWhile(NameParts.IsHan).Take(NameKeys.HanLength));
        return new(QueryKind.Name, typed, [new(KeyKind.Han, characters, IsPrefix: true)]) { NeedsCheck = !runes.TrueForAll(NameParts.IsHan) };
    }

    private static SearchQuery OfLetters(string typed, bool hasHan)
    {
        var letters = hasHan ? string.Concat(typed.EnumerateRunes().TakeWhile(r => !NameParts.IsHan(r))) : typed;
        var lookups = new List<KeyLookup> { new(KeyKind.Initials, letters, true), new(KeyKind.Pinyin, letters, true) };
        var pieces = Pieces(letters);
        var isPinyin = pieces is not null && pieces.SkipLast(1).All(PinyinTable.Instance.IsSyllable);
        // Half-typed syllables (chenjy, cjie): found by the first letters of the pieces, then checked.
        var isMixed = pieces is not null && !isPinyin && pieces.Exists(p => p.Length > 1);
        if (isMixed) lookups.Add(new(KeyKind.Initials, string.Concat(pieces!.Select(p => p[0])), true));
        return new(hasHan ? QueryKind.Name : (isPinyin && letters.Length > 1) || isMixed ? QueryKind.Pinyin : QueryKind.Initials, typed, lookups) { NeedsCheck = hasHan || isMixed };
    }

    // Cuts letters into whole syllables where it can, else into the fewest beginnings of syllables; null where there is a letter no syllable begins with.
    private static List<string>? Pieces(string letters)
    {
        const int longest = 6; // zhuang
        var syllables = PinyinTable.Instance;
        var best = new (int Cost, int Length)[letters.Length + 1]; // from each letter to the end
        for (var from = letters.Length - 1; from >= 0; from--)
        {
            best[from] = (int.MaxValue, 0);
            for (var length = 1; length <= longest && from + length <= letters.Length; length++)
            {
                var piece = letters.Substring(from, length);
                if (best[from + length].Cost == int.MaxValue || !syllables.StartsSyllable(piece)) continue;
                // A beginning costs more than any number of whole syllables, except at the end, where somebody is still typing.
                var cost = best[from + length].Cost + (syllables.IsSyllable(piece) || from + length == letters.Length ? 1 : 100);
                if (cost <= best[from].Cost) best[from] = (cost, length);
            }
        }
        if (best[0].Cost == int.MaxValue) return null;
        var pieces = new List<string>();
        for (var at = 0; at < letters.Length; at += best[at].Length) pieces.Add(letters.Substring(at, best[at].Length));
        return pieces;
    }

    private static SearchQuery OfNumber(string number)
    {
        static KeyLookup Whole(KeyKind kind, string value) => new(kind, value, IsPrefix: false);
        var digits = number.All(char.IsAsciiDigit);
        var digitsButLast = number[..^1].All(char.IsAsciiDigit);
        switch (number.Length)
        {
            case 18 when digitsButLast:
                // Some cities give a record number of 18 digits, so both are looked up.
                return new(QueryKind.IdNumber, number, [Whole(KeyKind.IdNumber, number), Whole(KeyKind.RecordNumber, number)]) { IsMistyped = !NumberKeys.HasValidCheck(number) };
            case 15 when digits:
                return new(QueryKind.IdNumber, number, [Whole(KeyKind.IdNumber, NumberKeys.From15(number)), Whole(KeyKind.IdNumber, number)]);
            case 4 when digits:
                return new(QueryKind.LastFour, number, [Whole(KeyKind.PhoneLast4, number), Whole(KeyKind.IdLast4, number)]);
            case 4 when digitsButLast && number[3] == 'X':
                return new(QueryKind.LastFour, number, [Whole(KeyKind.IdLast4, number)]);
            case < 4:
                return new(QueryKind.Unfinished, number, []);
            case > SearchKey.MaxLength:
                return new(QueryKind.Nothing, typed: "", []);
        }
        var isPhone = digits && (number.Length == 11 && number[0] == '1' || number.Length is >= 10 and <= 12 && number[0] == '0');
        if (isPhone) return new(QueryKind.Phone, number, [Whole(KeyKind.Phone, number)]);
        // A passport's number looks like a hospital's record number; seven digits may be a telephone without its area; "Maria 2" may be a name.
        var third = digits ? Whole(KeyKind.Phone, number) : new KeyLookup(KeyKind.Pinyin, NameMatch.Typed(number), IsPrefix: true);
        return new(QueryKind.RecordNumber, number, [Whole(KeyKind.RecordNumber, number), Whole(KeyKind.IdNumber, number), third]);
    }
}
