using System.Text.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts.Rosters;
using Lianxin.Rosters.Columns;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Lianxin.Organizations.Rosters;

/// <summary>Names the kind of list that a <see cref="RosterWork"/> is for, where only its type is known: its routes, its permission.</summary>
public interface IRosterWork
{
    static abstract RosterKind Kind { get; }
}

/// <summary>What the forms and the register say of one row.</summary>
/// <param name="Number">As in <see cref="IRosterRow.Number"/>.</param>
/// <param name="Against">By column; asked is what may go in once somebody confirmed it.</param>
/// <param name="Match">Whom or what in reach the row names.</param>
/// <param name="Elsewhere">Its number belongs to somebody out of reach.</param>
public sealed record RowSaid(string? Number, IReadOnlyList<(Refusal Refusal, bool Asked)> Against, RosterMatchView? Match, bool Elsewhere);

/// <summary>One row in the shape of the record.</summary>
public interface IRosterRow
{
    /// <summary>What can stand in one row of a list only: an identity number, a code; null where the row has none.</summary>
    string? Number { get; }

    /// <summary>False where somebody new could not be named.</summary>
    bool HasName { get; }

    /// <summary>Whom or what it was decided to be about; empty while nothing is decided.</summary>
    Guid SubjectId { get; set; }

    /// <summary>Somebody looked again at these columns and meant what stands there.</summary>
    void Confirm(IEnumerable<string> columns, Confirmation by);
}

/// <summary>A kind of list that can be taken over: what a row means, whom it names, how it is written and taken back.</summary>
public abstract class RosterWork(RosterKind kind)
{
    /// <summary>Words of <see cref="RosterMatchView.By"/>.</summary>
    public const string ByNumber = "id", ByName = "name";

    public RosterKind Kind => kind;
    public RosterTemplate Template { get; } = RosterTemplate.Find(kind.Name) ?? throw new InvalidOperationException($"No columns for {kind.Name}");

    /// <summary>The column of <see cref="IRosterRow.Number"/>.</summary>
    public abstract string NumberColumn { get; }

    /// <summary>The column by whose words somebody is likely to be known already.</summary>
    public abstract string NameColumn { get; }

    /// <summary>False for a column that only helps to check another, or has no room in the record.</summary>
    public virtual bool Keeps(string column) => true;

    /// <summary>Holds rows against the forms and the register; writes nothing.</summary>
    /// <param name="rows">Values by column.</param>
    /// <param name="organization">Where the list goes.</param>
    /// <param name="listDate">The day that the list gives for itself.</param>
    /// <param name="about">Who asks, with their own rights.</param>
    public abstract Task<IReadOnlyList<RowSaid>> SayAsync(IReadOnlyList<IReadOnlyDictionary<string, JsonElement>> rows, Guid organization, DateOnly? listDate, Author about, bool english, CancellationToken ct);

    /// <summary>Takes the rows over, or refuses all of them.</summary>
    public abstract Task<Outcome> TakeAsync(RosterImport import, OperationContext on, CancellationToken ct);

    /// <summary>The rows whose person or thing somebody has used since: these cannot be taken back.</summary>
    public abstract Task<IReadOnlyList<TakenRow>> UsedAsync(IReadOnlyList<TakenRow> rows, CancellationToken ct);

    /// <summary>Those of before stand again as they were: whoever read them in between learns that they have changed. Default: nothing is counted.</summary>
    public virtual Task RestoredAsync(IReadOnlyList<TakenRow> rows, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Takes out who or what came with these rows and was not there before.</summary>
    public abstract Task RemoveAsync(IReadOnlyList<TakenRow> rows, CancellationToken ct);
}

/// <summary>The way every kind of list goes: check all, refuse all or write all, in parts of one transaction, and keep what it takes to undo it.</summary>
/// <typeparam name="T">Its rows.</typeparam>
public abstract class RosterWork<T>(RosterKind kind, LianxinDb db, ImportBook book) : RosterWork(kind) where T : IRosterRow
{
    // So many at once in the change tracker; the transaction is one all the same.
    private const int RowsAtOnce = 200;

    protected LianxinDb Db => db;

    /// <summary>Whom or what a row seems to name.</summary>
    protected internal readonly record struct Named(Guid Subject, bool ByNumber);

    /// <summary>A row with what was decided about it.</summary>
    protected internal sealed record Decided(int Index, ImportRow Row, T Content);

    protected abstract T Read(IReadOnlyDictionary<string, JsonElement> values, DateOnly today, DateOnly? listDate);

    /// <summary>Everything against a row, by column.</summary>
    protected abstract IEnumerable<(Refusal Refusal, bool Asked)> Against(T row, Author about);

    /// <summary>By index of the row: whom it names in reach, and which rows have a number that belongs to somebody beyond.</summary>
    protected abstract Task<(Dictionary<int, Named> InReach, HashSet<int> Elsewhere)> FindAsync(IReadOnlyList<T> rows, Guid organization, CancellationToken ct);

    /// <summary>What stands in the register beside what these rows say; by index.</summary>
    protected abstract Task<IReadOnlyDictionary<int, RosterMatchView>> CompareAsync(IReadOnlyDictionary<int, (T Row, Named Named)> rows, Author about, bool english, CancellationToken ct);

    /// <summary>The version of each of these that is in the caller's reach, locked until the end; the others are left out.</summary>
    protected abstract Task<Dictionary<Guid, long>> LockAsync(Guid[] subjects, OperationContext on, CancellationToken ct);

