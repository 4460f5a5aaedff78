using Lianxin.Organizations;
using Lianxin.Residents;

namespace Lianxin.MaternalCare;

/// <summary>Mutes reminders, or lets them go on. Who said it and why stays in the history.</summary>
internal sealed class MuteRemindersHandler(LianxinDb db, ConditionStore conditions) : Handler<MuteReminders>
{
    public override string Permission => Permissions.RecordCare;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(MuteReminders operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(MuteReminders operation, OperationContext on, CancellationToken ct)
    {
        if (operation.Until < on.Today) return Problems.MutedInThePast;
        if (await db.Pregnancies.FirstOrDefaultAsync(p => p.Id == operation.PregnancyId && p.ResidentId == operation.ResidentId, ct) is not { } pregnancy) return Problems.NoSuchPregnancy;
        pregnancy.MutedUntil = operation.Until;
        await conditions.SayAsync(pregnancy.Id, pregnancy.ResidentId, Mutes.Key, operation.Until is null ? ConditionStore.NotNow : ConditionStore.Reported, operation.Reason, false, on, ct);
        return Outcome.Done;
    }
}

/// <summary>What was said about reminders to these people.</summary>
internal sealed class Mutes(ConditionStore conditions, StaffDirectory staff)
{
    internal const string Key = "reminders-muted";

    /// <summary>By person, the newest first.</summary>
    public async Task<ILookup<Guid, MuteView>> OfAsync(Guid[] residents, CancellationToken ct)
    {
        var said = await conditions.HistoryAsync(residents, Key, ct);
        var names = await staff.ByIdAsync(said.Select(s => s.StaffId), ct);
        return said.ToLookup(s => s.ResidentId, s => new MuteView(s.From, s.State == ConditionStore.Reported, s.Text, names.GetValueOrDefault(s.StaffId)?.Name ?? ""));
    }
}
