using Lianxin.Organizations;
using Lianxin.Residents;

namespace Lianxin.MaternalCare;

/// <summary>Confirms a colour, reason by reason. A site screens; a physician at level two or above confirms; red needs an associate chief.</summary>
internal sealed class ConfirmColorHandler(PregnancyReader reader, ResidentReader residents, PregnancyWriter writer, ConditionStore conditions, OrganizationTree tree) : Handler<ConfirmColor>
{
    internal const int LeastLevel = 2; // 国卫妇幼发〔2017〕35号: assessment at an institution of level two or above

    public override string Permission => Permissions.ConfirmColor;
    public override Conflicts Conflicts => Conflicts.OnBase;
    public override Subjects Concerns(ConfirmColor operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(ConfirmColor operation, OperationContext on, CancellationToken ct)
    {
        if (await reader.ForRulesAsync(operation.ResidentId, operation.PregnancyId, ct) is not { } before) return Problems.NoSuchPregnancy;
        if (before.Color is not { } proposed || proposed.State == ColorLogic.NotAssessed) return Problems.NotAssessed;
        if (proposed.Id != operation.AssessmentId) return Problems.AssessedMeanwhile;
        if (!AtLevel(await tree.AllAsync(ct), on.Caller.Home)) return Problems.NotAtThisLevel;
        if (Unanswered(proposed, operation) is { } refusal) return refusal;

        var resident = await Acting.ResidentAsync(residents, operation.ResidentId, ct);
        var after = PregnancyLogic.Confirm(before, operation, resident, Acting.ForRules(on));
        if (after.Color!.Base != operation.Color) return Problems.ColorDiffers(after.Color.Base);
        if (operation.Color == "red" && !on.Caller.May(Permissions.ConfirmRed)) return Problems.RedNeedsAssociateChief;
        await writer.SaveAsync(before, after, resident, on, ct);
        foreach (var reason in proposed.Reasons.Where(r => r.Proposes is not null))
            if (operation.Reasons.First(a => a.Row == reason.Row).Answer is var answer && answer is not ReasonAnswer.Established)
                await conditions.SayAsync(operation.PregnancyId, operation.ResidentId, reason.Proposes!, answer == ReasonAnswer.NotNow ? ConditionStore.NotNow : ConditionStore.Repeat, null, ColorLogic.IsRestricted(reason.Row), on, ct);
        on.Count("risk-confirmed", on.Today, operation.ResidentId);
        return Outcome.Done;
    }

    private static Outcome? Unanswered(ColorView proposed, ConfirmColor operation)
    {
        var said = operation.Reasons.Select(r => r.Row!).ToHashSet();
        if (said.Count != operation.Reasons.Count) return Problems.UnknownReason(operation.Reasons.GroupBy(r => r.Row).First(g => g.Count() > 1).Key!);
        if (said.FirstOrDefault(row => proposed.Reasons.All(r => r.Row != row)) is { } unknown) return Problems.UnknownReason(unknown);
        return proposed.Reasons.FirstOrDefault(r => r.Proposes is not null && !said.Contains(r.Row)) is { } open ? Problems.ReasonUnanswered(open.Row) : null;
    }

    // A department confirms for its hospital.
    private static bool AtLevel(IReadOnlyDictionary<Guid, OrganizationTree.Node> nodes, Guid home)
    {
        for (Guid? at = home; at is { } here && nodes.TryGetValue(here, out var node); at = node.ParentId)
            if (node.Kind is "hospital" or "branch-hospital") return node.Level >= LeastLevel;
        return false;
    }
}
