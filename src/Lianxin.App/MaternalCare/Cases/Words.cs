namespace Lianxin.App.MaternalCare.Cases;

/// <summary>Names the resource pair of this folder.</summary>
public sealed class Words;