    protected abstract Task AddAsync(RosterImport import, ImportRow row, T content, OperationContext on, CancellationToken ct);

    /// <summary>Writes what rows say of those who are known already.</summary>
    protected abstract Task MergeAsync(RosterImport import, IReadOnlyList<Decided> rows, OperationContext on, CancellationToken ct);

    /// <summary>Whom or what a change is about, for taking it back.</summary>
    protected abstract Guid? About(EntityEntry entry);

    public override async Task<IReadOnlyList<RowSaid>> SayAsync(IReadOnlyList<IReadOnlyDictionary<string, JsonElement>> rows, Guid organization, DateOnly? listDate, Author about, bool english, CancellationToken ct)
    {
        var contents = rows.Select(v => Read(v, about.Today, listDate)).ToList();
        var (found, elsewhere) = await FindAsync(contents, organization, ct);
        var matches = await CompareAsync(found.ToDictionary(f => f.Key, f => (contents[f.Key], f.Value)), about, english, ct);
        return [.. contents.Select((content, i) => new RowSaid(content.Number, [.. Against(content, about)], matches.GetValueOrDefault(i), elsewhere.Contains(i)))];
    }

    public override async Task<Outcome> TakeAsync(RosterImport import, OperationContext on, CancellationToken ct)
    {
        await OneAtATimeAsync(import.OrganizationId, ct);
        var about = new Author(on.Caller.StaffId, on.Caller.Name, PlaceTime.Local(on.HappenedAt), on.Caller.May(Permissions.ReadRestricted));
        var confirmed = new Confirmation(on.Caller.Name, on.ReceivedAt);
        var rows = import.Rows!.Select((row, index) => new Decided(index, row, Read(row.Values!, on.Today, import.ListDate))).Where(r => r.Row.Decision != ImportDecision.Skip).ToList();
        foreach (var row in rows)
        {
            row.Content.SubjectId = row.Row.SubjectId;
            row.Content.Confirm(row.Row.Confirmed, confirmed);
        }
        var (found, elsewhere) = await FindAsync([.. rows.Select(r => r.Content)], import.OrganizationId, ct);
        var versions = await LockAsync([.. rows.Where(r => r.Row.Decision == ImportDecision.Match).Select(r => r.Row.SubjectId).Distinct()], on, ct);
        if (Refusals(rows, found, elsewhere, versions, about) is { Count: > 0 } refusals) return Outcome.Refuse(refusals);

        if (!await book.BeginAsync(import, Kind, rows.Count(r => r.Row.Decision == ImportDecision.New), rows.Count(r => r.Row.Decision == ImportDecision.Match), on, ct)) return Problems.ImportIsAnother;
        foreach (var part in rows.Chunk(RowsAtOnce))
        {
            foreach (var row in part.Where(r => r.Row.Decision == ImportDecision.New)) await AddAsync(import, row.Row, row.Content, on, ct);
            await MergeAsync(import, [.. part.Where(r => r.Row.Decision == ImportDecision.Match)], on, ct);
            RowJournal journal = new(db, About);
            await db.SaveChangesAsync(ct);
            var written = journal.Written();
            foreach (var (_, row, _) in part)
                book.Note(import, row, row.Decision == ImportDecision.New ? 1 : versions[row.SubjectId] + 1, written.GetValueOrDefault(row.SubjectId), on);
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
        on.Count("roster-row-imported", on.Today, organization: import.OrganizationId, quantity: rows.Count);
        return Outcome.Done;
    }

    // Two people send the same list at the same time: the second must see what the first wrote. SQLite's writer is alone already.
    private async Task OneAtATimeAsync(Guid organization, CancellationToken ct)
    {
        if (db.IsSqlite) return;
        var key = BitConverter.ToInt64(organization.ToByteArray(), 8);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({key})", ct);
    }

    private List<Refusal> Refusals(List<Decided> rows, Dictionary<int, Named> found, HashSet<int> elsewhere, Dictionary<Guid, long> inReach, Author about)
    {
        List<Refusal> all = [];
        HashSet<string> numbers = new(StringComparer.OrdinalIgnoreCase);
        HashSet<Guid> subjects = [];
        for (var i = 0; i < rows.Count; i++)
        {
            var (at, row, content) = rows[i];
            void Refuse(Refusal why) => all.Add(why with { Field = $"rows[{at}].{why.Field}" });
            foreach (var (refusal, asked) in Against(content, about))
                if (!asked || !row.Confirmed.Contains(refusal.Field!)) Refuse(refusal);
            if (!subjects.Add(row.SubjectId)) Refuse(new("duplicate-in-file", "subjectId"));
            if (content.Number is { } number && !numbers.Add(number)) Refuse(new("duplicate-in-file", NumberColumn));
            if (elsewhere.Contains(i)) Refuse(new("registered-elsewhere", NumberColumn));
            var match = found.TryGetValue(i, out var one) ? one : (Named?)null;
            if (row.Decision == ImportDecision.New)
            {
                if (!content.HasName) Refuse(new("required", NameColumn));
                if (match is { ByNumber: true }) Refuse(new("duplicate-in-register", NumberColumn));
                else if (match is not null && !row.NotADuplicate) Refuse(new("likely-duplicate", NameColumn));
            }
            else if (!inReach.ContainsKey(row.SubjectId)) Refuse(new("not-found", "subjectId"));
            else if (match is { ByNumber: true } && match.Value.Subject != row.SubjectId) Refuse(new("duplicate-in-register", NumberColumn));
        }
        return all;
    }
}
