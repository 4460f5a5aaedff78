using System.Reflection;
using Lianxin.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Lianxin.Core;

/// <summary>Everything found in the modules by one reflection pass: operation kinds, queries, listeners, sections, work.</summary>
public sealed class Catalog
{
    private delegate Task Listener(object happened, OperationContext on, IServiceProvider services, CancellationToken ct);
    private readonly Dictionary<Type, List<Listener>> listeners = [];

    public SortedDictionary<string, OperationKind> Kinds { get; } = new(StringComparer.Ordinal);
    public List<QueryEntry> Queries { get; } = [];
    public Dictionary<string, Type> Work { get; } = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">Two handlers for one kind, or a contract without handler.</exception>
    public static Catalog Discover(ModuleList modules, IServiceCollection services)
    {
        var catalog = new Catalog();
        foreach (var type in modules.All.SelectMany(m => m.Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }).Concat(m.Closed)))
        {
            if (type.BaseType is { IsGenericType: true } based && based.GetGenericTypeDefinition() == typeof(Handler<>))
            {
                services.AddScoped(based, type);
                var kind = (OperationKind)Activator.CreateInstance(typeof(OperationKind<>).MakeGenericType(based.GetGenericArguments()))!;
                if (!catalog.Kinds.TryAdd(kind.Kind, kind)) throw new InvalidOperationException($"Two handlers for {kind.Kind}");
            }
            foreach (var face in type.GetInterfaces())
            {
                if (face == typeof(ISection)) services.AddScoped(face, type);
                else if (face == typeof(IQuery)) Invoke(nameof(AddQuery), type);
                else if (face == typeof(IWork)) Invoke(nameof(AddWork), type);
                else if (face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IListen<>)) Invoke(nameof(AddListener), type, face.GetGenericArguments()[0]);
            }
        }
        var orphans = OperationTypes.All.Keys.Where(k => !catalog.Kinds.ContainsKey(k)).ToList();
        return orphans.Count == 0 ? catalog : throw new InvalidOperationException("Contracts without handler: " + string.Join(", ", orphans));

        void Invoke(string method, params Type[] types) =>
            typeof(Catalog).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(types).Invoke(null, [catalog, services]);
    }

    private static void AddQuery<T>(Catalog catalog, IServiceCollection _) where T : IQuery => catalog.Queries.Add(new(T.Method, T.Route, T.Permission, T.Answer));

    private static void AddWork<T>(Catalog catalog, IServiceCollection services) where T : class, IWork
    {
        services.AddScoped<T>();
        if (!catalog.Work.TryAdd(T.Kind, typeof(T))) throw new InvalidOperationException($"Two workers for {T.Kind}");
    }

    private static void AddListener<TListener, TEvent>(Catalog catalog, IServiceCollection services) where TListener : class, IListen<TEvent>
    {
        services.AddScoped<TListener>();
        if (!catalog.listeners.TryGetValue(typeof(TEvent), out var known)) catalog.listeners[typeof(TEvent)] = known = [];
        known.Add((happened, on, sp, ct) => sp.GetRequiredService<TListener>().OnAsync((TEvent)happened, on, ct));
    }

    internal async Task PublishAsync(OperationContext on, IServiceProvider services, CancellationToken ct)
    {
        while (on.Events.TryDequeue(out var happened))
            if (listeners.TryGetValue(happened.GetType(), out var known))
                foreach (var listener in known) await listener(happened, on, services, ct);
    }

    /// <summary>Maps every operation and every query below the given group.</summary>
    public void Map(IEndpointRouteBuilder api)
    {
        foreach (var kind in Kinds.Values) kind.MapAlone(api);
        foreach (var query in Queries)
            api.MapMethods("/" + query.Route, [query.Method], query.Answer)
                .AddEndpointFilter(new ReadFilter(query).InvokeAsync)
                .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404)
                .WithTags(query.Route.Split('/')[0]);
    }
}

/// <summary>A query as the catalog knows it.</summary>
public sealed record QueryEntry(string Method, string Route, string Permission, Delegate Answer);
