using System.Text.Json;
using Lianxin.ClinicalRules.Tables;
using Lianxin.Residents;

namespace Lianxin.MaternalCare;

/// <summary>Writes what changed between two views of a pregnancy. The views are made by the same pure logic that the device runs.</summary>
internal sealed class PregnancyWriter(LianxinDb db, ConditionStore conditions)
{
    internal const string ContactWork = "maternal-care/contact-due";

    /// <summary>Opens a pregnancy.</summary>
    public async Task OpenAsync(PregnancyView view, Guid resident, Guid organization, Guid? responsible, OperationContext on, CancellationToken ct)
    {
        var row = new Pregnancy { Id = view.Id, ResidentId = resident, OrganizationId = organization, OpenedOn = view.OpenedOn, State = view.State, ColorState = ColorLogic.NotAssessed, ResponsibleId = responsible };
        db.Pregnancies.Add(row);
        await WriteAsync(row, new PregnancyView { Id = view.Id, OpenedOn = view.OpenedOn }, view, on, ct);
    }

    /// <summary>Saves a changed pregnancy, which was read for the rules in this same context: neither it nor its contacts are asked for again.</summary>
    public async Task SaveAsync(PregnancyView before, PregnancyView after, OperationContext on, CancellationToken ct) =>
        await WriteAsync(await db.Pregnancies.FindAsync([after.Id], ct) ?? throw new InvalidOperationException("A pregnancy that was never read"), before, after, on, ct);

    private async Task WriteAsync(Pregnancy row, PregnancyView before, PregnancyView after, OperationContext on, CancellationToken ct)
    {
        var known = before.Datings.Select(d => d.Id).ToHashSet();
        foreach (var dating in after.Datings.Where(d => !known.Contains(d.Id)))
            db.Datings.Add(new DatingRow
            {
                Id = dating.Id, PregnancyId = row.Id, ResidentId = row.ResidentId, OrganizationId = row.OrganizationId, Basis = dating.Basis, Lmp = dating.Lmp, Edd = dating.Edd,
                From = dating.From, At = on.ReceivedAt, By = dating.By, Reason = dating.Reason,
            });
        known = [.. before.ColorHistory.Select(c => c.Id)];
        // Oldest first, an instant apart: their order is that of the view.
        var at = on.ReceivedAt;
        foreach (var color in after.ColorHistory.Where(c => !known.Contains(c.Id)).Reverse())
        {
            db.RiskAssessments.Add(new RiskAssessment
            {
                Id = color.Id, PregnancyId = row.Id, ResidentId = row.ResidentId, OrganizationId = row.OrganizationId, On = color.On, At = at, Base = color.Base, Purple = color.Purple, State = color.State,
                Reasons = JsonSerializer.Serialize(color.Reasons, Wire.Json), Missing = JsonSerializer.Serialize(color.Missing, Wire.Json), By = color.By,
            });
            at = at.AddMicroseconds(1);
        }
        foreach (var key in after.Established.Except(before.Established))
            await conditions.SayAsync(row.Id, row.ResidentId, key, ConditionStore.Established, null, IsRestricted(key), on, ct);
        await ContactsAsync(row, before, after, on, ct);

        (row.Start, row.Edd, row.State) = (after.Dating?.Start, after.Dating?.Edd, after.State);
        (row.Color, row.ColorState) = (ColorLogic.InForce(after.Confirmed, after.Color), after.Color?.State ?? ColorLogic.NotAssessed);
        (row.ReportedColor, row.NextContactOn) = (after.Reported?.Base, after.Next?.On);
    }

    private async Task ContactsAsync(Pregnancy row, PregnancyView before, PregnancyView after, OperationContext on, CancellationToken ct)
    {
        var known = before.Contacts.ToDictionary(c => c.Id);
        foreach (var changed in after.Contacts.Where(c => known.TryGetValue(c.Id, out var was) && was.State != c.State))
            (await db.Contacts.FindAsync([changed.Id], ct) ?? throw new InvalidOperationException("A contact that was never read")).State = changed.State;
        foreach (var contact in after.Contacts.Where(c => !known.ContainsKey(c.Id)))
        {
            var due = contact.At ?? PlaceTime.EndOf(contact.On);
            db.Contacts.Add(new Contact
            {
                Id = contact.Id, PregnancyId = row.Id, ResidentId = row.ResidentId, OrganizationId = row.OrganizationId, Kind = contact.Kind, On = contact.On, At = contact.At, DueAt = due,
                State = contact.State, OwnerId = on.Caller.StaffId, OwnerName = contact.OwnerName,
            });
            // Its subject is the contact, not the woman: the second that is missed is due again like the first.
            if (contact.State == PregnancyLogic.Planned) on.Due(ContactWork, contact.Id, "due", due, row.ResidentId);
        }
    }

    private static bool IsRestricted(string key) => ClinicalTables.TickItems.TryGetValue(key, out var item) && item.Restricted;
}

/// <summary>The day or the minute of a planned contact has passed: it is overdue, and Today shows it.</summary>
internal sealed class ContactDue(LianxinDb db) : IWork
{
    public static string Kind => PregnancyWriter.ContactWork;

    public async Task RunAsync(WorkItem item, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Contacts.FirstOrDefaultAsync(c => c.Id == item.SubjectId && c.State == PregnancyLogic.Planned, ct) is not { } contact) return;
        (contact.State, contact.OverdueAt) = (PregnancyLogic.Overdue, now);
    }
}
