using Lianxin.Contracts.Residents;

namespace Lianxin.App.Residents;

/// <summary>Records opened lately; in memory only, so that nothing of them stays on the device.</summary>
public sealed class RecentResidents
{
    private const int Most = 8;
    private readonly List<ResidentHit> opened = [];

    /// <summary>The latest first.</summary>
    public IReadOnlyList<ResidentHit> All => opened;

    public void Opened(ResidentView resident)
    {
        opened.RemoveAll(r => r.Id == resident.Id);
        opened.Insert(0, new()
        {
            Id = resident.Id, Name = resident.Name, Sex = resident.Sex, BirthDate = resident.BirthDate, IdMasked = resident.IdMasked, PhoneMasked = resident.PhoneMasked,
            Community = resident.Community, ResponsibleName = resident.ResponsibleName,
        });
        if (opened.Count > Most) opened.RemoveAt(Most);
    }
}
