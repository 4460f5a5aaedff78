using Lianxin.Contracts;
using Lianxin.Core.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Lianxin.Core;

/// <summary>A read: a route, the permission it needs, and what answers. Leaving one out does not compile.</summary>
/// <remarks>The person read stands in the route as <c>{resident:guid}</c>; a list notes whom it showed in <see cref="ReadNote"/>.</remarks>
public interface IQuery
{
    static abstract string Route { get; }
    static abstract string Permission { get; }
    static abstract Delegate Answer { get; }

    /// <summary>GET, except for a search: names and numbers never stand in a URL.</summary>
    static virtual string Method => "GET";
}

/// <summary>One module's part of the record document, for many residents in one round trip.</summary>
public interface ISection
{
    /// <summary>Member of the record document.</summary>
    string Name { get; }
    Task<IReadOnlyDictionary<Guid, object>> BuildAsync(Guid[] residents, CancellationToken ct);
}

/// <summary>What a query adds to its audit entry: whom a list showed, which sections were opened, what kind of search it was. Never values.</summary>
public sealed class ReadNote
{
    internal List<Guid> People { get; } = [];
    public string? Detail { get; set; }

    /// <summary>What was shown is restricted: the audit says so.</summary>
    public bool Restricted { get; set; }
    public void Showed(IEnumerable<Guid> people) => People.AddRange(people);
    public void Showed(Guid person) => People.Add(person);
}

/// <summary>Permission before, audit after, and the answer only once the audit is durable.</summary>
internal sealed class ReadFilter(QueryEntry query)
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var services = call.HttpContext.RequestServices;
        var caller = services.GetRequiredService<CallerHolder>().Caller;
        var audit = services.GetRequiredService<ReadAudit>();
        var subject = Guid.TryParse(call.HttpContext.Request.RouteValues["resident"] as string, out var person) ? person : (Guid?)null;
        AuditEntry Entry(string outcome, ReadNote? note) => new()
        {
            At = audit.Now, StaffId = caller.StaffId, OperatedBy = caller.OperatedBy, Action = "read " + query.Route, SubjectId = subject ?? note?.People.FirstOrDefault(),
            Others = note is { People.Count: > 1 } ? string.Join(',', note.People.Distinct()) : null, Detail = note?.Detail, Restricted = note is { Restricted: true }, Outcome = outcome,
        };
        if (!caller.May(query.Permission))
        {
            await audit.WriteAsync(Entry("not-permitted", null));
            return Problem.Of(403, "not-permitted");
        }
        var answer = await next(call);
        var status = (answer as IStatusCodeHttpResult)?.StatusCode ?? 200;
        await audit.WriteAsync(Entry(status == 404 ? "not-found" : status >= 400 ? "refused" : "done", services.GetRequiredService<ReadNote>()));
        return answer;
    }
}
