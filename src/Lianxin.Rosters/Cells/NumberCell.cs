using System.Globalization;
using System.Text.RegularExpressions;
using Lianxin.Rosters.Sheets;

namespace Lianxin.Rosters.Cells;

/// <summary>A number as cells write it: full width, about, with an arrow, with a unit.</summary>
internal readonly record struct NumberReading(decimal? Value, string Flag = "", string Code = "", RosterOutcome Effect = RosterOutcome.Accept, string? Kept = null);

internal static partial class NumberCell
{
    private static readonly NumberReading NotANumber = new(null, "", "not-a-number", RosterOutcome.Refuse);

    public static NumberReading Read(in CellInput input)
    {
        var cell = input.Cell;
        if (cell.Kind == CellKind.Number) return Math.Abs(cell.Number) < 1e15 ? Scaled(input, Math.Round((decimal)cell.Number, 10), "") : NotANumber;
        if (cell.Kind is CellKind.Date or CellKind.Bool) return NotANumber;
        var text = input.Plain;
        if (CellText.IsPlaceholder(text)) return new(null, "", CellText.IsSpokenPlaceholder(text) ? "not-a-number" : "");
        if (Compared().IsMatch(text)) return new(null, "", "range-of-values", RosterOutcome.Ask, input.Text);
        if (Range().IsMatch(text)) return new(null, "", "range-of-values", RosterOutcome.Ask);
        if (input.Traits.DecimalComma) text = text.Replace(',', '.');
        var match = Plain().Match(text);
        if (!match.Success || !decimal.TryParse(match.Groups["number"].ValueSpan, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return NotANumber;
        return Scaled(input, value, match.Groups["unit"].Value) is { Value: { } scaled } ? new(scaled, Flag(match.Groups["flag"].Value)) : NotANumber;
    }

    private static NumberReading Scaled(in CellInput input, decimal value, string unit)
    {
        var written = unit.Length > 0 ? Units.Factor(input.Column.Name, unit) : Units.Factor(input.Column.Name, input.Match.Unit) ?? 1;
        return written is { } factor && Math.Abs(value) < 1e15m ? new(Shortest(value * factor)) : NotANumber;
    }

    private static decimal Shortest(decimal value) => value / 1.0000000000000000000000000000m;

    private static string Flag(string written) => written switch { "H" => "↑", "L" => "↓", _ => written };

    [GeneratedRegex(@"^[≈~约]?(?<number>[-+]?[0-9]+\.?[0-9]*|\.[0-9]+)(?<unit>[^0-9.↑↓\-+]*?)(?<flag>[↑↓]+|(?<=[0-9])[HL])?$")] private static partial Regex Plain();
    [GeneratedRegex(@"^[<>≤≥][=]?[0-9]+(\.[0-9]+)?[^0-9]*$")] private static partial Regex Compared();
    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?[^0-9.]*[-~—–至到][0-9]+(\.[0-9]+)?[^0-9]*$")] private static partial Regex Range();
}
