using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>Reads one row of fields.csv. A row that breaks the columns' rules stops the build of the form, with its name.</summary>
internal static partial class FieldReader
{
    private static readonly FrozenSet<string> NoneOfThese = FrozenSet.ToFrozenSet(
        ["none", "no abnormality", "nothing special", "no symptom", "not found", "normal"], StringComparer.OrdinalIgnoreCase);

    // Many forms ask the same condition; an expression is compiled once.
    private static readonly ConcurrentDictionary<string, Expression> Conditions = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, IReadOnlyList<FieldOption>> Tables = new(StringComparer.Ordinal);

    public static FieldDefinition Read(CsvRow row)
    {
        try
        {
            return ReadRow(row);
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"fields.csv, {row["form"]}.{row["key"]}: {wrong.Message}", wrong);
        }
    }

    private static FieldDefinition ReadRow(CsvRow row)
    {
        var source = row["source"];
        var note = Note().Match(source) is { Success: true } found ? found.Groups["note"].Value : null;
        var options = Options(row["options"], row["type"] == "codes");
        var (section, prints) = (row["section"], row["prints_as"]);
        var type = Word<FieldType>(row["type"]);
        return new()
        {
            Form = row["form"], Section = section, Order = int.Parse(row["order"], NumberStyles.None, CultureInfo.InvariantCulture), Key = row["key"],
            Zh = row["zh"], En = row["en"], Type = type, Unit = row["unit"] is { Length: > 0 } unit ? unit : null,
            Options = options, OptionsByCode = options.ToFrozenDictionary(o => o.Code, StringComparer.Ordinal),
            Repeat = row["repeat"] == "" ? FieldRepeat.Once : Word<FieldRepeat>(row["repeat"]), Required = Word<Requirement>(row["required"]),
            RefuseBelow = Bound.Parse(row["refuse_below"]), RefuseAbove = Bound.Parse(row["refuse_above"]),
            AskBelow = Bound.Parse(row["ask_below"]), AskAbove = Bound.Parse(row["ask_above"]),
            Decimals = row["decimals"] == "" ? null : int.Parse(row["decimals"], NumberStyles.None, CultureInfo.InvariantCulture),
            ShownWhen = row["shown_when"] is { Length: > 0 } when ? Conditions.GetOrAdd(when, Expression.Parse) : null,
            PrintsAs = prints is "" or "-" ? null : prints, PrintedCodes = PrintedCodes(prints),
            Fill = source.EndsWith("; computed", StringComparison.Ordinal) ? FieldFill.Computed
                : source.EndsWith("; proposed", StringComparison.Ordinal) ? FieldFill.Proposed : FieldFill.Typed,
            Source = source, Note = note, Verification = row["verification"].Split(';')[0],
            LeastPrecision = Precision(type, note), TakesStatus = FieldDefinition.SectionsWithStatus.Contains(section) || IsRestrictedResult(row, type),
        };
    }

    // if_seen → IfSeen. An unknown word is a fault of the table.
    private static T Word<T>(string word)
        where T : struct, Enum =>
        Enum.TryParse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var value) && !char.IsDigit(word[0])
            ? value : throw new FormatException($"{word} is no {typeof(T).Name}");

    // Past what the rules read, section restricted also holds consents, notes and reports, which nobody can send to a laboratory.
    private static bool IsRestrictedResult(CsvRow row, FieldType type) =>
        row["section"] == FieldDefinition.Restricted && type is FieldType.Code or FieldType.Decimal or FieldType.Integer or FieldType.Boolean
        && (row["options"].Contains("positive", StringComparison.Ordinal) || row["key"].EndsWith("_positive", StringComparison.Ordinal) || row["unit"].EndsWith("/mL", StringComparison.Ordinal));

    private static DatePrecision Precision(FieldType type, string? note)
    {
        if (type != FieldType.Date || note is null) return DatePrecision.Day;
        if (note.Contains("year", StringComparison.Ordinal) && note.Contains("enough", StringComparison.Ordinal)) return DatePrecision.Year;
        return note.Contains("precision month", StringComparison.Ordinal) || note.Contains("else month", StringComparison.Ordinal) ? DatePrecision.Month : DatePrecision.Day;
    }

    private static IReadOnlyList<FieldOption> Options(string cell, bool many)
    {
        if (cell.Length == 0) return [];
        if (cell[0] == '@') return Tables.GetOrAdd(cell, FromTable);
        return [.. cell.Split(';').Select(option => Option(option, many))];
    }

    private static FieldOption Option(string text, bool many)
    {
        var match = OptionText().Match(text);
        if (!match.Success) throw new FormatException($"the option {text} is not code=中文/English");
        var en = match.Groups["en"].Value;
        return new(match.Groups["code"].Value, match.Groups["zh"].Value, en, Excludes: many && NoneOfThese.Contains(en));
    }

    // @clinical/tick-items.csv#key?group=danger
    private static IReadOnlyList<FieldOption> FromTable(string cell)
    {
        var match = TableText().Match(cell);
        if (!match.Success) throw new FormatException($"{cell} is not @folder/file.csv#column?group=name");
        var table = Csv.Embedded(match.Groups["file"].Value);
        var (column, group) = (match.Groups["column"].Value, match.Groups["group"].Value);
        string Words(CsvRow row, string language) =>
            table.Has(language) ? row[language] : table.Has($"condition_{language}") ? row[$"condition_{language}"] : $"{row[$"name_{language}"]} {row[$"meaning_{language}"]}".Trim();
        return
        [
            .. table.Rows.Where(row => group == "" || row["group"] == group).Select(row => new FieldOption(row[column], Words(row, "zh"), Words(row, "en"),
                table.Has("group") ? row["group"] : null, table.Has("restricted") && row["restricted"] == "yes")),
        ];
    }

    // (neg→1;pos→2)
    private static FrozenDictionary<string, string> PrintedCodes(string prints) =>
        Printed().Match(prints) is { Success: true } match
            ? match.Groups["map"].Value.Split(';').Select(pair => pair.Split('→')).Where(pair => pair.Length == 2).ToFrozenDictionary(pair => pair[0].Trim(), pair => pair[1].Trim())
            : FrozenDictionary<string, string>.Empty;

    [GeneratedRegex("; note: (?<note>.*?)(; (computed|proposed))?$")]
    private static partial Regex Note();

    [GeneratedRegex("^(?<code>[^=]+)=(?<zh>[^/]+)/(?<en>.+)$")]
    private static partial Regex OptionText();

    [GeneratedRegex(@"^@([a-z]+/)*(?<file>[a-z0-9-]+\.csv)#(?<column>\w+)(\?group=(?<group>\w+))?$")]
    private static partial Regex TableText();

    [GeneratedRegex(@"\((?<map>[^()]*→[^()]*)\)")]
    private static partial Regex Printed();
}
