using Lianxin.ClinicalRules.Forms;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Lianxin.App.Forms;

/// <summary>What every kind of field has: where it stands, how it stands, and the way to answer it.</summary>
public abstract class FieldComponent : ComponentBase
{
    [Inject] protected IStringLocalizer<Words> Text { get; set; } = null!;

    [CascadingParameter] protected FormModel Model { get; set; } = null!;

    [Parameter, EditorRequired] public FieldState State { get; set; }

    protected FieldDefinition Field => State.Field;
    protected FieldPlace Place => new(State.Field.Key, State.Fetus, State.Row);
    protected AnswerValue Value => State.Answer?.Value ?? default;
    protected string Id => Place.Id;
    protected bool IsBad => Model.ProblemsAt(Place).Any() || Model.RefusalsAt(Place).Any();
    protected string? BadClass => IsBad ? "err" : null;
    protected string? Invalid => IsBad ? "true" : null;
    protected string DescribedBy => $"{Id}-unit {Id}-problem";

    protected void Set(AnswerValue value) => Model.Set(Place, value);

    protected void Leave() => Model.Leave(Place);
}
