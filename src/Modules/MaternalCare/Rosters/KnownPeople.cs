using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.Residents;

namespace Lianxin.MaternalCare.Rosters;

/// <summary>A person of the register with what a roster is compared with.</summary>
internal sealed record KnownPerson(Answers Particulars, IReadOnlyList<PregnancyView> Pregnancies)
{
    /// <summary>The pregnancy that a row speaks of, or null where it tells of a new one.</summary>
    public PregnancyView? Same(RowContent content, DatingView? dating)
    {
        if (Pregnancies.FirstOrDefault(p => p.State == PregnancyState.Open) is { } open) return open;
        // Two pregnancies of one woman do not begin within the length of one.
        if (dating is not null && Pregnancies.FirstOrDefault(p => p.Dating is { } d && Math.Abs(d.Start.DayNumber - dating.Start.DayNumber) < Dating.TermDays) is { } near) return near;
        return content.HasEnded(dating) ? Pregnancies.FirstOrDefault(p => dating is null || p.Dating is null) : null;
    }
}

/// <summary>Finds the people of a roster in the register.</summary>
internal sealed class KnownPeople(ResidentRegister register, ParticularsStore particulars, PregnancyReader pregnancies)
{
    private const int AtOnce = 500;

    /// <summary>Whom a row seems to name.</summary>
    internal readonly record struct Match(Guid Resident, bool ById);

    /// <summary>By index of the row: whom it names in reach, and which rows have a number that is registered beyond.</summary>
    public async Task<(Dictionary<int, Match> InReach, HashSet<int> Elsewhere)> FindAsync(IReadOnlyList<RowContent> rows, CancellationToken ct)
    {
        Dictionary<int, Match> found = [];
        HashSet<int> elsewhere = [];
        foreach (var part in rows.Select((row, index) => (index, Number: row.Person.Text(Keys.IdNumber))).Where(r => r.Number is not null).Chunk(AtOnce))
        {
            var (owners, beyond) = await register.OwnersAsync([.. part.Select(p => p.Number!)], ct);
            foreach (var (index, number) in part)
            {
                if (owners.TryGetValue(number!, out var owner)) found[index] = new(owner, ById: true);
                else if (beyond.Contains(number!)) elsewhere.Add(index);
            }
        }
        var named = rows.Select((row, index) => (index, row.Person)).Where(r => !found.ContainsKey(r.index) && !elsewhere.Contains(r.index) && r.Person.Has(Keys.FullName)).ToList();
        var same = await register.SameNamesAsync([.. named.Select(n => new NamedRow(n.Person.Text(Keys.FullName)!, n.Person.Date(Keys.BirthDate), n.Person.Text(Keys.Mobile), n.Person.Text(Keys.IdNumber)))], ct);
        foreach (var (at, resident) in same) found[named[at].index] = new(resident, ById: false);
        return (found, elsewhere);
    }

    /// <summary>What the register holds of these people, by id.</summary>
    /// <param name="everything">Restricted answers too: for software that computes, never for what is shown.</param>
    public async Task<Dictionary<Guid, KnownPerson>> ReadAsync(IEnumerable<Guid> residents, bool everything, CancellationToken ct)
    {
        Dictionary<Guid, KnownPerson> known = [];
        foreach (var part in residents.Distinct().Chunk(AtOnce))
        {
            var people = await particulars.OfAsync(part, null, ct);
            var theirs = await pregnancies.OfAsync(part, everything, ct);
            foreach (var id in part) known[id] = new(people.GetValueOrDefault(id) ?? Answers.Empty, [.. theirs[id]]);
        }
        return known;
    }
}
