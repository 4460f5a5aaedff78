using Lianxin.Core.Access;
using Lianxin.Residents;

namespace Lianxin.MaternalCare.Tasks;

/// <summary>A task as it is shown.</summary>
internal static class CareTaskViews
{
    public static CareTaskView Of(CareTask t) => new()
    {
        Id = t.Id, ResidentId = t.ResidentId, AboutId = t.AboutId, Kind = t.Kind, Text = t.Text ?? "", DueAt = t.DueAt, State = t.State, OwnerId = t.OwnerId, OwnerName = t.OwnerName,
        EscalatedTo = t.EscalatedTo ?? "", EscalatedAt = t.EscalatedAt, DoneAt = t.DoneAt, DoneBy = t.DoneBy ?? "", Note = t.Note ?? "",
    };
}

/// <summary>The tasks about one person, open ones first by their time.</summary>
internal sealed class TasksOfResident : IQuery
{
    private const int Most = 100;

    public static string Route => "residents/{resident:guid}/tasks";
    public static string Permission => Permissions.ReadRecord;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid resident, LianxinDb db, ResidentNames names, CancellationToken ct)
    {
        if (!(await names.OfAsync([resident], ct)).ContainsKey(resident)) return Problem.Of(404, "not-found");
        var tasks = await db.CareTasks.AsNoTracking().Where(t => t.ResidentId == resident).OrderBy(t => t.State == CareTask.Open ? 0 : 1).ThenBy(t => t.DueAt).ThenBy(t => t.Id).Take(Most).ToListAsync(ct);
        return Results.Json(tasks.Select(CareTaskViews.Of), Wire.Json);
    }
}
