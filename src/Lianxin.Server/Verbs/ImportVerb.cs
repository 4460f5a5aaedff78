using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lianxin.Contracts;
using Lianxin.Contracts.Organizations;
using Lianxin.Contracts.Rosters;
using Lianxin.Core;
using Lianxin.Rosters;
using Lianxin.Rosters.Columns;
using Lianxin.Server.Hosting;

namespace Lianxin.Server.Verbs;

/// <summary>What an import is told on the command line.</summary>
internal sealed record ImportChoice(RosterKind Kind, string File)
{
    public string Data { get; init; } = "";
    public string? PostgreSql { get; init; }
    public string? User { get; init; }
    public string? Organization { get; init; }
    public string? Sender { get; init; }
    public bool GoodRows { get; init; }
    public bool DryRun { get; init; }
    public string? Json { get; init; }

    /// <summary>The day's clock; null: the machine's, or the demo's in its folder.</summary>
    public TimeProvider? Clock { get; init; }
}

/// <summary><c>lianxin import KIND</c>: a list from the command line, through the same preview and the same door as the screen.</summary>
/// <remarks>All or nothing unless the good rows are asked for. Says how many and why; never prints a name or a number of a person.</remarks>
internal static class ImportVerb
{
    private static readonly JsonSerializerOptions Plain = new() { WriteIndented = true, Encoder = Wire.Json.Encoder };

    private static readonly Dictionary<string, string> Descriptions = new()
    {
        ["organizations"] = "Take over a list of organizations below one", ["staff"] = "Take over a list of colleagues", ["buildings"] = "Take over a list of residential buildings",
        ["residents"] = "Take over a list of residents", ["elders"] = "Take over a list of people of 65 and above", ["pregnancies"] = "Take over a roster of pregnant women", ["vaccinations"] = "Take over a list of doses",
    };

    public static Command Command()
    {
        var import = new Command("import", "Bring in a list");
        foreach (var kind in RosterKinds.All) import.Add(CommandOf(kind));
        return import;
    }

