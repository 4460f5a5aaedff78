using Lianxin.ClinicalRules.Identifiers;
using Lianxin.Rosters.Cells;
using Lianxin.Rosters.Columns;

namespace Lianxin.Rosters;

/// <summary>Finds rows that name a person already named further up: the same identity number, or the same name with the same birth date or telephone
/// unless two identity numbers tell them apart.</summary>
internal sealed class Duplicates
{
    private readonly Dictionary<string, (int Row, string Id)> seen = new(StringComparer.Ordinal);

    public void Check(int number, IReadOnlyList<ColumnMatch> columns, RowDraft row)
    {
        var (id, name) = (row.Text("id_number"), PersonName.MatchKey(row.Text("full_name")));
        var keys = new List<(string Key, string Column)>();
        if (id.Length > 0) keys.Add(($"id {id}", "id_number"));
        if (name.Length > 0 && row.Get<DateOnly>("birth_date") is { } birth) keys.Add(($"birth {name} {birth:yyyyMMdd}", "full_name"));
        if (name.Length > 0 && row.Text("mobile") is { Length: > 0 } mobile) keys.Add(($"mobile {name} {PhoneNumber.Parse(mobile).Digits}", "full_name"));
        foreach (var (key, column) in keys)
        {
            if (!seen.TryGetValue(key, out var earlier) || (id.Length > 0 && earlier.Id.Length > 0 && id != earlier.Id)) continue;
            var at = columns.FirstOrDefault(match => match.Column?.Name == column);
            row.Add(new(at?.Heading, column, "duplicate-in-file", RosterOutcome.Ask) { Index = at?.Index, OtherRow = earlier.Row });
            break;
        }
        foreach (var (key, _) in keys) seen.TryAdd(key, (number, id));
    }
}
