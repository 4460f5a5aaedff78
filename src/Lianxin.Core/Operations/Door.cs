using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lianxin.Contracts;
using Lianxin.Core.Access;
using Lianxin.Core.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lianxin.Core;

/// <summary>The one door for writes: parse each alone, is it a repeat, validate, may they, do they reach it, handle, tell, commit.</summary>
public sealed class Door(Catalog catalog, IWriter writer, IServiceScopeFactory scopes, TimeProvider clock, ISecrets secrets, ILogger<Door> log)
{
    /// <summary>Most operations in one batch.</summary>
    public const int MaxBatch = 200;

    private sealed record Before(Guid Author, string Kind, byte[] BodyHash, string Outcome);

    private static readonly Compiled<Guid, Before> BeforeOf = new((db, id) => db.Operations.AsNoTracking().Where(o => o.Id == id).Select(o => new Before(o.Author, o.Kind, o.BodyHash, o.Outcome)));

    // One trip for both where a person is concerned: nearly every write is.
    private sealed record Arrival(Subject? Subject, Before? Before, long Access);

    private static readonly Compiled<Guid, Guid, Arrival> ArrivalOf = new((db, id, person) => db.Subjects.Where(s => s.Id == person)
        .LeftJoin(db.Operations.Where(o => o.Id == id), s => 1, o => 1, (s, o) => new Arrival(s, o == null ? null : new Before(o.Author, o.Kind, o.BodyHash, o.Outcome),
            db.AccessState.Where(a => a.Id == AccessState.Only).Select(a => a.Version).First())));

    private static readonly Compiled<int, long> AccessNow = new((db, only) => db.AccessState.Where(a => a.Id == only).Select(a => a.Version));

    private sealed record Step(Guid Id, Envelope? Envelope, OperationKind? Kind, object? Operation, string Kept, byte[] Hash, IReadOnlyList<Refusal> Refusals);

    /// <summary>Judges each operation by itself and answers in the same order, after the commit.</summary>
    /// <exception cref="StaleCallerException">The caller was known from before, and rights have changed since; nothing was written.</exception>
    public async Task<Outcome[]> AcceptAsync(Caller caller, IReadOnlyList<JsonElement> batch, CancellationToken ct)
    {
        var steps = batch.Select(Read).ToArray();
        var outcomes = new Outcome[steps.Length];
        try
        {
            // What cannot be carried out needs no write, but a repeat of something accepted earlier still gets its first answer.
            if (steps.All(s => s.Refusals.Count > 0))
                await using (var scope = scopes.CreateAsyncScope())
                {
                    var db = scope.ServiceProvider.GetRequiredService<LianxinDb>();
                    await CompareAsync(db, caller);
                    for (var i = 0; i < steps.Length; i++) outcomes[i] = await RepeatAsync(db, steps[i], caller, ct) ?? RefusedOf(steps[i]);
                    return outcomes;
                }
            // A data key is made in a transaction of its own; inside ours SQLite's writer would wait for itself.
            secrets.Prepare(caller.Home);
            foreach (var organization in caller.Organizations) secrets.Prepare(organization);
            await writer.RunAsync(async transaction =>
            {
                for (var i = 0; i < steps.Length; i++) outcomes[i] = await OneAsync(steps[i], caller, first: i == 0, transaction);
            }, ct);
            return outcomes;
        }
        catch (Exception e) when (e is not (OperationCanceledException or StaleCallerException))
        {
            // Nothing was committed: whoever sent it keeps it and sends it again.
            log.LogError(e, "A batch of {Count} operations could not be written", steps.Length);
            return [.. steps.Select(s => Trouble(s.Id))];
        }
    }

    private static Outcome RefusedOf(Step step) => Outcome.Refuse(step.Refusals) with { Id = step.Id };
    private static Outcome Trouble(Guid id) => new() { Id = id, Result = Result.Deferred, Refusals = [new("server-trouble")] };

