using Lianxin.ClinicalRules.Forms;

namespace Lianxin.Residents.Households;

/// <summary>Makes a household with its head.</summary>
internal sealed class MakeHouseholdHandler(LianxinDb db, HouseholdStore households) : Handler<MakeHousehold>
{
    public override string Permission => Permissions.RegisterResident;
    public override Conflicts Conflicts => Conflicts.OnBase;
    public override Subjects Concerns(MakeHousehold operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(MakeHousehold operation, OperationContext on, CancellationToken ct)
    {
        var standing = await households.StandingAsync(operation.ResidentId, ct);
        if (Moves.Refused(standing, operation.MembershipId, operation.BasedOn, operation.On!.Value, on) is { } refused) return refused;
        var form = HouseholdForm.Definition;
        if (operation.Home!.Keys.FirstOrDefault(k => form[k] is not { } field || !HouseholdForm.Home.Has(field)) is { } stray) return Outcome.Refuse("unknown-field", $"home.{stray}");
        var state = Form.Check(form, operation.Home, new FormContext { Now = PlaceTime.Local(on.HappenedAt), Part = HouseholdForm.Home });
        if (FormRefusals.Of(state, "home") is { Count: > 0 } refusals) return Outcome.Refuse(refusals);

        db.Households.Add(new Household { Id = operation.HouseholdId, Home = households.Seal(operation.Home, on.OrganizationId), On = operation.On.Value, At = on.ReceivedAt, StaffId = on.Caller.StaffId });
        Moves.End(standing, operation.On.Value, null, on);
        db.HouseholdMembers.Add(Moves.Begin(operation.MembershipId, operation.ResidentId, operation.HouseholdId, HouseholdForm.Head, operation.On.Value, on));
        return Outcome.Done;
    }
}

/// <summary>Adds, moves, takes out. The home it goes to has to be in reach through somebody who lives there.</summary>
internal sealed class MoveMemberHandler(LianxinDb db, HouseholdStore households) : Handler<MoveMember>
{
    public override string Permission => Permissions.RegisterResident;
    public override Conflicts Conflicts => Conflicts.OnBase;
    public override Subjects Concerns(MoveMember operation) => Subjects.Resident(operation.ResidentId);

    public override async Task<Outcome> HandleAsync(MoveMember operation, OperationContext on, CancellationToken ct)
    {
        var standing = await households.StandingAsync(operation.ResidentId, ct);
        if (Moves.Refused(standing, operation.MembershipId, operation.BasedOn, operation.On!.Value, on) is { } refused) return refused;
        if (operation.HouseholdId is not { } to)
        {
            if (standing is null) return Problems.InNoHousehold;
            Moves.End(standing, operation.On.Value, operation.Reason, on);
            return Outcome.Done;
        }
        if (!await households.InReach(to).AnyAsync(ct)) return Problems.NoSuchHousehold;
        if (HouseholdForm.Relations.All(r => r.Code != operation.Relation)) return Problems.UnknownRelation;
        if (standing is { } before && before.HouseholdId == to && before.Relation == operation.Relation) return Problems.LivesThereAlready;
        if (operation.Relation == HouseholdForm.Head && (await households.CountAsync(to, operation.ResidentId, ct)).HasHead) return Problems.HasAHead;
        Moves.End(standing, operation.On.Value, operation.Reason, on);
        db.HouseholdMembers.Add(Moves.Begin(operation.MembershipId, operation.ResidentId, to, operation.Relation!, operation.On.Value, on));
        return Outcome.Done;
    }
}

/// <summary>What every move does alike.</summary>
internal static class Moves
{
    /// <summary>Somebody else moved them meanwhile, or the day cannot be right.</summary>
    public static Outcome? Refused(HouseholdMember? standing, Guid id, Guid? basedOn, DateOnly day, OperationContext on) =>
        standing?.Id == id ? Problems.IdReused("membershipId") : standing?.Id != basedOn ? Problems.MovedMeanwhile : day > on.Today ? Problems.InFuture("on") : standing?.From > day ? Problems.BeforeLastMove(standing.From) : null;

    public static void End(HouseholdMember? standing, DateOnly day, string? reason, OperationContext on)
    {
        if (standing is not null) (standing.Until, standing.Reason, standing.EndedById) = (day, reason, on.Caller.StaffId);
    }

    public static HouseholdMember Begin(Guid id, Guid resident, Guid household, string relation, DateOnly day, OperationContext on) => new()
    { Id = id, ResidentId = resident, OrganizationId = on.OrganizationId, HouseholdId = household, Relation = relation, From = day, At = on.ReceivedAt, StaffId = on.Caller.StaffId };
}
