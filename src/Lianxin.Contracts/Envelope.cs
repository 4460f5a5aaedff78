using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lianxin.Contracts;

/// <summary>An operation on its way. Who made it is the sign-in's matter and never stands in the envelope.</summary>
public sealed record Envelope
{
    /// <summary>Made by the device (UUIDv7); the same id with the same body is the same operation, however often it arrives.</summary>
    public required Guid Id { get; init; }
    public required string Kind { get; init; }
    public int Version { get; init; } = 1;

    /// <summary>When the device says it happened. Its clock may be wrong: order comes from the server.</summary>
    public DateTimeOffset? At { get; init; }
    public Guid Device { get; init; }

    /// <summary>Counts the operations of one device, from 0.</summary>
    public long DeviceSeq { get; init; }
    public required JsonElement Body { get; init; }
}

/// <summary>What became of one operation.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Result>))]
public enum Result
{
    /// <summary>It is written, durably.</summary>
    Done,

    /// <summary>Written, and joined with what another had written meanwhile.</summary>
    Merged,

    /// <summary>Somebody changed the same single value first; both are kept until a person chooses.</summary>
    Conflict,

    /// <summary>Not written; <see cref="Outcome.Refusals"/> say why.</summary>
    Refused,

    /// <summary>Not judged: the server had trouble. Send it again with the same id.</summary>
    Deferred,
}

/// <summary>One reason against an operation: a code that finds its words, the field it is about, the facts in it.</summary>
/// <param name="Code">As in <c>out-of-range</c>; both languages have words for it.</param>
/// <param name="Field">Path of the member in the body, camel case, or null when the whole is meant.</param>
/// <param name="Facts">Values to put into the words. Never a name, a number of a person or free text.</param>
public sealed record Refusal(string Code, string? Field = null, IReadOnlyDictionary<string, string>? Facts = null);

/// <summary>The answer to one operation.</summary>
public sealed record Outcome
{
    public Guid Id { get; init; }
    public Result Result { get; init; }

    /// <summary>True when this operation had been accepted before and this is its first answer again.</summary>
    public bool Repeat { get; init; }
    public IReadOnlyList<Refusal> Refusals { get; init; } = [];

    public static readonly Outcome Done = new() { Result = Result.Done };

    public static Outcome Refuse(string code, string? field = null, params ReadOnlySpan<(string Name, object Value)> facts)
    {
        Dictionary<string, string>? named = facts.IsEmpty ? null : [];
        foreach (var (name, value) in facts) named![name] = string.Create(CultureInfo.InvariantCulture, $"{value}");
        return Refuse([new Refusal(code, field, named)]);
    }

    public static Outcome Refuse(IReadOnlyList<Refusal> refusals) => new() { Result = Result.Refused, Refusals = refusals };
}

/// <summary>The JSON of the wire. The server reads operations strictly; the app reads answers leniently, for it may be older than the server.</summary>
public static class Wire
{
    /// <summary>Strict: an unknown or doubled member, a null where none may be, is an error that names its path.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        MaxDepth = 32,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        // Chinese stays readable and short on the wire; nothing here is ever written into HTML.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>For reading answers in the app.</summary>
    public static readonly JsonSerializerOptions Answers = new(Json)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        RespectRequiredConstructorParameters = false,
        AllowDuplicateProperties = true,
    };
}
