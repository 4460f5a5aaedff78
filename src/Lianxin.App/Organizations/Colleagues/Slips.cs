namespace Lianxin.App.Organizations.Colleagues;

/// <summary>What one colleague is given on paper for the first sign-in.</summary>
/// <param name="Until">The last day on which the password opens anything.</param>
public sealed record Slip(string Name, string Organization, string UserName, string Password, DateOnly Until);

/// <summary>The slips that were made and not yet printed. In memory only: no log, no storage, no address ever holds one, and leaving their page forgets them.</summary>
public sealed class Slips
{
    private readonly List<Slip> made = [];

    public IReadOnlyList<Slip> Made => made;
    public void Add(Slip slip) => made.Add(slip);
    public void Forget() => made.Clear();
}
