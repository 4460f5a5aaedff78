using Lianxin.Core.Access;
using Lianxin.Residents;

namespace Lianxin.MaternalCare;

/// <summary>The pregnancies of one organization by due date, a page at a time. A list names its organization: its index then serves the order.</summary>
internal sealed class PregnanciesOfOrganization : IQuery
{
    private const int PageSize = 50;

    public static string Route => "maternal-care/pregnancies/of/{organization:guid}";
    public static string Permission => Permissions.ReadRecord;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid organization, LianxinDb db, ResidentNames names, CallerHolder holder, ReadNote note, CancellationToken ct, string? color = null, string? after = null)
    {
        if (!holder.Caller.Reaches(organization) && holder.Caller.Home != organization) return Problem.Of(404, "not-found");
        if (color is not null && color != ColorLogic.NotAssessed && ColorLogic.Rank(color) < 0) return Problem.Of(422, "unknown-code", "color");
        if (after is not null && Cursor.Parse(after) is null) return Problem.Of(422, "invalid", "after");
        var query = db.Pregnancies.AsNoTracking();
        // A department that manages nobody sees the women whom it holds a grant for.
        var manages = holder.Caller.Reaches(organization) && await query.AnyAsync(p => p.OrganizationId == organization, ct);
        query = manages ? query.Where(p => p.OrganizationId == organization) : query.Where(p => holder.Caller.Granted.Contains(p.ResidentId));
        query = query.Where(p => p.State == PregnancyState.Open || p.State == PregnancyState.Moving);
        if (color == ColorLogic.NotAssessed) query = query.Where(p => p.ColorState == ColorLogic.NotAssessed);
        else if (color is not null) query = query.Where(p => p.Color == color);
        // Undated ones last, so that a cursor of date and id walks through all.
        if (Cursor.Parse(after) is { } from)
            query = query.Where(p => (p.Edd ?? DateOnly.MaxValue) > from.Edd || ((p.Edd ?? DateOnly.MaxValue) == from.Edd && p.Id.CompareTo(from.Id) > 0));
        var rows = await query.OrderBy(p => p.Edd ?? DateOnly.MaxValue).ThenBy(p => p.Id).Take(PageSize + 1).ToListAsync(ct);
        var page = rows.Take(PageSize).ToList();
        var people = await names.OfAsync([.. page.Select(p => p.ResidentId)], ct);
        note.Showed(people.Keys);
        return Results.Json(new PregnancyPage([.. page.Where(p => people.ContainsKey(p.ResidentId)).Select(p => new PregnancyRow
        {
            ResidentId = p.ResidentId, PregnancyId = p.Id, Name = people[p.ResidentId].Name, BirthDate = people[p.ResidentId].BirthDate, Start = p.Start, Edd = p.Edd, Color = p.Color, ColorState = p.ColorState,
            ReportedColor = p.ReportedColor, State = p.State, NextContactOn = p.NextContactOn, ResponsibleName = people[p.ResidentId].ResponsibleName,
        })], rows.Count > PageSize ? new Cursor(page[^1].Edd ?? DateOnly.MaxValue, page[^1].Id).ToString() : null), Wire.Json);
    }

    private readonly record struct Cursor(DateOnly Edd, Guid Id)
    {
        public static Cursor? Parse(string? text) => text?.Split('~') is [var day, var id] && DateOnly.TryParseExact(day, "yyyy-MM-dd", out var edd) && Guid.TryParse(id, out var guid) ? new(edd, guid) : null;
        public override string ToString() => $"{Edd:yyyy-MM-dd}~{Id}";
    }
}
