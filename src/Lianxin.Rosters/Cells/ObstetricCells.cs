using System.Globalization;
using System.Text.RegularExpressions;
using Lianxin.Rosters.Columns;
using Lianxin.Rosters.Sheets;

namespace Lianxin.Rosters.Cells;

/// <summary>Gestational age, gravidity and parity, and blood pressure: cells that hold two numbers in many spellings.</summary>
internal static partial class ObstetricCells
{
    private const int DaysOfWeek = 7;

    /// <summary>Sets <c>ga_days</c> in whole days.</summary>
    public static void Weeks(in CellInput input, RowDraft row)
    {
        var plain = input.Plain;
        if (CellText.IsPlaceholder(plain)) return;
        if (input.Cell.Kind is CellKind.Number or CellKind.Date or CellKind.Bool) { row.Ask(input.Match, "ambiguous-weeks"); return; }
        var spaced = HeadingText.Compatible(input.Text).Replace('\u2044', '/'); // NFKC writes a fraction with its own slash
        var match = WeeksAndDays().Match(plain) is { Success: true } both ? both : WeeksAndSevenths().Match(spaced) is { Success: true } sevenths ? sevenths : WeeksOnly().Match(plain);
        if (!match.Success) { row.Ask(input.Match, "ambiguous-weeks"); return; }
        var weeks = int.Parse(match.Groups["w"].Value, CultureInfo.InvariantCulture);
        var days = match.Groups["d"].Success ? int.Parse(match.Groups["d"].Value, CultureInfo.InvariantCulture) : 0;
        if (days >= DaysOfWeek) row.Refuse(input.Match, "out-of-range");
        else row.Set(input.Column.Name, (decimal)(weeks * DaysOfWeek + days));
    }

    /// <summary>Sets <c>gravidity</c>, <c>parity</c> and perhaps <c>caesarean_count</c>.</summary>
    public static void GravidaPara(in CellInput input, RowDraft row)
    {
        var plain = Subscripts(input.Plain);
        if (CellText.IsPlaceholder(plain)) return;
        // Excel makes a date of 2-1 and of 2/1.
        if (input.Cell.Kind is CellKind.Date or CellKind.Number or CellKind.Bool) { row.Ask(input.Match, "ambiguous-code"); return; }
        var sure = GravidaThenPara().Match(plain);
        var match = sure.Success ? sure : GravidaParaAndMore().Match(plain);
        if (!match.Success || ChineseNumerals.Small(match.Groups["g"].Value) is not { } gravidity || ChineseNumerals.Small(match.Groups["p"].Value) is not { } parity)
        {
            row.Ask(input.Match, "ambiguous-code");
            return;
        }
        row.Set("gravidity", (decimal)gravidity);
        row.Set("parity", (decimal)parity);
        if (match.Groups["c"].Success && ChineseNumerals.Small(match.Groups["c"].Value) is { } caesareans) row.Set("caesarean_count", (decimal)caesareans);
        if (!sure.Success) row.Ask(input.Match, "ambiguous-code");
    }

    /// <summary>Sets <c>sbp</c> and <c>dbp</c>; also used where a single pressure column holds both.</summary>
    public static void Pressure(in CellInput input, RowDraft row)
    {
        var plain = input.Plain;
        if (CellText.IsPlaceholder(plain))
        {
            if (CellText.IsSpokenPlaceholder(plain)) row.Note(input.Match, "not-a-number");
            return;
        }
        if (input.Cell.Kind != CellKind.Text || BothPressures(plain) is not var (upper, lower)) { row.Refuse(input.Match, "not-a-number"); return; }
        if (lower >= upper)
        {
            row.Add(new(input.Match.Heading, input.Column.Name, "reversed", RosterOutcome.Ask) { Index = input.Match.Index, Proposed = lower > upper ? new Dictionary<string, object> { ["sbp"] = (decimal)lower, ["dbp"] = (decimal)upper } : [] });
            return;
        }
        row.Set("sbp", (decimal)upper);
        row.Set("dbp", (decimal)lower);
    }

    /// <summary>Upper and lower pressure in mmHg as written, or null.</summary>
    public static (int Upper, int Lower)? BothPressures(string plain) =>
        TwoPressures().Match(plain) is { Success: true } match
            ? (int.Parse(match.Groups["s"].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups["d"].Value, CultureInfo.InvariantCulture)) : null;

    private static string Subscripts(string plain) => plain.Replace("次", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^(孕|停经)?(?<w>[0-9]{1,2})(\+|周\+?|W\+?|周W\+?)(?<d>[0-9]{1,2})(天|D|日)?$")] private static partial Regex WeeksAndDays();
    [GeneratedRegex(@"^\s*孕?(?<w>[0-9]{1,2})(\s+|\s*周\s*|\s*\+\s*)(?<d>[0-9])\s*/\s*7\s*周?\s*$")] private static partial Regex WeeksAndSevenths();
    [GeneratedRegex(@"^(孕|停经)?(?<w>[0-9]{1,2})(周|孕周|W)$")] private static partial Regex WeeksOnly();
    [GeneratedRegex(@"^(G(?<g>[0-9]{1,2})[,，、;/\-]?P(?<p>[0-9]{1,2})|孕(?<g>[0-9]{1,2}|[一二两三四五六七八九十]+)[,，、;/\-]?产(?<p>[0-9]{1,2}|[〇零一二两三四五六七八九十]+)|(?<g>[0-9]{1,2}|[一二两三四五六七八九十]+)孕[,，、;/\-]?(?<p>[0-9]{1,2}|[〇零一二两三四五六七八九十]+)产|(?<g>[0-9]{1,2})[-/—–](?<p>[0-9]{1,2}))$")]
    private static partial Regex GravidaThenPara();
    [GeneratedRegex(@"^(G(?<g>[0-9]{1,2})[,，、;/\-]?P(?<p>[0-9]{1,2})|孕(?<g>[0-9]{1,2}|[一二两三四五六七八九十]+)[,，、;/\-]?产(?<p>[0-9]{1,2}|[〇零一二两三四五六七八九十]+))(\+[0-9]|[,，、;/\-]?A[0-9]{1,2}.*|\(?剖(宫产)?(?<c>[0-9]|[一二两三四五六七八九])\)?|[(流,，、+].*)$")]
    private static partial Regex GravidaParaAndMore();
    [GeneratedRegex(@"^(BP:?)?(高压|收缩压)?(?<s>[0-9]{1,3})(MMHG)?([-/／\\—–、,]|[,，、/]?(低压|舒张压))(?<d>[0-9]{1,3})(MMHG)?$")] private static partial Regex TwoPressures();
}
