using System.Globalization;
using System.Text.Json;
using Lianxin.Contracts.Organizations;
using Lianxin.Contracts.Rosters;
using Lianxin.Core.Access;
using Microsoft.AspNetCore.Http.Features;

namespace Lianxin.Organizations.Rosters;

/// <summary>A roster as it was sent: the file and what the sender said about it. It is held in memory and nowhere else.</summary>
public sealed record RosterUpload(byte[] File, string FileName, Guid Organization, string? Sheet, IReadOnlyDictionary<string, string?> Mapping, IReadOnlySet<int>? Rows)
{
    /// <summary>Largest file in bytes; above it the whole request is refused.</summary>
    private const int Largest = 25 * 1024 * 1024;
    private const int MostFields = 10;

    /// <summary>Reads the form; answers the refusal instead where it cannot be used.</summary>
    public static async Task<(RosterUpload? Upload, IResult? Refusal)> ReadAsync(HttpRequest request, RosterKind kind, OrganizationTree tree, Caller caller, CancellationToken ct)
    {
        if (!request.HasFormContentType) return (null, Problem.Of(415, "unsupported-media-type", "file"));
        IFormCollection form;
        // The threshold keeps the file in memory: names and numbers of people do not belong into a temporary folder.
        try { form = await request.ReadFormAsync(new FormOptions { MemoryBufferThreshold = Largest, MultipartBodyLengthLimit = Largest, ValueCountLimit = MostFields }, ct); }
        catch (InvalidDataException) { return (null, Problem.Of(400, "malformed")); }
        if (form.Files.GetFile("file") is not { Length: > 0 } file) return (null, Problem.Of(422, "required", "file"));
        if (!Guid.TryParse(form["organization"], out var organization)) return (null, Problem.Of(422, "required", "organization"));
        if (await RefusalAsync(organization, kind, tree, caller, ct) is { } refusal) return (null, refusal);

        IReadOnlyDictionary<string, string?> mapping = new Dictionary<string, string?>();
        if (form["mapping"].ToString() is { Length: > 0 } said)
        {
            try { mapping = JsonSerializer.Deserialize<Dictionary<string, string?>>(said, Wire.Answers) ?? []; }
            catch (JsonException) { return (null, Problem.Of(422, "malformed", "mapping")); }
        }
        HashSet<int>? rows = null;
        if (form["rows"].ToString() is { Length: > 0 } numbers)
        {
            rows = [];
            foreach (var number in numbers.Split(','))
                if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var row)) rows.Add(row);
                else return (null, Problem.Of(422, "invalid", "rows"));
        }
        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, ct);
        return (new(content.ToArray(), Path.GetFileName(file.FileName), organization, form["sheet"].ToString() is { Length: > 0 } sheet ? sheet : null, mapping, rows), null);
    }

    /// <summary>Why nothing can be imported into this organization; null when it can. Not there and not yours answer alike.</summary>
    public static async Task<IResult?> RefusalAsync(Guid organization, RosterKind kind, OrganizationTree tree, Caller caller, CancellationToken ct)
    {
        if (!caller.Reaches(organization) || (await tree.AllAsync(ct)).GetValueOrDefault(organization) is not { } node) return Problem.Of(404, "not-found");
        return kind.OfPeople && OrganizationKinds.Places.Contains(node.Kind) ? Problem.Of(422, Problems.PlaceManagesNobody.Refusals) : null;
    }
}
