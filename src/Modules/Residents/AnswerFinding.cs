namespace Lianxin.Residents;

/// <summary>Takes notice of a finding, or closes it.</summary>
internal sealed class AnswerFindingHandler(LianxinDb db) : Handler<AnswerFinding>
{
    public override string Permission => Permissions.RecordCare;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(AnswerFinding operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(AnswerFinding operation, OperationContext on, CancellationToken ct)
    {
        var finding = await db.Findings.FirstOrDefaultAsync(f => f.Id == operation.FindingId && f.ResidentId == operation.ResidentId, ct);
        if (finding is null) return Problems.NoSuchFinding;
        if (finding.DoneAt is not null) return Problems.FindingIsClosed;
        var closing = operation.Answer == Contracts.Residents.FindingAnswer.Done;
        if (closing && finding.Level != "attention" && string.IsNullOrWhiteSpace(operation.Note)) return Problems.NoteNeeded;
        finding.SeenAt ??= on.ReceivedAt;
        finding.SeenBy ??= on.Caller.Name;
        if (!closing) return Outcome.Done;
        (finding.DoneAt, finding.DoneBy, finding.Note) = (on.ReceivedAt, on.Caller.StaffId, operation.Note);
        return Outcome.Done;
    }
}
