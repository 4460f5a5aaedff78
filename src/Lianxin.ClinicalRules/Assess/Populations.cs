using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.ClinicalRules.Assess;

/// <summary>Which rows of <c>thresholds.csv</c> are for a person, clinical README section 4.</summary>
/// <remarks>Pregnancy rows are used for a pregnant woman of any age and never the adult rows; they also cover to 42 days after birth. A special population
/// (<c>adult-diabetic</c>, <c>pregnant-gdm</c>, <c>adult-female</c> …) keeps its general rows, except for an analyte that it measures by rows of its own.</remarks>
public static class Populations
{
    public const string Pregnant = "pregnant", Postpartum = "postpartum", Fetus = "fetus", Newborn = "newborn", Adult = "adult", Elder = "elder";
    private const string PregnantWithScar = "pregnant-scar";

    public static bool Exists(string population) => ClinicalTables.Populations.ContainsKey(population);

    /// <summary>The row sets that count, special ones first.</summary>
    internal static List<PopulationRules> Of(IEnumerable<string> populations, IFacts facts)
    {
        List<string> names = [];
        foreach (var name in populations) Add(names, name);
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == Postpartum) Add(names, Pregnant);
            var dash = names[i].IndexOf('-', StringComparison.Ordinal);
            if (dash > 0 && !(names[i].StartsWith(Adult, StringComparison.Ordinal) && IsElder(names))) Add(names, names[i][..dash]);
        }
        if (names.Contains(Pregnant))
        {
            names.RemoveAll(name => IsOf(name, Adult) || IsOf(name, Elder));
            if (facts.Get("scarred_uterus").IsTrue) Add(names, PregnantWithScar);
        }
        List<PopulationRules> rules = [];
        foreach (var name in names)
        {
            if (!ClinicalTables.Populations.TryGetValue(name, out var found)) continue;
            if (name.Contains('-', StringComparison.Ordinal)) rules.Insert(0, found);
            else rules.Add(found);
        }
        return rules;
    }

    /// <summary>Whether an earlier, more special population measures the analyte by rows of its own.</summary>
    internal static bool IsReplaced(List<PopulationRules> rules, int at, string analyte)
    {
        if (rules[at].Name.Contains('-', StringComparison.Ordinal)) return false;
        for (var i = 0; i < at; i++)
        {
            var special = rules[i];
            if (special.Name.Length > rules[at].Name.Length && special.Name.StartsWith(rules[at].Name, StringComparison.Ordinal) && special.ByAnalyte.ContainsKey(analyte)) return true;
        }
        return false;
    }

    private static void Add(List<string> names, string name)
    {
        if (!names.Contains(name)) names.Add(name);
    }

    private static bool IsElder(List<string> names) => names.Exists(name => IsOf(name, Elder));

    private static bool IsOf(string name, string general) =>
        name.StartsWith(general, StringComparison.Ordinal) && (name.Length == general.Length || name[general.Length] == '-');
}
