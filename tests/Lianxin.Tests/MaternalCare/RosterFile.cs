using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Lianxin.ClinicalRules.Identifiers;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Rosters;

namespace Lianxin.Tests.MaternalCare;

/// <summary>A list as a community writes it, of women who do not exist.</summary>
internal sealed class RosterFile(params string[] headings)
{
    private static readonly string[] Surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴"], GivenNames = ["芳", "丽", "敏", "静", "娟", "艳", "霞", "燕", "玲", "桂英"];
    private readonly StringBuilder text = new(string.Join(',', headings) + "\n");

    public static string Name(int n) => Surnames[n % 10] + GivenNames[n / 10 % 10] + GivenNames[n / 100 % 10];
    public static string Mobile(int n) => $"1990000{n % 10000:0000}";

    /// <summary>A valid number of a district that does not exist, of a woman.</summary>
    public static string Id(int n)
    {
        var seventeen = $"430201{new DateOnly(1992, 1, 1).AddDays(n * 7 % 3500):yyyyMMdd}{212 + n / 500 * 2:000}";
        return seventeen + ResidentId.CheckCharacter(seventeen);
    }

    /// <summary>The same of somebody born on a day.</summary>
    public static string IdOf(DateOnly born)
    {
        var seventeen = $"430201{born:yyyyMMdd}212";
        return seventeen + ResidentId.CheckCharacter(seventeen);
    }

    public RosterFile Row(params string[] cells)
    {
        text.Append(string.Join(',', cells)).Append('\n');
        return this;
    }

    /// <summary>A usual list: name, number, telephone, last period.</summary>
    public static RosterFile Of(int count, DateOnly today, int from = 0)
    {
        var file = new RosterFile("姓名", "身份证号", "联系电话", "末次月经", "孕产次", "现住址");
        for (var n = from; n < from + count; n++) file.Row(Name(n), Id(n), Mobile(n), Iso(today.AddDays(-60 - n % 200)), "G2P0", $"新塘路{n}号");
        return file;
    }

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    public byte[] Bytes => Encoding.UTF8.GetBytes(text.ToString());

    public MultipartFormDataContent Form(Guid organization, params (string Name, string Value)[] also) => Form(Bytes, "roster.csv", organization, also);

    public static MultipartFormDataContent Form(byte[] file, string name, Guid organization, params (string Name, string Value)[] also)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        MultipartFormDataContent form = new() { { content, "file", name }, { new StringContent(organization.ToString()), "organization" } };
        foreach (var (field, value) in also) form.Add(new StringContent(value), field);
        return form;
    }
}

/// <summary>How a clerk speaks to the import.</summary>
internal static class RosterActs
{
    public static async Task<(RosterPreviewView Preview, int Lines)> PreviewAsync(this Person person, RosterFile file, Guid? organization = null, RosterKind? kind = null)
    {
        using var answer = await person.AskAsync(HttpMethod.Post, $"api/{(kind ?? RosterKinds.Pregnancies).Route}/preview", file.Form(organization ?? Clinic.Centre));
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        var lines = body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (JsonSerializer.Deserialize<RosterLine>(lines[^1], Wire.Answers)!.Preview!, lines.Length);
    }

    /// <summary>Everything as new, as it stands in the preview.</summary>
    public static ImportPregnancies AsNew(this RosterPreviewView preview) => new()
    {
        ImportId = Guid.CreateVersion7(), OrganizationId = preview.OrganizationId, Sender = "新塘社区", FileHash = preview.FileHash, ListDate = preview.ListDate,
        Rows = [.. preview.Rows.Select(r => new ImportRow { Row = r.Row, SubjectId = r.SubjectId, Decision = ImportDecision.New, Values = r.Values })],
    };

    /// <summary>Everything of any kind of list, as new or as matched.</summary>
    public static RosterImport As(this RosterPreviewView preview, RosterKind kind, ImportDecision decision, params string[] overwrite) => kind.Blank with
    {
        ImportId = Guid.CreateVersion7(), OrganizationId = preview.OrganizationId, Sender = "新塘社区", FileHash = preview.FileHash, ListDate = preview.ListDate,
        Rows = [.. preview.Rows.Select(r => new ImportRow { Row = r.Row, SubjectId = r.SubjectId, Decision = decision, Values = r.Values, Overwrite = overwrite })],
    };

    /// <summary>Sends a list of any kind through its own address.</summary>
    public static async Task<Outcome> TakeOverAsync(this Person person, RosterKind kind, RosterImport import)
    {
        using var content = JsonContent.Create(new[] { new Envelope { Id = Guid.CreateVersion7(), Kind = kind.Operation, Body = JsonSerializer.SerializeToElement(import, import.GetType(), Wire.Json) } }, options: Wire.Json);
        using var answer = await person.AskAsync(HttpMethod.Post, "api/operations", content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<Outcome[]>(Wire.Answers))![0];
    }

    /// <summary>Everything as matched, with these columns ticked.</summary>
    public static ImportPregnancies AsMatch(this RosterPreviewView preview, params string[] overwrite)
    {
        var import = preview.AsNew();
        return import with { Rows = [.. import.Rows!.Select(r => r with { Decision = ImportDecision.Match, Overwrite = overwrite })] };
    }

    /// <summary>Previews and takes over a list; every row is in order.</summary>
    public static async Task<RosterPreviewView> ImportAsync(this Person person, RosterFile file)
    {
        var (preview, _) = await person.PreviewAsync(file);
        Assert.All(preview.Rows, r => Assert.True(r.Outcome == "accept", $"{r.Row}: {string.Join(' ', r.Problems.Select(p => $"{p.Column} {p.Code}"))}"));
        await person.DoAsync(preview.AsNew());
        return preview;
    }

    public static Woman Woman(this RosterRowView row) => new(row.SubjectId, StableId.Of(row.SubjectId, "pregnancy"));

    public static async Task<PregnancyPage> PregnanciesAsync(this Person person) => await person.GetAsync<PregnancyPage>($"api/maternal-care/pregnancies/of/{Clinic.Centre}");

    public static async Task<RosterRowView> UnderstandAsync(this Person person, RosterCells cells)
    {
        using var answer = await person.AskAsync(HttpMethod.Post, "api/maternal-care/rosters/pregnancies/row", JsonContent.Create(cells, options: Wire.Json));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<RosterRowView>(Wire.Answers))!;
    }
}
