namespace Lianxin.Residents.Duplicates;

/// <summary>Remembers what somebody says of two records. Records are not touched: whoever may merge gets a task.</summary>
internal sealed class JudgeDuplicateHandler(LianxinDb db) : Handler<JudgeDuplicate>
{
    public override string Permission => Permissions.RegisterResident;
    public override Conflicts Conflicts => Conflicts.ByState;
    public override Subjects Concerns(JudgeDuplicate operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(JudgeDuplicate operation, OperationContext on, CancellationToken ct)
    {
        var id = DuplicatePair.IdOf(operation.ResidentId, operation.OtherId);
        if (!await db.Residents.AnyAsync(r => r.Id == operation.OtherId, ct) || await db.Duplicates.FirstOrDefaultAsync(d => d.Id == id, ct) is not { } pair) return Problems.NoSuchPair;
        if (pair.State != DuplicatePair.Open) return Problems.JudgedAlready;
        (pair.State, pair.JudgedById, pair.JudgedAt, pair.Note) = (operation.Same == true ? DuplicatePair.Same : DuplicatePair.Different, on.Caller.StaffId, on.ReceivedAt, operation.Note);
        if (operation.Same == true) on.Raise(new SaidToBeSame(pair.Id, operation.ResidentId, operation.OtherId, operation.Note));
        return Outcome.Done;
    }
}
