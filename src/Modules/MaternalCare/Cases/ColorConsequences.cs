using Lianxin.MaternalCare.Tasks;
using Lianxin.Organizations;
using Lianxin.Residents;

namespace Lianxin.MaternalCare.Cases;

/// <summary>What a new colour asks of staff: a case, the report form for the district, the transfer sheet of a positive screening. The software prepares; people send.</summary>
internal sealed class ColorConsequences(LianxinDb db, TaskBook book, Owners owners, OrganizationTree tree)
{
    private const string Purple = "purple";

    /// <summary>Opens the tasks that a changed colour brings; each once.</summary>
    public async Task FollowAsync(Pregnancy row, ColorView color, ResidentView resident, OperationContext on, CancellationToken ct)
    {
        if (row.State is not (PregnancyState.Open or PregnancyState.Moving)) return;
        if (color.State == ColorLogic.Confirmed) await ConfirmedAsync(row, color, resident, on, ct);
        else if (color.State == ColorLogic.Proposed && ColorLogic.Rank(color.Base) > ColorLogic.Rank("green") && !await IsLevelTwoAsync(row.OrganizationId, ct)) await ScreenedAsync(row, color, resident, on, ct);
    }

    private async Task ConfirmedAsync(Pregnancy row, ColorView color, ResidentView resident, OperationContext on, CancellationToken ct)
    {
        // Assessed: the sheet of the screening has done its work.
        await book.EndAsync(row.Id, Screening, CareTask.Done, null, on, ct);
        await AskForCasesAsync(color.Id, row.Id, color.Base, color.Purple, resident, on, ct);
        if (CareClocks.Has("report-assessment", color.Base))
            book.Open(StableId.Of(color.Id, CareTaskKinds.AssessmentReport), CareTaskKinds.AssessmentReport, row.Id, row.ResidentId, row.OrganizationId, on.ReceivedAt + CareClocks.Of("report-assessment", color.Base),
                await owners.OfficeAsync(row.OrganizationId, restricted: false, ct), text: color.Base);
    }

    /// <summary>Asks for the cases that a colour wants and that are not open: the infection case apart from the other.</summary>
    /// <param name="cause">What asks: the assessment, the transfer.</param>
    public async Task AskForCasesAsync(Guid cause, Guid pregnancy, string? color, bool purple, ResidentView resident, OperationContext on, CancellationToken ct, Guid? owner = null)
    {
        if (CareClocks.Has("open-case", color) && !await HasCaseAsync(pregnancy, restricted: false, ct))
            await book.OpenAsync(StableId.Of(cause, CareTaskKinds.OpenCase), CareTaskKinds.OpenCase, pregnancy, resident, on.ReceivedAt + CareClocks.Of("open-case", color), on, ct, owner, color);
        if (purple && !await HasCaseAsync(pregnancy, restricted: true, ct))
            await book.OpenAsync(StableId.Of(cause, Purple), CareTaskKinds.OpenCase, pregnancy, resident, on.ReceivedAt + CareClocks.Of("open-case", Purple), on, ct, owner, Purple, restricted: true);
    }

    // One sheet for each colour that was found: the next visit with the same one sends nobody a second time.
    private async Task ScreenedAsync(Pregnancy row, ColorView color, ResidentView resident, OperationContext on, CancellationToken ct)
    {
        if (await db.CareTasks.AnyAsync(t => t.AboutId == row.Id && t.Kind == CareTaskKinds.TransferSheet && t.Text == color.Base, ct)) return;
        await book.OpenAsync(StableId.Of(color.Id, CareTaskKinds.TransferSheet), CareTaskKinds.TransferSheet, row.Id, resident, on.ReceivedAt + CareClocks.Of("transfer-sheet"), on, ct, text: color.Base);
    }

    private static readonly HashSet<string> Screening = [CareTaskKinds.TransferSheet, CareTaskKinds.TransferBack];

    private Task<bool> HasCaseAsync(Guid pregnancy, bool restricted, CancellationToken ct) =>
        db.Cases.IgnoreQueryFilters([LianxinDb.RestrictedFilter]).AnyAsync(c => c.PregnancyId == pregnancy && c.Restricted == restricted && c.State != CaseStates.Closed, ct);

    private async Task<bool> IsLevelTwoAsync(Guid organization, CancellationToken ct) => (await tree.AllAsync(ct)).GetValueOrDefault(organization)?.Level >= ConfirmColorHandler.LeastLevel;
}

/// <summary>Results that are owed have an owner: whoever took them, or who stands in for them.</summary>
internal sealed class ResultsAreOwed(TaskBook book, ResidentReader residents) : IListen<ResultsAwaited>
{
    public async Task OnAsync(ResultsAwaited happened, OperationContext on, CancellationToken ct) =>
        await book.OpenAsync(StableId.Of(happened.EncounterId, CareTaskKinds.ResultsOwed), CareTaskKinds.ResultsOwed, happened.EncounterId, await Acting.ResidentAsync(residents, happened.ResidentId, ct),
            on.ReceivedAt + CareClocks.Of("results-owed"), on, ct, on.Caller.StaffId, restricted: happened.Restricted);
}

/// <summary>The last result that was owed has come: the task ends with it.</summary>
internal sealed class ResultsAreIn(TaskBook book, OwedResults owed) : IListen<ObservationCorrected>
{
    private static readonly HashSet<string> Only = [CareTaskKinds.ResultsOwed];

    public async Task OnAsync(ObservationCorrected happened, OperationContext on, CancellationToken ct)
    {
        if (!await owed.AnyInAsync(happened.EncounterId, ct)) await book.EndAsync(happened.EncounterId, Only, CareTask.Done, null, on, ct);
    }
}
