using System.Collections.Frozen;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Rosters.Columns;

namespace Lianxin.Residents.Rosters;

/// <summary>Where the columns of a list of people go: to the form <c>person</c> or, where that has no field, to the list's own words in the record.</summary>
/// <param name="template">The columns.</param>
/// <param name="person">Column to key of the form <c>person</c>.</param>
/// <param name="checkedOnly">Columns that only help to check another.</param>
/// <param name="split">What cells of the template are split into beside what every template knows.</param>
public sealed class PersonColumns(RosterTemplate template, IReadOnlyDictionary<string, string> person, IEnumerable<string> checkedOnly, params string[] split)
{
    /// <summary>What a row may leave open: all of it.</summary>
    public static readonly FrozenSet<string> Later = FormDefinition.Of(FormNames.Person).Fields.Select(f => f.Key).ToFrozenSet();

    private static readonly FormDefinition Form = FormDefinition.Of(FormNames.Person);
    private readonly FrozenSet<string> checks = checkedOnly.ToFrozenSet(), parts = split.ToFrozenSet();

    /// <summary>The field of the form that a column answers, or null.</summary>
    public FieldDefinition? Field(string column) => person.TryGetValue(column, out var key) ? Form[key] : null;

    /// <summary>The column that answers a key of the form; the key itself where none does.</summary>
    public string ColumnOf(string key) => person.FirstOrDefault(p => p.Value == key).Key ?? key;

    /// <summary>True for a column of the template, and for what its cells are split into.</summary>
    public bool IsKnown(string column) => template.Knows(column) || parts.Contains(column);

    /// <summary>True for a further telephone number of a cell.</summary>
    public bool IsFurtherPhone(string column) => template.PhoneOf(column) is not null;

    public bool IsRestricted(string column) => template.Column(column)?.Restricted == true;

    public bool IsKept(string column) => !checks.Contains(column);

    /// <summary>The words of a column.</summary>
    public string NameOf(string column, bool english = false) => template.Column(column) is { } known ? english ? known.En : known.Zh : column;

    /// <summary>A code in words, as the form has it.</summary>
    public string WordOf(string column, string text) => WordOf(Field(column), text);

    public static string WordOf(FieldDefinition? field, string text) => field?.Options.FirstOrDefault(o => o.Code == text)?.Zh ?? text;
}
