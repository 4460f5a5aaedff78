using Lianxin.Residents.Duplicates;

namespace Lianxin.MaternalCare.Tasks;

/// <summary>Two records were said to be one person's: the health office gets a task with a time, so that it is not forgotten until they are one.</summary>
internal sealed class RecordsAreOnePersons(TaskBook book, Owners owners) : IListen<SaidToBeSame>
{
    public async Task OnAsync(SaidToBeSame happened, OperationContext on, CancellationToken ct) =>
        book.Open(StableId.Of(happened.PairId, CareTaskKinds.MergeRecords), CareTaskKinds.MergeRecords, happened.OtherId, happened.ResidentId, on.OrganizationId, on.ReceivedAt + CareClocks.Of("merge-records"),
            await owners.OfficeAsync(on.OrganizationId, restricted: false, ct), text: happened.Note);
}
