namespace Lianxin.App.Rosters;

/// <summary>Names the resource pair of this folder.</summary>
public sealed class Words;
