using Lianxin.Contracts;

namespace Lianxin.App;

/// <summary>One operation that a dialog or form sends, and how it stands: what a person sees between the press and the answer.</summary>
public sealed class Act(Client client)
{
    public bool Busy { get; private set; }

    /// <summary>Why it was not taken; shown where it was typed.</summary>
    public IReadOnlyList<Refusal> Refusals { get; private set; } = [];

    /// <summary>The operation on its way; set from the moment it is in the log.</summary>
    public Sent? Sent { get; private set; }

    /// <summary>Begins anew: another object, nothing said yet.</summary>
    public void Clear() => (Busy, Refusals, Sent) = (false, [], null);

    /// <summary>Checks and sends.</summary>
    /// <returns>The answer; null when none came: the operation stays in the log, goes on by itself, and the shell tells what became of it.</returns>
    public async Task<Outcome?> SendAsync<T>(T operation) where T : IOperation
    {
        Refusals = Check.Refusals(operation);
        if (Refusals.Count > 0) return Outcome.Refuse(Refusals);
        Busy = true;
        try
        {
            // Its own, whatever the page begins meanwhile: what is on its way already shows, and the page may have cleared for it.
            var sent = await client.SendAsync(operation);
            Sent = sent;
            await sent.SettledAsync();
            if (sent.Outcome is not { } outcome) return null;
            if (outcome.Result is Result.Done or Result.Merged) return outcome;
            sent.Claimed = true;
            client.Dismiss(sent);
            Refusals = outcome.Refusals;
            return outcome;
        }
        finally
        {
            Busy = false;
        }
    }
}

/// <summary>What the pages ask of an outcome.</summary>
public static class OutcomeExtensions
{
    /// <summary>Written, or kept on this device and on its way.</summary>
    public static bool IsKept(this Outcome? outcome) => outcome is null or { Result: Result.Done or Result.Merged };
}
