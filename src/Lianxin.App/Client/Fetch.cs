namespace Lianxin.App;

/// <summary>How a read stands.</summary>
public enum FetchState { Waiting, Ready, Failed, NotYours }

/// <summary>One read of a page and how it stands. The page says when; a component only shows it.</summary>
public sealed class Fetch<T>
{
    private int latest;

    public FetchState State { get; private set; }

    /// <summary>The last answer; kept while a newer one is fetched.</summary>
    public T? Value { get; private set; }
    public ApiException? Problem { get; private set; }

    /// <summary>Fetches; of two that overlap the later counts, whichever answers first.</summary>
    public async Task LoadAsync(Func<Task<T>> read)
    {
        var mine = ++latest;
        if (State is not FetchState.Ready) State = FetchState.Waiting;
        try
        {
            var value = await read();
            if (mine != latest) return;
            (Value, Problem, State) = (value, null, FetchState.Ready);
        }
        catch (ApiException problem)
        {
            if (mine != latest) return;
            (Problem, State) = (problem, problem.NotYours ? FetchState.NotYours : FetchState.Failed);
        }
    }

    /// <summary>Takes a value that is known already, as after an overlay.</summary>
    public void Put(T value) => (Value, Problem, State, latest) = (value, null, FetchState.Ready, latest + 1);
}
