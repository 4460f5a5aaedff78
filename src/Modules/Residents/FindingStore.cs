using Lianxin.ClinicalRules.Assess;
using Lianxin.ClinicalRules.Tables;
using Lianxin.Organizations;

namespace Lianxin.Residents;

/// <summary>A measurement broke a rule; later modules listen.</summary>
/// <param name="Level">attention, urgent, emergency.</param>
public sealed record FindingRaised(Guid FindingId, Guid ResidentId, string RuleId, string Level);

/// <summary>What the rules found: written with its clock, addressed to somebody, answered by a person.</summary>
public sealed class FindingStore(LianxinDb db, StaffDirectory staff)
{
    internal const string RespondWork = "residents/respond-to-finding";

    /// <summary>True for a finding that somebody must answer within a time.</summary>
    public static bool HasClock(Finding finding) => ResponseClock.Of(finding.Level) is not null;

    /// <summary>Writes the findings of an encounter. A clock runs for urgent and emergency; how long stands in the table of clocks.</summary>
    /// <param name="encounter">The encounter that showed them.</param>
    /// <param name="resident">Whose.</param>
    /// <param name="findings">Above normal.</param>
    /// <param name="idOf">Their ids, the same on the device.</param>
    /// <param name="observed">The value as it stands beside the finding.</param>
    /// <param name="addressedTo">Who is responsible; null when nobody could be found or no clock runs.</param>
    /// <param name="on">The operation.</param>
    public void Raise(Guid encounter, Guid resident, IReadOnlyList<Finding> findings, Func<Finding, Guid> idOf, Func<Finding, string> observed, Guid? addressedTo, OperationContext on)
    {
        foreach (var finding in findings)
        {
            var id = idOf(finding);
            var respondBy = ResponseClock.Of(finding.Level) is { } minutes ? on.ReceivedAt + minutes : (DateTimeOffset?)null;
            db.Findings.Add(new FindingRow
            {
                Id = id, ResidentId = resident, OrganizationId = on.OrganizationId, PerformerId = on.Caller.Home, EncounterId = encounter, RuleId = finding.RuleId,
                Level = finding.Level.Word(), Rank = (int)finding.Level, Observed = observed(finding), Fetus = finding.Fetus, RaisedAt = on.ReceivedAt, RespondBy = respondBy,
                AddressedTo = addressedTo, Restricted = false,
            });
            if (respondBy is { } due) on.Due(RespondWork, id, "respond", due);
            on.Raise(new FindingRaised(id, resident, finding.RuleId, finding.Level.Word()));
        }
    }

    /// <summary>What of one encounter was found before, so that a late result adds only what is new.</summary>
    public async Task<HashSet<Guid>> KnownAsync(Guid encounter, CancellationToken ct) =>
        (await db.Findings.AsNoTracking().Where(f => f.EncounterId == encounter).Select(f => f.Id).ToListAsync(ct)).ToHashSet();

    /// <summary>The findings of a person that wait for somebody, the most urgent first.</summary>
    public async Task<IReadOnlyList<AlertView>> OpenOfAsync(Guid resident, CancellationToken ct) =>
        await ViewsAsync(db.Findings.Where(f => f.ResidentId == resident && f.DoneAt == null), 50, ct);

    /// <summary>Urgent and emergency findings of an organization's people that wait for somebody.</summary>
    public async Task<IReadOnlyList<AlertView>> OpenAtAsync(Guid organization, int most, CancellationToken ct) =>
        await ViewsAsync(db.Findings.Where(f => f.OrganizationId == organization && f.DoneAt == null && f.Rank >= (int)Level.Urgent), most, ct);

    /// <summary>The same of people whom the caller holds a grant for.</summary>
    public async Task<IReadOnlyList<AlertView>> OpenForAsync(Guid[] residents, int most, CancellationToken ct) =>
        await ViewsAsync(db.Findings.Where(f => residents.Contains(f.ResidentId) && f.DoneAt == null && f.Rank >= (int)Level.Urgent), most, ct);

    private async Task<IReadOnlyList<AlertView>> ViewsAsync(IQueryable<FindingRow> query, int most, CancellationToken ct)
    {
        var rows = await query.AsNoTracking().OrderByDescending(f => f.Rank).ThenBy(f => f.RespondBy).ThenBy(f => f.RuleId).ThenBy(f => f.Id).Take(most).ToListAsync(ct);
        var people = await staff.ByIdAsync(rows.Select(r => r.AddressedTo).OfType<Guid>(), ct);
        return [.. rows.Select(r =>
        {
            var to = r.AddressedTo is { } id ? people.GetValueOrDefault(id) : null;
            return new AlertView
            {
                Id = r.Id, ResidentId = r.ResidentId, RuleId = r.RuleId, Level = r.Level, Observed = r.Observed, Fetus = r.Fetus, RaisedAt = r.RaisedAt, RespondBy = r.RespondBy,
                SeenAt = r.SeenAt, SeenBy = r.SeenBy ?? "", AddressedTo = r.AddressedTo, AddressedName = to?.Name ?? "", AddressedPhone = to?.Phone ?? "", Overdue = r.OverdueAt is not null,
            };
        })];
    }
}

/// <summary>How long somebody has to take notice, by level: <c>Data/response-clocks.csv</c>.</summary>
internal static class ResponseClock
{
    private static readonly Lazy<Dictionary<string, TimeSpan>> Clocks = new(() =>
    {
        using var reader = new StreamReader(typeof(ResponseClock).Assembly.GetManifestResourceStream("response-clocks.csv") ?? throw new InvalidOperationException("response-clocks.csv is not embedded"));
        return Csv.Parse("response-clocks.csv", reader.ReadToEnd()).Rows.ToDictionary(r => r["level"], r => TimeSpan.FromMinutes((double)r.Number("minutes")!.Value));
    });

    public static TimeSpan? Of(Level level) => Clocks.Value.TryGetValue(level.Word(), out var clock) ? clock : null;
}

/// <summary>The clock ran out: the finding is marked, and Today shows it as overdue.</summary>
internal sealed class RespondToFinding(LianxinDb db) : IWork
{
    public static string Kind => FindingStore.RespondWork;

    public async Task RunAsync(WorkItem item, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Findings.FirstOrDefaultAsync(f => f.Id == item.SubjectId && f.SeenAt == null && f.DoneAt == null, ct) is { } finding) finding.OverdueAt = now;
    }
}
