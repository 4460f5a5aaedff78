using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts.Organizations;
using Lianxin.MaternalCare.Tasks;
using Lianxin.Organizations;
using Lianxin.Residents;

namespace Lianxin.MaternalCare.Cases;

/// <summary>What the acts of a case have in common: its answers, its next contact, its people.</summary>
internal sealed class CaseStore(LianxinDb db, EncounterStore encounters, ResidentReader residents, TaskBook book, Owners owners)
{
    public static readonly FormDefinition Form = FormDefinition.Of(FormNames.HighRiskCase);

    /// <summary>The open or closed case of a person; null when there is none in reach, or one that is not the caller's to manage.</summary>
    public async Task<Case?> FindAsync(Guid resident, Guid id, OperationContext on, CancellationToken ct)
    {
        var infection = on.Caller.May(Permissions.ManageInfectionCase);
        var found = await db.Cases.FirstOrDefaultAsync(c => c.Id == id && c.ResidentId == resident && (infection || !c.Restricted), ct);
        if (found is { Restricted: true }) on.Restrict();
        return found;
    }

    /// <summary>All answers of the form as they count now, restricted ones among them.</summary>
    public async Task<Answers> AnswersAsync(Guid id, CancellationToken ct) =>
        (await encounters.OfAsync([id], everything: true, ct)).Where(e => e.Form == Form.Name).Aggregate(Answers.Empty, (all, e) => Merge(all, e.Answers));

    /// <summary>The latest answer of each key; rows of lists all stay.</summary>
    public static Answers Merge(Answers before, Answers after)
    {
        var merged = before;
        foreach (var (key, given) in after.Entries)
        {
            if (Form[key]?.Repeat is not FieldRepeat.List) merged = merged.Without(key);
            foreach (var answer in given) merged = merged.With(key, answer);
        }
        return merged;
    }

    /// <summary>What is refused in a part of the form.</summary>
    public static IReadOnlyList<Refusal> Refusals(Answers answers, FormStage stage, FormPart part, OperationContext on, bool seesRestricted, params string[] later) =>
        FormRefusals.Of(ClinicalRules.Forms.Form.Check(Form, answers, new() { Now = PlaceTime.Local(on.HappenedAt), Stage = stage, SeesRestricted = seesRestricted, Part = part, Later = later.ToHashSet() }), "answers");

    /// <summary>A colleague whom the form names, if they are registered, at work, and may see the case.</summary>
    public async Task<StaffView?> ColleagueAsync(Answers answers, string key, bool restricted, CancellationToken ct) =>
        answers.Name(key)?.Id is { } id && Guid.TryParse(id, out var known) ? await owners.AtWorkAsync(known, restricted, ct) : null;

    public void Write(Case of, Guid encounter, Answers answers, DateOnly on, OperationContext context) =>
        encounters.Write(encounter, of.Id, of.ResidentId, Form, answers.SignedBy(context.Caller.Name, context.HappenedAt), on, context, restricted: of.Restricted);

    /// <summary>Sets the next contact: the one that stood there ends, and the new one has its owner, its day and its way upwards.</summary>
    public async Task PlanNextAsync(Case of, DateOnly next, string? color, OperationContext on, CancellationToken ct, string ended = CareTask.Done, string? note = null)
    {
        await book.EndAsync(of.Id, OnlyContact, ended, note, on, ct);
        of.NextContactOn = next;
        var due = PlaceTime.EndOf(next);
        book.Open(StableId.Of(on.Id, "case-contact"), CareTaskKinds.CaseContact, of.Id, of.ResidentId, of.OrganizationId, due,
            await owners.OfAsync([of.OwnerId, of.DeputyId], of.OrganizationId, null, of.Restricted, ct), due + CareClocks.Of("escalate-contact", of.Restricted ? "purple" : color), restricted: of.Restricted);
    }

    public static readonly IReadOnlySet<string> OnlyContact = new HashSet<string>(StringComparer.Ordinal) { CareTaskKinds.CaseContact };

    public Task<ResidentView> ResidentAsync(Guid id, CancellationToken ct) => Acting.ResidentAsync(residents, id, ct);

    /// <summary>The next number of this organization in this year.</summary>
    public async Task<string> NumberAsync(Guid organization, DateOnly today, CancellationToken ct)
    {
        var first = new DateOnly(today.Year, 1, 1);
        // Numbers run through all cases of the house, whoever may see them.
        var taken = await db.Cases.IgnoreQueryFilters([LianxinDb.RestrictedFilter]).CountAsync(c => c.OrganizationId == organization && c.OpenedOn >= first, ct);
        return $"GW-{today.Year}-{taken + 1:0000}";
    }
}
