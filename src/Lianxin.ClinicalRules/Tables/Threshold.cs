using System.Globalization;
using Lianxin.ClinicalRules.Expressions;

namespace Lianxin.ClinicalRules.Tables;

/// <summary>What a row of <c>thresholds.csv</c> is. Bands, categories, rules and combinations decide a level; targets and alternatives are only shown.</summary>
public enum ThresholdKind : byte { Band, Category, Rule, Combination, Target, Alternative }

/// <summary>One row of <c>thresholds.csv</c>.</summary>
public sealed class Threshold
{
    internal Threshold(CsvRow row)
    {
        Id = row["id"];
        Kind = row.Word("kind", ("band", ThresholdKind.Band), ("category", ThresholdKind.Category), ("rule", ThresholdKind.Rule),
            ("combination", ThresholdKind.Combination), ("target", ThresholdKind.Target), ("alternative", ThresholdKind.Alternative));
        Analyte = row["analyte"];
        (NameZh, NameEn, Unit, Loinc) = (row["name_zh"], row["name_en"], row["unit"], row["loinc"]);
        Populations = row["population"].Split('|');
        Context = row["context"];
        Level = row.Word("level", ("normal", Level.Normal), ("attention", Level.Attention), ("urgent", Level.Urgent), ("emergency", Level.Emergency));
        (MeaningZh, MeaningEn, Source, Verification) = (row["meaning_zh"], row["meaning_en"], row["source"], row["verification"]);
        if (row["condition"].Length > 0) Condition = row.Expression("condition");
        ReadComparison(row);
        ReadContext();
    }

    public string Id { get; }
    public ThresholdKind Kind { get; }

    /// <summary>The key that is compared; empty for a combination.</summary>
    public string Analyte { get; }
    public string NameZh { get; }
    public string NameEn { get; }

    /// <summary>UCUM; the unit of the limits.</summary>
    public string Unit { get; }
    public string Loinc { get; }
    public IReadOnlyList<string> Populations { get; }
    public string Context { get; }
    public Level Level { get; }
    public string MeaningZh { get; }
    public string MeaningEn { get; }
    public string Source { get; }

    /// <summary>seen, partly seen, unverified or project; as the table says it.</summary>
    public string Verification { get; }

    /// <summary>The combination itself, or whom a target is for.</summary>
    public Expression? Condition { get; }

    public decimal? Low { get; private set; }
    public bool LowIncluded { get; private set; }
    public decimal? High { get; private set; }
    public bool HighIncluded { get; private set; }

    /// <summary>The code of a category row.</summary>
    public string? Code { get; private set; }

    /// <summary>The week window of the context, null when it names none.</summary>
    public Weeks? Window { get; private set; }
    public bool NeedsKnownWeeks { get; private set; }
    public bool SingletonOnly { get; private set; }

    /// <summary>Age of the newborn that a bilirubin row is for: 0-24h, 24-48h, 48-72h or &gt;72h; null elsewhere.</summary>
    public string? NewbornAge { get; private set; }

    /// <summary>What a value is compared with, for people: "≥140", "90–&lt;130", "2+", or the expression.</summary>
    public string Compared { get; private set; } = "";

    public bool Contains(decimal value)
    {
        if (Low is { } low && (LowIncluded ? value < low : value <= low)) return false;
        return High is not { } high || (HighIncluded ? value <= high : value < high);
    }

    /// <summary>Whether the context lets the row speak. Weeks or number of fetuses that are not known take no row out, unless it asks for known weeks.</summary>
    public bool InContext(decimal? gaDays, decimal? fetuses)
    {
        if (gaDays is null && NeedsKnownWeeks) return false;
        if (gaDays is { } days && Window is { } window && (days < window.From || days >= window.To + 1)) return false;
        return !(SingletonOnly && fetuses >= 2);
    }

    private void ReadComparison(CsvRow row)
    {
        if (Kind == ThresholdKind.Combination)
        {
            if (row["comparison"] != "expr" || Condition is null) throw row.Wrong("comparison", "a combination needs an expression");
            Compared = Condition.Text;
            return;
        }
        if (Kind == ThresholdKind.Category)
        {
            if (row["comparison"] != "==") throw row.Wrong("comparison", "a category is equal to a code");
            Compared = Code = row["value"];
            return;
        }
        var value = row.Number("value") ?? throw row.Wrong("value", "is missing");
        switch (row["comparison"])
        {
            case "<": High = value; break;
            case "<=": (High, HighIncluded) = (value, true); break;
            case ">": Low = value; break;
            case ">=": (Low, LowIncluded) = (value, true); break;
            case "range":
                (Low, LowIncluded) = (value, row.Flag("low_incl"));
                (High, HighIncluded) = (row.Number("value_high") ?? throw row.Wrong("value_high", "is missing"), row.Flag("high_incl"));
                break;
            default: throw row.Wrong("comparison", "is no comparison");
        }
        Compared = Range(Low, LowIncluded, High, HighIncluded);
    }

    internal static string Range(decimal? low, bool lowIncluded, decimal? high, bool highIncluded)
    {
        string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
        if (low is null) return high is null ? "" : (highIncluded ? "≤" : "<") + Text(high.Value);
        if (high is null) return (lowIncluded ? "≥" : ">") + Text(low.Value);
        return $"{(lowIncluded ? "" : ">")}{Text(low.Value)}–{(highIncluded ? "" : "<")}{Text(high.Value)}";
    }

    private void ReadContext()
    {
        foreach (var part in Context.Split(';'))
        {
            var token = part.Trim();
            if (token == "ga known") NeedsKnownWeeks = true;
            else if (token == "singleton") SingletonOnly = true;
            else if (token.StartsWith("age ", StringComparison.Ordinal)) NewbornAge = token[4..];
            else if (Weeks.TryParse(token, out var window)) Window = window;
        }
    }
}
