using System.Globalization;
using System.Text.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Identifiers;
using Lianxin.Organizations.Rosters;

namespace Lianxin.Residents.Rosters;

/// <summary>What one row of a list says about a person, in the shape of the record.</summary>
public abstract class PersonRow(PersonColumns columns, IReadOnlyDictionary<string, JsonElement> values, DateOnly today) : IRosterRow
{
    private static readonly string[] MorePhones = [Keys.ContactPhone, Keys.CardHomePhone, Keys.CardEmergencyPhone];

    private readonly List<Refusal> faults = [];
    private readonly List<KeyValuePair<string, string>> kept = [], restricted = [];

    public Answers Person { get; protected set; } = Answers.Empty;
    public string? Number => Person.Text(Keys.IdNumber);
    public bool HasName => Person.Has(Keys.FullName);
    public Guid SubjectId { get; set; }

    /// <summary>What no form takes, column and words.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Kept => kept;

    /// <summary>The same of restricted columns.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> KeptRestricted => restricted;

    /// <summary>Values that are of no kind their column can have, by column.</summary>
    public IReadOnlyList<Refusal> Faults => faults;

    public virtual void Confirm(IEnumerable<string> columns, Confirmation by)
    {
        foreach (var column in columns)
            if ((column == Keys.Sex ? column : PersonKey(column)) is { } key) Person = Person.Confirm(key, by);
    }

    protected DateOnly Today => today;
    protected IReadOnlyDictionary<string, JsonElement> Values => values;

    protected string? PersonKey(string column) => columns.Field(column)?.Key;

    /// <summary>Places a value of the form <c>person</c>; false for a column that is none of it.</summary>
    protected bool PlacePerson(string column, JsonElement value)
    {
        if (!columns.IsKnown(column)) Fault("unknown-field", column);
        else if (columns.IsFurtherPhone(column)) return true; // taken once all first ones stand
        else if (columns.Field(column) is { } field)
        {
            if (Convert(column, value, field) is { IsPresent: true } answer) Person = Person.With(field.Key, answer);
        }
        else return false;
        return true;
    }

    protected void Fault(string code, string column) => faults.Add(new(code, column));

    /// <summary>The answer to a field; nothing, and a fault, for a value that the field cannot have.</summary>
    protected AnswerValue Convert(string column, JsonElement value, FieldDefinition field)
    {
        AnswerValue? made = (field.Type, value.ValueKind) switch
        {
            (FieldType.Integer or FieldType.Decimal, JsonValueKind.Number) => value.TryGetDecimal(out var number) ? (AnswerValue?)AnswerValue.Of(number) : null,
            (FieldType.Boolean, JsonValueKind.True or JsonValueKind.False) => AnswerValue.Of(value.GetBoolean()),
            (FieldType.Codes, JsonValueKind.Array) => AnswerValue.Of([.. value.EnumerateArray().Select(v => v.GetString()!)]),
            (FieldType.Person or FieldType.Place, JsonValueKind.String) => string.IsNullOrWhiteSpace(value.GetString()) ? default(AnswerValue) : AnswerValue.Of(new Named(value.GetString()!.Trim())),
            (FieldType.Integer or FieldType.Decimal or FieldType.Boolean or FieldType.Codes, _) => null,
            (_, JsonValueKind.String) => AnswerValue.Of(value.GetString()!),
            _ => null,
        };
        if (made is null) Fault("wrong-type", column);
        return made ?? default;
    }

    /// <summary>Fills in what the rest of the row tells: the birth date of the number, a second telephone.</summary>
    protected void CompletePerson()
    {
        if (Person.Count == 0) return;
        if (ResidentId.TryParse(Person.Text(Keys.IdNumber), today, out var id, out _))
        {
            if (!Person.Has(Keys.BirthDate)) Person = Person.With(Keys.BirthDate, $"{id.BirthDate:yyyy-MM-dd}");
            if (!Person.Has(Keys.Sex)) Person = Person.With(Keys.Sex, id.Sex);
        }
        // A further number is encrypted and masked like the first, as long as the form has room.
        foreach (var column in values.Keys.Where(columns.IsFurtherPhone).Order(StringComparer.Ordinal))
        {
            if (MorePhones.FirstOrDefault(key => !Person.Has(key)) is { } free && Text(column) is { } further) Person = Person.With(free, further);
            else Keep(column);
        }
    }

    /// <summary>Keeps a value as words, for no form takes it.</summary>
    protected void Keep(string column)
    {
        if (!columns.IsKept(column) || !values.TryGetValue(column, out var value)) return;
        (columns.IsRestricted(column) ? restricted : kept).Add(new(column, Words(column, value)));
    }

    private string Words(string column, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => WordOf(column, value.GetString()!), JsonValueKind.True => "是", JsonValueKind.False => "否",
        JsonValueKind.Array => string.Join('、', value.EnumerateArray().Select(v => WordOf(column, v.GetString()!))), _ => value.GetRawText(),
    };

    /// <summary>A code of a kept column in words.</summary>
    protected virtual string WordOf(string column, string text) => columns.WordOf(column, text);

    protected string? Text(string column) => values.TryGetValue(column, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
    protected decimal? Amount(string column) => values.TryGetValue(column, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : null;
    protected bool? Flag(string column) => values.TryGetValue(column, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;
    protected DateOnly? Day(string column) => DateOnly.TryParseExact(Text(column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
