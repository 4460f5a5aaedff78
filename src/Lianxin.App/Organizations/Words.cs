namespace Lianxin.App.Organizations;

/// <summary>Names the resource pair of this folder.</summary>
public sealed class Words;
