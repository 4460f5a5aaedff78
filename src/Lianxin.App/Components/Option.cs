namespace Lianxin.App.Components;

/// <summary>One of several to choose from.</summary>
/// <param name="Key">One letter or figure that chooses it while its group has the focus, or null.</param>
public sealed record Option<T>(T Value, string Words, string? Key = null);
