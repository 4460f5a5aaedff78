using Microsoft.AspNetCore.Components;

namespace Lianxin.App.Components;

/// <summary>One column of a table.</summary>
/// <param name="Class"><c>num</c> for figures, <c>hide-t</c> and <c>hide-p</c> for what leaves first on tablets and phones.</param>
public sealed record Column<T>(string Title, RenderFragment<T> Cell, string? Class = null);
