using System.Globalization;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.Server.Demo;

/// <summary>What is answered at a first visit and measured at the later ones: from the tables of the demo, or drawn from its ranges.</summary>
internal static class DemoSteps
{
    private static readonly FormDefinition First = FormDefinition.Of(FormNames.AntenatalFirst), Followup = FormDefinition.Of(FormNames.AntenatalFollowup);
    private static readonly Dictionary<string, (decimal Low, decimal High)> Ranges = DemoData.Ranges.Rows.ToDictionary(r => r["key"], r => (r.Number("low")!.Value, r.Number("high")!.Value));

    /// <summary>A value of the range, to the digits of the field.</summary>
    public static decimal Draw(Random random, string key, int digits = 0) =>
        Math.Round(Ranges[key].Low + (decimal)random.NextDouble() * (Ranges[key].High - Ranges[key].Low), digits);

    /// <summary>Last period and earlier pregnancies: what opens a pregnancy.</summary>
    public static Answers Opening(DateOnly lmp, int gravidity, int vaginal, int caesarean, int spontaneous, int induced) => Answers.Empty
        .With(Keys.Lmp, DemoCourse.Text(lmp)).With(Keys.Gravidity, gravidity).With(Keys.VaginalBirths, vaginal).With(Keys.CaesareanCount, caesarean)
        .With(Keys.SpontaneousAbortions, spontaneous).With(Keys.InducedAbortions, induced);

    /// <summary>All groups of questions asked and answered with no, and what is measured once.</summary>
    public static Answers Questions(decimal height, decimal weight, bool scarred, bool allergic, int? intervalMonths)
    {
        var all = Table(DemoData.First, FormNames.AntenatalFirst)
            .With(Keys.HeightCm, height).With(Keys.PrepregnancyWeightKg, weight).With(Keys.ScarredUterus, scarred).With(Keys.GroupsAsked, First[Keys.GroupsAsked]!.Options.Select(o => o.Code).ToArray()).With(Keys.DrugAllergy, allergic);
        return intervalMonths is { } months ? all.With(Keys.BirthIntervalMonths, months) : all;
    }

    /// <summary>One row of the visits of the pictures.</summary>
    public static Answers Written(CsvRow row)
    {
        var pressure = row["bp"].Split('/');
        var all = Answers.Empty.With(Keys.Sbp, Number(pressure[0])).With(Keys.Dbp, Number(pressure[1])).With(Keys.WeightKg, Number(row["weight"])).With(Keys.ProteinDipstick, row["protein"]);
        if (row["height"].Length > 0) all = all.With(Keys.FundalHeight, Number(row["height"])).With(Keys.AbdominalGirth, Number(row["girth"]));
        if (row["fhr"].Length > 0) all = Heart(all, Number(row["fhr"]));
        if (row["plt"].Length > 0) all = all.With(Keys.Plt, Number(row["plt"]));
        all = row["hb"] switch
        {
            "pending" => all.WithStatus(Keys.Hb, AnswerStatus.Pending),
            "not_done" => all.WithStatus(Keys.Hb, AnswerStatus.NotDone),
            var value => all.With(Keys.Hb, Number(value)),
        };
        foreach (var more in row["more"].Split(';', StringSplitOptions.RemoveEmptyEntries))
            if (more.Split('=') is [var key, var value]) all = all.With(key, Parse(Followup[key]!, value));
        return all;
    }

    /// <summary>A visit with nothing wrong in it; more than the form of that week asks.</summary>
    /// <param name="weeks">Whole weeks on that day.</param>
    /// <param name="weight">Weight before the pregnancy, kg.</param>
    /// <param name="first">The first visit: what is counted once is counted then.</param>
    /// <param name="blood">Is the blood back on that day.</param>
    public static Answers Drawn(Random random, int weeks, decimal weight, bool first, bool blood)
    {
        var all = Answers.Empty.With(Keys.Sbp, Draw(random, Keys.Sbp)).With(Keys.Dbp, Draw(random, Keys.Dbp)).With(Keys.ProteinDipstick, "neg")
            .With(Keys.WeightKg, Math.Round(weight + weeks * Draw(random, "weekly_gain_kg", 2) / 1.5m, 1));
        if (first) all = all.With(Keys.Plt, Draw(random, Keys.Plt));
        all = blood ? all.With(Keys.Hb, Draw(random, Keys.Hb)) : all.WithStatus(Keys.Hb, AnswerStatus.Pending);
        var band = FundalHeight.Bands.MinBy(b => Math.Abs(b.Week - weeks))!;
        // Below the first week of the bands the height lies a little under theirs, a centimetre a week.
        all = all.With(Keys.FundalHeight, Math.Max(Math.Round((band.Low + band.High) / 2 + weeks - band.Week + random.Next(-1, 2) * 0.5m, 1), 5))
            .With(Keys.AbdominalGirth, Draw(random, "abdominal_girth_above") + weeks);
        return Heart(all, Draw(random, Keys.Fhr));
    }

    /// <summary>Answers of a form as a table of the demo has them: key and value.</summary>
    public static Answers Table(Csv table, string form) => table.Rows.Aggregate(Answers.Empty, (answers, row) => answers.With(row["key"], Parse(FormDefinition.Of(form)[row["key"]]!, row["value"])));

    private static Answers Heart(Answers all, decimal rate) => all.With(Keys.FetalHeartState, AnswerValue.Of("1"), fetus: 1).With(Keys.Fhr, AnswerValue.Of(rate), fetus: 1);

    private static AnswerValue Parse(FieldDefinition field, string text) => field.Type switch
    {
        FieldType.Boolean => text == "true",
        FieldType.Integer or FieldType.Decimal => Number(text),
        FieldType.Codes => text.Split('+'),
        _ => text,
    };

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
