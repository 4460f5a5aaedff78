using System.Text.Json;
using Lianxin.Contracts;

namespace Lianxin.App;

/// <summary>The server, or the way to it, said no. Carries codes; the words are found by <see cref="Errors.ProblemWords"/>.</summary>
public sealed class ApiException(int status, string code, IReadOnlyList<Refusal> refusals) : Exception(code)
{
    /// <summary>No answer came: no network, or none within the limit of the client.</summary>
    public const string Offline = "offline";

    /// <summary>HTTP status, or 0 when no answer came.</summary>
    public int Status { get; } = status;
    public string Code { get; } = code;
    public IReadOnlyList<Refusal> Refusals { get; } = refusals;

    /// <summary>Not there and not yours answer alike.</summary>
    public bool NotYours => Status is 403 or 404;

    /// <summary>The same request may succeed later without being changed.</summary>
    public bool Passing => Status is 0 or 408 or 429 or >= 500;

    public static ApiException NoAnswer => new(0, Offline, []);

    /// <summary>Reads RFC 9457 problem details with the members <c>code</c> and <c>refusals</c>; anything else becomes a code by its status.</summary>
    public static async Task<ApiException> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var status = (int)answer.StatusCode;
        var byStatus = status switch { 401 => "signed-out", 403 or 404 => "not-found", 413 => "too-large", 429 => "too-many-requests", >= 500 => "server-error", _ => "invalid" };
        try
        {
            var body = await JsonSerializer.DeserializeAsync<Details>(await answer.Content.ReadAsStreamAsync(ct), Wire.Answers, ct);
            return new(status, body?.Code ?? byStatus, body?.Refusals ?? []);
        }
        catch (JsonException)
        {
            // A proxy's own page instead of our problem details: the status alone says what it was.
            return new(status, byStatus, []);
        }
    }

    private sealed record Details(string? Code, IReadOnlyList<Refusal>? Refusals);
}
