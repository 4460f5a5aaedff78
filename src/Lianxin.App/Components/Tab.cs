namespace Lianxin.App.Components;

/// <summary>One part of a page.</summary>
public sealed record Tab(string Key, string Words, int? Count = null);
