using System.Text;
using System.Text.RegularExpressions;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>What a text says about the sex of a fetus.</summary>
public enum FetalSexMention
{
    None,

    /// <summary>A word that may tell it: asked about, with the law named.</summary>
    MayTell,

    /// <summary>A plain statement about this pregnancy: refused.</summary>
    Told,
}

/// <summary>The guard of free text before birth (README of the forms): words of <c>fetal-sex-words.csv</c>; also used by imports and file names.</summary>
/// <remarks>A clause is read by itself. A word of an earlier birth before the telling word makes it history (前次分娩男婴) unless the clause speaks of
/// this pregnancy; a word of this pregnancy beside it makes it a statement. Blanks and signs inside a clause do not hide a word. It catches slips
/// and habits, not somebody who wants to hide it.</remarks>
public static partial class FetalSexWords
{
    // Forms about an unborn child whatever the context says; a referral or an alert is about one only when its person is pregnant.
    private static readonly string[] AntenatalForms = [FormNames.AntenatalFirst, FormNames.AntenatalFollowup, FormNames.OgttGdm, FormNames.HighRiskCase];

    private static readonly Lazy<WordList> List = new(() => new(Csv.Embedded("fetal-sex-words.csv")));

    /// <summary>The law to name beside the question: facts <c>law_zh</c> and <c>law_en</c>.</summary>
    public static (string Name, string Value)[] Law => List.Value.Law;

    public static bool IsAboutUnborn(string form) => AntenatalForms.Contains(form);

    /// <summary>Reads a text, a file name or a cell.</summary>
    public static FetalSexMention Look(string text)
    {
        var found = FetalSexMention.None;
        foreach (var clause in Clauses(text))
        {
            var one = LookAtClause(clause);
            if (one > found) found = one;
        }

        return found;
    }

    private static FetalSexMention LookAtClause(Clause clause)
    {
        var list = List.Value;
        var at = clause.Find(list.Tells, list.Harmless);
        if (at < 0) return FetalSexMention.None;
        if (clause.Find(list.This, []) >= 0) return FetalSexMention.Told;
        var history = clause.Find(list.History, []);
        return history >= 0 && history <= at ? FetalSexMention.None : FetalSexMention.MayTell;
    }

    private static IEnumerable<Clause> Clauses(string text)
    {
        var normal = Identifiers.CompatibilityText.Fold(text);
        foreach (var part in Karyotype().Replace(normal.ToLowerInvariant(), "$1$2").Split(['，', ',', '。', '；', ';', '！', '!', '？', '?', '\n', '\r', '、'], StringSplitOptions.RemoveEmptyEntries))
            yield return new(part);
    }

    // The comma of 46,XY parts no clause.
    [GeneratedRegex("([0-9])\\s*,\\s*([a-z])")]
    private static partial Regex Karyotype();

    private sealed class WordList
    {
        public WordList(Csv table)
        {
            string[] Of(string kind) => [.. table.Rows.Where(r => r["kind"] == kind).Select(r => r["word"].ToLowerInvariant())];
            (Tells, This, History, Harmless) = (Of("tells"), Of("this"), Of("history"), Of("harmless"));
            Law = [.. table.Rows.Where(r => r["kind"].StartsWith("law_", StringComparison.Ordinal)).Select(r => (r["kind"], r["word"]))];
        }

        public string[] Tells { get; }
        public string[] This { get; }
        public string[] History { get; }
        public string[] Harmless { get; }
        public (string, string)[] Law { get; }
    }

    /// <summary>A clause twice: as written, for words of letters, and without blanks and signs, for Chinese words.</summary>
    private readonly struct Clause(string written)
    {
        private readonly string _written = written;
        private readonly string _dense = string.Concat(written.Where(char.IsLetterOrDigit));

        /// <summary>Where the first of the words stands, counted in the dense text; -1 when none does.</summary>
        public int Find(string[] words, string[] harmless)
        {
            var dense = _dense;
            foreach (var word in harmless) dense = dense.Replace(word, new string('·', word.Length), StringComparison.Ordinal);
            var first = -1;
            foreach (var word in words)
            {
                var at = word.All(c => char.IsAsciiLetter(c) || c == ' ') ? WholeWord(word) : dense.IndexOf(word, StringComparison.Ordinal);
                if (at >= 0 && (first < 0 || at < first)) first = at;
            }

            return first;
        }

        // “son” is no part of “reason”, “male” none of “female”.
        private int WholeWord(string word)
        {
            for (var at = _written.IndexOf(word, StringComparison.Ordinal); at >= 0; at = _written.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                var (before, after) = (at - 1, at + word.Length);
                if ((before < 0 || !char.IsAsciiLetter(_written[before])) && (after >= _written.Length || !char.IsAsciiLetter(_written[after])))
                    return _written.AsSpan(0, at).ToString().Count(char.IsLetterOrDigit);
            }

            return -1;
        }
    }
}
