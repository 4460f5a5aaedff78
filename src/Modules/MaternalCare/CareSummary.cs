using System.Text.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.Core.Secrets;
using Lianxin.Residents;

namespace Lianxin.MaternalCare;

/// <summary>What the rules know of a woman, kept beside her: a visit needs one row then, not her whole history.</summary>
/// <remarks>The rows are the truth. The copy holds at the very version at which it was made (<see cref="OperationContext.Summary"/>); after anything else
/// has touched her the rows are read, and the next write makes a new one. Contacts that fell overdue meanwhile still stand in it as planned: the rules treat both alike.</remarks>
internal sealed class CareSummary(PregnancyReader reader, ResidentReader residents, ISecrets secrets)
{
    /// <summary>The person and one pregnancy of hers, with everything the rules need; never shown.</summary>
    public sealed record Known(ResidentView Resident, PregnancyView Pregnancy);

    /// <summary>Reads her for a visit; null when she has no such pregnancy.</summary>
    public async Task<Known?> ReadAsync(Guid resident, Guid pregnancy, OperationContext on, CancellationToken ct)
    {
        if (on.Summary is { } kept && JsonSerializer.Deserialize<Known>(secrets.Open(kept), Wire.Answers) is { } known && known.Pregnancy.Id == pregnancy) return known;
        return await reader.ForRulesAsync(resident, pregnancy, ct) is { } view ? new(await Acting.ResidentAsync(residents, resident, ct), view) : null;
    }

    /// <summary>Keeps what stands after an operation.</summary>
    public void Keep(ResidentView resident, PregnancyView pregnancy, OperationContext on) =>
        on.Summarize(() => secrets.Seal(JsonSerializer.Serialize(new Known(resident, Needed(pregnancy)), Wire.Json), on.OrganizationId));

    /// <summary>What the next visit needs: of what has ended only the newest counts, of earlier visits what a table can still ask for. The rest stays in its rows.</summary>
    internal static PregnancyView Needed(PregnancyView pregnancy) => pregnancy with
    {
        ColorHistory = [], Datings = [.. pregnancy.Datings.Take(1)], Visits = Needed(pregnancy.Visits),
        Contacts = [.. pregnancy.Contacts.Where(c => c.State is PregnancyLogic.Planned or PregnancyLogic.Overdue)],
    };

    // The last visit whole, as far as a table reads it; of those before it what is counted over all visits, and readings that no newer visit has.
    private static VisitView[] Needed(IReadOnlyList<VisitView> visits)
    {
        var kept = new VisitView[visits.Count];
        HashSet<string> measured = new(StringComparer.Ordinal);
        bool newest = true, done = false;
        for (var i = visits.Count - 1; i >= 0; i--)
        {
            var answers = visits[i].Answers;
            // The last of all and the last that took place: the rules ask for either.
            var whole = newest || (!done && answers.Text(Keys.VisitKind) == "done");
            kept[i] = visits[i] with
            {
                By = "", Owed = NothingOwed,
                Answers = answers.Where((key, answer) => Derivation.ReadsOfLastVisit(key) && (whole || Derivation.ReadsOfEveryVisit(key) || (answer.Value.Number is not null && !measured.Contains(key)))),
            };
            newest = false;
            done |= answers.Text(Keys.VisitKind) == "done";
            foreach (var (key, given) in kept[i].Answers.Entries)
                if (given[^1].Value.Number is not null) measured.Add(key);
        }
        return kept;
    }

    private static readonly Dictionary<string, Guid> NothingOwed = [];
}
