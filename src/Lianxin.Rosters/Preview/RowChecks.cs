using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Identifiers;
using Lianxin.Rosters.Cells;
using Lianxin.Rosters.Columns;

namespace Lianxin.Rosters;

/// <summary>What only the whole row can tell: its number against its birth date and sex, births against pregnancies, who can be found at all.</summary>
internal static class RowChecks
{
    private static readonly string[] WeeksCountFrom = ["visit_date", "booking_date", "lmp", "edd"];

    public static void Check(RosterTemplate template, IReadOnlyList<ColumnMatch> columns, RowDraft row, DateOnly? listDate)
    {
        var byName = columns.Where(match => match.Column is not null).GroupBy(match => match.Column!.Name).ToDictionary(group => group.Key, group => group.First());
        Identity(template, byName, row);
        Age(byName, row, listDate);
        foreach (var match in byName.Values.OrderBy(match => match.Column!.Name != "delivery_date")) Bounds.Check(match, row); // first: others are measured from it
        Pregnancy(template, byName, row, listDate);
        Needed(template, byName, row);
    }

    private static void Identity(RosterTemplate template, Dictionary<string, ColumnMatch> columns, RowDraft row)
    {
        if (!columns.TryGetValue("id_number", out var match) || !ReadId(row, out var id)) return;
        if (columns.TryGetValue("birth_date", out var birth))
        {
            if (row.Get<DateOnly>("birth_date") is { } written) { if (written != id.BirthDate) row.Ask(birth, "id-date"); }
            else if (!row.IsFilled("birth_date")) row.Set("birth_date", id.BirthDate);
        }
        Sex(template, row, match, id);
    }

    private static void Sex(RosterTemplate template, RowDraft row, ColumnMatch match, ResidentId id)
    {
        var sex = row.Text("sex");
        if ((sex.Length > 0 && sex != id.Sex) || (template.IsOfPregnancies && !id.IsFemale)) row.Ask(match, "sex-mismatch", "sex");
    }

    // Lists count by the traditional way too (虚岁), and grow old.
    private static void Age(Dictionary<string, ColumnMatch> columns, RowDraft row, DateOnly? listDate)
    {
        const int tolerated = 2;
        if (!columns.TryGetValue("age", out var match) || row.Get<decimal>("age") is not { } written || row.Get<DateOnly>("birth_date") is not { } birth) return;
        var on = listDate ?? row.Today;
        var years = on.Year - birth.Year - (on < birth.AddYears(on.Year - birth.Year) ? 1 : 0);
        if (Math.Abs(written - years) > tolerated) row.Ask(match, "improbable");
    }

    private static bool ReadId(RowDraft row, out ResidentId id) =>
        ResidentId.TryParse(row.Text("id_number"), row.Today, out id, out _) || ResidentId.TryFromOldNumber(row.Text("id_number"), row.Today, out id, out _);

    private static void Pregnancy(RosterTemplate template, Dictionary<string, ColumnMatch> columns, RowDraft row, DateOnly? listDate)
    {
        if (columns.TryGetValue("sbp", out var pressure) && pressure.Column!.Kind == "pressure" && row.Get<decimal>("dbp") is { } lower)
            Bounds.CheckNumber(pressure, "dbp", lower, row, template.Column("dbp")!.Bounds);
        if (columns.TryGetValue("dbp", out var diastolic) && row.Get<decimal>("sbp") <= row.Get<decimal>("dbp")) row.Ask(diastolic, "reversed");

        if (row.Get<decimal>("parity") > row.Get<decimal>("gravidity") && (columns.TryGetValue("parity", out var parity) || columns.TryGetValue("gravidity", out parity)))
            row.Refuse(parity, "parity-above-gravidity", "parity");

        // Weeks count from a day: of the list, of a visit, or they can be held against the last period or the due date.
        if (columns.TryGetValue("ga_days", out var weeks) && row.Get<decimal>("ga_days") is not null && listDate is null
            && !WeeksCountFrom.Any(key => row.Get<DateOnly>(key) is not null)) row.Ask(weeks, "ambiguous-weeks");

        if (columns.TryGetValue("newborn_sex", out var newborn) && row.IsFilled("newborn_sex") && row.Get<DateOnly>("delivery_date") is null)
        {
            row.Remove("newborn_sex");
            row.Ask(newborn, "fetal-sex");
        }
    }

    /// <summary>Asks about a text that may tell the sex of a fetus, and takes it out of the values until somebody has looked.</summary>
    public static void FetalSex(ColumnMatch match, string text, RowDraft row)
    {
        // A child already born is no fetus.
        if (row.Get<DateOnly>("delivery_date") is not null || text.All(char.IsAsciiDigit) || FetalSexWords.Look(text) == FetalSexMention.None) return;
        if (match.Column is { } column) row.Remove(column.Name);
        row.Ask(match, "fetal-sex");
    }

    private static void Needed(RosterTemplate template, Dictionary<string, ColumnMatch> columns, RowDraft row)
    {
        foreach (var name in template.Columns.Where(column => column.Need == ColumnNeed.Required).Select(column => column.Name).Distinct())
        {
            if (!row.Values.ContainsKey(name) && !row.Problems.Any(problem => problem.Column == name)) row.Refuse(columns.GetValueOrDefault(name), "missing", name);
        }
        var keys = template.Columns.Where(column => column.Need == ColumnNeed.OneOfTheKeys).Select(column => column.Name).Distinct().ToList();
        if (keys.Count == 0 || keys.Any(key => row.Values.ContainsKey(key) || row.Problems.Any(problem => problem.Column == key && problem.Effect != RosterOutcome.Accept))) return;
        var shown = keys.FirstOrDefault(columns.ContainsKey) ?? keys[0];
        row.Refuse(columns.GetValueOrDefault(shown), "missing", shown);
    }
}
