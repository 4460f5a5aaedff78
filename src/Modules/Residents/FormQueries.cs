using Lianxin.ClinicalRules.Forms;

namespace Lianxin.Residents;

/// <summary>The forms that were filled in for a person, newest first.</summary>
internal sealed class FormsOfResident : IQuery
{
    private const int Most = 500;

    public static string Route => "residents/{resident:guid}/forms";
    public static string Permission => Permissions.ReadRecord;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid resident, LianxinDb db, CancellationToken ct)
    {
        if (!await db.Residents.AnyAsync(r => r.Id == resident, ct)) return Problem.Of(404, "not-found");
        var rows = await db.Encounters.AsNoTracking().Where(e => e.ResidentId == resident).OrderByDescending(e => e.On).ThenByDescending(e => e.At).ThenByDescending(e => e.Id).Take(Most)
            .Select(e => new FormEntry(e.Id, e.AboutId, e.Kind, e.On, e.At, e.StaffName, db.Set<Observation>().Count(o => o.EncounterId == e.Id && o.Status == "pending" && o.CorrectedById == null))).ToListAsync(ct);
        return Results.Json(rows, Wire.Json);
    }
}

/// <summary>One filled form with its answers and what was corrected in it.</summary>
internal sealed class FormOfResident : IQuery
{
    public static string Route => "residents/{resident:guid}/forms/{encounter:guid}";
    public static string Permission => Permissions.ReadRecord;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid resident, Guid encounter, EncounterStore encounters, ReadNote note, CancellationToken ct)
    {
        if (await encounters.OneAsync(resident, encounter, ct) is not { } read) return Problem.Of(404, "not-found");
        note.Restricted = read.Restricted;
        return Results.Json(new FilledFormView(new(read.Id, read.AboutId, read.Form, read.On, read.At, read.StaffName, read.Owed.Count), read.Answers, read.Owed, await encounters.CorrectionsOfAsync(encounter, ct)), Wire.Json);
    }
}
