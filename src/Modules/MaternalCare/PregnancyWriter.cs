using System.Text.Json;
using Lianxin.ClinicalRules.Tables;
using Lianxin.MaternalCare.Cases;
using Lianxin.Residents;

namespace Lianxin.MaternalCare;

/// <summary>Writes what changed between two views of a pregnancy. The views are made by the same pure logic that the device runs.</summary>
internal sealed class PregnancyWriter(LianxinDb db, ConditionStore conditions, CareSummary summary, ColorConsequences consequences)
{
    /// <summary>Opens a pregnancy.</summary>
    public async Task OpenAsync(PregnancyView view, ResidentView resident, OperationContext on, CancellationToken ct)
    {
        var nothing = new PregnancyView { Id = view.Id, OpenedOn = view.OpenedOn };
        var row = RowOf(nothing, resident);
        row.ResponsibleId = resident.ResponsibleId;
        db.Pregnancies.Add(row);
        await WriteAsync(row, nothing, view, resident, on, ct);
        summary.Keep(resident, view, on);
    }

    /// <summary>Saves a changed pregnancy. It was read for the rules before, so no row is asked for again: only the columns that changed are written.</summary>
    public async Task SaveAsync(PregnancyView before, PregnancyView after, ResidentView resident, OperationContext on, CancellationToken ct)
    {
        var row = RowOf(before, resident);
        db.Pregnancies.Attach(row);
        await WriteAsync(row, before, after, resident, on, ct);
        summary.Keep(resident, after, on);
    }

    private static Pregnancy RowOf(PregnancyView view, ResidentView resident)
    {
        var row = new Pregnancy { Id = view.Id, ResidentId = resident.Id, OrganizationId = resident.OrganizationId, OpenedOn = view.OpenedOn, State = view.State, ColorState = ColorLogic.NotAssessed };
        Fill(row, view);
        return row;
    }

    private static void Fill(Pregnancy row, PregnancyView view)
    {
        (row.Start, row.Edd, row.State) = (view.Dating?.Start, view.Dating?.Edd, view.State);
        (row.Color, row.ColorState) = (ColorLogic.InForce(view.Confirmed, view.Color), view.Color?.State ?? ColorLogic.NotAssessed);
        (row.ReportedColor, row.NextContactOn) = (view.Reported?.Base, view.Next?.On);
        (row.EndedOn, row.Outcome) = (view.Ended?.EndedOn, view.Ended?.Outcome);
    }

    private async Task WriteAsync(Pregnancy row, PregnancyView before, PregnancyView after, ResidentView resident, OperationContext on, CancellationToken ct)
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
        WriteContacts(row, before, after, on);
        Fill(row, after);
        if (after.Color is { } now && now.Id != before.Color?.Id) await consequences.FollowAsync(row, now, resident, on, ct);
    }

    private void WriteContacts(Pregnancy row, PregnancyView before, PregnancyView after, OperationContext on)
    {
        var known = before.Contacts.ToDictionary(c => c.Id);
        foreach (var changed in after.Contacts.Where(c => known.TryGetValue(c.Id, out var was) && was.State != c.State))
        {
            var contact = ContactOf(known[changed.Id], row, on);
            db.Contacts.Attach(contact);
            contact.State = changed.State;
        }
        foreach (var contact in after.Contacts.Where(c => !known.ContainsKey(c.Id)))
        {
            var added = ContactOf(contact, row, on);
            db.Contacts.Add(added);
            if (contact.State == PregnancyLogic.Planned) ContactWork.Begin(added, on);
        }
    }

    private static Contact ContactOf(ContactView contact, Pregnancy row, OperationContext on) => new()
    {
        Id = contact.Id, PregnancyId = row.Id, ResidentId = row.ResidentId, OrganizationId = row.OrganizationId, Kind = contact.Kind, On = contact.On, At = contact.At,
        DueAt = contact.At ?? PlaceTime.EndOf(contact.On), State = contact.State, OwnerId = on.Caller.StaffId, OwnerName = contact.OwnerName,
    };

    private static bool IsRestricted(string key) => ClinicalTables.TickItems.TryGetValue(key, out var item) && item.Restricted;
}
