using System.Text.Json;
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

    /// <summary>What the next visit needs: of what has ended only the newest counts, the rest stays in its rows.</summary>
    internal static PregnancyView Needed(PregnancyView pregnancy) => pregnancy with
    {
        ColorHistory = [], Datings = [.. pregnancy.Datings.Take(1)],
        Contacts = [.. pregnancy.Contacts.Where(c => c.State is PregnancyLogic.Planned or PregnancyLogic.Overdue)],
    };
}
