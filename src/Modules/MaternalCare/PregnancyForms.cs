using Lianxin.ClinicalRules.Assess;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Forms;
using Lianxin.MaternalCare.AfterPregnancy;
using Lianxin.Organizations;
using Lianxin.Residents;

namespace Lianxin.MaternalCare;

/// <summary>Forms about a pregnancy: the glucose test, the delivery, the visits after birth; and those about a newborn.</summary>
internal sealed class PregnancyForms(PregnancyReader reader, ResidentReader residents, AfterBirth after, StaffDirectory staff, OrganizationTree tree) : IFormGround
{
    private static readonly Dictionary<string, string[]> PopulationsOf = new(StringComparer.Ordinal)
    {
        [FormNames.OgttGdm] = [Populations.Pregnant, Populations.Fetus], [FormNames.Delivery] = [Populations.Postpartum], [FormNames.PostpartumVisit] = [Populations.Postpartum],
        [FormNames.Postpartum42d] = [Populations.Postpartum], [FormNames.NewbornVisit] = [Populations.Newborn],
    };

    public IReadOnlySet<string> Forms { get; } = PopulationsOf.Keys.ToHashSet(StringComparer.Ordinal);

    public async Task<FormGround?> FindAsync(FillForm form, OperationContext on, CancellationToken ct)
    {
        var pregnancyId = form.Form == FormNames.NewbornVisit ? await after.PregnancyOfAsync(form.AboutId, ct) : form.AboutId;
        if (pregnancyId is not { } id || await reader.ForRulesAsync(form.ResidentId, id, ct) is not { } pregnancy) return null;
        var resident = await Acting.ResidentAsync(residents, form.ResidentId, ct);
        var known = new CareFacts(resident, pregnancy, Acting.AsCaller(on));
        return new(known.Context())
        {
            // A newborn is judged by its own values alone, not by its mother's history.
            Populations = PopulationsOf[form.Form!], Known = form.Form == FormNames.NewbornVisit ? new Facts() : known.Known,
            Responsible = resident.ResponsibleId ?? (await staff.FirstWithRoleAsync(on.OrganizationId, Responsibility.Physicians, await tree.AllAsync(ct), ct))?.Id,
            Then = cancel => after.FilledAsync(form, pregnancy, resident, on, cancel),
        };
    }
}
