using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Lianxin.App.Components;

/// <summary>An svg text. In C#, for Razor keeps the tag <c>text</c> for itself.</summary>
public sealed class ChartText : ComponentBase
{
    [Parameter, EditorRequired] public string Words { get; set; } = "";
    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddMultipleAttributes(1, Attributes);
        builder.AddContent(2, Words);
        builder.CloseElement();
    }
}
