namespace Lianxin.App.Components;

/// <summary>Plain surface, accent for something to know, ink for being offline.</summary>
public enum BannerLook { Plain, Accent, Ink }
