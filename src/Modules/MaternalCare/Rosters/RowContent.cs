using System.Globalization;
using System.Text.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;

namespace Lianxin.MaternalCare.Rosters;

/// <summary>What one row of a roster says, in the shape of the record.</summary>
internal sealed class RowContent
{
    private readonly List<Refusal> faults = [];
    private readonly List<KeyValuePair<string, string>> kept = [], restricted = [];
    private readonly IReadOnlyDictionary<string, JsonElement> values;
    private readonly DateOnly today;

    /// <summary>Reads the values of a row.</summary>
    /// <param name="values">By column, as the preview gave them.</param>
    /// <param name="today">The day against which the row is held.</param>
    /// <param name="listDate">The day that the list gives for itself.</param>
    public RowContent(IReadOnlyDictionary<string, JsonElement> values, DateOnly today, DateOnly? listDate)
    {
        (this.values, this.today) = (values, today);
        foreach (var (column, value) in values) Place(column, value, listDate ?? today);
        Births();
        (DeliveredOn, NextVisitOn) = (Day(RosterColumns.Delivered), Day(RosterColumns.NextVisit));
        if (DeliveredOn > today) faults.Add(new("future-date", RosterColumns.Delivered));
        if (NextVisitOn < today || DeliveredOn is not null) NextVisitOn = null;
        if (NextVisitOn is null) Keep(RosterColumns.NextVisit);
        if (!First.Has(Keys.Lmp) && !First.Has(Keys.Edd) && Number(RosterColumns.Weeks) is { } days && (listDate ?? Day("visit_date") ?? Day("booking_date")) is { } counted)
            GaDaysStated = (int)days + today.DayNumber - counted.DayNumber;
        Complete();
    }

    public Answers Person { get; private set; } = Answers.Empty;
    public Answers First { get; private set; } = Answers.Empty;

    /// <summary>She has been delivered, says the roster.</summary>
    public DateOnly? DeliveredOn { get; }

    /// <summary>A date for the next visit that has not passed.</summary>
    public DateOnly? NextVisitOn { get; }

    /// <summary>Weeks of pregnancy in days, counted on to today; only where neither last period nor due date is known.</summary>
    public int? GaDaysStated { get; }

    /// <summary>green, yellow, orange, red, as somebody else says.</summary>
    public string? ReportedColor => First.Text(Keys.RiskColourReported);
    public bool ReportedPurple => values.TryGetValue(RosterColumns.Purple, out var purple) && purple.ValueKind is JsonValueKind.True;
    public string? Factors => First.Text(Keys.FactorsReported);

    /// <summary>What no form takes, column and words.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Kept => kept;

    /// <summary>The same of restricted columns.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> KeptRestricted => restricted;

    /// <summary>Values that are of no kind their column can have, by column.</summary>
    public IReadOnlyList<Refusal> Faults => faults;
    public bool TouchesRestricted => restricted.Count > 0 || First.Keys.Any(k => RosterColumns.FirstForm[k]!.IsRestricted);

    /// <summary>True when the pregnancy is over: a delivery date, or an outcome beside a date from which no pregnancy lasts until today.</summary>
    public bool HasEnded(DatingView? dating) => DeliveredOn is not null
        || ((values.ContainsKey("maternal_outcome") || values.ContainsKey("closing_reason")) && dating is not null && FirstVisit.Impossible(new PregnancyView { Id = Guid.Empty, OpenedOn = today, Datings = [dating] }, today) is not null);

    /// <summary>Somebody looked again at these columns and meant what stands there.</summary>
    public void Confirm(IEnumerable<string> columns, Confirmation by)
    {
        foreach (var column in columns)
        {
            var key = column == Keys.Sex ? column : RosterColumns.PersonField(column)?.Key;
            if (key is not null) Person = Person.Confirm(key, by);
            else if (RosterColumns.FirstField(column) is { } field) First = First.Confirm(field.Key, by);
        }
    }

