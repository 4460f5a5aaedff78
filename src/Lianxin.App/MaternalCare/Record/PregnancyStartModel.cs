using Lianxin.App.Forms;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;

namespace Lianxin.App.MaternalCare.Record;

/// <summary>What is typed about the beginning of a pregnancy. Its bounds are those of the first-visit form and of the operation.</summary>
public sealed class PregnancyStartModel
{
    public PregnancyStartModel(Author author)
    {
        var form = FormDefinition.Of(FormNames.AntenatalFirst);
        // The form was not filled in today as a whole; only its dates are asked, counted from today.
        Model = new(form, new FormContext { Now = author.HappenedAt, Later = form.Fields.Select(f => f.Key).ToHashSet() },
            Answers.Empty.With(Keys.VisitDate, AnswerValue.Of($"{author.Today:yyyy-MM-dd}")));
    }

    public FormModel Model { get; }

    /// <summary>As typed: 12+3, 12周3天.</summary>
    public string? Weeks { get; set; }
    public bool Tried { get; private set; }

    public int? Days => string.IsNullOrWhiteSpace(Weeks) ? null : TypedText.GestationDays(Weeks);
    public bool WeeksWrong => !string.IsNullOrWhiteSpace(Weeks) && Days is null;
    public bool IsAnswered => Days is not null || Model.Answers.Has(Keys.Lmp) || Model.Answers.Has(Keys.Edd);

    /// <summary>The due date that follows from what was typed, by the rules of the dating; null while nothing tells it.</summary>
    public DateOnly? Edd(DateOnly today) => Model.Answers.Date(Keys.Edd) ?? (Model.Answers.Date(Keys.Lmp) is { } lmp ? Dating.Edd(lmp) : Days is { } days ? Dating.Edd(today.AddDays(-days)) : null);

    /// <summary>The operation, or null while something stands in the way; the form then says what.</summary>
    public RegisterPregnancy? Operation(Guid resident, Guid pregnancy)
    {
        Tried = true;
        Model.Try();
        if (!IsAnswered || WeeksWrong || Model.State.Refused.Count + Model.State.Asked.Count > 0) return null;
        var first = Model.Answers.Where((key, _) => key is Keys.Lmp or Keys.Edd);
        return new() { ResidentId = resident, PregnancyId = pregnancy, First = first.Count > 0 ? first : null, GaDaysStated = first.Count > 0 ? null : Days };
    }
}
