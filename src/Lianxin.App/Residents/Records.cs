using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;

namespace Lianxin.App.Residents;

/// <summary>Reading a record document, with this device's unsent work over it.</summary>
public static class Records
{
    public static Task<RecordDocument> RecordAsync(this Client client, Guid resident, CancellationToken ct = default) =>
        client.GetAsync<RecordDocument>($"api/residents/{resident}/record", ct);

    /// <summary>The document as it will be once everything on its way has arrived.</summary>
    public static RecordDocument Overlaid(this Client client, RecordDocument document, Session session) =>
        client.Overlaid(document, (record, operation) => operation is RegisterPregnancy { ResidentId: var other } && other != document.Resident.Id
            ? record : record.Apply(operation, session.Author()));

    /// <summary>Who writes now, as the pure logic of the contracts asks it.</summary>
    public static Author Author(this Session session) => new(session.View?.StaffId ?? default, session.View?.Name ?? "", TimeZoneInfo.ConvertTime(session.Now, session.Zone), session.Can(Permissions.ReadRestricted));
}
