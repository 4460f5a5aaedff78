using Lianxin.ClinicalRules.Maternal;
using Lianxin.Residents;

namespace Lianxin.MaternalCare;

/// <summary>Dates a pregnancy anew; the earlier dating stays in the history.</summary>
internal sealed class DatePregnancyHandler(PregnancyReader reader, ResidentReader residents, PregnancyWriter writer) : Handler<DatePregnancy>
{
    private static readonly HashSet<string> Bases = ["lmp", "us", "art", "hand"];
    private const int LongestDays = 45 * 7;

    public override string Permission => Permissions.RecordCare;
    public override Conflicts Conflicts => Conflicts.OnBase;
    public override Subjects Concerns(DatePregnancy operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(DatePregnancy operation, OperationContext on, CancellationToken ct)
    {
        if (!Bases.Contains(operation.Basis!)) return Outcome.Refuse("unknown-code", "basis");
        if (operation.Basis == "hand" && string.IsNullOrWhiteSpace(operation.Reason)) return Problems.HandDateNeedsReason;
        if (await reader.ForRulesAsync(operation.ResidentId, operation.PregnancyId, ct) is not { } before) return Problems.NoSuchPregnancy;
        if (before.Dating is { } inForce && inForce.Id != operation.BasedOn) return Problems.DatedMeanwhile;
        var days = Dating.GaDays(Dating.Start(operation.Edd!.Value), on.Today);
        if (days is < 0 or > LongestDays) return Problems.DateOutOfPregnancy("edd", days);
        var resident = await Acting.ResidentAsync(residents, operation.ResidentId, ct);
        await writer.SaveAsync(before, PregnancyLogic.Date(before, operation, resident, Acting.ForRules(on)), resident, on, ct);
        return Outcome.Done;
    }
}
