using Lianxin.Contracts;

namespace Lianxin.App;

/// <summary>How far an operation has come.</summary>
public enum Reached
{
    /// <summary>In this device's log and shown over the record; on its way for the first time.</summary>
    Kept,

    /// <summary>Tried, not answered; it is sent again by itself, with the same id.</summary>
    Waiting,

    /// <summary>The server has said what became of it.</summary>
    Answered,
}

/// <summary>One operation on its way.</summary>
public sealed class Sent(Envelope envelope)
{
    private readonly TaskCompletionSource settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Outcome> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Envelope Envelope { get; } = envelope;
    public Reached Reached { get; private set; }

    /// <summary>Null until the server has answered.</summary>
    public Outcome? Outcome { get; private set; }

    /// <summary>Ends with the first answer or the first failed try, so that a form may say which.</summary>
    public Task SettledAsync() => settled.Task;

    public Task<Outcome> AnsweredAsync() => answered.Task;

    /// <summary>Set by the form that shows a refusal itself; else the shell keeps showing it.</summary>
    public bool Claimed { get; set; }

    internal void Wait()
    {
        Reached = Reached.Waiting;
        settled.TrySetResult();
    }

    internal void Answer(Outcome outcome)
    {
        Outcome = outcome;
        Reached = Reached.Answered;
        settled.TrySetResult();
        answered.TrySetResult(outcome);
    }
}
