using System.Collections.Concurrent;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Rosters.Sheets;

namespace Lianxin.Rosters.Cells;

/// <summary>How the codes of a column are written: <c>spellings.csv</c>, then the options of the form field itself.</summary>
internal static class Spellings
{
    private static readonly Dictionary<(string List, string Spelling), string> Accepted = [];
    private static readonly HashSet<(string List, string Spelling)> Asked = [];
    private static readonly ConcurrentDictionary<string, Dictionary<string, string>> Options = new(StringComparer.Ordinal);

    static Spellings()
    {
        var table = EmbeddedTable.Read("spellings.csv");
        foreach (var row in table.Rows)
        {
            var list = table.Text(row, "list");
            foreach (var spelling in table.List(row, "accept")) Accepted.Add((list, CellText.Plain(spelling)), table.Text(row, "code"));
            foreach (var spelling in table.List(row, "ask")) Asked.Add((list, CellText.Plain(spelling)));
        }
    }

    /// <param name="plain">The cell as <see cref="CellText.Plain"/> has it.</param>
    public static string? Code(string list, string plain) => Accepted.GetValueOrDefault((list, plain));

    /// <summary>Known, and known to have more than one meaning.</summary>
    public static bool IsAsked(string list, string plain) => Asked.Contains((list, plain));

    /// <summary>The code of a field whose own Chinese words, or code, are written in the cell.</summary>
    public static string? OptionCode(string bounds, string plain) => Options.GetOrAdd(bounds, OptionsOf).GetValueOrDefault(plain);

    private static Dictionary<string, string> OptionsOf(string bounds)
    {
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in Fields.Find(bounds)?.Options ?? [])
        {
            codes.TryAdd(CellText.Plain(option.Zh), option.Code);
            codes.TryAdd(CellText.Plain(option.Code), option.Code);
        }
        return codes;
    }
}

/// <summary>Fields of the forms by <c>form.key</c>.</summary>
internal static class Fields
{
    public static FieldDefinition? Find(string formAndKey) =>
        formAndKey.Split('.') is [var form, var key] ? FormDefinition.Find(form)?[key] ?? throw new InvalidOperationException($"columns.csv names {formAndKey}, which fields.csv does not have.") : null;
}
