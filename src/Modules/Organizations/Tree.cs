namespace Lianxin.Organizations;

/// <summary>The tree of organizations, kept in memory; read again after one was added here, and every few seconds for what another node added.</summary>
public sealed class OrganizationTree(IServiceScopeFactory scopes)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    // A tree of people's institutions is never this deep: a circle must not hang the server.
    private const int Deepest = 30;
    private volatile Snapshot? kept;

    /// <summary>One organization as the tree knows it.</summary>
    /// <param name="VisitSchedule">What was chosen here or, where nobody chose, nearest above; null = nowhere.</param>
    public sealed record Node(Guid Id, Guid? ParentId, string Code, string Name, string Kind, int? Level, string? VisitSchedule, Guid[] Below);

    private sealed record Snapshot(IReadOnlyDictionary<Guid, Node> Nodes, long ReadAt);

    /// <summary>Forgets what was read, after a change.</summary>
    public void Changed() => kept = null;

    /// <summary>Every organization by id; <c>Below</c> holds the organization itself and all under it.</summary>
    public async ValueTask<IReadOnlyDictionary<Guid, Node>> AllAsync(CancellationToken ct)
    {
        if (kept is { } known && Environment.TickCount64 - known.ReadAt < Fresh.TotalMilliseconds) return known.Nodes;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LianxinDb>();
        var rows = await db.Organizations.AsNoTracking().Where(o => o.Until == null).Select(o => new { o.Id, o.ParentId, o.Code, o.Name, o.Kind, o.Level, o.VisitSchedule }).ToListAsync(ct);
        var byId = rows.ToDictionary(r => r.Id);
        var children = rows.ToLookup(r => r.ParentId);
        Dictionary<Guid, Guid[]> below = [];
        Guid[] Below(Guid id, int depth)
        {
            if (below.TryGetValue(id, out var done)) return done;
            if (depth > Deepest) return [id];
            return below[id] = [id, .. children[id].SelectMany(c => Below(c.Id, depth + 1))];
        }
        string? Schedule(Guid? id, int depth) => id is { } here && depth <= Deepest && byId.TryGetValue(here, out var row) ? row.VisitSchedule ?? Schedule(row.ParentId, depth + 1) : null;
        var nodes = rows.ToDictionary(r => r.Id, r => new Node(r.Id, r.ParentId, r.Code, r.Name, r.Kind, r.Level, Schedule(r.Id, 0), Below(r.Id, 0)));
        kept = new(nodes, Environment.TickCount64);
        return nodes;
    }

    /// <summary>An organization and all below it; itself alone where it is not known.</summary>
    public async ValueTask<Guid[]> BelowAsync(Guid organization, CancellationToken ct) => (await AllAsync(ct)).TryGetValue(organization, out var node) ? node.Below : [organization];

    /// <summary>The organization with this code, or null.</summary>
    public async ValueTask<Node?> ByCodeAsync(string code, CancellationToken ct) =>
        (await AllAsync(ct)).Values.FirstOrDefault(n => n.Code.Equals(code, StringComparison.OrdinalIgnoreCase));
}
