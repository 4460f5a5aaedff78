namespace Lianxin.Residents;

/// <summary>Stated conditions: what a physician established or put aside, what a roster reports.</summary>
public sealed class ConditionStore(LianxinDb db)
{
    public const string Established = "established", NotNow = "not-now", Repeat = "repeat", Reported = "reported";

    private sealed record Said(Guid About, string Key);

    private static readonly string[] RestrictedFilter = [LianxinDb.RestrictedFilter];
    private static readonly Compiled<Guid[], Said>
        Shown = new((db, about) => db.Set<Condition>().AsNoTracking().Where(c => about.Contains(c.AboutId) && c.State == Established && c.Until == null).Select(c => new Said(c.AboutId, c.Key))),
        All = new((db, about) => db.Set<Condition>().AsNoTracking().IgnoreQueryFilters(RestrictedFilter).Where(c => about.Contains(c.AboutId) && c.State == Established && c.Until == null).Select(c => new Said(c.AboutId, c.Key)));

    /// <summary>Keys that a physician established and that hold now, by what they are about.</summary>
    /// <param name="everything">Restricted ones too: for software that computes, never for what is shown.</param>
    public async Task<ILookup<Guid, string>> EstablishedAsync(Guid[] about, bool everything, CancellationToken ct) =>
        (await (everything ? All : Shown).Run(db, about).ToListAsync(ct)).ToLookup(c => c.About, c => c.Key);

    /// <summary>Writes what was said of a condition; an earlier word about the same one ends.</summary>
    public async Task SayAsync(Guid about, Guid resident, string key, string state, string? text, bool restricted, OperationContext on, CancellationToken ct)
    {
        await foreach (var before in db.Conditions.Where(c => c.AboutId == about && c.Key == key && c.Until == null).AsAsyncEnumerable().WithCancellation(ct)) before.Until = on.ReceivedAt;
        Add(about, resident, on.OrganizationId, key, state, text, restricted, on);
    }

    /// <summary>Writes a condition of somebody who is new.</summary>
    public void Add(Guid about, Guid resident, Guid organization, string key, string state, string? text, bool restricted, OperationContext on) => db.Conditions.Add(new Condition
    {
        Id = Guid.CreateVersion7(), ResidentId = resident, OrganizationId = organization, AboutId = about, Key = key, State = state, From = on.ReceivedAt, OperationId = on.Id,
        StaffId = on.Caller.StaffId, Restricted = restricted, Text = text,
    });
}
