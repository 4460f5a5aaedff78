using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;

namespace Lianxin.App.MaternalCare.Visit;

/// <summary>Visits that are being typed, one a woman. They live as long as the app: through a lock, another page, a server that is down.</summary>
public sealed class Drafts(Client client)
{
    private readonly Dictionary<Guid, VisitDraft> drafts = [];

    /// <summary>A draft was recorded or refused, whichever page is open.</summary>
    public event Action? Changed;

    /// <summary>The draft of this woman, or null.</summary>
    public VisitDraft? Of(Guid resident) => drafts.GetValueOrDefault(resident);

    public VisitDraft Keep(Guid resident, VisitDraft draft) => drafts[resident] = draft;

    /// <summary>Puts the visit into the log, and follows it to its answer.</summary>
    /// <returns>True once the server has it; false when it was refused, or waits on this device and goes on by itself.</returns>
    public async Task<bool> SaveAsync(Guid resident, RecordVisit operation)
    {
        var draft = drafts[resident];
        if (draft.Sent is not null) return false;
        if (Check.Refusals(operation) is { Count: > 0 } wrong)
        {
            draft.Model.Refuse(wrong);
            return false;
        }
        var sent = draft.Sent = await client.SendAsync(operation);
        var followed = FollowAsync(resident, draft, sent);
        await sent.SettledAsync();
        Changed?.Invoke();
        return sent.Reached is Reached.Answered && await followed;
    }

    /// <summary>Throws the draft away, on purpose.</summary>
    public void End(Guid resident)
    {
        if (drafts.Remove(resident, out var ended)) ended.End();
        Changed?.Invoke();
    }

    private async Task<bool> FollowAsync(Guid resident, VisitDraft draft, Sent sent)
    {
        var outcome = await sent.AnsweredAsync();
        if (outcome.Result is Result.Done or Result.Merged)
        {
            End(resident);
            return true;
        }
        // Refused: what was typed is there, each reason at its field. Sent again, it is another operation about the same visit.
        draft.Sent = null;
        sent.Claimed = draft.IsOpen;
        draft.Model.Refuse(outcome.Refusals);
        Changed?.Invoke();
        return false;
    }
}
