namespace Lianxin.Rosters.Columns;

/// <summary>Finds the column that a heading means: exact synonym first, then the longest synonym contained in it. What hits two is shown, never guessed.</summary>
internal sealed class HeadingMatcher(RosterTemplate template)
{
    public readonly record struct Result(RosterColumn? Column, MatchedBy By, IReadOnlyList<string> Candidates)
    {
        public static readonly Result None = new(null, MatchedBy.Nothing, []);
    }

    /// <param name="heading">Text of the column's own heading.</param>
    /// <param name="group">Text of the heading merged above it, or empty.</param>
    public Result Match(string heading, string group = "")
    {
        var own = HeadingText.Clean(heading);
        if (own.Length == 0) return Result.None;
        var joined = HeadingText.Clean(group) + own;
        if (Undecorated(joined) is { } whole) return new(whole, MatchedBy.Synonym, []);
        if (template.Groups.Where(candidate => candidate.Words.Any(word => joined.Contains(word, StringComparison.Ordinal))).ToList() is { Count: > 0 } groups) return OfSomebodyElse(groups, own, joined);
        if (Undecorated(own) is { } exact) return new(exact, MatchedBy.Synonym, []);
        var plain = HeadingText.WithoutBrackets(own);
        return NamesSeveral(plain) is { Count: > 1 } several ? new(null, MatchedBy.Ambiguous, several) : Longest(plain, template.Columns);
    }

    /// <summary>True for a heading that is a known synonym, exactly.</summary>
    public bool IsKnown(string heading)
    {
        var clean = HeadingText.Clean(heading);
        return clean.Length > 0 && Undecorated(clean) is not null;
    }

    /// <summary>True when any word of a restricted column stands in the heading.</summary>
    public bool IsRestricted(string heading)
    {
        var clean = HeadingText.Clean(heading);
        return template.Columns.Any(column => column.Restricted && column.Synonyms.Any(synonym => Contains(clean, synonym)));
    }

    private RosterColumn? Exact(string clean) => template.Columns.FirstOrDefault(column => column.Synonyms.Contains(clean, StringComparer.Ordinal));

    // As written, without the last brackets, without any: 村(居)委会(单位). Brackets that name somebody else are no decoration: 联系电话(丈夫).
    private RosterColumn? Undecorated(string clean)
    {
        if (Exact(clean) is { } written) return written;
        var bracket = clean.LastIndexOf('(');
        if (bracket < 0 && !clean.Contains('[', StringComparison.Ordinal) && !clean.Contains('【', StringComparison.Ordinal)) return null;
        var plain = HeadingText.WithoutBrackets(clean);
        if (template.Groups.Any(group => group.Words.Any(word => clean.Contains(word, StringComparison.Ordinal) && !plain.Contains(word, StringComparison.Ordinal)))) return null;
        return (bracket > 0 ? Exact(clean[..bracket]) : null) ?? Exact(plain);
    }

    private Result OfSomebodyElse(List<HeadingGroup> groups, string own, string joined)
    {
        foreach (var group in groups)
        {
            if (group.Tails.Any(tail => own.Contains(tail, StringComparison.Ordinal)) && template.Column(group.Columns[0]) is { } column) return new(column, MatchedBy.ContainedSynonym, []);
        }
        var allowed = groups.Where(group => group.Tails.Count == 0).SelectMany(group => group.Columns).ToHashSet(StringComparer.Ordinal);
        return Longest(HeadingText.WithoutBrackets(joined), template.Columns.Where(column => allowed.Contains(column.Name)));
    }

    private List<string> NamesSeveral(string clean) =>
        [.. clean.Split(['/', '、', ',', ';', '及', '和', '与', '+'], StringSplitOptions.RemoveEmptyEntries).Select(Exact).OfType<RosterColumn>().Select(column => column.Name).Distinct()];

    private static Result Longest(string clean, IEnumerable<RosterColumn> columns)
    {
        var hits = columns.SelectMany(column => column.Synonyms, (column, synonym) => (column, synonym)).Where(pair => Contains(clean, pair.synonym)).ToList();
        if (hits.Count == 0) return Result.None;
        var longest = hits.Max(pair => pair.synonym.Length);
        var best = hits.Where(pair => pair.synonym.Length == longest).Select(pair => pair.column).ToList();
        var names = best.Select(column => column.Name).Distinct().ToList();
        return names.Count == 1 ? new(best[0], MatchedBy.ContainedSynonym, []) : new(null, MatchedBy.Ambiguous, names);
    }

    // 孕 stands in 孕妇职业, 产 in 产检医院: a synonym of one character counts only as the whole heading. Latin ones count as whole words.
    private static bool Contains(string clean, string synonym)
    {
        var at = clean.IndexOf(synonym, StringComparison.Ordinal);
        if (at < 0 || synonym.Length == 1) return false;
        if (!char.IsAsciiLetter(synonym[0])) return true;
        return (at == 0 || !char.IsAsciiLetter(clean[at - 1])) && (at + synonym.Length == clean.Length || !char.IsAsciiLetter(clean[at + synonym.Length]));
    }
}
