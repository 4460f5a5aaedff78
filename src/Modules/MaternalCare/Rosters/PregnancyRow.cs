using System.Text.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.Residents.Rosters;

namespace Lianxin.MaternalCare.Rosters;

/// <summary>What one row of a roster says of a pregnant woman, in the shape of the record.</summary>
internal sealed class PregnancyRow : PersonRow
{
    /// <summary>Reads the values of a row.</summary>
    /// <param name="values">By column, as the preview gave them.</param>
    /// <param name="today">The day against which the row is held.</param>
    /// <param name="listDate">The day that the list gives for itself.</param>
    public PregnancyRow(IReadOnlyDictionary<string, JsonElement> values, DateOnly today, DateOnly? listDate) : base(RosterColumns.Person, values, today)
    {
        foreach (var (column, value) in values) Place(column, value, listDate ?? today);
        Births();
        (DeliveredOn, NextVisitOn) = (Day(RosterColumns.Delivered), Day(RosterColumns.NextVisit));
        if (DeliveredOn > today) Fault("future-date", RosterColumns.Delivered);
        if (NextVisitOn < today || DeliveredOn is not null) NextVisitOn = null;
        if (NextVisitOn is null) Keep(RosterColumns.NextVisit);
        if (!First.Has(Keys.Lmp) && !First.Has(Keys.Edd) && Amount(RosterColumns.Weeks) is { } days && (listDate ?? Day("visit_date") ?? Day("booking_date")) is { } counted)
            GaDaysStated = (int)days + today.DayNumber - counted.DayNumber;
        Complete();
    }

    public Answers First { get; private set; } = Answers.Empty;

    /// <summary>She has been delivered, says the roster.</summary>
    public DateOnly? DeliveredOn { get; }

    /// <summary>A date for the next visit that has not passed.</summary>
    public DateOnly? NextVisitOn { get; }

    /// <summary>Weeks of pregnancy in days, counted on to today; only where neither last period nor due date is known.</summary>
    public int? GaDaysStated { get; }

    /// <summary>green, yellow, orange, red, as somebody else says.</summary>
    public string? ReportedColor => First.Text(Keys.RiskColourReported);
    public bool ReportedPurple => Flag(RosterColumns.Purple) == true;
    public string? Factors => First.Text(Keys.FactorsReported);

    /// <summary>True when the pregnancy is over: a delivery date, or an outcome beside a date from which no pregnancy lasts until today.</summary>
    public bool HasEnded(DatingView? dating) => DeliveredOn is not null
        || ((Values.ContainsKey("maternal_outcome") || Values.ContainsKey("closing_reason")) && dating is not null && FirstVisit.Impossible(new PregnancyView { Id = Guid.Empty, OpenedOn = Today, Datings = [dating] }, Today) is not null);

    public override void Confirm(IEnumerable<string> columns, Confirmation by)
    {
        base.Confirm(columns, by);
        foreach (var column in columns.Where(c => PersonKey(c) is null))
            if (RosterColumns.FirstField(column) is { } field) First = First.Confirm(field.Key, by);
    }

    private void Place(string column, JsonElement value, DateOnly listed)
    {
        if (PlacePerson(column, value)) return;
        if (RosterColumns.FirstField(column) is { IsRestricted: true } test)
        {
            // Found by somebody else, on the day of the list at the latest; words that say neither yes nor no stay words.
            if (Positive(value) is { } positive)
                First = First.With(test.Key, new Answer { Value = test.Type == FieldType.Boolean ? AnswerValue.Of(positive) : AnswerValue.Of(positive ? "2" : "1"), Status = AnswerStatus.Elsewhere, On = listed <= Today ? listed : Today });
            else Keep(column);
        }
        else if (RosterColumns.FirstField(column) is { } first)
        {
            if (Convert(column, value, first) is { IsPresent: true } answer) First = First.With(first.Key, answer);
        }
        else if (column is not (RosterColumns.NextVisit or RosterColumns.Parity)) Keep(column);
    }

    // Births are known by their way: the total alone tells it only when there were none, or when the rest were caesareans.
    private void Births()
    {
        if (Amount(RosterColumns.Parity) is not { } parity) return;
        if (parity == 0) First = First.With(Keys.VaginalBirths, 0).With(Keys.CaesareanCount, 0);
        else if (First.Number(Keys.CaesareanCount) is { } caesareans && !First.Has(Keys.VaginalBirths) && caesareans <= parity) First = First.With(Keys.VaginalBirths, parity - caesareans);
        else Keep(RosterColumns.Parity);
    }

    private void Complete()
    {
        if (Person.Count == 0) return;
        Person = Person.With(Keys.Sex, "2").With(Keys.Tags, new[] { DeliveredOn is null ? "pregnant" : "postpartum" });
        if (Person.Has(Keys.ContactName) || Person.Has(Keys.ContactPhone)) Person = Person.With(Keys.ContactRelation, "1");
        CompletePerson();
    }

    protected override string WordOf(string column, string text) => RosterColumns.WordOf(column, text);

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
}
