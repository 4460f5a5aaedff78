using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts.Organizations;
using Lianxin.Organizations;

namespace Lianxin.Residents;

/// <summary>Opens the record of a new person. What may come later goes to the list of things to complete.</summary>
internal sealed class RegisterResidentHandler(ResidentRegister register, OrganizationTree tree) : Handler<RegisterResident>
{
    public override string Permission => Permissions.RegisterResident;
    public override Conflicts Conflicts => Conflicts.Never;
    public override Subjects Concerns(RegisterResident operation) => Subjects.NewResident(operation.ResidentId, operation.OrganizationId);

    public override async Task<Outcome> HandleAsync(RegisterResident operation, OperationContext on, CancellationToken ct)
    {
        if ((await tree.AllAsync(ct)).GetValueOrDefault(operation.OrganizationId) is not { } node || OrganizationKinds.Places.Contains(node.Kind)) return Problems.PlaceManagesNobody;
        var state = Form.Check(FormDefinition.Of(FormNames.Person), operation.Person!, PersonForm.Context(on));
        if (FormRefusals.Of(state, "person") is { Count: > 0 } refusals) return Outcome.Refuse(refusals);
        if (await register.DuplicateAsync(operation.Person!, operation.NotADuplicate, ct) is { } duplicate) return duplicate;
        await register.AddAsync(operation.ResidentId, operation.OrganizationId, operation.Person!, on.Caller, on.ReceivedAt, ct);
        await register.NoteTwinsAsync(ct);
        on.Count("resident-registered", on.Today, operation.ResidentId);
        return Outcome.Done;
    }
}

/// <summary>What the form <c>person</c> has to be told.</summary>
internal static class PersonForm
{
    public static FormContext Context(OperationContext on) => new() { Now = PlaceTime.Local(on.HappenedAt), SeesRestricted = on.Caller.May(Permissions.ReadRestricted) };
}
