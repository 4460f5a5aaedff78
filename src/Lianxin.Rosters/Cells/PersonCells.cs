using System.Globalization;
using System.Text.RegularExpressions;
using Lianxin.ClinicalRules.Identifiers;
using Lianxin.Rosters.Columns;
using Lianxin.Rosters.Sheets;

namespace Lianxin.Rosters.Cells;

/// <summary>Name, identity number and telephone.</summary>
internal static partial class PersonCells
{
    // Codes of person.id_type whose number is the resident identity number: the card itself and the household register.
    private static readonly string[] CardsWithThisNumber = ["01", "02"];

    public static void Name(in CellInput input, RowDraft row)
    {
        var text = LineBreaks().Replace(input.Text, "");
        if (CellText.IsPlaceholder(CellText.Plain(text)) && !WordLists.IsOneOf("unnamed", text)) return;
        if (FormerName().Match(text) is { Success: true } former)
        {
            row.Set("former_names", former.Groups["former"].Value.Trim());
            text = former.Groups["name"].Value.Trim();
        }
        if (!PersonName.TryParse(text, out _, out _)) { row.Refuse(input.Match, "out-of-range"); return; }
        row.Set(input.Column.Name, text);
        if (new StringInfo(text).LengthInTextElements == 1 || text.Any(char.IsDigit) || WordLists.IsOneOf("unnamed", text) || WordLists.Of("unnamed-ends").Any(end => text.EndsWith(end, StringComparison.Ordinal))
            || WordLists.Of("unnamed").Any(word => text.Length > word.Length && text.EndsWith(word, StringComparison.OrdinalIgnoreCase)))
            row.Ask(input.Match, "improbable");
    }

    public static void Id(in CellInput input, RowDraft row)
    {
        if (CellText.IsPlaceholder(input.Plain)) return;
        // Another document has its own numbers; the column of kinds is read before this one.
        if (row.Text("id_type") is { Length: > 0 } kind && !CardsWithThisNumber.Contains(kind)) { row.Set(input.Column.Name, input.Text); return; }
        if (IsDamaged(input.Cell, input.Text)) { row.Refuse(input.Match, "id-damaged"); return; }
        if (ResidentId.TryParse(input.Text, row.Today, out var id, out var fault))
        {
            row.Set(input.Column.Name, id.Value);
            if (input.Traits.SuspectedDamage && EndsInZeros(id.Value)) row.Ask(input.Match, "id-damaged");
        }
        else if (ResidentId.IsOldNumber(input.Text))
        {
            row.Set(input.Column.Name, input.Plain);
            row.Ask(input.Match, "id-length");
        }
        else row.Refuse(input.Match, CodeOf(fault));
    }

    public static void Phone(in CellInput input, RowDraft row)
    {
        if (CellText.IsPlaceholder(input.Plain)) return;
        var parts = PhoneNumber.Split(input.Text);
        var name = input.Column.Name;
        row.Set(name, PhoneNumber.Parse(parts[0]).Value);
        for (var i = 1; i < parts.Length; i++) row.Set($"{name}_{i + 1}", PhoneNumber.Parse(parts[i]).Value);
        if (parts.Length > 1 || PhoneNumber.Parse(parts[0]).IsDoubtful) row.Ask(input.Match, "phone-doubtful");
    }

    /// <summary>Excel keeps 15 digits of a number. A number of 18 digits, one with an exponent, or a text whose last three are the zeros left behind, is lost.</summary>
    public static bool IsDamaged(SheetCell cell, string text)
    {
        if (cell.Kind is CellKind.Number or CellKind.Date && cell.Number >= 1e17) return true;
        return Exponent().IsMatch(HeadingText.Compatible(text).Trim()) || (text.Length == 18 && EndsInZeros(text) && text.All(char.IsAsciiDigit) && ResidentId.CheckCharacter(text) != text[17]);
    }

    public static bool EndsInZeros(string number) => number.EndsWith("000", StringComparison.Ordinal);

    private static string CodeOf(ResidentIdFault fault) => fault switch
    {
        ResidentIdFault.Characters => "id-characters",
        ResidentIdFault.Province => "id-province",
        ResidentIdFault.Date => "id-date",
        ResidentIdFault.Check => "id-check",
        _ => "id-length",
    };

    [GeneratedRegex(@"[\r\n]+")] private static partial Regex LineBreaks();
    [GeneratedRegex(@"^(?<name>.+?)\s*[(（【\[]\s*(曾用名|原名)\s*[:：为是]?\s*(?<former>[^)）】\]]+)[)）】\]]$")] private static partial Regex FormerName();
    [GeneratedRegex(@"^[0-9](\.[0-9]+)?E\+?1[0-9]$", RegexOptions.IgnoreCase)] private static partial Regex Exponent();
}
