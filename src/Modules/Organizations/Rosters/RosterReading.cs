using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Lianxin.Contracts.Rosters;
using Lianxin.Core.Access;
using Lianxin.Rosters;
using Lianxin.Rosters.Columns;

namespace Lianxin.Organizations.Rosters;

/// <summary>A roster understood, held against the forms and against the register. Writes nothing and keeps nothing.</summary>
public sealed class RosterReading(CallerHolder holder, TimeProvider clock)
{
    /// <summary>What was read: the preview with the register's say in it, and the view of each row.</summary>
    public sealed record Read(RosterPreview Preview, IReadOnlyList<RosterRowView> Rows, IReadOnlyCollection<Guid> People);

    private Caller Caller => holder.Caller;
    private DateTimeOffset Now => PlaceTime.Local(clock.GetUtcNow());

    public RosterPreview Preview(RosterUpload upload, RosterWork work, IProgress<RosterProgress>? progress, CancellationToken ct) =>
        Roster.Preview(new MemoryStream(upload.File, writable: false), upload.FileName, work.Template, DateOnly.FromDateTime(Now.DateTime),
            new RosterOptions { MaySeeRestricted = Caller.May(Permissions.ReadRestricted), Mapping = upload.Mapping, Sheet = upload.Sheet }, progress, ct);

    /// <summary>Holds every row against the forms and the register.</summary>
    public async Task<Read> CheckAsync(RosterWork work, Guid organization, RosterPreview preview, bool english, CancellationToken ct, DateOnly? listDate = null)
    {
        var about = new Author(Caller.StaffId, Caller.Name, Now, Caller.May(Permissions.ReadRestricted));
        var values = preview.Rows.Select(row => row.Values.ToDictionary(v => v.Key, v => Json(v.Value))).ToList();
        var said = await work.SayAsync([.. values], organization, listDate ?? preview.ListDate, about, english, ct);

        HashSet<string> numbers = new(StringComparer.OrdinalIgnoreCase);
        List<RosterRow> rows = [];
        List<RosterRowView> views = [];
        for (var i = 0; i < preview.Rows.Count; i++)
        {
            var (row, one) = (preview.Rows[i], said[i]);
            if (row.Outcome is not RosterOutcome.Skip)
            {
                foreach (var problem in Problems(preview, row, one)) row = row.With(problem);
                // Of identity numbers the sheet's own reader has told already.
                if (one.Number is { } number && !numbers.Add(number) && !row.Problems.Any(p => p.Code == "duplicate-in-file")) row = row.With(At(preview, work.NumberColumn, "duplicate-in-file", RosterOutcome.Refuse));
                if (one.Elsewhere) row = row.With(At(preview, work.NumberColumn, "duplicate-in-register", RosterOutcome.Refuse));
                else if (one.Match is { } match) row = row.With(At(preview, match.By == RosterWork.ByNumber ? work.NumberColumn : work.NameColumn, "duplicate-in-register", RosterOutcome.Ask));
            }
            rows.Add(row);
            views.Add(View(preview, row, values[i], one, english));
        }
        return new(preview.With(rows), views, work.Kind.OfPeople ? [.. said.Where(s => s.Match is not null).Select(s => s.Match!.SubjectId).Distinct()] : []);
    }

    /// <summary>The whole preview for the screen.</summary>
    public RosterPreviewView View(RosterUpload upload, RosterWork work, Read read, bool english)
    {
        var preview = read.Preview;
        return new()
        {
            OrganizationId = upload.Organization, FileName = upload.FileName, FileHash = Convert.ToHexStringLower(SHA256.HashData(upload.File)), Sheet = preview.Sheet!, HeadingRow = preview.HeadingRow!.Value,
            ListDate = preview.ListDate, Sheets = [.. preview.Sheets.Select(s => new RosterSheetView(s.Name, s.Hidden, s.Rows, s.HeadingRow, s.KnownColumns))], Notes = preview.Notes, Rows = read.Rows,
            Columns = [.. preview.Columns.Select(c => new RosterColumnView(c.Index, c.Letters, c.Heading, c.Column?.Name, c.Column is null ? "" : Words(c.Column, english), Camel(c.By.ToString()), c.Candidates, c.Restricted, c.Hidden, c.Sample))],
            Choices = [.. preview.Template.Columns.Where(c => !c.Restricted || Caller.May(Permissions.ReadRestricted)).DistinctBy(c => c.Name).Select(c => new RosterChoice(c.Name, Words(c, english), work.Keeps(c.Name)))],
        };
    }

    // What the sheet's reader has told about a column already is not told twice.
    private static IEnumerable<RosterProblem> Problems(RosterPreview preview, RosterRow row, RowSaid said)
    {
        var told = row.Problems.Where(p => p.Effect is not RosterOutcome.Accept).Select(p => p.Column).ToHashSet();
        foreach (var (refusal, asked) in said.Against)
            if (told.Add(refusal.Field)) yield return At(preview, refusal.Field!, Code(refusal.Code, asked), asked ? RosterOutcome.Ask : RosterOutcome.Refuse);
    }

    // The form engine's codes in the words of section 10 of the roster contract, which stand in the returned sheet too.
    private static string Code(string code, bool asked) => RosterWords.Codes.Contains(code) ? code : code switch
    {
        "required" => "missing", "identity-differs" => "sex-mismatch", _ => asked ? "improbable" : "out-of-range",
    };

    private static RosterProblem At(RosterPreview preview, string column, string code, RosterOutcome effect)
    {
        var at = preview.Columns.FirstOrDefault(c => c.Column?.Name == column);
        return new(at?.Heading, column, code, effect) { Index = at?.Index };
    }

    private static RosterRowView View(RosterPreview preview, RosterRow row, Dictionary<string, JsonElement> values, RowSaid said, bool english) => new()
    {
        Row = row.Number, Outcome = Camel(row.Outcome.ToString()), SubjectId = said.Match?.SubjectId ?? Guid.CreateVersion7(), Values = values, Match = said.Match,
        Shown = preview.Columns.Where(c => c.Column is not null).DistinctBy(c => c.Column!.Name).Select(c => (c.Column!.Name, Text: preview.Shown(row, c))).Where(c => c.Text.Length > 0).ToDictionary(c => c.Name, c => c.Text),
        Problems = [.. row.Problems.Select(p => new RosterProblemView(p.Heading, p.Column, p.Code, Camel(p.Effect.ToString()), RosterWords.Of(p.Code, CultureInfo.GetCultureInfo(english ? "en" : "zh-CN")),
            p.Proposed.ToDictionary(v => v.Key, v => Json(v.Value)), p.OtherRow))],
    };

    private static string Words(RosterColumn column, bool english) => english ? column.En : column.Zh;
    private static string Camel(string word) => JsonNamingPolicy.CamelCase.ConvertName(word);

    private static JsonElement Json(object value) => value is DateOnly day ? JsonSerializer.SerializeToElement(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Wire.Json) : JsonSerializer.SerializeToElement(value, value.GetType(), Wire.Json);
}
