namespace Lianxin.App.Components;

/// <summary>How a state chip looks: plain, in progress, due today, with time left, waiting for somebody.</summary>
public enum ChipLook { Plain, Active, Today, Outline, Dashed }
