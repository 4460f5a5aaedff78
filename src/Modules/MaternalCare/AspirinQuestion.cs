using Lianxin.ClinicalRules.Maternal;
using Lianxin.MaternalCare.Tasks;

namespace Lianxin.MaternalCare;

/// <summary>What follows from the risk of pre-eclampsia: the question of low-dose aspirin is put to an obstetrician while its weeks last. The software proposes the question, never the drug, and says nothing to her.</summary>
internal sealed class AspirinQuestion(LianxinDb db, TaskBook book, Owners owners)
{
    /// <summary>Asks once for a pregnancy.</summary>
    /// <param name="pregnancy">As it stands after what was answered.</param>
    public async Task AskAsync(PregnancyView pregnancy, ResidentView resident, OperationContext on, CancellationToken ct)
    {
        if (!PregnancyLogic.AsksForAspirin(pregnancy, resident, Acting.ForRules(on))) return;
        if (await db.CareTasks.AnyAsync(t => t.AboutId == pregnancy.Id && t.Kind == CareTaskKinds.AspirinQuestion, ct)) return;
        book.Open(StableId.Of(pregnancy.Id, CareTaskKinds.AspirinQuestion), CareTaskKinds.AspirinQuestion, pregnancy.Id, resident.Id, resident.OrganizationId, PlaceTime.EndOf(pregnancy.Dating!.Start.AddDays(AntenatalSchedule.AspirinDecision.Window!.Value.To!.Value)),
            await owners.ObstetricianAsync(resident.OrganizationId, resident.ResponsibleId, ct), text: AntenatalSchedule.AspirinDecision.Id);
    }
}
