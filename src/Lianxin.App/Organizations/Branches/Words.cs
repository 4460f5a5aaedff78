namespace Lianxin.App.Organizations.Branches;

/// <summary>Names the resource pair of this folder.</summary>
public sealed class Words;