    private Step Read(JsonElement element)
    {
        Envelope envelope;
        try { envelope = element.Deserialize<Envelope>(Wire.Json) ?? throw new JsonException(); }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            var id = element.ValueKind is JsonValueKind.Object && element.TryGetProperty("id", out var said) && said.ValueKind is JsonValueKind.String && said.TryGetGuid(out var known) ? known : Guid.Empty;
            return new(id, null, null, null, "", [], [new("malformed", Field((e as JsonException)?.Path))]);
        }

        Step Refused(string code, string? field = null) => new(envelope.Id, envelope, null, null, "", HashOf(envelope.Body.GetRawText()), [new(code, field)]);
        if (envelope.Id == Guid.Empty) return Refused("required", "id");
        if (!catalog.Kinds.TryGetValue(envelope.Kind, out var kind)) return Refused("unknown-kind", "kind");
        try
        {
            var operation = kind.Parse(envelope.Body, envelope.Version);
            // A password is not even hashed here: what is kept of it stands in its own row, salted and slow. The same id with the same rest is the same operation.
            var kept = kind.Kept(envelope.Body);
            return new(envelope.Id, envelope, kind, operation, kept, HashOf(kept), Check.Refusals(operation));
        }
        catch (JsonException e) { return Refused("malformed", Field(e.Path)); }
        catch (NotSupportedException) { return Refused("unknown-version", "version"); }
        catch (Exception e) when (e is FormatException or InvalidOperationException or OverflowException) { return Refused("malformed"); }
    }

    private static byte[] HashOf(string body) => SHA256.HashData(Encoding.UTF8.GetBytes(body));

    // "$.body.on" of System.Text.Json is "on" to whoever drew the form.
    private static string? Field(string? path) => path is null or "$" ? null : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;

    // No caller's cancellation from here on: the transaction may be carrying others.
    private async Task<Outcome> OneAsync(Step step, Caller caller, bool first, IWriteTransaction transaction)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerHolder>().Caller = caller;
        var db = scope.ServiceProvider.GetRequiredService<LianxinDb>();
        transaction.Enlist(db);
        if (step.Refusals.Count > 0)
        {
            if (first) await CompareAsync(db, caller);
            return await RepeatAsync(db, step, caller, CancellationToken.None) ?? RefusedOf(step);
        }

        var bound = step.Kind!.Bind(scope.ServiceProvider, step.Operation!);
        var arrival = bound.Subjects.Person is { } person ? await ArrivalOf.Run(db, step.Id, person).FirstOrDefaultAsync() : null;
        if (first && arrival is null) await CompareAsync(db, caller);
        else if (first) Compare(arrival!.Access, caller);
        var repeat = arrival is null ? await RepeatAsync(db, step, caller, CancellationToken.None) : Repeat(arrival.Before, step, caller);
        if (repeat is not null) return repeat;
        await transaction.SaveAsync();
        try
        {
            var (outcome, restricted) = await HandleAsync(step, bound, arrival?.Subject, caller, db, scope.ServiceProvider);
            if (outcome.Result is Result.Refused or Result.Conflict) await transaction.BackAsync(db);
            Remember(db, step, bound.Subjects, caller, outcome, restricted);
            await db.SaveChangesAsync();
            await transaction.ReleaseAsync();
            return outcome;
        }
        catch (Exception e) when (!transaction.MustRetry(e))
        {
            // A constraint or a mistake of ours must not take the neighbours along.
            await transaction.BackAsync(db);
            if (!transaction.IsDuplicate(e))
            {
                log.LogError(e, "Operation {Kind} failed", step.Kind.Kind);
                return Trouble(step.Id);
            }
            var taken = Outcome.Refuse("already-there") with { Id = step.Id };
            Remember(db, step, bound.Subjects, caller, taken, restricted: true); // what it would have been is not known any more
            await db.SaveChangesAsync();
            await transaction.ReleaseAsync();
            return taken;
        }
    }

    // Once a transaction: what is written in it is written by the rights as they stand in it.
    private static async Task CompareAsync(LianxinDb db, Caller caller)
    {
        if (caller.KnownAt is not null) Compare(await AccessNow.Run(db, AccessState.Only).FirstAsync(CancellationToken.None), caller);
    }

    private static void Compare(long now, Caller caller)
    {
        if (caller.KnownAt is { } known && known != now) throw new StaleCallerException();
    }

    // First of all: a repeat gets its first answer even when the right has ended or a bound was tightened meanwhile; only its own author gets it.
    private static async Task<Outcome?> RepeatAsync(LianxinDb db, Step step, Caller caller, CancellationToken ct) =>
        step.Id == Guid.Empty ? null : Repeat(await BeforeOf.Run(db, step.Id).FirstOrDefaultAsync(ct), step, caller);

    private static Outcome? Repeat(Before? before, Step step, Caller caller)
    {
        if (before is null) return null;
        return before.Author == caller.StaffId && before.Kind == step.Envelope?.Kind && before.BodyHash.AsSpan().SequenceEqual(step.Hash)
            ? JsonSerializer.Deserialize<Outcome>(before.Outcome, Wire.Answers)! with { Repeat = true }
            : Outcome.Refuse("id-reused", "id") with { Id = step.Id };
    }

    private async Task<(Outcome Outcome, bool Restricted)> HandleAsync(Step step, OperationKind.Bound bound, Subject? subject, Caller caller, LianxinDb db, IServiceProvider services)
    {
        var ct = CancellationToken.None;
        if (!caller.May(bound.Permission)) return (Outcome.Refuse("not-permitted") with { Id = step.Id }, false);

        if (bound.Subjects is { Person: not null, IsNew: false } && (subject is null || !caller.Reaches(subject))) return (Outcome.Refuse("not-found") with { Id = step.Id }, false);
        if (subject?.FrozenAt is not null && !bound.AddsOnly) return (Outcome.Refuse("record-frozen") with { Id = step.Id }, false);
        if (bound.Subjects.Organization is { } organization && !caller.Reaches(organization)) return (Outcome.Refuse("not-found") with { Id = step.Id }, false);
        if (bound.Subjects is { Person: { } newcomer, IsNew: true })
        {
            if (subject is not null) return (Outcome.Refuse("id-reused") with { Id = step.Id }, false);
            db.Subjects.Add(subject = new Subject { Id = newcomer, OrganizationId = bound.Subjects.Organization!.Value });
        }
        if (subject is not null) subject.Version++;

        var on = new OperationContext(step.Id, caller, clock.GetUtcNow(), step.Envelope!.At, subject, db);
        var outcome = await bound.Run(on, ct) with { Id = step.Id };
        if (outcome.Result is Result.Done or Result.Merged) await catalog.PublishAsync(on, services, ct);
        return (outcome, on.IsRestricted);
    }

    private void Remember(LianxinDb db, Step step, Subjects subjects, Caller caller, Outcome outcome, bool restricted)
    {
        var now = clock.GetUtcNow();
        db.Operations.Add(new OperationRow
        {
            Id = step.Id, Kind = step.Envelope!.Kind, Version = step.Envelope.Version, Author = caller.StaffId, OperatedBy = caller.OperatedBy,
            Device = step.Envelope.Device, DeviceSeq = step.Envelope.DeviceSeq, ClaimedAt = step.Envelope.At, ReceivedAt = now,
            SubjectId = subjects.Person, BodyHash = step.Hash, Outcome = JsonSerializer.Serialize(outcome, Wire.Json),
            // Only what was accepted is worth keeping whole; of a refusal the hash and the reasons are enough.
            Body = outcome.Result is Result.Done or Result.Merged ? secrets.Seal(step.Kept, caller.Home) : null,
        });
        db.AuditEntries.Add(new AuditEntry
        {
            At = now, StaffId = caller.StaffId, OperatedBy = caller.OperatedBy, Action = step.Envelope.Kind, SubjectId = subjects.Person, Restricted = restricted,
            Outcome = outcome.Result is Result.Refused ? outcome.Refusals[0].Code : JsonNamingPolicy.CamelCase.ConvertName(outcome.Result.ToString()),
        });
    }
}
