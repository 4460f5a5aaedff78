namespace Lianxin.App.Residents.Sheets;

/// <summary>Names the resource pair of this folder.</summary>
public sealed class Words;
