using System.Text.RegularExpressions;
using Lianxin.Rosters.Cells;
using Lianxin.Rosters.Columns;
using Lianxin.Rosters.Sheets;

namespace Lianxin.Rosters;

/// <summary>Builds the preview of a chosen sheet: which rows are data, and what each says.</summary>
internal sealed partial class PreviewBuilder(RosterTemplate template, DateOnly today, RosterOptions options, string fileName)
{
    private const int BlankRowsThatEnd = 5, ProgressEvery = 250;
    private readonly Duplicates duplicates = new();
    private readonly Dictionary<string, object> above = new(StringComparer.Ordinal);

    public RosterPreview Build(ChosenSheet chosen, IProgress<RosterProgress>? progress, CancellationToken cancellationToken)
    {
        var sheet = chosen.Sheet;
        var titles = sheet.Rows.Take(chosen.Headings.FirstDataIndex).TakeWhile(row => row.Number < chosen.Headings.Row.Number).ToList();
        var rows = sheet.Rows.Skip(chosen.Headings.FirstDataIndex).ToList();
        var columns = new ColumnMapping(template, today, options).Map(chosen, rows);
        var end = EndOfTable(rows, columns, sheet.Date1904, chosen);
        var data = rows.Take(end).Where(row => !IsOnlyANumberBefore(row, columns)).ToList();
        var listDate = titles.SelectMany(row => row.Cells).Select(cell => DateWithin(cell, sheet.Date1904)).FirstOrDefault(day => day is not null);
        var readers = columns.Where(match => match.Column is not null && (!match.Column.Restricted || options.MaySeeRestricted)).Select(match => (match, Traits(match, data, sheet.Date1904)))
            .OrderBy(pair => pair.match.Column!.Name != "id_type").ToList();

        var result = new List<RosterRow>(data.Count);
        foreach (var row in data)
        {
            if (result.Count % ProgressEvery == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(new(result.Count, data.Count));
            }
            result.Add(Read(row, columns, readers, sheet, listDate, sheet.IsCsv ? row.Number - chosen.Headings.Row.Number + 1 : row.Number));
        }
        progress?.Report(new(data.Count, data.Count));
        return new()
        {
            FileName = fileName, Template = template, Today = today, Sheet = sheet.Name, HeadingRow = sheet.IsCsv ? 1 : chosen.Headings.Row.Number, Sheets = chosen.Sheets,
            Columns = columns, Rows = result, ListDate = listDate, Source = sheet, FirstDataIndex = chosen.Headings.FirstDataIndex, MaySeeRestricted = options.MaySeeRestricted,
            Notes = [.. titles.Concat(rows.Skip(end)).SelectMany(row => row.Cells).Select(cell => cell.Shown(sheet.Date1904)).Where(text => text.Length > 0), .. sheet.Comments.Select(comment => $"{comment.Key}: {comment.Value}")],
        };
    }

    private RosterRow Read(SheetRow row, List<ColumnMatch> columns, List<(ColumnMatch Match, ColumnTraits Traits)> readers, Sheet sheet, DateOnly? listDate, int number)
    {
        if (IsTotal(row, sheet.Date1904) || RepeatsTheHeadings(row, columns, sheet.Date1904)) return new(row, RosterOutcome.Skip, new Dictionary<string, object>(), []) { Number = number };
        var draft = new RowDraft(today);
        foreach (var (match, traits) in readers)
        {
            var cell = row[match.Index];
            if (cell.IsEmpty) continue;
            var input = new CellInput(cell, match, traits, sheet.Date1904);
            if (input.Text.Length == 0 && cell.Kind != CellKind.Error) continue;
            if (match.Column!.TakesDitto && CellText.IsDitto(input.Plain)) TakeFromAbove(match, draft); else CellReaders.Read(input, draft);
        }
        RowChecks.Check(template, columns, draft, listDate);
        foreach (var match in columns)
        {
            if (!template.IsOfPregnancies || match.Column is { IsFreeText: false } || (match.Restricted && !options.MaySeeRestricted) || row[match.Index].Kind != CellKind.Text) continue;
            RowChecks.FetalSex(match, row[match.Index].Text, draft);
        }
        foreach (var (match, _) in readers)
            if (match.Column!.TakesDitto && draft.Values.TryGetValue(match.Column.Name, out var value)) above[match.Column.Name] = value;
        if (row.IsStruck)
        {
            var name = columns.Find(match => match.Column?.Need == ColumnNeed.Required);
            return new(row, RosterOutcome.Skip, draft.Values, [new(name?.Heading, name?.Column?.Name, "struck-through", RosterOutcome.Skip) { Index = name?.Index }]) { Number = number };
        }
        duplicates.Check(number, columns, draft);
        return new(row, draft.Outcome, draft.Values, [.. draft.Problems.OrderBy(problem => problem.Index ?? int.MaxValue)]) { Number = number };
    }

