using System.Text.Json;
using Lianxin.Contracts;

namespace Lianxin.App;

/// <summary>Lays one operation over a document. A delegate of its own: an interface with static members cannot be a type argument.</summary>
public delegate TDocument Overlay<TDocument>(TDocument document, IOperation operation);

/// <summary>The one way out of a page: an operation goes into the log first and is sent by itself; a read comes from the network.</summary>
public sealed class Client(Api api, ILog log, Session session, TimeProvider time)
{
    private const int Batch = 20;
    private readonly Guid device = Guid.CreateVersion7();
    private readonly List<Sent> unsent = [];
    private readonly List<Sent> refused = [];
    private TaskCompletionSource wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long made;
    private bool sending; // the browser has one thread

    /// <summary>Something was made, answered or could not be sent.</summary>
    public event Action? Changed;

    /// <summary>What the server has not answered yet, oldest first.</summary>
    public IReadOnlyList<Sent> Unsent => unsent;

    /// <summary>What was refused and no form has taken back.</summary>
    public IEnumerable<Sent> Refused => refused.Where(s => !s.Claimed);

    /// <summary>False after a try that got no answer, until one does.</summary>
    public bool Reachable { get; private set; } = true;

    public Task<T> GetAsync<T>(string path, CancellationToken ct = default) => api.GetAsync<T>(path, ct);

    /// <summary>A read whose words must not stand in an address: a search.</summary>
    public Task<T> AskAsync<T>(string path, object question, CancellationToken ct = default) => api.PostAsync<T>(path, question, ct);

    /// <summary>Returns when the operation is in the log; sending goes on by itself, with the same id for as long as the page lives.</summary>
    /// <param name="operation">Already checked by <see cref="Check.Refusals"/>.</param>
    /// <param name="id">The operation's own id where it was made earlier; else a new one is made.</param>
    public async Task<Sent> SendAsync<T>(T operation, Guid? id = null) where T : IOperation
    {
        if (NotKeptAttribute.Of(typeof(T)).Count > 0) throw new InvalidOperationException($"{T.Kind} holds what must not be kept: tell it.");
        var sent = new Sent(EnvelopeOf(operation, id ?? Guid.CreateVersion7()));
        await log.AddAsync(sent.Envelope);
        unsent.Add(sent);
        Changed?.Invoke();
        _ = PushAsync();
        return sent;
    }

    /// <summary>Sends what no log may hold, as a password: now, and not at all where no answer comes. Whoever tries again gives the same id.</summary>
    /// <exception cref="ApiException">No answer, or the door took nothing.</exception>
    public async Task<Outcome> TellAsync<T>(T operation, Guid id) where T : IOperation => (await api.PostAsync<Outcome[]>("api/operations", new[] { EnvelopeOf(operation, id) }))[0];

    private Envelope EnvelopeOf<T>(T operation, Guid id) where T : IOperation => new()
    {
        Id = id, Kind = T.Kind, Version = T.Version, At = session.Now, Device = device, DeviceSeq = made++, Body = JsonSerializer.SerializeToElement(operation, Wire.Json),
    };

    /// <summary>The document with this device's unanswered work over it, oldest first.</summary>
    public TDocument Overlaid<TDocument>(TDocument document, Overlay<TDocument> apply)
    {
        foreach (var sent in unsent)
            if (OperationTypes.Read(sent.Envelope) is { } operation) document = apply(document, operation);
        return document;
    }

    /// <summary>Tries again now: the network came back, or the user asked.</summary>
    public void Retry()
    {
        wake.TrySetResult();
        _ = PushAsync();
    }

    /// <summary>The user has read a refusal.</summary>
    public void Dismiss(Sent sent)
    {
        refused.Remove(sent);
        Changed?.Invoke();
    }

    private async Task PushAsync()
    {
        if (sending) return;
        sending = true;
        var size = Batch;
        var pause = TimeSpan.FromSeconds(1);
        try
        {
            while (unsent.Count > 0)
            {
                var batch = unsent.Take(size).ToArray();
                try
                {
                    var outcomes = await api.PostAsync<Outcome[]>("api/operations", batch.Select(s => s.Envelope).ToArray());
                    Reachable = true;
                    foreach (var (outcome, sent) in outcomes.Zip(batch)) await AnswerAsync(sent, outcome);
                    size = Batch;
                    if (outcomes.Any(o => o.Result is not Result.Deferred))
                    {
                        pause = TimeSpan.FromSeconds(1);
                        continue;
                    }
                }
                catch (ApiException problem) when (!problem.Passing)
                {
                    // The batch as a whole was not taken. Alone, so that one bad operation does not hold the others; and alone it is the answer.
                    if (batch.Length == 1) await AnswerAsync(batch[0], Outcome.Refuse(problem.Refusals is { Count: > 0 } r ? r : [new(problem.Code)]));
                    size = 1;
                    continue;
                }
                catch (ApiException)
                {
                    Reachable = false;
                }
                foreach (var sent in batch) sent.Wait();
                Changed?.Invoke();
                await PauseAsync(pause);
                pause = TimeSpan.FromSeconds(Math.Min(pause.TotalSeconds * 2, 30));
            }
        }
        finally
        {
            sending = false;
        }
    }

    private async Task AnswerAsync(Sent sent, Outcome outcome)
    {
        if (outcome.Result is Result.Deferred) return;
        await log.RemoveAsync(sent.Envelope.Id);
        unsent.Remove(sent);
        if (outcome.Result is Result.Refused) refused.Add(sent);
        sent.Answer(outcome);
        Changed?.Invoke();
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Task.WhenAny(Task.Delay(pause, time), wake.Task);
    }
}
