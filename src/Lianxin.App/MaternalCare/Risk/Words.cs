namespace Lianxin.App.MaternalCare.Risk;

/// <summary>Names the resource pair of this folder.</summary>
public sealed class Words;
