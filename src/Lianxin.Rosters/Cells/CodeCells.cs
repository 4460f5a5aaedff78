using System.Text.RegularExpressions;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Rosters.Columns;
using Lianxin.Rosters.Sheets;

namespace Lianxin.Rosters.Cells;

/// <summary>Cells that hold one of a few things: codes, colours, yes and no, blood groups, counts in words.</summary>
internal static partial class CodeCells
{
    private const string Nothing = "none";

    public static void Code(in CellInput input, RowDraft row)
    {
        var (list, plain) = (input.Column.Spellings, input.Plain);
        if (AmbiguousTwo(input, row)) return;
        if ((Spellings.Code(list, plain) ?? Spellings.OptionCode(input.Column.Bounds, plain)) is { } code && !Spellings.IsAsked(list, plain))
        {
            if (code != Nothing) row.Set(input.Column.Name, code);
        }
        else if (Spellings.IsAsked(list, plain) || !CellText.IsPlaceholder(plain)) row.Ask(input.Match, "unknown-code");
    }

    public static void YesNo(in CellInput input, RowDraft row)
    {
        if (AmbiguousTwo(input, row)) return;
        if (input.Cell.Kind == CellKind.Bool) row.Set(input.Column.Name, input.Cell.Number != 0);
        else if (Spellings.Code(input.Column.Spellings, input.Plain) is { } code) row.Set(input.Column.Name, code == "true");
        else if (Spellings.IsAsked(input.Column.Spellings, input.Plain) || !CellText.IsPlaceholder(input.Plain)) row.Ask(input.Match, "unknown-code");
    }

    public static void Codes(in CellInput input, RowDraft row)
    {
        if (CellText.IsPlaceholder(input.Plain)) return;
        var codes = new List<string>();
        var known = true;
        foreach (var part in Separators().Split(input.Plain).Where(part => part.Length > 0))
        {
            if ((Spellings.Code(input.Column.Spellings, part) ?? Spellings.OptionCode(input.Column.Bounds, part)) is { } code) { if (!codes.Contains(code)) codes.Add(code); }
            else known = false;
        }
        if (codes.Count > 0) row.Set(input.Column.Name, codes.ToArray());
        if (!known) row.Ask(input.Match, "unknown-code");
    }

    /// <summary>A reported colour: base colour, and the purple mark beside it. Purple alone tells no colour.</summary>
    public static void Colour(in CellInput input, RowDraft row)
    {
        var plain = input.Plain;
        var purple = plain.Contains('紫', StringComparison.Ordinal);
        var parts = ColourParts().Split(plain.Replace("紫色", "+", StringComparison.Ordinal).Replace('紫', '+')).Where(part => part.Length > 0).ToList();
        var colours = parts.Select(part => Spellings.Code("risk_colour", part)).Distinct().ToList();
        if (purple) row.Set("purple_reported", true);
        if (colours is [{ } colour]) row.Set(input.Column.Name, colour);
        else if (purple || colours.Count > 1 || parts.Any(part => Spellings.IsAsked("risk_colour", part))) row.Ask(input.Match, "ambiguous-code");
        else if (parts.Count > 0 && !CellText.IsPlaceholder(plain)) row.Ask(input.Match, "unknown-code");
    }

    public static void Count(in CellInput input, RowDraft row)
    {
        var (name, plain) = (input.Column.Name, input.Plain);
        if (Spellings.IsAsked(input.Column.Spellings, plain)) { row.Ask(input.Match, "ambiguous-code"); return; }
        if (Spellings.Code(input.Column.Spellings, plain) is { } spelled) { row.Set(name, decimal.Parse(spelled, System.Globalization.CultureInfo.InvariantCulture)); return; }
        if (input.Cell.Kind == CellKind.Text && Counted().Match(plain) is { Success: true } counted && ChineseNumerals.Small(counted.Groups["n"].Value) is { } count) { row.Set(name, (decimal)count); return; }
        var reading = NumberCell.Read(input);
        if (reading.Value is { } value && value != Math.Floor(value)) row.Refuse(input.Match, "not-a-number");
        else if (reading.Value < 0) row.Refuse(input.Match, "out-of-range");
        else Take(input, reading, row);
    }