    private void TakeFromAbove(ColumnMatch match, RowDraft draft)
    {
        if (above.TryGetValue(match.Column!.Name, out var value)) draft.Set(match.Column.Name, value);
        draft.MarkFilled(match.Column.Name);
        // Of an address the contract wants a look at it all the same; an organisation above is the same organisation.
        if (match.Column.Kind == "address" || value is null) draft.Ask(match, "ditto-mark");
    }

    private static int EndOfTable(List<SheetRow> rows, List<ColumnMatch> columns, bool date1904, ChosenSheet chosen)
    {
        var before = chosen.Sheet.Rows[chosen.Headings.FirstDataIndex - 1].Number;
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Number - before > BlankRowsThatEnd) return i;
            if (IsNote(rows, i, columns, date1904)) return i;
            if (!IsOnlyANumberBefore(rows[i], columns)) before = rows[i].Number;
        }
        return rows.Count;
    }

    // Text in the first column only. A bare name in the middle of the table is a row with missing keys, not the start of the notes.
    private static bool IsNote(List<SheetRow> rows, int at, List<ColumnMatch> columns, bool date1904)
    {
        var row = rows[at];
        if (row[0].IsEmpty || row.Cells.Skip(1).Any(cell => !cell.IsEmpty) || IsOnlyANumberBefore(row, columns) || IsTotal(row, date1904)) return false;
        if (columns.Exists(match => match.Index == 0 && match.Column?.Need == ColumnNeed.OneOfTheKeys)) return false;
        var text = row[0].Shown(date1904);
        if (text.Contains(':', StringComparison.Ordinal) || text.Contains('：', StringComparison.Ordinal) || WordLists.Of("note").Any(word => text.StartsWith(word, StringComparison.Ordinal))) return true;
        return !rows.Skip(at + 1).Any(later => columns.Count(match => match.Column is { Need: not ColumnNeed.Optional } && !later[match.Index].IsEmpty) >= 2);
    }

    // Lists are often numbered far below their last person.
    private static bool IsOnlyANumberBefore(SheetRow row, List<ColumnMatch> columns) =>
        !row[0].IsEmpty && row.Cells.Skip(1).All(cell => cell.IsEmpty) && row[0].Text.Trim().All(char.IsAsciiDigit) && row[0].Kind != CellKind.Date && !columns.Exists(match => match.Index == 0 && match.Column is not null);

    private static bool IsTotal(SheetRow row, bool date1904) =>
        row.Cells.Where(cell => !cell.IsEmpty).Take(3).Select(cell => CellText.Plain(cell.Shown(date1904)))
            .Any(text => WordLists.Of("total").Any(word => text.StartsWith(word, StringComparison.Ordinal) && (text.Length == word.Length || !char.IsLetter(text[word.Length]) || char.IsDigit(text[word.Length]))));

    private static bool RepeatsTheHeadings(SheetRow row, List<ColumnMatch> columns, bool date1904) =>
        columns.Count(match => match.Column is not null && row[match.Index].Kind == CellKind.Text && match.Heading.EndsWith(row[match.Index].Shown(date1904), StringComparison.Ordinal) && row[match.Index].Text.Trim().Length > 1) >= 3;

    private static ColumnTraits Traits(ColumnMatch match, List<SheetRow> data, bool date1904)
    {
        var kind = match.Column!.Kind;
        if (kind is not ("number" or "yes-no" or "code" or "id")) return default;
        var texts = data.Select(row => row[match.Index]).Where(cell => !cell.IsEmpty).Select(cell => CellText.Plain(CellText.Typed(cell, date1904))).Where(text => !CellText.IsPlaceholder(text)).ToList();
        return new(kind == "number" && texts.Count > 0 && texts.TrueForAll(text => DecimalComma().IsMatch(text)), texts.Contains("1") && texts.Contains("2"),
            kind == "id" && texts.Count(PersonCells.EndsInZeros) > 2);
    }

    private static DateOnly? DateWithin(SheetCell cell, bool date1904)
    {
        if (cell.Kind == CellKind.Date) return ExcelDate.FromSerial(cell.Number, date1904) is { } day ? DateOnly.FromDateTime(day) : null;
        if (cell.Kind != CellKind.Text || WholeDate().Match(HeadingText.Compatible(cell.Text)) is not { Success: true } match) return null;
        return DateOnly.TryParse($"{match.Groups[1].Value}-{match.Groups[2].Value}-{match.Groups[3].Value}", System.Globalization.CultureInfo.InvariantCulture, out var date) ? date : null;
    }

    [GeneratedRegex("^[0-9]+,[0-9]{1,2}$")] private static partial Regex DecimalComma();
    [GeneratedRegex(@"(20[0-9]{2})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})")] private static partial Regex WholeDate();
}
