using System.Xml;
using Lianxin.Rosters.Columns;
using Lianxin.Rosters.Sheets;

namespace Lianxin.Rosters;

/// <summary>Reads the lists that communities send: the only entry of this assembly.</summary>
public static class Roster
{
    private const string Separators = ",;\t|";
    private const int RecordsTried = 60;

    /// <summary>Understands a roster without importing anything.</summary>
    /// <param name="file">The file; read once from where it stands.</param>
    /// <param name="fileName">Its name, for its kind and for the title; never opened.</param>
    /// <param name="template">Which roster it is said to be.</param>
    /// <param name="today">The day against which dates are held.</param>
    /// <param name="options">What the caller may see, confirmed columns, limits.</param>
    /// <param name="progress">Told every few hundred rows.</param>
    /// <returns>Never throws for what stands in the file: a file that cannot be used comes back with <see cref="RosterPreview.Refused"/>.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static RosterPreview Preview(Stream file, string fileName, RosterTemplate template, DateOnly today, RosterOptions? options = null,
        IProgress<RosterProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        try
        {
            var bytes = SheetFile.ReadAll(file, options.Limits);
            var chosen = SheetFile.TextOf(bytes, fileName) is { } text ? ChooseCsv(text, fileName, template, options) : ChooseSheet(bytes, template, options, progress, cancellationToken);
            return new PreviewBuilder(template, today, options, fileName).Build(chosen, progress, cancellationToken);
        }
        catch (RosterRefusedException refused) { return Refuse(refused.Code); }
        // What the framework says of broken archives and broken XML: the file is damaged, and its content is nobody's message.
        catch (Exception broken) when (broken is InvalidDataException or XmlException or EndOfStreamException or NotSupportedException or System.Text.DecoderFallbackException) { return Refuse("damaged"); }

        RosterPreview Refuse(string code) => new() { FileName = fileName, Template = template, Today = today, Refused = new(code) };
    }

    private static ChosenSheet ChooseSheet(byte[] bytes, RosterTemplate template, RosterOptions options, IProgress<RosterProgress>? progress, CancellationToken cancellationToken)
    {
        using var reader = new XlsxReader(bytes, options.Limits);
        var matcher = new HeadingMatcher(template);
        var summaries = new List<SheetSummary>();
        (Sheet Sheet, HeadingRows Headings, int Known)? best = null;
        var visible = 0;
        foreach (var entry in reader.Sheets)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sheet = reader.Read(entry, rows => progress?.Report(new(rows, 0)));
            if (sheet.Rows.Count == 0) continue;
            var headings = HeadingRows.Find(sheet, matcher);
            var known = headings?.Headings.Select(heading => matcher.Match(heading.Heading, heading.Group).Column?.Name).Where(name => name is not null).Distinct().Count() ?? 0;
            summaries.Add(new(sheet.Name, sheet.Hidden, headings is null ? sheet.Rows.Count : sheet.Rows.Count - headings.FirstDataIndex, headings?.Row.Number, known));
            if (!sheet.Hidden) visible++;
            if (options.Sheet is { } wanted ? wanted != sheet.Name : sheet.Hidden) continue;
            if (headings is not null && (best is null || known > best.Value.Known)) best = (sheet, headings, known);
        }
        if (best is null) throw new RosterRefusedException(visible == 1 && options.Sheet is null ? "no-heading-row" : reader.Sheets.Any(sheet => !sheet.Hidden) && visible == 0 ? "no-heading-row" : "no-known-sheet");
        return new(best.Value.Sheet, best.Value.Headings, summaries);
    }

    private static ChosenSheet ChooseCsv(string text, string fileName, RosterTemplate template, RosterOptions options)
    {
        var (body, preferred) = WithoutSeparatorLine(text);
        var matcher = new HeadingMatcher(template);
        var name = Path.GetFileNameWithoutExtension(fileName);
        var (best, most, refusal) = ('\0', 0, "no-heading-row");
        foreach (var separator in preferred is { } first ? first + Separators.Replace(first.ToString(), "", StringComparison.Ordinal) : Separators)
        {
            try
            {
                var sample = SheetFile.Csv(body, separator, name, options.Limits, RecordsTried);
                var known = HeadingRows.Find(sample, matcher)?.Headings.Count(heading => matcher.IsKnown(heading.Heading) || matcher.Match(heading.Heading, heading.Group).Column is not null) ?? 0;
                if (known > most) (best, most) = (separator, known);
            }
            // Wrong for this separator, perhaps right for another; if for none, this is what is wrong with the file.
            catch (RosterRefusedException wrong) { refusal = wrong.Code; }
        }
        if (most == 0) throw new RosterRefusedException(refusal);
        var sheet = SheetFile.Csv(body, best, name, options.Limits);
        var headings = HeadingRows.Find(sheet, matcher) ?? throw new RosterRefusedException("no-heading-row");
        return new(sheet, headings, [new(name, false, sheet.Rows.Count - headings.FirstDataIndex, 1, most)]);
    }

    // Excel's own first line “sep=;”.
    private static (string Body, char? Separator) WithoutSeparatorLine(string text)
    {
        if (!text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)) return (text, null);
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        if (end != 5) return (text, null);
        return (text[end..].TrimStart('\r', '\n'), text[4]);
    }
}

/// <summary>The sheet to read, where its headings stand, and what else the workbook has.</summary>
internal sealed record ChosenSheet(Sheet Sheet, HeadingRows Headings, IReadOnlyList<SheetSummary> Sheets);
