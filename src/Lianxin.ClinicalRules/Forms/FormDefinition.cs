using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>One of the forms of fields.csv: its fields in order and the rules that hold between them. Read once and shared.</summary>
public sealed class FormDefinition
{
    private static readonly string[] Columns =
    [
        "form", "section", "order", "key", "zh", "en", "type", "unit", "options", "repeat", "required", "refuse_below", "refuse_above", "ask_below", "ask_above",
        "decimals", "shown_when", "prints_as", "source", "verification",
    ];

    private static readonly Lazy<FrozenDictionary<string, CsvRow[]>> Tables = new(ReadTable);
    private static readonly ConcurrentDictionary<string, FormDefinition> Read = new(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, FieldDefinition> _byKey;
    private readonly Dictionary<string, List<FieldDefinition>> _columns = new(StringComparer.Ordinal);

    private FormDefinition(string name, CsvRow[] rows)
    {
        Name = name;
        Fields = [.. rows.Select(FieldReader.Read).OrderBy(f => f.Order)];
        _byKey = Fields.ToFrozenDictionary(f => f.Key, StringComparer.Ordinal);
        Sections = [.. Fields.Select(f => f.Section).Distinct()];
        Rules = FormRule.For(this);
        Version = HashOf(rows);
        Reads = Fields.Select(f => f.Key).Concat(Fields.SelectMany(f => f.ShownWhen?.Keys ?? [])).Concat(Rules.SelectMany(r => r.Holds.Keys)).ToFrozenSet(StringComparer.Ordinal);
        FieldDefinition? before = null;
        foreach (var field in Fields)
        {
            if (field.Repeat == FieldRepeat.List)
            {
                var columns = before is { Repeat: FieldRepeat.List } && before.Section == field.Section ? _columns[before.Key] : [];
                columns.Add(field);
                _columns[field.Key] = columns;
            }

            before = field;
            field.ShownPerFetus = field.Repeat == FieldRepeat.Fetus && field.ShownWhen is { } when && when.Keys.Any(k => this[k]?.Repeat == FieldRepeat.Fetus);
        }
    }

    /// <summary>The names of all forms, as in the column form.</summary>
    public static IReadOnlyList<string> Names => Tables.Value.Keys;

    public string Name { get; }

    /// <summary>SHA-256 of the rows of this form and of the rules between its fields, lower-case hex: another text is another version.</summary>
    public string Version { get; }

    public IReadOnlyList<FieldDefinition> Fields { get; }

    /// <summary>The sections in order.</summary>
    public IReadOnlyList<string> Sections { get; }

    /// <summary>What holds between fields (form-rules.csv).</summary>
    public IReadOnlyList<FormRule> Rules { get; }

    /// <summary>Every key that this form asks, or reads in a condition or rule.</summary>
    internal FrozenSet<string> Reads { get; }

    /// <summary>Those of them that the software fills where nobody answered.</summary>
    internal string[] Computes => field ??= [.. Reads.Where(k => ComputedFields.Of(Name).Has(k) || IdentityFields.Fills(Name, k))];

    /// <summary>The field of a key; null when this form has none.</summary>
    public FieldDefinition? this[string key] => _byKey.GetValueOrDefault(key);

    /// <summary>The columns of the list that a list field belongs to: neighbouring list fields of its section.</summary>
    public IReadOnlyList<FieldDefinition> ColumnsOf(FieldDefinition field) => _columns.GetValueOrDefault(field.Key) ?? [];

    /// <summary>The form of this name; null when there is none.</summary>
    public static FormDefinition? Find(string name)
    {
        if (Read.TryGetValue(name, out var known)) return known;
        return Tables.Value.TryGetValue(name, out var rows) ? Read.GetOrAdd(name, new FormDefinition(name, rows)) : null;
    }

    /// <exception cref="ArgumentException">There is no such form: a mistake of the caller, not of a user.</exception>
    public static FormDefinition Of(string name) => Find(name) ?? throw new ArgumentException($"There is no form {name}", nameof(name));

    private static FrozenDictionary<string, CsvRow[]> ReadTable() =>
        Csv.Embedded("fields.csv").Rows.GroupBy(row => row["form"]).ToFrozenDictionary(form => form.Key, form => form.ToArray(), StringComparer.Ordinal);

    private string HashOf(CsvRow[] rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            foreach (var column in Columns) text.Append(row[column]).Append('\u001f');
            text.Append('\n');
        }

        foreach (var rule in Rules) text.Append(rule.Code).Append(rule.Holds.Text).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
