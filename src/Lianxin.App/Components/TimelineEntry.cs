using Microsoft.AspNetCore.Components;

namespace Lianxin.App.Components;

/// <summary>Where an entry lies: filled, accent, dashed.</summary>
public enum TimelineStep { Past, Now, Next }

/// <summary>One entry of a timeline.</summary>
/// <param name="Date">In words, as 10-30 or 今天.</param>
/// <param name="Week">Gestational age in days on that day, or null.</param>
public sealed record TimelineEntry(string Date, int? Week, string Title, IReadOnlyList<string> Lines, TimelineStep Step = TimelineStep.Past, string? Href = null, RenderFragment? Badge = null);
