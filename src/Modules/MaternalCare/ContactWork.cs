using Lianxin.Contracts.Organizations;
using Lianxin.MaternalCare.Tasks;
using Lianxin.Residents;

namespace Lianxin.MaternalCare;

/// <summary>The life of a planned contact by the clock: the woman is reminded, it becomes overdue, and when the patience of her colour has run out it goes to a named person.</summary>
internal sealed class ContactWork(LianxinDb db, ConsentStore consents, Owners owners, TaskBook book) : IWork
{
    private const string Remind = "remind", Due = "due", Escalate = "escalate";

    // In the morning of the place: nobody is woken by a reminder.
    private static readonly TimeOnly Morning = new(9, 0);

    public static string Kind => "maternal-care/contact-due";

    /// <summary>Starts the clock. One item at a time is waiting: each step makes the next, so that a visit writes one row and not three. Its subject is the contact, not the woman: the second that is missed is due again like the first.</summary>
    public static void Begin(Contact contact, OperationContext on)
    {
        var remind = PlaceTime.At(contact.On.AddDays(-CareClocks.Of("remind-woman").Days), Morning);
        if (contact.Kind == PregnancyLogic.VisitContact && remind > on.ReceivedAt) on.Due(Kind, contact.Id, Remind, remind, contact.ResidentId);
        else on.Due(Kind, contact.Id, Due, contact.DueAt, contact.ResidentId);
    }

    public Task RunAsync(WorkItem item, DateTimeOffset now, CancellationToken ct) => item.Step switch
    {
        Remind => RemindAsync(item, now, ct),
        Due => MissAsync(item, now, ct),
        _ => EscalateAsync(item, now, ct),
    };

    // One statement that asks and writes: an act that ends the contact in another transaction either comes first, and then nothing is sent, or waits for this one.
    private async Task RemindAsync(WorkItem item, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Contacts.AsNoTracking().FirstOrDefaultAsync(c => c.Id == item.SubjectId, ct) is not { State: PregnancyLogic.Planned } contact) return;
        var refused = consents.Refused(PurposeView.Reminders, PlaceTime.DateOf(now));
        await db.Contacts.Where(c => c.Id == item.SubjectId && c.State == PregnancyLogic.Planned && !refused.Any(r => r == c.ResidentId))
            .ExecuteUpdateAsync(u => u.SetProperty(c => c.RemindedAt, now), ct);
        Next(item, Due, contact.DueAt);
    }

    private async Task MissAsync(WorkItem item, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Contacts.FirstOrDefaultAsync(c => c.Id == item.SubjectId && c.State == PregnancyLogic.Planned, ct) is not { } contact) return;
        (contact.State, contact.OverdueAt) = (PregnancyLogic.Overdue, now);
        if (contact.Kind != PregnancyLogic.VisitContact) return;
        var color = await db.Pregnancies.Where(p => p.Id == contact.PregnancyId).Select(p => p.Color ?? p.ReportedColor).FirstOrDefaultAsync(ct);
        Next(item, Escalate, contact.DueAt + CareClocks.Of("escalate-contact", color));
    }

    private async Task EscalateAsync(WorkItem item, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Contacts.AsNoTracking().FirstOrDefaultAsync(c => c.Id == item.SubjectId && c.State == PregnancyLogic.Overdue, ct) is not { } contact) return;
        var whom = await owners.UpwardsAsync(contact.OrganizationId, contact.OwnerId, 0, restricted: false, ct) ?? new StaffView(contact.OwnerId, contact.OwnerName, "", null, "");
        book.Open(StableId.Of(contact.Id, CareTaskKinds.MissedVisit), CareTaskKinds.MissedVisit, contact.PregnancyId, contact.ResidentId, contact.OrganizationId, now + CareClocks.Of("escalate-again"), whom, text: $"{contact.On:yyyy-MM-dd}");
    }

    private void Next(WorkItem item, string step, DateTimeOffset at) => db.WorkItems.Add(new WorkItem { Kind = Kind, SubjectId = item.SubjectId, PersonId = item.PersonId, Step = step, DueAt = at });
}
