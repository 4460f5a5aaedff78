using Microsoft.AspNetCore.Components;

namespace Lianxin.App.Components;

/// <summary>One column of a table.</summary>
/// <param name="Class"><c>num</c> for figures, <c>hide-t</c> for what a tablet has no room for, <c>hide-p</c> for what leaves on a phone, where a row is a card.</param>
public sealed record Column<T>(string Title, RenderFragment<T> Cell, string? Class = null);
