namespace Lianxin.App.Shell;

/// <summary>Words typed into the search of the top bar, on their way to the page that searches.</summary>
public sealed class SearchWords
{
    private string words = "";

    public event Action? Changed;

    public void Put(string value)
    {
        words = value.Trim();
        Changed?.Invoke();
    }

    /// <summary>The words, once; empty when there are none.</summary>
    public string Take()
    {
        var taken = words;
        words = "";
        return taken;
    }
}
