namespace Lianxin.App.Organizations.Colleagues;

/// <summary>Names the resource pair of this folder.</summary>
public sealed class Words;
