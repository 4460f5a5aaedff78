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
        if (PersonForm.Mismatch(operation.Person!, on.Today) is { } mismatch) return mismatch;
        if (await register.DuplicateAsync(operation.Person!, operation.NotADuplicate, ct) is { } duplicate) return duplicate;
        register.Add(operation.ResidentId, operation.OrganizationId, operation.Person!, on.Caller, on.ReceivedAt);
        on.Count("resident-registered", on.Today, operation.ResidentId);
        return Outcome.Done;
    }
}

/// <summary>What the form <c>person</c> has to be told, and what holds between it and the identity number.</summary>
internal static class PersonForm
{
    public static FormContext Context(OperationContext on) => new() { Now = PlaceTime.Local(on.HappenedAt), SeesRestricted = on.Caller.May(Permissions.ReadRestricted) };

    /// <summary>The identity number says birth date and sex; what was typed beside it must agree.</summary>
    public static Outcome? Mismatch(Answers person, DateOnly today)
    {
        if (person.Text(Keys.IdNumber) is not { } text || person.Text("id_type") is not (null or "01")) return null;
        if (!ClinicalRules.Identifiers.ResidentId.TryParse(text, today, out var id, out _)) return Outcome.Refuse("id-number-wrong", "person.id_number");
        if (person.Find(Keys.BirthDate) is not null && person.Text("birth_date_precision") is null or "day" && person.Date(Keys.BirthDate) is { } born && born != id.BirthDate && person.Text(Keys.BirthDate)?.Length == 10)
            return Outcome.Refuse("birth-date-differs", "person.birth_date");
        return person.Text(Keys.Sex) is "1" or "2" && person.Text(Keys.Sex) != id.Sex ? Outcome.Refuse("sex-differs", "person.sex") : null;
    }
}
