namespace Lianxin.MaternalCare;

/// <summary>What this module shows of a resident.</summary>
internal sealed class Section(PregnancyReader reader) : ISection
{
    public string Name => "maternalCare";

    public async Task<IReadOnlyDictionary<Guid, object>> BuildAsync(Guid[] residents, CancellationToken ct)
    {
        var views = await reader.OfAsync(residents, everything: false, ct);
        return residents.ToDictionary(r => r, r => (object)new MaternalCareSection { Pregnancies = [.. views[r]] });
    }
}
