using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;

namespace Lianxin.App.Forms;

/// <summary>What stands beside a field: what was measured before, and what the value now means.</summary>
public sealed record FieldHint
{
    /// <summary>Small, under the label: method, place, time.</summary>
    public string? Sub { get; init; }

    /// <summary>As in “上次 66.5”.</summary>
    public string? Previous { get; init; }

    /// <summary>As in “+0.3，5 天”.</summary>
    public string? Delta { get; init; }

    /// <summary>normal, attention, urgent, emergency; shown once the field is left, never while it is typed in.</summary>
    public string? Level { get; init; }
    public string? LevelWord { get; init; }

    /// <summary>What was compared, or the range of a normal value.</summary>
    public string? LevelWords { get; init; }
    public bool IsUnsigned { get; init; }

    /// <summary>Opens rule and source.</summary>
    public Func<Task>? OnSource { get; init; }

    /// <summary>Beside a choice: why it is asked today.</summary>
    public string? Note { get; init; }
}

/// <summary>What the software offers for a field; an answer only when a person accepts it.</summary>
/// <param name="Words">The value in words.</param>
/// <param name="Ground">Why just this, in words.</param>
/// <param name="Also">Answers that belong to it and are accepted with it, as the words of a classification.</param>
public sealed record FieldOffer(AnswerValue Value, string Words, string Ground, IReadOnlyDictionary<string, AnswerValue>? Also = null);

/// <summary>Where a field stands on the page: its key, and which fetus or row.</summary>
public readonly record struct FieldPlace(string Key, int? Fetus = null, string? Row = null)
{
    /// <summary>The id of its input in the page.</summary>
    public string Id => $"f-{Key}{(Fetus is { } fetus ? $"-{fetus}" : "")}{(Row is { } row ? $"-{row}" : "")}";
}

/// <summary>One form while it is filled in: the answers, what the engine says to them, what was left already. Knows no network and no page.</summary>
public sealed class FormModel
{
    private readonly HashSet<FieldPlace> left = [];
    private readonly HashSet<FieldPlace> typing = [];
    private readonly HashSet<string> opened = [];
    private readonly Dictionary<string, FieldOffer> proposals = [];
    private IReadOnlyList<Refusal> refusals = [];

    public FormModel(FormDefinition definition, FormContext context, Answers? answers = null)
    {
        (Definition, Context, Answers) = (definition, context, answers ?? Answers.Empty);
        State = Form.Check(Definition, Answers, Context);
    }

    public event Action? Changed;

    public FormDefinition Definition { get; }
    public FormContext Context { get; private set; }
    public Answers Answers { get; private set; }
    public FormState State { get; private set; }

    /// <summary>True once something was typed that is not saved.</summary>
    public bool Dirty { get; private set; }

    /// <summary>True after the first try to save: what is missing is told from then on.</summary>
    public bool Tried { get; private set; }

    /// <summary>The answers without the field that is being typed in: half a number means nothing yet.</summary>
    public Answers Settled => typing.Count == 0 ? Answers : Answers.Where((key, answer) => !typing.Any(p => p.Key == key && (p.Fetus ?? 1) == (answer.Fetus ?? 1) && p.Row == answer.Row));

    /// <summary>Offers by key; untouched ones are not stored as answers.</summary>
    public IReadOnlyDictionary<string, FieldOffer> Proposals => proposals;

    /// <summary>What the server said no to, told at its field until that is changed.</summary>
    public IReadOnlyList<Refusal> Refusals => refusals;

    public Answer? Find(FieldPlace place) => Answers.Find(place.Key, place.Fetus, place.Row);

    public void Set(FieldPlace place, Answer answer)
    {
        var was = Find(place);
        var now = answer with { Fetus = place.Fetus, Row = place.Row };
        if (was is null ? !now.Value.IsPresent && now.Status is null : was with { Confirmed = null } == now) return;
        Answers = Answers.With(place.Key, now);
        refusals = [.. refusals.Where(r => KeyOf(r) != place.Key)];
        Dirty = true;
        Check();
    }

