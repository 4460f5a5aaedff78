using System.Globalization;
using System.Text.RegularExpressions;
using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Tables;
using Lianxin.Contracts.MaternalCare;
using Microsoft.Extensions.Localization;

namespace Lianxin.App.MaternalCare;

/// <summary>Short words of a pregnancy that several screens say alike.</summary>
public static class PregnancyWords
{
    /// <summary>今天, 昨天, 周六 within a week; else the day, with its year where that is another one.</summary>
    public static string Day(this IStringLocalizer<Record.Words> text, DateOnly day, DateOnly today) => (day.DayNumber - today.DayNumber) switch
    {
        0 => text["Today"],
        -1 => text["Yesterday"],
        1 => text["Tomorrow"],
        > -7 and < 7 => $"{day.ToString("MM-dd", CultureInfo.InvariantCulture)} {CultureInfo.CurrentUICulture.DateTimeFormat.GetAbbreviatedDayName(day.DayOfWeek)}",
        _ => day.ToString(day.Year == today.Year ? "MM-dd" : "yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    /// <summary>As in “第 3 次产检”; a visit that did not take place says so.</summary>
    public static string VisitTitle(this IStringLocalizer<Record.Words> text, PregnancyView pregnancy, VisitView visit)
    {
        var kind = visit.Answers.Text(Keys.VisitKind);
        if (kind != "done") return text[$"visit:{kind}"] is { ResourceNotFound: false } words ? words : text["Visit"];
        var number = pregnancy.Visits.Where(v => v.Answers.Text(Keys.VisitKind) == "done").ToList().IndexOf(visit) + 1;
        return text["VisitNumber", number];
    }

    /// <summary>Both figures of the first reading, or null.</summary>
    public static string? Pressure(Answers answers) =>
        answers.Number(Keys.Sbp) is { } systolic && answers.Number(Keys.Dbp) is { } diastolic ? string.Create(CultureInfo.InvariantCulture, $"{systolic:0}/{diastolic:0}") : null;

    /// <summary>A number without needless zeros.</summary>
    public static string Figure(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>As in “孕 4 产 0（G4P0）”; null while nobody said.</summary>
    public static string? GravidaPara(this IStringLocalizer<Record.Words> text, Answers first)
    {
        if (first.Number(Keys.Gravidity) is not { } gravidity) return null;
        var births = (first.Number(Keys.VaginalBirths) ?? 0) + (first.Number(Keys.CaesareanCount) ?? 0);
        return text["GravidaPara", gravidity, births];
    }

    /// <summary>The limit of the colour tables that this one value reaches, as in “≥35”; null when it reaches none. The figure stands in the tables, not here.</summary>
    public static string? LimitReached(string key, decimal value)
    {
        decimal? nearest = null;
        string? words = null;
        foreach (var row in ClinicalTables.FiveColour)
        {
            if (row.Criterion is not { } criterion || !criterion.Keys.Contains(key) || criterion.Test(Facts.Of((key, Value.Of(value)))) != Truth.True) continue;
            foreach (Match match in Regex.Matches(criterion.Text, $@"\b{key} (>=|<=) ([0-9.]+)"))
            {
                var limit = decimal.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
                var reached = match.Groups[1].Value == ">=" ? value >= limit : value <= limit;
                if (!reached || (nearest is { } before && Math.Abs(value - before) <= Math.Abs(value - limit))) continue;
                (nearest, words) = (limit, (match.Groups[1].Value == ">=" ? "≥" : "≤") + Figure(limit));
            }
        }
        return words;
    }
}
