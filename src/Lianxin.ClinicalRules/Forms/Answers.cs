using System.Text.Json.Serialization;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>The answers of one form, or of a part of it: key → answers. Never changes; <see cref="With(string, Answer)"/> gives a changed copy.</summary>
/// <remarks>On the wire <c>{"sbp":[{"v":146}],"hb":[{"status":"pending"}],"fhr":[{"v":144,"fetus":1}]}</c>; decimals keep their digits.
/// Nothing here knows whether a key exists or a value is possible: that is <see cref="Form.Check"/>.</remarks>
[JsonConverter(typeof(AnswersConverter))]
public sealed class Answers
{
    public static readonly Answers Empty = new([]);

    private readonly Dictionary<string, Answer[]> _answers;

    internal Answers(Dictionary<string, Answer[]> answers) => _answers = answers;

    /// <summary>How many keys are answered.</summary>
    public int Count => _answers.Count;

    public IEnumerable<string> Keys => _answers.Keys;

    /// <summary>Every key with its answers, in no order that means anything.</summary>
    public IEnumerable<KeyValuePair<string, IReadOnlyList<Answer>>> Entries => _answers.Select(a => KeyValuePair.Create<string, IReadOnlyList<Answer>>(a.Key, a.Value));

    /// <summary>All answers of a key: one per fetus or per row; empty when it is not answered.</summary>
    public IReadOnlyList<Answer> this[string key] => All(key);

    /// <summary>The answer of a key, of one fetus (an answer without number is the first) or of one row.</summary>
    public Answer? Find(string key, int? fetus = null, string? row = null)
    {
        foreach (var answer in All(key))
        {
            if (answer.IsFor(fetus, row)) return answer;
        }

        return null;
    }

    /// <summary>The number, in the unit of the field; null when the key has none.</summary>
    public decimal? Number(string key, int? fetus = null, string? row = null) => Find(key, fetus, row)?.Value.Number;

    /// <summary>The words or the one code; null when the key has none.</summary>
    public string? Text(string key, int? fetus = null, string? row = null) => Find(key, fetus, row)?.Value.Text;

    /// <summary>The yes or no; null when the key has none.</summary>
    public bool? Flag(string key, int? fetus = null, string? row = null) => Find(key, fetus, row)?.Value.Flag;

    /// <summary>The codes; empty when the key has none.</summary>
    public IReadOnlyList<string> Codes(string key, int? fetus = null, string? row = null) => Find(key, fetus, row)?.Value.Codes ?? [];

    /// <summary>The day; of a date known by month or year its first day; null when the key has none or it is no date.</summary>
    public DateOnly? Date(string key, int? fetus = null, string? row = null) =>
        FormDate.TryParse(Text(key, fetus, row), out var date) ? date.First : null;

    /// <summary>The person, place or signature; null when the key has none.</summary>
    public Named? Name(string key, int? fetus = null, string? row = null) => Find(key, fetus, row)?.Value.Named;

    /// <summary>The status that stands in the place of the value; null when there is none.</summary>
    public AnswerStatus? Status(string key, int? fetus = null, string? row = null) => Find(key, fetus, row)?.Status;

    /// <summary>True when the key was answered, by a value or by a status.</summary>
    public bool Has(string key) => _answers.ContainsKey(key);

    /// <summary>The same answers with this one in the place of the one for the same fetus and row.</summary>
    /// <remarks>An answer that says nothing takes that one away. A changed value loses the confirmation of the old one, as the caller gives a new answer.</remarks>
    public Answers With(string key, Answer answer)
    {
        var copy = new Dictionary<string, Answer[]>(_answers, StringComparer.Ordinal);
        var kept = All(key).Where(a => (a.Fetus ?? 1) != (answer.Fetus ?? 1) || a.Row != answer.Row);
        Answer[] now = answer.Value.IsPresent || answer.Status is not null ? [.. kept, answer] : [.. kept];
        if (now.Length == 0) copy.Remove(key);
        else copy[key] = now;
        return new(copy);
    }

    /// <summary>The same answers with this value in the place of the one for the same fetus and row; the default value takes it away.</summary>
    public Answers With(string key, AnswerValue value, int? fetus = null, string? row = null) => With(key, Answer.Of(value, fetus, row));

    /// <summary>The same answers with a status in the place of the value.</summary>
    public Answers WithStatus(string key, AnswerStatus status, DateOnly? on = null, int? fetus = null) => With(key, Answer.Of(status, on, fetus));

    /// <summary>The same answers without this key.</summary>
    public Answers Without(string key) => Where((k, _) => k != key);

    /// <summary>The same answers with the asked value confirmed; nothing changes where nothing is answered.</summary>
    public Answers Confirm(string key, Confirmation by, int? fetus = null, string? row = null) =>
        Find(key, fetus, row) is { } answer ? With(key, answer with { Confirmed = by }) : this;

    /// <summary>Only the answers that the condition keeps.</summary>
    public Answers Where(Func<string, Answer, bool> keep)
    {
        var copy = new Dictionary<string, Answer[]>(_answers.Count, StringComparer.Ordinal);
        foreach (var (key, answers) in _answers)
        {
            Answer[] kept = [.. answers.Where(a => keep(key, a))];
            if (kept.Length > 0) copy[key] = kept;
        }

        return new(copy);
    }

    internal Answer[] All(string key) => _answers.TryGetValue(key, out var answers) ? answers : [];
}
