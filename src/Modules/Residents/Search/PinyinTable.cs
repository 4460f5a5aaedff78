using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Lianxin.Residents.Search;

/// <summary>One Mandarin syllable in the spellings that are needed.</summary>
internal sealed class Syllable
{
    public Syllable(string toned)
    {
        Toned = toned;
        var letters = new StringBuilder();
        var tone = 5; // neutral; sorted last, as dictionaries do
        foreach (var c in toned.Normalize(NormalizationForm.FormD))
        {
            switch (c)
            {
                case '\u0304': tone = 1; break;
                case '\u0301': tone = 2; break;
                case '\u030C': tone = 3; break;
                case '\u0300': tone = 4; break;
                case '\u0308': letters[^1] = 'v'; break; // ü, typed as v
                case '\u0302': break; // ê
                default: letters.Append(c); break;
            }
        }
        var plain = letters.ToString();
        // People type lü as lv, passports print lyu, and many just type lu: all three find 吕.
        Spellings = plain.Contains('v') ? [plain, plain.Replace('v', 'u'), plain.Replace("v", "yu", StringComparison.Ordinal)] : [plain];
        // ':' stands between the digits and the letters: lu < lü < luan.
        Sort = string.Create(CultureInfo.InvariantCulture, $"{plain.Replace("v", "u:", StringComparison.Ordinal)}{tone}");
    }

    /// <summary>As shown: <c>chén</c>.</summary>
    public string Toned { get; }
    /// <summary>As typed, lower case, without tone; the first is the usual one: <c>lv</c>, <c>lu</c>, <c>lyu</c>.</summary>
    public string[] Spellings { get; }
    /// <summary>As sorted: <c>chen2</c>.</summary>
    public string Sort { get; }
}

/// <summary>The readings of characters and surnames, from the two embedded files of <c>Data/</c> (made by <c>tools/pinyin</c>). Read at first use.</summary>
internal sealed class PinyinTable
{
    private const int MostReadings = 4, BitsOfOne = 16;
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouv");
    private static readonly Lazy<PinyinTable> Loaded = new(() => new PinyinTable());

    private readonly Syllable[] syllables;
    private readonly Dictionary<int, ulong> readings; // not frozen: freezing 41,000 takes longer than it ever saves; by code point: up to four numbers of syllables, each plus one, the first in the lowest bits
    private readonly FrozenDictionary<string, Syllable[]> surnames;
    private readonly FrozenSet<string> spellings, starts;

    private PinyinTable()
    {
        var all = new List<Syllable>();
        var numbers = new Dictionary<string, int>();
        int NumberOf(string toned)
        {
            if (numbers.TryGetValue(toned, out var number)) return number;
            all.Add(new Syllable(toned));
            return numbers[toned] = all.Count - 1;
        }

        var packed = new Dictionary<int, ulong>(42_000);
        foreach (var row in Rows("readings.txt"))
        {
            var rank = int.Parse(row[0], CultureInfo.InvariantCulture);
            var syllable = (ulong)(NumberOf(row[1]) + 1) << (BitsOfOne * (rank - 1));
            foreach (var character in row[2].EnumerateRunes()) packed[character.Value] = packed.GetValueOrDefault(character.Value) | syllable;
        }
        var names = new Dictionary<string, Syllable[]>();
        foreach (var row in Rows("surnames.txt"))
        {
            names[row[0]] = [.. row[1].Split(' ').Select(s => all[NumberOf(s)])];
            LongestSurname = Math.Max(LongestSurname, names[row[0]].Length);
        }

        syllables = [.. all];
        readings = packed;
        surnames = names.ToFrozenDictionary();
        // Interjections such as ng and hm are no part of a name that somebody types.
        spellings = all.SelectMany(s => s.Spellings).Where(s => s.AsSpan().ContainsAny(Vowels)).ToFrozenSet();
        starts = spellings.SelectMany(s => Enumerable.Range(1, s.Length).Select(n => s[..n])).ToFrozenSet();
    }

    public static PinyinTable Instance => Loaded.Value;

    /// <summary>Characters in the longest surname known.</summary>
    public int LongestSurname { get; }

    /// <summary>How many characters have a reading.</summary>
    public int Count => readings.Count;

    /// <summary>The readings of a character, the usual one first; empty where none is known.</summary>
    public Syllable[] ReadingsOf(Rune character)
    {
        if (!readings.TryGetValue(character.Value, out var packed)) return [];
        var found = new List<Syllable>(MostReadings);
        for (; packed != 0; packed >>= BitsOfOne) found.Add(syllables[(int)(packed & ushort.MaxValue) - 1]);
        return [.. found];
    }

    /// <summary>How these characters are read as a surname, where that differs from their usual reading or where they are more than one; else null.</summary>
    public Syllable[]? SurnameReading(string characters) => surnames.GetValueOrDefault(characters);

    /// <summary>Whether this is a whole syllable, as typed.</summary>
    public bool IsSyllable(string typed) => spellings.Contains(typed);

    /// <summary>Whether a syllable begins so.</summary>
    public bool StartsSyllable(string typed) => starts.Contains(typed);

    private static IEnumerable<string[]> Rows(string file)
    {
        using var stream = typeof(PinyinTable).Assembly.GetManifestResourceStream($"Lianxin.Residents.Search.{file}")
            ?? throw new InvalidOperationException($"The pinyin data {file} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#') yield return line.Split('\t');
    }
}
