using Lianxin.Residents;

namespace Lianxin.MaternalCare.Tasks;

/// <summary>Adds a task.</summary>
internal sealed class AddCareTaskHandler(LianxinDb db, TaskBook book, ResidentReader residents, Owners owners) : Handler<AddCareTask>
{
    public override string Permission => Permissions.RecordCare;
    public override Conflicts Conflicts => Conflicts.Never;
    public override Subjects Concerns(AddCareTask operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(AddCareTask operation, OperationContext on, CancellationToken ct)
    {
        if (operation.DueOn < on.Today) return Problems.TaskInThePast(operation.DueOn!.Value);
        var ofCase = await db.Cases.AsNoTracking().FirstOrDefaultAsync(c => c.Id == operation.AboutId && c.ResidentId == operation.ResidentId, ct);
        if (ofCase is { Restricted: true }) on.Restrict();
        if (ofCase is null && !await db.Pregnancies.AnyAsync(p => p.Id == operation.AboutId && p.ResidentId == operation.ResidentId, ct)) return Problems.NoSuchThing("aboutId");
        if (operation.OwnerId is { } owner && await owners.AtWorkAsync(owner, ofCase?.Restricted == true, ct) is null) return Problems.NotAnOwner("ownerId", ofCase?.Restricted == true);
        await book.OpenAsync(operation.TaskId, CareTaskKinds.Added, operation.AboutId, await Acting.ResidentAsync(residents, operation.ResidentId, ct), PlaceTime.EndOf(operation.DueOn!.Value), on, ct,
            operation.OwnerId ?? ofCase?.OwnerId, operation.Text, ofCase?.Restricted == true);
        return Outcome.Done;
    }
}

/// <summary>Ends a task, or gives it to a colleague.</summary>
internal sealed class AnswerCareTaskHandler(LianxinDb db, Owners owners, TaskBook book, ResidentReader residents) : Handler<AnswerCareTask>
{
    public override string Permission => Permissions.RecordCare;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(AnswerCareTask operation) => Subjects.Resident(operation.ResidentId);
    public override bool AddsOnly => true;

    public override async Task<Outcome> HandleAsync(AnswerCareTask operation, OperationContext on, CancellationToken ct)
    {
        if (await db.CareTasks.FirstOrDefaultAsync(t => t.Id == operation.TaskId && t.ResidentId == operation.ResidentId, ct) is not { } task) return Problems.NoSuchThing("taskId");
        if (task.Restricted) on.Restrict();
        if (task.State != CareTask.Open) return Problems.TaskEnded;
        if (operation.Answer == CareTaskAnswer.HandedOver)
        {
            if (await owners.AtWorkAsync(operation.OwnerId!.Value, task.Restricted, ct) is not { } colleague) return Problems.NotAnOwner("ownerId", task.Restricted);
            (task.OwnerId, task.OwnerName) = (colleague.Id, colleague.Name);
            return Outcome.Done;
        }
        // A case without next contact must not exist: its contact is recorded or moved, never ticked away.
        if (task.Kind == CareTaskKinds.CaseContact) return Problems.RecordTheContact;
        // Sent on: from here the clock of the answer runs.
        if (task.Kind == CareTaskKinds.TransferSheet && operation.Answer == CareTaskAnswer.Done)
            await book.OpenAsync(StableId.Of(task.Id, CareTaskKinds.TransferBack), CareTaskKinds.TransferBack, task.AboutId, await Acting.ResidentAsync(residents, task.ResidentId, ct), on.ReceivedAt + CareClocks.Of("transfer-back"), on, ct, task.OwnerId, task.Text);
        TaskBook.End(task, operation.Answer == CareTaskAnswer.Done ? CareTask.Done : CareTask.Cancelled, operation.Note, on);
        return Outcome.Done;
    }
}
