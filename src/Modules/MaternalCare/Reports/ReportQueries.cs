using System.Globalization;
using Lianxin.Core.Access;
using Lianxin.MaternalCare.Cases;
using Lianxin.Organizations;
using Lianxin.Residents;
using Lianxin.Rosters.Returned;

namespace Lianxin.MaternalCare.Reports;

/// <summary>The counts of a month.</summary>
internal sealed class MonthlyReportOfOrganization : IQuery
{
    public static string Route => "maternal-care/reports/monthly/{organization:guid}";
    public static string Permission => Permissions.PrepareReports;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid organization, MonthlyFigures figures, CallerHolder holder, ReadNote note, TimeProvider clock, CancellationToken ct, string? month = null)
    {
        if (!holder.Caller.Reaches(organization)) return Problem.Of(404, "not-found");
        if (Months.Parse(month, clock) is not { } first) return Problem.Of(422, "invalid", "month");
        var rows = await figures.OfAsync(organization, first, ct);
        note.Detail = $"monthly {first:yyyy-MM}";
        return Results.Json(new MonthlyReport(organization, first, [.. MonthlyFigures.Indicators.Select(i => new Figure(i["key"], i["zh"], i["en"], i["definition_zh"], i["definition"], i["source"], i["verification"], rows[i["key"]].Count))]), Wire.Json);
    }
}

/// <summary>The rows behind one figure.</summary>
internal sealed class RowsOfFigure : IQuery
{
    public static string Route => "maternal-care/reports/monthly/{organization:guid}/{figure}";
    public static string Permission => Permissions.PrepareReports;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid organization, string figure, MonthlyFigures figures, ResidentNames names, CallerHolder holder, ReadNote note, TimeProvider clock, CancellationToken ct, string? month = null)
    {
        if (!holder.Caller.Reaches(organization)) return Problem.Of(404, "not-found");
        if (Months.Parse(month, clock) is not { } first) return Problem.Of(422, "invalid", "month");
        if (!(await figures.OfAsync(organization, first, ct)).TryGetValue(figure, out var rows)) return Problem.Of(422, "unknown-code", "figure");
        var people = await names.OfAsync([.. rows.Select(r => r.Resident).Distinct()], ct);
        note.Detail = $"monthly {first:yyyy-MM} {figure}";
        note.Showed(people.Keys);
        return Results.Json(rows.Where(r => people.ContainsKey(r.Resident)).Select(r => new FigureRow(r.Resident, people[r.Resident].Name, people[r.Resident].BirthDate, r.On, people[r.Resident].ResponsibleName)), Wire.Json);
    }
}

/// <summary>The counts of a month as a sheet for Excel.</summary>
internal sealed class MonthlySheet : IQuery
{
    public static string Route => "maternal-care/reports/monthly/{organization:guid}/sheet";
    public static string Permission => Permissions.PrepareReports;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid organization, MonthlyFigures figures, CallerHolder holder, ReadNote note, TimeProvider clock, CancellationToken ct, string? month = null)
    {
        if (!holder.Caller.Reaches(organization)) return Problem.Of(404, "not-found");
        if (Months.Parse(month, clock) is not { } first) return Problem.Of(422, "invalid", "month");
        var rows = await figures.OfAsync(organization, first, ct);
        note.Detail = $"monthly sheet {first:yyyy-MM}";
        return Sheets.Of($"{first:yyyy-MM}", ["指标", "Indicator", $"{first:yyyy-MM}"], MonthlyFigures.Indicators.Select(i => new object?[] { i["zh"], i["en"], rows[i["key"]].Count }), $"monthly-{first:yyyy-MM}.xlsx");
    }
}

/// <summary>The register of high-risk women as a sheet for Excel; no restricted case and no restricted reason is in it, whoever asks.</summary>
internal sealed class HighRiskRegister : IQuery
{
    private static readonly string[] Heads = ["专案号", "姓名", "出生日期", "预产期", "颜色", "状态", "责任人", "B角", "下次联系", "管理障碍"];

    public static string Route => "maternal-care/reports/high-risk/{organization:guid}/sheet";
    public static string Permission => Permissions.PrepareReports;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid organization, LianxinDb db, CaseRows rows, OrganizationTree tree, CallerHolder holder, ReadNote note, CancellationToken ct)
    {
        if (!holder.Caller.Reaches(organization)) return Problem.Of(404, "not-found");
        var houses = await tree.BelowAsync(organization, ct);
        var cases = await db.Cases.AsNoTracking().Where(c => houses.Contains(c.OrganizationId) && !c.Restricted && c.State != CaseStates.Closed).OrderBy(c => c.Number).ToListAsync(ct);
        var shown = await rows.OfAsync(cases, ct);
        note.Detail = "high-risk register";
        note.Showed(shown.Select(r => r.ResidentId));
        return Sheets.Of("register", Heads, shown.Select(r => new object?[] { r.Number, r.Name, r.BirthDate, r.Edd, r.Color, r.State, r.OwnerName, r.DeputyName, r.NextContactOn, r.Flag == "none" ? "" : r.Flag }), "high-risk.xlsx");
    }
}

/// <summary>Months as they stand in an address.</summary>
internal static class Months
{
    /// <summary>The first day of the month; the present one where none is named; null where the text is no month.</summary>
    public static DateOnly? Parse(string? text, TimeProvider clock)
    {
        if (text is null) return PlaceTime.DateOf(clock.GetUtcNow()) is var today ? new DateOnly(today.Year, today.Month, 1) : null;
        return DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && first.Year is > 2000 and < 2100 ? first : null;
    }
}

/// <summary>A table as a file for Excel.</summary>
internal static class Sheets
{
    public static IResult Of(string name, IReadOnlyList<string> heads, IEnumerable<object?[]> rows, string file)
    {
        using var sheet = new MemoryStream();
        PlainSheet.Write(sheet, name, heads, rows);
        return Results.File(sheet.ToArray(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file);
    }
}
