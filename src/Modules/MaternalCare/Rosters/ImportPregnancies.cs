using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts.Organizations;
using Lianxin.Organizations;
using Lianxin.Residents;

namespace Lianxin.MaternalCare.Rosters;

/// <summary>Takes over the pregnant women of one roster: every row is held against the forms and the register first, then all are written, or none.</summary>
internal sealed class ImportPregnanciesHandler(LianxinDb db, OrganizationTree tree, KnownPeople people, RosterWriter writer) : Handler<ImportPregnancies>
{
    // So many people at once in the change tracker; the transaction is one all the same.
    private const int RowsAtOnce = 200;

    public override string Permission => Permissions.ImportRoster;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(ImportPregnancies operation) => Subjects.InOrganization(operation.OrganizationId);

    public override async Task<Outcome> HandleAsync(ImportPregnancies operation, OperationContext on, CancellationToken ct)
    {
        if ((await tree.AllAsync(ct)).GetValueOrDefault(operation.OrganizationId) is not { } node || OrganizationKinds.Places.Contains(node.Kind)) return RosterProblems.PlaceManagesNobody;
        await OneAtATimeAsync(operation.OrganizationId, ct);

        var confirmed = new Confirmation(on.Caller.Name, on.ReceivedAt);
        var rows = operation.Rows!.Select((row, index) => new Decided(index, row, new RowContent(row.Values!, on.Today, operation.ListDate))).Where(r => r.Row.Decision != ImportDecision.Skip).ToList();
        foreach (var row in rows) row.Content.Confirm(row.Row.Confirmed, confirmed);
        var (found, elsewhere) = await people.FindAsync([.. rows.Select(r => r.Content)], ct);
        var managing = await ManagingAsync([.. rows.Where(r => r.Row.Decision == ImportDecision.Match).Select(r => r.Row.ResidentId).Distinct()], on, ct);
        if (Refusals(rows, found, elsewhere, managing, Acting.AsCaller(on)) is { Count: > 0 } refusals) return Outcome.Refuse(refusals);

        foreach (var part in rows.Chunk(RowsAtOnce))
        {
            var ids = part.Where(r => r.Row.Decision == ImportDecision.Match).Select(r => r.Row.ResidentId).ToArray();
            var known = await people.ReadAsync(ids, everything: true, ct);
            if (ids.Length > 0) await db.Subjects.Where(s => ids.Contains(s.Id)).ExecuteUpdateAsync(u => u.SetProperty(s => s.Version, s => s.Version + 1), ct);
            foreach (var row in part)
            {
                if (row.Row.Decision == ImportDecision.New) await writer.AddAsync(operation, row.Row, row.Content, on, ct);
                else await writer.MergeAsync(operation, row.Row, row.Content, known[row.Row.ResidentId], managing[row.Row.ResidentId], on, ct);
            }
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
        on.Count("roster-row-imported", on.Today, organization: operation.OrganizationId, quantity: rows.Count);
        return Outcome.Done;
    }

    // Two people send the same list at the same time: the second must see what the first wrote. SQLite's writer is alone already.
    private async Task OneAtATimeAsync(Guid organization, CancellationToken ct)
    {
        if (db.IsSqlite) return;
        var key = BitConverter.ToInt64(organization.ToByteArray(), 8);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({key})", ct);
    }

    /// <summary>Who manages the people that rows are matched with; those out of reach are left out. Their rows stay locked until the end.</summary>
    private async Task<Dictionary<Guid, Guid>> ManagingAsync(Guid[] residents, OperationContext on, CancellationToken ct)
    {
        if (residents.Length == 0) return [];
        var subjects = db.IsSqlite ? db.Subjects.Where(s => residents.Contains(s.Id)) : db.Subjects.FromSql($"SELECT * FROM subjects WHERE id = ANY({residents}) ORDER BY id FOR UPDATE");
        return (await subjects.AsNoTracking().ToListAsync(ct)).Where(on.Caller.Reaches).ToDictionary(s => s.Id, s => s.OrganizationId);
    }

    private static List<Refusal> Refusals(List<Decided> rows, Dictionary<int, KnownPeople.Match> found, HashSet<int> elsewhere, Dictionary<Guid, Guid> managing, Author about)
    {
        List<Refusal> all = [];
        HashSet<string> numbers = new(StringComparer.Ordinal);
        HashSet<Guid> residents = [];
        for (var i = 0; i < rows.Count; i++)
        {
            var (at, row, content) = rows[i];
            void Refuse(Refusal why) => all.Add(why with { Field = $"rows[{at}].{why.Field}" });
            foreach (var (refusal, _) in RowCheck.Of(content, about)) Refuse(refusal);
            if (!residents.Add(row.ResidentId)) Refuse(new("duplicate-in-file", "residentId"));
            if (content.Person.Text(Keys.IdNumber) is { } number && !numbers.Add(number)) Refuse(new("duplicate-in-file", Keys.IdNumber));
            if (elsewhere.Contains(i)) Refuse(new("registered-elsewhere", Keys.IdNumber));
            var match = found.TryGetValue(i, out var one) ? one : (KnownPeople.Match?)null;
            if (row.Decision == ImportDecision.New)
            {
                if (!content.Person.Has(Keys.FullName)) Refuse(new("required", Keys.FullName));
                if (match is { ById: true }) Refuse(new("duplicate-in-register", Keys.IdNumber));
                else if (match is not null && !row.NotADuplicate) Refuse(new("likely-duplicate", Keys.FullName));
            }
            else if (!managing.ContainsKey(row.ResidentId)) Refuse(new("not-found", "residentId"));
            else if (match is { ById: true } && match.Value.Resident != row.ResidentId) Refuse(new("duplicate-in-register", Keys.IdNumber));
        }
        return all;
    }

    private sealed record Decided(int Index, ImportRow Row, RowContent Content);
}

/// <summary>Refusals of the roster's own.</summary>
internal static class RosterProblems
{
    /// <summary>A place does not manage records.</summary>
    public static readonly Outcome PlaceManagesNobody = Outcome.Refuse("place-manages-nobody", "organizationId");
}
