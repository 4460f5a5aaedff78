using Lianxin.ClinicalRules.Forms;
using Lianxin.Rosters.Columns;
using Lianxin.Rosters.Sheets;

namespace Lianxin.Rosters.Cells;

/// <summary>How the codes of a column are written: <c>spellings.csv</c>, then the options of the form field itself.</summary>
internal static class Spellings
{
    private static readonly Dictionary<(string List, string Spelling), string> Accepted = [];
    private static readonly HashSet<(string List, string Spelling)> Asked = [];

    static Spellings()
    {
        var table = EmbeddedTable.Read("spellings.csv");
        foreach (var row in table.Rows)
        {
            var list = table.Text(row, "list");
            foreach (var spelling in table.List(row, "accept")) Accepted.Add((list, HeadingText.Clean(spelling)), table.Text(row, "code"));
            foreach (var spelling in table.List(row, "ask")) Asked.Add((list, HeadingText.Clean(spelling)));
        }
    }

    public static string? Code(string list, string text) => Accepted.GetValueOrDefault((list, HeadingText.Clean(text)));

    /// <summary>Known, and known to have more than one meaning.</summary>
    public static bool IsAsked(string list, string text) => Asked.Contains((list, HeadingText.Clean(text)));

    /// <summary>The code of a field whose own Chinese words, or code, are written in the cell.</summary>
    public static string? OptionCode(string bounds, string text)
    {
        var clean = HeadingText.Clean(text);
        return Fields.Find(bounds)?.Options.FirstOrDefault(option => HeadingText.Clean(option.Zh) == clean || option.Code == clean)?.Code;
    }
}

/// <summary>Fields of the forms by <c>form.key</c>.</summary>
internal static class Fields
{
    public static FieldDefinition? Find(string formAndKey) =>
        formAndKey.Split('.') is [var form, var key] ? FormDefinition.Find(form)?[key] ?? throw new InvalidOperationException($"columns.csv names {formAndKey}, which fields.csv does not have.") : null;
}
