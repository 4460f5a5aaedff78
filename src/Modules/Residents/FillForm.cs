using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;

namespace Lianxin.Residents;

/// <summary>What a module knows of the thing that a form is about: what the form may be told, who is judged by its numbers, and what follows from it.</summary>
/// <param name="Context">For the form engine, with the caller's own rights.</param>
public sealed record FormGround(FormContext Context)
{
    /// <summary>Row sets of the thresholds that judge its values; empty judges nothing.</summary>
    public IReadOnlyList<string> Populations { get; init; } = [];

    /// <summary>What the rules know besides the form.</summary>
    public IFacts Known { get; init; } = new Facts();

    /// <summary>Whom a finding with a clock is addressed to.</summary>
    public Guid? Responsible { get; init; }

    /// <summary>Refuses, or does what follows from the form; null = nothing follows.</summary>
    public Func<CancellationToken, Task<Outcome>>? Then { get; init; }
}

/// <summary>Of a module that has things which forms are about: pregnancies, newborns, cases.</summary>
public interface IFormGround
{
    /// <summary>Forms that are about a thing of this module, and never about the person alone.</summary>
    IReadOnlySet<string> Forms { get; }

    /// <summary>The ground of one form; null when there is no such thing of this person.</summary>
    Task<FormGround?> FindAsync(FillForm form, OperationContext on, CancellationToken ct);
}

/// <summary>Fills in a form, and judges its numbers.</summary>
internal sealed class FillFormHandler(EncounterStore encounters, FindingStore findings, IEnumerable<IFormGround> grounds) : Handler<FillForm>
{
    public override string Permission => Permissions.RecordCare;
    public override Conflicts Conflicts => Conflicts.Never;
    public override Subjects Concerns(FillForm operation) => Subjects.Resident(operation.ResidentId);
    public override bool AddsOnly => true;

    public override async Task<Outcome> HandleAsync(FillForm operation, OperationContext on, CancellationToken ct)
    {
        if (FormDefinition.Find(operation.Form!) is not { } form || FilledForms.WithOwnAct.Contains(form.Name)) return Outcome.Refuse("unknown-code", "form");
        if (await GroundAsync(operation, on, ct) is not { } ground) return Problems.NothingOfThisKind;
        var state = Form.Check(form, operation.Answers!, ground.Context);
        if (FormRefusals.Of(state, "answers") is { Count: > 0 } refusals) return Outcome.Refuse(refusals);

        var day = FilledForms.DayOf(form, operation.Answers!) ?? on.Today;
        encounters.Write(operation.EncounterId, operation.AboutId, operation.ResidentId, form, operation.Answers!.SignedBy(on.Caller.Name, on.HappenedAt), day, on);
        if (ground.Populations.Count > 0)
        {
            var found = VisitAssessment.Of(form.Name, state.Facts, ground.Known, ground.Populations);
            findings.Raise(operation.EncounterId, operation.ResidentId, found.Findings, f => f.IdIn(operation.EncounterId), f => f.Observed(), ground.Responsible, on);
        }
        if (ground.Then is { } then && await then(ct) is { Result: not Result.Done } refused) return refused;
        on.Count($"form.{form.Name}", day, operation.ResidentId);
        return Outcome.Done;
    }

    private async Task<FormGround?> GroundAsync(FillForm operation, OperationContext on, CancellationToken ct)
    {
        if (grounds.FirstOrDefault(g => g.Forms.Contains(operation.Form!)) is { } ground) return await ground.FindAsync(operation, on, ct);
        return operation.AboutId == operation.ResidentId
            ? new(new() { Now = PlaceTime.Local(on.HappenedAt), SeesRestricted = on.Caller.May(Permissions.ReadRestricted) }) : null;
    }
}
