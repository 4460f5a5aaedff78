using Lianxin.Rosters.Columns;
using Lianxin.Rosters.Sheets;

namespace Lianxin.Rosters.Cells;

/// <summary>What is known of a whole column before its cells are read one by one.</summary>
/// <param name="DecimalComma">Every cell is written with a decimal comma.</param>
/// <param name="OnesAndTwos">Holds both 1 and 2, so neither can be trusted to mean yes.</param>
/// <param name="SuspectedDamage">Several identity numbers end in 000: saved by Excel as numbers before.</param>
internal readonly record struct ColumnTraits(bool DecimalComma, bool OnesAndTwos, bool SuspectedDamage);

/// <summary>One cell and all that reading it may depend on.</summary>
internal readonly struct CellInput
{
    public CellInput(SheetCell cell, ColumnMatch match, ColumnTraits traits, bool date1904)
    {
        (Cell, Match, Traits, Date1904) = (cell, match, traits, date1904);
        Text = CellText.Typed(cell, date1904);
        Plain = CellText.Plain(Text);
    }

    public SheetCell Cell { get; }
    public ColumnMatch Match { get; }
    public ColumnTraits Traits { get; }
    public bool Date1904 { get; }
    /// <summary>As typed, ends trimmed.</summary>
    public string Text { get; }
    /// <summary>For comparing: NFKC, upper case, without any white space.</summary>
    public string Plain { get; }
    public RosterColumn Column => Match.Column!;
}

internal static class CellText
{
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";

    /// <summary>The text a person typed: ends trimmed, without the wrappings that spreadsheets put around it.</summary>
    public static string Typed(SheetCell cell, bool date1904)
    {
        var text = cell.Shown(date1904).Trim().Trim('\u200B', '\uFEFF').Trim();
        // ="0302" is how a CSV keeps a number from Excel.
        if (!cell.Typed && text.Length > 3 && text.StartsWith("=\"", StringComparison.Ordinal) && text[^1] == '"' && !text[2..^1].Contains('"', StringComparison.Ordinal)) return text[2..^1].Trim();
        return HasGuard(text) ? text[1..] : text;
    }

    /// <summary>True for a text that a spreadsheet may take for a formula, and for one that already carries our guard.</summary>
    public static bool NeedsGuard(string text) => text.TrimStart('\'') is { Length: > 0 } rest && FormulaStarts.Contains(rest[0], StringComparison.Ordinal);

    public static string Plain(string text)
    {
        var compatible = HeadingText.Compatible(text);
        foreach (var c in compatible)
            if (IsBlank(c)) return string.Concat(compatible.Where(letter => !IsBlank(letter))).ToUpperInvariant();
        return compatible.ToUpperInvariant();

        static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF';
    }

    public static bool IsDitto(string plain) => WordLists.IsOneOf("ditto", plain);
    public static bool IsPlaceholder(string plain) => WordLists.IsOneOf("placeholder", plain);
    /// <summary>A word such as 不详 was said instead of a value; a mere 无 or dash is only an empty cell.</summary>
    public static bool IsSpokenPlaceholder(string plain) => IsPlaceholder(plain) && !WordLists.IsOneOf("silent-placeholder", plain);

    private static bool HasGuard(string text) => text.Length > 1 && text[0] == '\'' && NeedsGuard(text);
}
