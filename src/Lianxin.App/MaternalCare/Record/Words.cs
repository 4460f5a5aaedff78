namespace Lianxin.App.MaternalCare.Record;

/// <summary>Names the resource pair of this folder.</summary>
public sealed class Words;
