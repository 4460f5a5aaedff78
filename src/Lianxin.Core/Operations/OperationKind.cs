using System.Text.Json;
using System.Text.Json.Nodes;
using Lianxin.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Lianxin.Core;

/// <summary>One kind of operation as the door sees it: the generic part is closed once, at start-up.</summary>
public abstract class OperationKind
{
    public abstract string Kind { get; }
    public abstract Type Contract { get; }
    public abstract int Version { get; }
    public abstract string PermissionOf(IServiceProvider services);
    public abstract Conflicts ConflictsOf(IServiceProvider services);

    /// <exception cref="JsonException">The body is not of this shape; the path says where.</exception>
    /// <exception cref="NotSupportedException">A version that is not read any more, or not yet.</exception>
    internal abstract object Parse(JsonElement body, int version);

    /// <summary>What may be kept of a body that was parsed: all of it but what the contract says is not kept.</summary>
    internal abstract string Kept(JsonElement body);
    internal abstract Bound Bind(IServiceProvider services, object operation);
    internal abstract void MapAlone(IEndpointRouteBuilder api);
    internal readonly record struct Bound(string Permission, bool AddsOnly, Subjects Subjects, Func<OperationContext, CancellationToken, Task<Outcome>> Run);
}

internal sealed class OperationKind<T> : OperationKind where T : class, IOperation
{
    private const int VersionsBack = 2;
    private static readonly IReadOnlyList<string> NotKept = NotKeptAttribute.Of(typeof(T));
    public override string Kind => T.Kind;
    public override Type Contract => typeof(T);
    public override int Version => T.Version;

    internal override object Parse(JsonElement body, int version)
    {
        if (version == T.Version) return body.Deserialize<T>(Wire.Json) ?? throw new JsonException("null", "$", null, null);
        if (version > T.Version || version < Math.Max(1, T.Version - VersionsBack)) throw new NotSupportedException();
        var upcast = T.Upcast(JsonObject.Create(body) ?? throw new JsonException("null", "$", null, null), version);
        return upcast.Deserialize<T>(Wire.Json) ?? throw new JsonException("null", "$", null, null);
    }

    internal override string Kept(JsonElement body)
    {
        if (NotKept.Count == 0) return body.GetRawText();
        var kept = JsonObject.Create(body)!;
        foreach (var member in NotKept) kept.Remove(member);
        return kept.ToJsonString(Wire.Json);
    }

    public override string PermissionOf(IServiceProvider services) => services.GetRequiredService<Handler<T>>().Permission;
    public override Conflicts ConflictsOf(IServiceProvider services) => services.GetRequiredService<Handler<T>>().Conflicts;

    internal override Bound Bind(IServiceProvider services, object operation)
    {
        var handler = services.GetRequiredService<Handler<T>>();
        return new(handler.Permission, handler.AddsOnly, handler.Concerns((T)operation), (on, ct) => handler.HandleAsync((T)operation, on, ct));
    }

    // Accepts<T> gives the OpenAPI document its schema; the raw body goes through the same door as a batch.
    internal override void MapAlone(IEndpointRouteBuilder api) => api.MapPost("/" + T.Kind, OneOperation.AcceptAsync<T>)
        .Accepts<T>("application/json").Produces<Outcome>()
        .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
        .WithName(T.Kind).WithTags(T.Kind.Split('/')[0]);
}