    private static Command CommandOf(RosterKind kind)
    {
        var data = Options.Data("lianxin-data");
        var postgreSql = Options.PostgreSql();
        var file = new Argument<string>("file") { Description = "The roster, .xlsx or .csv" };
        var user = new Option<string?>("--as") { Description = "User in whose name it is taken over" };
        var organization = new Option<string?>("--org") { Description = "Code of the organization to which it goes; of people the centre that will manage them" };
        var sender = new Option<string?>("--sender") { Description = "Who sent the list; left out: the name of the file" };
        var goodRows = new Option<bool>("--good-rows") { Description = "Import the rows in order and write the rest to FILE.returned.xlsx; left out: all or nothing" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only understand the file; needs no data folder" };
        var json = new Option<string?>("--json") { Description = "File for the preview as JSON" };
        var command = new Command(kind.Name, Descriptions[kind.Name]) { file, data, postgreSql, user, organization, sender, goodRows, dryRun, json };
        command.SetAction((parsed, ct) => RunAsync(new ImportChoice(kind, parsed.GetValue(file)!)
        {
            Data = parsed.GetValue(data)!, PostgreSql = parsed.GetValue(postgreSql), User = parsed.GetValue(user), Organization = parsed.GetValue(organization), Sender = parsed.GetValue(sender),
            GoodRows = parsed.GetValue(goodRows), DryRun = parsed.GetValue(dryRun), Json = parsed.GetValue(json),
        }, Console.Out, ct));
        return command;
    }

    /// <summary>Returns the exit code.</summary>
    /// <exception cref="CommandException">Something that one line says.</exception>
    internal static async Task<int> RunAsync(ImportChoice choice, TextWriter to, CancellationToken ct)
    {
        if (!File.Exists(choice.File)) throw new CommandException($"There is no file {choice.File}. 没有这个文件。");
        try { return choice.DryRun ? await DryRunAsync(choice, to) : await ImportAsync(choice, to, ct); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { throw new CommandException(e.Message); }
    }

    private static async Task<int> DryRunAsync(ImportChoice choice, TextWriter to)
    {
        await using var file = File.OpenRead(choice.File);
        var preview = Roster.Preview(file, Path.GetFileName(choice.File), RosterTemplate.Find(choice.Kind.Name)!, PlaceTime.DateOf((choice.Clock ?? TimeProvider.System).GetUtcNow()));
        if (choice.Json is { } path)
            await using (var json = File.Create(path)) RosterJson.Write(preview, json);
        await to.WriteLineAsync(preview.Refused is { } refused ? $"The file cannot be imported 不能导入: {refused.Code} {RosterWords.Of(refused.Code)}"
            : $"{preview.Rows.Count} rows 行: {string.Join(", ", Enum.GetValues<RosterOutcome>().Select(o => $"{preview.Count(o)} {Word(o.ToString())}"))}. Nothing was imported 没有导入。");
        // With --json it did what it says: it wrote what it understood, be it a refusal.
        return preview.Refused is null || choice.Json is not null ? 0 : 1;
    }

    private static async Task<int> ImportAsync(ImportChoice choice, TextWriter to, CancellationToken ct)
    {
        if (choice.User is not { Length: > 0 } user) throw new CommandException("Name the user with --as. 请用 --as 指明用户。");
        if (choice.Organization is not { Length: > 0 } code) throw new CommandException("Name the managing centre with --org. 请用 --org 指明管理机构。");
        await using var server = await OperatorClient.OpenAsync(choice.Data, choice.PostgreSql, user, choice.Clock, ct);
        var organization = await OrganizationAsync(server.Http, code, ct);
        var preview = await PreviewAsync(server.Http, choice, organization, to, ct);
        if (choice.Json is { } path) await File.WriteAllTextAsync(path, Json(preview), ct);

        var good = preview.Rows.Where(r => r.Outcome == "accept").ToList();
        var bad = preview.Rows.Where(r => r.Outcome is "ask" or "refuse").ToList();
        if (bad.Count > 0) await to.WriteLineAsync($"{bad.Count} of {preview.Rows.Count} rows cannot go in as they are 行需要处理: {Why(bad)}");
        if (bad.Count > 0 && !choice.GoodRows)
        {
            await to.WriteLineAsync("Nothing was imported. Correct the list, or use --good-rows. 没有导入任何行：请改好名册，或使用 --good-rows。");
            return 1;
        }
        var taken = await SendAsync(server.Http, choice, preview, good, to, ct);
        if (taken == good.Count && bad.Count > 0)
        {
            var returned = choice.File + ".returned.xlsx";
            await ReturnAsync(server.Http, choice, organization, bad, returned, ct);
            await to.WriteLineAsync($"{bad.Count} rows returned 行退回: {returned}");
        }
        await to.WriteLineAsync($"{taken} rows imported 行已导入。");
        return taken == good.Count && taken > 0 ? 0 : 1;
    }

    private static async Task<Guid> OrganizationAsync(HttpClient http, string code, CancellationToken ct)
    {
        using var answer = await http.GetAsync("api/organizations/in-reach", ct);
        await ThrowIfRefusedAsync(answer, ct);
        var all = await answer.Content.ReadFromJsonAsync<OrganizationView[]>(Wire.Answers, ct);
        return all!.FirstOrDefault(o => o.Code.Equals(code, StringComparison.OrdinalIgnoreCase))?.Id
            ?? throw new CommandException($"The user reaches no organization {code}. 该用户管不到机构 {code}。");
    }

    private static MultipartFormDataContent Form(ImportChoice choice, Guid organization)
    {
        var file = new StreamContent(File.OpenRead(choice.File));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        // A file is named by its ending alone: what else stands in its name may be about people.
        return new() { { file, "file", "roster" + Path.GetExtension(choice.File) }, { new StringContent(organization.ToString()), "organization" } };
    }

    private static async Task<RosterPreviewView> PreviewAsync(HttpClient http, ImportChoice choice, Guid organization, TextWriter to, CancellationToken ct)
    {
        using var form = Form(choice, organization);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/{choice.Kind.Route}/preview") { Content = form };
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        await ThrowIfRefusedAsync(answer, ct);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
        while (await lines.ReadLineAsync(ct) is { } text)
        {
            var line = JsonSerializer.Deserialize<RosterLine>(text, Wire.Answers)!;
            if (line.Preview is { } preview) return preview;
            await to.WriteLineAsync($"{line.Progress} / {line.Of}");
        }
        throw new CommandException("The server stopped while it read the list. 服务器在读取名册时中断。");
    }

    // Each part is all or nothing by itself; the writer serves others in between.
    private static async Task<int> SendAsync(HttpClient http, ImportChoice choice, RosterPreviewView preview, List<RosterRowView> good, TextWriter to, CancellationToken ct)
    {
        var sender = choice.Sender ?? Path.GetFileNameWithoutExtension(choice.File);
        var (taken, import) = (0, Guid.CreateVersion7());
        foreach (var part in good.Chunk(RosterImport.MostRows))
        {
            var operation = choice.Kind.Blank with
            {
                ImportId = import, OrganizationId = preview.OrganizationId, Sender = sender[..Math.Min(sender.Length, 100)], FileHash = preview.FileHash, ListDate = preview.ListDate,
                Rows = [.. part.Select(r => new ImportRow { Row = r.Row, SubjectId = r.SubjectId, Decision = ImportDecision.New, Values = r.Values })],
            };
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/" + choice.Kind.Operation) { Content = JsonContent.Create(operation, operation.GetType(), options: Wire.Json) };
            request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
            using var answer = await http.SendAsync(request, ct);
            if (!answer.IsSuccessStatusCode)
            {
                foreach (var refusal in (await RefusalsAsync(answer, ct)).Take(20)) await to.WriteLineAsync($"refused 被拒绝: {Place(refusal.Field, part)} {refusal.Code}");
                break;
            }
            taken += part.Length;
            if (taken < good.Count) await to.WriteLineAsync($"{taken} / {good.Count}");
        }
        return taken;
    }

    // rows[3].lmp of the operation is row 7 of somebody's sheet.
    private static string Place(string? field, RosterRowView[] part)
    {
        if (field is null || !field.StartsWith("rows[", StringComparison.Ordinal) || field.IndexOf(']', StringComparison.Ordinal) is var end && end < 0) return field ?? "";
        return int.TryParse(field.AsSpan(5, end - 5), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < part.Length ? $"row 行 {part[index].Row} {field[(end + 1)..].TrimStart('.')}" : field;
    }

    private static async Task ReturnAsync(HttpClient http, ImportChoice choice, Guid organization, List<RosterRowView> bad, string path, CancellationToken ct)
    {
        using var form = Form(choice, organization);
        form.Add(new StringContent(string.Join(',', bad.Select(r => r.Row))), "rows");
        using var answer = await http.PostAsync($"api/{choice.Kind.Route}/returned", form, ct);
        await ThrowIfRefusedAsync(answer, ct);
        await using var file = File.Create(path);
        await answer.Content.CopyToAsync(file, ct);
    }

    private static string Why(List<RosterRowView> bad) => string.Join(", ", bad.SelectMany(r => r.Problems.Where(p => p.Effect is "ask" or "refuse").Select(p => (p.Column, p.Code)).Distinct())
        .GroupBy(p => p).OrderByDescending(g => g.Count()).Select(g => $"{g.Key.Column} {g.Key.Code} × {g.Count()}"));

    private static async Task ThrowIfRefusedAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        if (answer.IsSuccessStatusCode) return;
        var code = (await RefusalsAsync(answer, ct)).Select(r => r.Code).FirstOrDefault() ?? $"{(int)answer.StatusCode}";
        throw new CommandException(RosterWords.Codes.Contains(code) ? $"The file cannot be imported 不能导入: {code} {RosterWords.Of(code)}" : $"Refused 被拒绝: {code}");
    }

    private static async Task<IReadOnlyList<Refusal>> RefusalsAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json") return [new($"{(int)answer.StatusCode}")];
        return (await answer.Content.ReadFromJsonAsync<ProblemLine>(Wire.Answers, ct))!.Refusals;
    }

    private static string Word(string outcome) => JsonNamingPolicy.CamelCase.ConvertName(outcome);

    // The same shape as the dry run's, with what the register said in it.
    private static string Json(RosterPreviewView preview) => JsonSerializer.Serialize(new
    {
        refused = (object?)null, sheet = preview.Sheet, heading_row = preview.HeadingRow,
        columns = preview.Columns.Select(c => new RosterJsonColumn(c.Heading, c.Column, c.Restricted ? true : null)),
        rows = preview.Rows.Select(r => new { row = r.Row, outcome = r.Outcome, values = r.Values, problems = r.Problems.Select(p => new { heading = p.Heading, column = p.Column, code = p.Code }) }),
    }, Plain);

    private sealed record RosterJsonColumn([property: JsonPropertyName("heading")] string Heading, [property: JsonPropertyName("column")] string? Column,
        [property: JsonPropertyName("restricted"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Restricted);

    private sealed record ProblemLine(IReadOnlyList<Refusal> Refusals);
}
