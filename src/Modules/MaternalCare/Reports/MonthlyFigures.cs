using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Tables;
using Lianxin.Organizations;

namespace Lianxin.MaternalCare.Reports;

/// <summary>Counts a month from the rows themselves: every figure is the number of its rows, and opens to them.</summary>
internal sealed class MonthlyFigures(LianxinDb db, OrganizationTree tree)
{
    private const string Visit = "antenatal-visit", Urged = "antenatal-urged", Refused = "antenatal-refused";
    private static readonly string[] AfterBirth = [FormNames.PostpartumVisit, FormNames.Postpartum42d, FormNames.NewbornVisit];

    /// <summary>One row that counts.</summary>
    public sealed record Counted(Guid Resident, DateOnly? On);

    public static readonly IReadOnlyList<CsvRow> Indicators = ReadIndicators();

    /// <summary>The rows of every figure.</summary>
    /// <param name="organization">Whose women; the caller reaches it.</param>
    /// <param name="month">First day of the month.</param>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Counted>>> OfAsync(Guid organization, DateOnly month, CancellationToken ct)
    {
        // A region counts what is below it.
        var houses = await tree.BelowAsync(organization, ct);
        var (from, until) = (month, month.AddMonths(1));
        var end = PlaceTime.StartOf(until);
        Dictionary<string, IReadOnlyList<Counted>> found = [];
        var pregnancies = await db.Pregnancies.AsNoTracking().Where(p => houses.Contains(p.OrganizationId) && p.OpenedOn < until).ToListAsync(ct);
        var booked = pregnancies.Where(p => p.OpenedOn >= from).ToList();
        found["booked"] = [.. booked.Select(p => new Counted(p.ResidentId, p.OpenedOn))];
        var early = DaysOf("booked-early");
        found["booked-early"] = [.. booked.Where(p => p.Start is { } start && p.OpenedOn.DayNumber - start.DayNumber < early).Select(p => new Counted(p.ResidentId, p.OpenedOn))];
        // Who moved away counts where she is now; who is reported as ended waits for somebody to verify it.
        var managed = pregnancies.Where(p => (p.EndedOn is null || p.EndedOn >= until) && p.State is not (PregnancyState.MovedAway or PregnancyState.ReportedEnded)).ToList();
        found["managed"] = [.. managed.Select(p => new Counted(p.ResidentId, p.Edd))];
        await ColorsAsync(found, managed, end, ct);

        var ended = pregnancies.Where(p => p.EndedOn >= from && p.EndedOn < until).ToList();
        found["live-birth"] = [.. ended.Where(p => p.Outcome == Outcomes.LiveBirth).Select(p => new Counted(p.ResidentId, p.EndedOn))];
        found["loss"] = [.. ended.Where(p => p.Outcome is not (Outcomes.LiveBirth or Outcomes.MaternalDeath)).Select(p => new Counted(p.ResidentId, p.EndedOn))];

        // Facts are counted by their day in the place, whenever they were written.
        string[] kinds = [Visit, Urged, Refused, .. AfterBirth.Select(f => $"form.{f}")];
        var acts = await db.Activities.AsNoTracking().Where(a => kinds.Contains(a.Kind) && a.On >= from && a.On < until && a.ResidentId != null && houses.Contains(a.OrganizationId)).Select(a => new { a.Kind, a.ResidentId, a.On }).ToListAsync(ct);
        IReadOnlyList<Counted> Of(string kind) => [.. acts.Where(a => a.Kind == kind).Select(a => new Counted(a.ResidentId!.Value, a.On)).OrderBy(c => c.On)];
        found["visits"] = Of(Visit);
        found["urged"] = Of(Urged);
        found["refused"] = Of(Refused);
        foreach (var form in AfterBirth) found[form] = Of($"form.{form}");

        var cases = await db.Cases.AsNoTracking().Where(c => houses.Contains(c.OrganizationId) && !c.Restricted && c.OpenedOn < until).ToListAsync(ct);
        found["cases-open"] = [.. cases.Where(c => c.ClosedOn is null || c.ClosedOn >= until).Select(c => new Counted(c.ResidentId, c.OpenedOn))];
        found["cases-closed"] = [.. cases.Where(c => c.ClosedOn >= from && c.ClosedOn < until).Select(c => new Counted(c.ResidentId, c.ClosedOn))];
        return found;
    }

    private async Task ColorsAsync(Dictionary<string, IReadOnlyList<Counted>> found, List<Pregnancy> managed, DateTimeOffset end, CancellationToken ct)
    {
        var ids = managed.Select(p => p.Id).ToArray();
        var history = (await db.RiskAssessments.AsNoTracking().Where(r => ids.Contains(r.PregnancyId) && r.At < end && r.State != ColorLogic.Reported).Select(r => new { r.PregnancyId, r.At, r.Id, r.Base, r.State }).ToListAsync(ct))
            .GroupBy(r => r.PregnancyId).ToDictionary(g => g.Key, g => g.OrderBy(r => r.At).ThenBy(r => r.Id).ToList());
        string? InForce(Pregnancy p) => !history.TryGetValue(p.Id, out var rows) ? null
            : ColorLogic.Higher(rows.LastOrDefault(r => r.State == ColorLogic.Confirmed)?.Base, rows[^1].State == ColorLogic.NotAssessed ? null : rows[^1].Base);
        var byColor = managed.ToLookup(p => InForce(p) ?? "none");
        foreach (var color in ColorLogic.Order.Append("none")) found[$"color-{color}"] = [.. byColor[color].Select(p => new Counted(p.ResidentId, p.Edd))];
    }

    private static int DaysOf(string key) => (int)Indicators.First(i => i["key"] == key).Number("days")!.Value;

    private static IReadOnlyList<CsvRow> ReadIndicators()
    {
        using var reader = new StreamReader(typeof(MonthlyFigures).Assembly.GetManifestResourceStream("indicators.csv") ?? throw new InvalidOperationException("indicators.csv is not embedded"));
        return [.. Csv.Parse("indicators.csv", reader.ReadToEnd()).Rows];
    }
}