    /// <summary>A value typed by hand; it counts for others once the field is left.</summary>
    public void Type(FieldPlace place, AnswerValue value)
    {
        typing.Add(place);
        Set(place, value);
    }

    public void Set(FieldPlace place, AnswerValue value) => Set(place, (Find(place) ?? new Answer()) with { Value = value, Confirmed = null, Status = StatusBeside(place, value) });

    /// <summary>Takes a row of a growing list away.</summary>
    public void RemoveRow(string row)
    {
        Answers = Answers.Where((_, answer) => answer.Row != row);
        Dirty = true;
        Check();
    }

    /// <summary>The field was left: from now on it says what is wrong with it and what its value means.</summary>
    public void Leave(FieldPlace place)
    {
        if (left.Add(place) | typing.Remove(place)) Changed?.Invoke();
    }

    public bool IsLeft(FieldPlace place) => Tried || left.Contains(place);

    /// <summary>Opens a computed field or a proposal for typing.</summary>
    public void Open(string key)
    {
        opened.Add(key);
        Changed?.Invoke();
    }

    public bool IsOpen(string key) => opened.Contains(key);

    public void Propose(IReadOnlyDictionary<string, FieldOffer> offers)
    {
        proposals.Clear();
        foreach (var (key, offer) in offers) proposals[key] = offer;
        Changed?.Invoke();
    }

    public void Accept(string key)
    {
        if (!proposals.TryGetValue(key, out var offer)) return;
        Set(new(key), offer.Value);
        foreach (var (other, value) in offer.Also ?? new Dictionary<string, AnswerValue>()) Set(new(other), value);
    }

    public void Confirm(FieldPlace place, Confirmation by)
    {
        Answers = Answers.Confirm(place.Key, by, place.Fetus, place.Row);
        Dirty = true;
        Check();
    }

    /// <summary>Other facts, another clock: looks at everything again.</summary>
    public void Look(FormContext context)
    {
        Context = context;
        Check();
    }

    /// <summary>A try to save. True when nothing stands in the way but what has to be confirmed (<see cref="FormState.Asked"/>).</summary>
    public bool Try()
    {
        Tried = true;
        typing.Clear();
        Check();
        return State.Refused.Count == 0 && State.Missing.Count == 0;
    }

    /// <summary>Takes the refusals of the server back to their fields.</summary>
    public void Refuse(IReadOnlyList<Refusal> reasons)
    {
        refusals = reasons;
        Changed?.Invoke();
    }

    /// <summary>It is in the log: leaving loses nothing.</summary>
    public void Saved()
    {
        Dirty = false;
        refusals = [];
        Changed?.Invoke();
    }

    /// <summary>What to say under one field now.</summary>
    public IEnumerable<FormProblem> ProblemsAt(FieldPlace place)
    {
        if (!IsLeft(place)) return [];
        IEnumerable<FormProblem> all = Tried ? [.. State.Refused, .. State.Missing, .. State.Asked] : [.. State.Refused, .. State.Asked];
        return all.Where(p => p.Key == place.Key && (p.Fetus ?? 1) == (place.Fetus ?? 1) && (p.Row ?? place.Row) == place.Row);
    }

    public IEnumerable<Refusal> RefusalsAt(FieldPlace place) => refusals.Where(r => KeyOf(r) == place.Key);

    /// <summary>The key in the path of a refusal: <c>answers.sbp</c>, <c>answers.fhr[1].v</c>, <c>sbp</c>.</summary>
    public static string? KeyOf(Refusal refusal) =>
        refusal.Field?.Split('.', '[') is { } parts ? parts is ["answers", var key, ..] ? key : parts[0] : null;

    // A value beside “another hospital” belongs to it; any other status is replaced by the value.
    private AnswerStatus? StatusBeside(FieldPlace place, AnswerValue value) =>
        Find(place)?.Status is { } status && (status is AnswerStatus.Elsewhere || !value.IsPresent) ? status : null;

    private void Check()
    {
        State = Form.Check(Definition, Answers, Context);
        Changed?.Invoke();
    }
}