    public static void Number(in CellInput input, RowDraft row)
    {
        // Both pressures written into the column of one: 120/80 under 收缩压.
        if (input.Column.Name == "sbp" && ObstetricCells.BothPressures(input.Plain) is not null) ObstetricCells.Pressure(input, row);
        else Take(input, NumberCell.Read(input), row);
    }

    public static void Ethnic(in CellInput input, RowDraft row)
    {
        if (CellText.IsPlaceholder(input.Plain)) return;
        if (Spellings.Code("ethnic_group", input.Plain) is { } code) { row.Set("ethnic_group", code); return; }
        if (Spellings.OptionCode(input.Column.Bounds, input.Plain) is { } option) { row.Set("ethnic_group", option); return; }
        if (input.Plain.Any(char.IsAsciiDigit)) { row.Ask(input.Match, "unknown-code"); return; }
        row.Set("ethnic_group", Fields.Find(input.Column.Bounds)!.Options[^1].Code);
        row.Set("ethnic_group_name", input.Text);
    }

    /// <summary>ABO, or both groups in one cell (O型RH阳性, A+).</summary>
    public static void Blood(in CellInput input, RowDraft row)
    {
        if (Spellings.Code("blood_abo", input.Plain) is { } group) { row.Set("blood_abo", group); return; }
        if (BothGroups().Match(input.Plain) is { Success: true } both && Spellings.Code("blood_abo", both.Groups["abo"].Value) is { } abo && Spellings.Code("blood_rh", both.Groups["rh"].Value) is { } rh)
        {
            row.Set("blood_abo", abo);
            row.Set("blood_rh", rh);
        }
        else if (!CellText.IsPlaceholder(input.Plain)) row.Ask(input.Match, "unknown-code");
    }

    /// <summary>Free text stays as typed. What may tell the sex of a fetus is asked, and not taken over.</summary>
    public static void FreeText(in CellInput input, RowDraft row)
    {
        row.Set(input.Column.Name, input.Text);
        // 3-2 for a room becomes a date in Excel.
        if (input.Cell.Kind == CellKind.Date && input.Cell.Typed) row.Ask(input.Match, "ambiguous-date");
    }

    public static void Address(in CellInput input, RowDraft row)
    {
        var plain = input.Plain;
        if (CellText.IsPlaceholder(plain)) return;
        FreeText(input, row);
        // Kept, and nobody can find it on a map: 村西头老王家.
        if (input.Column.Kind == "address" && !plain.Any(c => char.IsAsciiDigit(c) || "一二三四五六七八九十号栋幢组室".Contains(c, StringComparison.Ordinal))
            && WordLists.Of("vague-place").Any(word => plain.EndsWith(word, StringComparison.Ordinal))) row.Ask(input.Match, "improbable");
    }

    private static void Take(in CellInput input, NumberReading reading, RowDraft row)
    {
        var name = input.Column.Name;
        if (reading.Value is { } value) row.Set(name, value);
        if (reading.Kept is { } kept) row.Set(name, kept);
        if (reading.Flag.Length > 0) row.Set($"{name}_flag", reading.Flag);
        if (reading.Code.Length > 0) row.Add(new(input.Match.Heading, name, reading.Code, reading.Effect) { Index = input.Match.Index });
    }

    private static bool AmbiguousTwo(in CellInput input, RowDraft row)
    {
        if (input.Column.Spellings is not ("yes_no" or "booking_status" or "rh_negative") || input.Plain is not ("1" or "2")) return false;
        if (input.Plain == "1" && !input.Traits.OnesAndTwos) return false;
        row.Ask(input.Match, "ambiguous-code");
        return true;
    }

    [GeneratedRegex("[、,，;；/|+]+")] private static partial Regex Separators();
    [GeneratedRegex(@"[+()\[\]、,，/和及&]+|预警|标识")] private static partial Regex ColourParts();
    [GeneratedRegex("^(第|孕|产|G|P)?(?<n>[0-9]{1,2}|[〇零一二两三四五六七八九十])(次|胎|孕|产|个)?$")] private static partial Regex Counted();
    [GeneratedRegex(@"^(?<abo>AB|A|B|O)型?血?[,，、/(]?(?<rh>RH\(?[+-]\)?|RH阳性|RH阴性|阳性|阴性|\+|-)\)?$")] private static partial Regex BothGroups();
}
