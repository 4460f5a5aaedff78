using Microsoft.AspNetCore.Components;

namespace Lianxin.App.Components;

/// <summary>One thing to do.</summary>
/// <param name="Act">Words and act of its own button, or null.</param>
public sealed record AdviceStep(string Words, (string Words, EventCallback Do)? Act = null);

/// <summary>What an advice stands on.</summary>
/// <param name="Rule">Id of the rule, as in <c>P-SBP-4</c>.</param>
/// <param name="Source">The text it was taken from.</param>
/// <param name="Verification">seen, partly seen, unverified or project.</param>
/// <param name="IsSigned">False until a clinician of the house has signed the rule.</param>
public sealed record AdviceGround(string Rule, string Source, string Verification, bool IsSigned);

/// <summary>What one or several values mean and what to do, in the user's language.</summary>
/// <param name="Level">attention, urgent or emergency.</param>
/// <param name="Title">The finding in one line, with the value.</param>
/// <param name="Compared">What was compared with what.</param>
/// <param name="Lead">Beside the level: who, by when.</param>
public sealed record Advice(string Level, string Title, string? Compared, IReadOnlyList<AdviceStep> Steps, IReadOnlyList<AdviceGround> Grounds, string? Lead = null);
