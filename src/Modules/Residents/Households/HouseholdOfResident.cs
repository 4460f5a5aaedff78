using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Identifiers;
using Lianxin.Organizations;

namespace Lianxin.Residents.Households;

/// <summary>With whom a person lives, who cares for them, and where they lived before. Everybody shown is in the audit.</summary>
internal sealed class HouseholdOfResident : IQuery
{
    private const int Most = 50;

    public static string Route => "residents/{resident:guid}/household";
    public static string Permission => Permissions.ReadRecord;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid resident, LianxinDb db, HouseholdStore households, ParticularsStore particulars, StaffDirectory staff, ReadNote note, CancellationToken ct)
    {
        if (await db.Residents.AsNoTracking().FirstOrDefaultAsync(r => r.Id == resident, ct) is not { } person) return Problem.Of(404, "not-found");
        var own = await db.HouseholdMembers.AsNoTracking().Where(m => m.ResidentId == resident).OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(Most).ToListAsync(ct);
        var standing = own.FirstOrDefault(m => m.Until is null);
        var members = standing is null ? [] : await households.InReach(standing.HouseholdId).AsNoTracking().OrderBy(m => m.Relation).ThenBy(m => m.From).ThenBy(m => m.Id).Take(Most).ToListAsync(ct);
        var carers = await db.Carers.AsNoTracking().Where(c => c.ResidentId == resident).OrderBy(c => c.Until == null ? 0 : 1).ThenByDescending(c => c.At).ThenByDescending(c => c.Id).Take(Most).ToListAsync(ct);

        Guid[] ids = [.. members.Select(m => m.ResidentId).Concat(carers.Select(c => c.CarerResidentId).OfType<Guid>()).Distinct()];
        var people = await db.Residents.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, ct);
        var phones = await particulars.OfAsync([.. people.Keys], [Keys.Mobile], ct);
        var writers = await staff.ByIdAsync(own.Select(m => m.EndedById).OfType<Guid>(), ct);
        string PhoneOf(Guid id) => ParticularsStore.Mask(Keys.Mobile, phones.GetValueOrDefault(id)?.Text(Keys.Mobile));
        note.Showed([resident, .. people.Keys.Where(id => id != resident)]);

        var (count, hasHead) = standing is null ? (0, true) : await households.CountAsync(standing.HouseholdId, null, ct);
        return Results.Json(new HouseholdView
        {
            ResidentId = resident, Name = person.Name, HouseholdId = standing?.HouseholdId, MembershipId = standing?.Id, Home = standing is null ? Answers.Empty : Masked(await households.HomeAsync(standing.HouseholdId, ct)),
            Members = [.. members.Where(m => people.ContainsKey(m.ResidentId)).Select(m => new MemberView(m.Id, m.ResidentId, people[m.ResidentId].Name, people[m.ResidentId].Sex, people[m.ResidentId].BirthDate, PhoneOf(m.ResidentId), m.Relation, m.From))],
            More = count - members.Count, NoHead = !hasHead, Carers = [.. carers.Select(View)],
            Before = [.. own.Where(m => m.Until is not null).Select(m => new FormerMembership(m.HouseholdId, m.Relation, m.From, m.Until!.Value, m.Reason ?? "", m.EndedById is { } by ? writers.GetValueOrDefault(by)?.Name ?? "" : ""))],
        }, Wire.Json);

        CarerView View(Carer carer)
        {
            var known = carer.CarerResidentId is { } id ? people.GetValueOrDefault(id) : null;
            var other = households.PersonOf(carer);
            return new(carer.Id, known?.Id, known?.Name ?? other?.Name ?? "", known is not null ? PhoneOf(known.Id) : other is null ? "" : PhoneNumber.MaskText(other.Phone), carer.Relation,
                carer.MayBeTold.Split(' ', StringSplitOptions.RemoveEmptyEntries), carer.From, carer.Until);
        }
    }

    private static Answers Masked(Answers home)
    {
        if (home.Text(Keys.DetailedAddress) is { } address) home = home.With(Keys.DetailedAddress, ParticularsStore.Mask(Keys.CurrentAddress, address));
        return home.Text(Keys.HouseholdPhone) is { } phone ? home.With(Keys.HouseholdPhone, PhoneNumber.MaskText(phone)) : home;
    }
}

/// <summary>The whole telephone number of a carer who is no resident; each look is audited.</summary>
internal sealed class UnmaskCarer : IQuery
{
    public static string Route => "residents/{resident:guid}/unmask-carer";
    public static string Method => "POST";
    public static string Permission => Permissions.Unmask;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid resident, PhoneOfCarer what, LianxinDb db, HouseholdStore households, ReadNote note, CancellationToken ct)
    {
        if (Check.Refusals(what) is { Count: > 0 } refusals) return Problem.Of(422, refusals);
        note.Detail = "carer_phone";
        if (!await db.Residents.AnyAsync(r => r.Id == resident, ct)) return Problem.Of(404, "not-found");
        if (await db.Carers.AsNoTracking().FirstOrDefaultAsync(c => c.Id == what.CarerId && c.ResidentId == resident, ct) is not { } carer || households.PersonOf(carer) is not { } person) return Problem.Of(422, "not-found", "carerId");
        return Results.Json(new Unmasked("carer_phone", person.Phone), Wire.Json);
    }
}
