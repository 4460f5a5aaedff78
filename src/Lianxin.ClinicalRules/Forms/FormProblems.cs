using System.Globalization;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>What one form can hold at most: far beyond any real form, small enough to refuse junk early.</summary>
internal static class FormLimits
{
    public const int Keys = 400;
    public const int AnswersOfField = 100;
    public const int NameLength = 200;

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Collects the problems of one look.</summary>
internal sealed class FormProblems
{
    public List<FormProblem> Refused { get; } = [];
    public List<FormProblem> Asked { get; } = [];
    public List<FormProblem> Missing { get; } = [];
    public List<FormProblem> Notes { get; } = [];

    public void Refuse(string key, int? fetus, string? row, string code, params ReadOnlySpan<(string Name, string Value)> facts) => Refused.Add(Of(key, fetus, row, code, facts));

    public void Ask(string key, int? fetus, string? row, string code, params ReadOnlySpan<(string Name, string Value)> facts) => Asked.Add(Of(key, fetus, row, code, facts));

    public void Miss(string key, int? fetus, string? row, string code, params ReadOnlySpan<(string Name, string Value)> facts) => Missing.Add(Of(key, fetus, row, code, facts));

    public void Note(string key, int? fetus, string? row, string code) => Notes.Add(Of(key, fetus, row, code, []));

    private static FormProblem Of(string key, int? fetus, string? row, string code, ReadOnlySpan<(string Name, string Value)> facts)
    {
        if (facts.IsEmpty) return new(key, fetus, row, code, FormProblem.NoFacts);
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in facts) named[name] = value;
        return new(key, fetus, row, code, named);
    }
}
