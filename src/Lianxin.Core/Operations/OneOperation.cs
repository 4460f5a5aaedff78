using System.Text.Json;
using Lianxin.Contracts;
using Lianxin.Core.Access;
using Microsoft.AspNetCore.Http;

namespace Lianxin.Core;

/// <summary><c>POST /api/&lt;kind&gt;</c>: one operation with a typed body, for a system that needs no batch format.</summary>
internal static class OneOperation
{
    public static async Task<IResult> AcceptAsync<T>(HttpContext http, Door door, CallerHolder holder) where T : IOperation
    {
        if (!Guid.TryParse(http.Request.Headers["Idempotency-Key"], out var id) || id == Guid.Empty) return Problem.Of(400, [new("idempotency-key-required", "Idempotency-Key")]);
        JsonDocument body;
        try { body = await JsonDocument.ParseAsync(http.Request.Body, new JsonDocumentOptions { MaxDepth = Wire.Json.MaxDepth, AllowDuplicateProperties = false }, http.RequestAborted); }
        catch (JsonException) { return Problem.Of(400, [new("malformed")]); }
        using (body)
        {
            JsonElement envelope;
            try { envelope = JsonSerializer.SerializeToElement(new Envelope { Id = id, Kind = T.Kind, Version = T.Version, Body = body.RootElement }, Wire.Json); }
            // Half of a surrogate pair is valid JSON and no text.
            catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException) { return Problem.Of(400, [new("malformed")]); }
            var outcome = (await door.AcceptAsync(holder.Caller, [envelope], http.RequestAborted))[0];
            return outcome.Result switch
            {
                Result.Refused or Result.Conflict => Problem.Of(StatusOf(outcome), outcome.Refusals),
                Result.Deferred => Problem.Of(503, outcome.Refusals),
                _ => Results.Json(outcome, Wire.Json),
            };
        }
    }

    private static int StatusOf(Outcome outcome) => outcome.Result is Result.Conflict ? 409 : outcome.Refusals[0].Code switch
    {
        "not-found" => 404,
        "not-permitted" => 403,
        "id-reused" => 409,
        "malformed" => 400,
        _ => 422,
    };
}

/// <summary>RFC 9457 problem details as this product writes them: a code that finds its words, and the reasons at their fields.</summary>
public static class Problem
{
    public static IResult Of(int status, IReadOnlyList<Refusal> refusals) => Results.Json(
        new ProblemBody($"https://lianxin.invalid/problems/{refusals[0].Code}", refusals[0].Code, status, refusals[0].Code, refusals), Wire.Json, "application/problem+json", status);

    public static IResult Of(int status, string code, string? field = null) => Of(status, [new Refusal(code, field)]);

    private sealed record ProblemBody(string Type, string Title, int Status, string Code, IReadOnlyList<Refusal> Refusals);
}
