namespace Lianxin.App.MaternalCare.Lists;

/// <summary>Names the resource pair of this folder.</summary>
public sealed class Words;
