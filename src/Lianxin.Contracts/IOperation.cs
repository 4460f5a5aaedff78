using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lianxin.Contracts;

/// <summary>One write. Its <see cref="Kind"/> is its address, in a batch and as <c>POST /api/&lt;kind&gt;</c>.</summary>
public interface IOperation
{
    /// <summary>Module and verb, as in <c>maternal-care/record-visit</c>.</summary>
    static abstract string Kind { get; }

    /// <summary>Version of the body's shape; raised when a member changes its meaning or goes. Default 1.</summary>
    static virtual int Version => 1;

    /// <summary>Turns the body of an older version into the present one. Two versions back are kept.</summary>
    static virtual JsonObject Upcast(JsonObject body, int from) => body;
}

/// <summary>A member that goes no further than its handler: the door strikes it out before it hashes and keeps the body, and the device sends it at once or not at all.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotKeptAttribute : Attribute
{
    /// <summary>The members of a contract that are not kept, as they stand in its body; empty for nearly all.</summary>
    public static IReadOnlyList<string> Of(Type contract) =>
        [.. contract.GetProperties().Where(p => p.IsDefined(typeof(NotKeptAttribute), true)).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))];
}

/// <summary>The contracts by kind, for whoever has only an envelope in hand: the device's log and its overlay.</summary>
public static class OperationTypes
{
    private static readonly Dictionary<string, Type> ByKind = typeof(IOperation).Assembly.GetTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IOperation).IsAssignableFrom(t))
        .ToDictionary(t => (string)t.GetProperty(nameof(IOperation.Kind))!.GetValue(null)!);

    /// <summary>Every contract in this assembly.</summary>
    public static IReadOnlyDictionary<string, Type> All => ByKind;

    /// <summary>The operation in an envelope, or null where this version does not know its kind.</summary>
    public static IOperation? Read(Envelope envelope) =>
        ByKind.TryGetValue(envelope.Kind, out var type) ? (IOperation?)envelope.Body.Deserialize(type, Wire.Json) : null;
}
