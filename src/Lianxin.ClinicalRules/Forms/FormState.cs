using System.Collections.Frozen;
using Lianxin.ClinicalRules.Expressions;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>When an answer is waited for, with this state of the form and this caller.</summary>
public enum Need
{
    None,

    /// <summary>To the list 待补; saving goes on.</summary>
    Soon,

    /// <summary>Before saving.</summary>
    Now,
}

/// <summary>Something to say about one field.</summary>
/// <param name="Key">The field.</param>
/// <param name="Fetus">Which fetus, from 1; null where none is asked.</param>
/// <param name="Row">Which row of a list; null where there is none.</param>
/// <param name="Code">One of <see cref="FormCodes"/>.</param>
/// <param name="Facts">Numbers, units and codes for the words; never what somebody typed as text.</param>
public sealed record FormProblem(string Key, int? Fetus, string? Row, string Code, IReadOnlyDictionary<string, string> Facts)
{
    internal static readonly IReadOnlyDictionary<string, string> NoFacts = FrozenDictionary<string, string>.Empty;
}

/// <summary>One field as it stands: once, for one fetus, or for one row.</summary>
/// <param name="Field">The field.</param>
/// <param name="Fetus">Which fetus, from 1; null where none is asked.</param>
/// <param name="Row">Which row; null also for a list that has none yet: there a first row may begin.</param>
/// <param name="IsShown">Shown to this caller with these answers.</param>
/// <param name="Need">When an answer is waited for.</param>
/// <param name="Answer">As typed; null when nobody answered.</param>
/// <param name="Value">The value that counts: answered, or computed while nobody answered.</param>
/// <param name="IsComputed">The value was computed and not typed.</param>
/// <param name="IsFulfilled">There is a value, or a status where one may stand.</param>
public readonly record struct FieldState(
    FieldDefinition Field, int? Fetus, string? Row, bool IsShown, Need Need, Answer? Answer, Value Value, bool IsComputed, bool IsFulfilled);

/// <summary>What <see cref="Form.Check"/> found.</summary>
public sealed class FormState
{
    internal FormState(AnswersFacts facts, IReadOnlyList<FieldState> fields, IReadOnlyList<FormProblem> refused, IReadOnlyList<FormProblem> asked, IReadOnlyList<FormProblem> missing,
        IReadOnlyList<FormProblem> notes) =>
        (Facts, Fields, Refused, Asked, Missing, Notes) = (facts, fields, refused, asked, missing, notes);

    /// <summary>Every field of the part in the order of the form, those not shown among them.</summary>
    public IReadOnlyList<FieldState> Fields { get; }

    /// <summary>What cannot be saved as it stands.</summary>
    public IReadOnlyList<FormProblem> Refused { get; }

    /// <summary>What can be saved once somebody has confirmed it (<see cref="Answers.Confirm"/>).</summary>
    public IReadOnlyList<FormProblem> Asked { get; }

    /// <summary>What is waited for before saving; a screen tells it only on the try.</summary>
    public IReadOnlyList<FormProblem> Missing { get; }

    /// <summary>What is saved and marked, such as 号码待核.</summary>
    public IReadOnlyList<FormProblem> Notes { get; }

    /// <summary>The answers as facts, computed ones among them: for the rules.</summary>
    public AnswersFacts Facts { get; }

    /// <summary>The list 待补: shown, not answered, wanted soon.</summary>
    public IEnumerable<FieldState> ToComplete => Fields.Where(f => f is { IsShown: true, Need: Need.Soon, IsFulfilled: false });

    /// <summary>The list 结果待报: taken, not back.</summary>
    public IEnumerable<FieldState> Owed => Fields.Where(f => f is { IsShown: true, Answer.Status: AnswerStatus.Pending });

    /// <summary>Shown fields whose value was computed.</summary>
    public IEnumerable<FieldState> Computed => Fields.Where(f => f is { IsShown: true, IsComputed: true });

    public bool MaySave => Refused.Count == 0 && Asked.Count == 0 && Missing.Count == 0;

    /// <summary>Everything that stands in the way of saving, in one list.</summary>
    public IEnumerable<FormProblem> Problems => [.. Refused, .. Missing, .. Asked];

    /// <summary>The state of one field, of the first fetus or row unless one is named; null when the part does not have it.</summary>
    public FieldState? Find(string key, int? fetus = null, string? row = null)
    {
        foreach (var field in Fields)
        {
            if (field.Field.Key == key && (fetus is null || field.Fetus == fetus) && (row is null || field.Row == row)) return field;
        }

        return null;
    }

    /// <summary>What a screen sends: the answers to the fields shown. What was typed and then hidden stays on the screen and is not sent.</summary>
    public Answers ToSend()
    {
        var hidden = Fields.Where(f => f is { IsShown: false, Answer: not null }).Select(f => (f.Field.Key, f.Answer!)).ToHashSet();
        return hidden.Count == 0 ? Facts.Answers : Facts.Answers.Where((key, answer) => !hidden.Contains((key, answer)));
    }
}
