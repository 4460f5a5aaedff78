namespace Lianxin.App.MaternalCare.Visit;

/// <summary>Names the resource pair of this folder.</summary>
public sealed class Words;