    private void Place(string column, JsonElement value, DateOnly listed)
    {
        if (!RosterColumns.IsKnown(column)) { faults.Add(new("unknown-field", column)); return; }
        if (RosterColumns.PersonField(column) is { } person)
        {
            if (Convert(column, value, person) is { IsPresent: true } answer) Person = Person.With(person.Key, answer);
        }
        else if (RosterColumns.FirstField(column) is { IsRestricted: true } test)
        {
            // Found by somebody else, on the day of the list at the latest; words that say neither yes nor no stay words.
            if (Positive(value) is { } positive)
                First = First.With(test.Key, new Answer { Value = test.Type == FieldType.Boolean ? AnswerValue.Of(positive) : AnswerValue.Of(positive ? "2" : "1"), Status = AnswerStatus.Elsewhere, On = listed <= today ? listed : today });
            else Keep(column);
        }
        else if (RosterColumns.FirstField(column) is { } first)
        {
            if (Convert(column, value, first) is { IsPresent: true } answer) First = First.With(first.Key, answer);
        }
        else if (column is not (RosterColumns.NextVisit or RosterColumns.Parity)) Keep(column);
    }

    private AnswerValue Convert(string column, JsonElement value, FieldDefinition field)
    {
        AnswerValue? made = (field.Type, value.ValueKind) switch
        {
            (FieldType.Integer or FieldType.Decimal, JsonValueKind.Number) => value.TryGetDecimal(out var number) ? (AnswerValue?)AnswerValue.Of(number) : null,
            (FieldType.Boolean, JsonValueKind.True or JsonValueKind.False) => AnswerValue.Of(value.GetBoolean()),
            (FieldType.Person or FieldType.Place, JsonValueKind.String) => string.IsNullOrWhiteSpace(value.GetString()) ? default(AnswerValue) : AnswerValue.Of(new Named(value.GetString()!.Trim())),
            (FieldType.Integer or FieldType.Decimal or FieldType.Boolean or FieldType.Codes, _) => null,
            (_, JsonValueKind.String) => AnswerValue.Of(value.GetString()!),
            _ => null,
        };
        if (made is null) faults.Add(new("wrong-type", column));
        return made ?? default;
    }

    // Births are known by their way: the total alone tells it only when there were none, or when the rest were caesareans.
    private void Births()
    {
        if (Number(RosterColumns.Parity) is not { } parity) return;
        if (parity == 0) First = First.With(Keys.VaginalBirths, 0).With(Keys.CaesareanCount, 0);
        else if (First.Number(Keys.CaesareanCount) is { } caesareans && !First.Has(Keys.VaginalBirths) && caesareans <= parity) First = First.With(Keys.VaginalBirths, parity - caesareans);
        else Keep(RosterColumns.Parity);
    }

    private void Complete()
    {
        if (Person.Count == 0) return;
        Person = Person.With(Keys.Sex, "2").With(Keys.Tags, new[] { DeliveredOn is null ? "pregnant" : "postpartum" });
        if (!Person.Has(Keys.BirthDate) && ClinicalRules.Identifiers.ResidentId.TryParse(Person.Text(Keys.IdNumber), today, out var id, out _)) Person = Person.With(Keys.BirthDate, $"{id.BirthDate:yyyy-MM-dd}");
        if (Person.Has(Keys.ContactName) || Person.Has(Keys.ContactPhone)) Person = Person.With(Keys.ContactRelation, "1");
        // A second number is encrypted and masked like the first.
        if (Text(RosterColumns.SecondPhone) is { } second) Person = Person.With(Person.Has(Keys.ContactPhone) ? Keys.CardHomePhone : Keys.ContactPhone, second);
    }

    private void Keep(string column)
    {
        if (column == RosterColumns.SecondPhone || !RosterColumns.IsKept(column) || !values.TryGetValue(column, out var value)) return;
        var words = value.ValueKind switch
        {
            JsonValueKind.String => RosterColumns.WordOf(column, value.GetString()!), JsonValueKind.True => "是", JsonValueKind.False => "否",
            JsonValueKind.Array => string.Join('、', value.EnumerateArray().Select(v => v.GetString())), _ => value.GetRawText(),
        };
        (RosterColumns.IsRestricted(column) ? restricted : kept).Add(new(column, words));
    }

    private static bool? Positive(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        return value.ValueKind is not JsonValueKind.String ? null : value.GetString()!.Trim() switch
        {
            "阳性" or "阳" or "+" or "（+）" or "(+)" or "是" or "有" => true,
            "阴性" or "阴" or "-" or "（-）" or "(-)" or "否" or "无" => false,
            _ => null,
        };
    }

    private string? Text(string column) => values.TryGetValue(column, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
    private decimal? Number(string column) => values.TryGetValue(column, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : null;
    private DateOnly? Day(string column) => DateOnly.TryParseExact(Text(column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
