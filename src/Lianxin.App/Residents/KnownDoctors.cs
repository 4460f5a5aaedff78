using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts.Organizations;

namespace Lianxin.App.Residents;

/// <summary>The doctors who can be named as responsible, so that a name that is chosen is a person and not a word: only then does she reach the record.</summary>
internal static class KnownDoctors
{
    /// <summary>Two of one name are told apart by their house. Empty where the list cannot be had: the field takes any words.</summary>
    public static async Task<IReadOnlyList<Named>> OfAsync(Client client)
    {
        try
        {
            var doctors = await client.GetAsync<DoctorView[]>("api/organizations/doctors");
            var several = doctors.GroupBy(d => d.Name).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
            return [.. doctors.Select(d => new Named(several.Contains(d.Name) ? $"{d.Name}（{d.Organization}）" : d.Name, $"{d.Id}"))];
        }
        catch (ApiException)
        {
            return [];
        }
    }
}
