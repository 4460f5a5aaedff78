using Lianxin.ClinicalRules.Forms;
using Lianxin.Organizations;

namespace Lianxin.Residents;

/// <summary>The record document: the person, what waits for somebody, and one section a module.</summary>
internal sealed class ResidentRecord : IQuery
{
    public static string Route => "residents/{resident:guid}/record";
    public static string Permission => Permissions.ReadRecord;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid resident, ResidentReader reader, FindingStore findings, IEnumerable<ISection> sections, ReadNote note, CancellationToken ct)
    {
        if (await reader.ViewAsync(resident, masked: true, ct) is not { } view) return Problem.Of(404, "not-found");
        Dictionary<string, object?> document = new()
        {
            ["resident"] = view,
            ["alerts"] = await findings.OpenOfAsync(resident, ct),
        };
        foreach (var section in sections)
            if ((await section.BuildAsync([resident], ct)).TryGetValue(resident, out var built)) document[section.Name] = built;
        note.Detail = string.Join(',', document.Keys);
        return Results.Json(document, Wire.Json);
    }
}

/// <summary>Reads a person as the record opens with.</summary>
public sealed class ResidentReader(LianxinDb db, ParticularsStore particulars, ConsentStore consents, OrganizationTree tree, TimeProvider clock)
{
    private static readonly Compiled<Guid, Resident> ResidentOf = new((db, id) => db.Set<Resident>().AsNoTracking().Where(r => r.Id == id));

    /// <summary>The person, or null when there is none in reach.</summary>
    /// <param name="resident">Whose.</param>
    /// <param name="masked">False only where software computes: numbers whole, restricted answers among the others, whoever asks. What is shown is masked.</param>
    public async Task<ResidentView?> ViewAsync(Guid resident, bool masked, CancellationToken ct)
    {
        var row = await ResidentOf.Run(db, resident).FirstOrDefaultAsync(ct);
        if (row is null) return null;
        var known = masked ? (await particulars.OfAsync([resident], null, ct)).GetValueOrDefault(resident) ?? Answers.Empty : await particulars.EverythingOfAsync(resident, ct);
        if (masked) known = await consents.WithAsync(resident, known, ct);
        var state = Form.Check(FormDefinition.Of(FormNames.Person), known, new FormContext { Now = PlaceTime.Local(clock.GetUtcNow()), SeesRestricted = db.ShowsRestricted });
        return new ResidentView
        {
            Id = row.Id, OrganizationId = row.OrganizationId, OrganizationName = (await tree.AllAsync(ct)).GetValueOrDefault(row.OrganizationId)?.Name ?? "", Name = row.Name, Sex = row.Sex,
            BirthDate = row.BirthDate, IdMasked = ParticularsStore.Mask(Keys.IdNumber, known.Text(Keys.IdNumber)), PhoneMasked = ParticularsStore.Mask(Keys.Mobile, known.Text(Keys.Mobile) ?? known.Text(Keys.ContactPhone)),
            RecordNumber = known.Text(Keys.RecordNo) ?? "", Community = known.Name(Keys.CommitteeName)?.Name ?? "", ResponsibleId = row.ResponsibleId, ResponsibleName = known.Name(Keys.ResponsibleDoctor)?.Name ?? "",
            ParticularsVersion = row.ParticularsVersion, Particulars = masked ? ParticularsStore.MaskAll(known) : known, ToComplete = [.. state.ToComplete.Select(f => f.Field.Key).Distinct()],
        };
    }
}

/// <summary>The whole of a value that is masked. Each look is audited with the key, never the value.</summary>
internal sealed class UnmaskParticular : IQuery
{
    public static string Route => "residents/{resident:guid}/unmask";
    public static string Method => "POST";
    public static string Permission => Permissions.Unmask;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid resident, UnmaskFor what, ParticularsStore particulars, LianxinDb db, ReadNote note, CancellationToken ct)
    {
        if (Check.Refusals(what) is { Count: > 0 } refusals) return Problem.Of(422, refusals);
        if (!ParticularsStore.Masked.Contains(what.Key!)) return Problem.Of(422, "unknown-field", "key");
        note.Detail = what.Key;
        if (!await db.Residents.AnyAsync(r => r.Id == resident, ct)) return Problem.Of(404, "not-found");
        var known = (await particulars.OfAsync([resident], [what.Key!], ct)).GetValueOrDefault(resident);
        return Results.Json(new Unmasked(what.Key!, known?.Text(what.Key!) ?? ""), Wire.Json);
    }
}
