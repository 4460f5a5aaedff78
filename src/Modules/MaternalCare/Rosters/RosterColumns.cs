using System.Collections.Frozen;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Rosters.Columns;

namespace Lianxin.MaternalCare.Rosters;

/// <summary>Where the columns of a roster go: to the form <c>person</c>, to the first-visit form, or, where no form fits, to the roster's words in the record.</summary>
internal static class RosterColumns
{
    public const string Delivered = "delivery_date", NextVisit = "next_visit_date", Weeks = "ga_days", Purple = "purple_reported", Parity = "parity", SecondPhone = "mobile_2";

    public static readonly FormDefinition PersonForm = FormDefinition.Of(FormNames.Person), FirstForm = FormDefinition.Of(FormNames.AntenatalFirst);

    // Her husband is whom one phones when she cannot be reached; his number is then encrypted like hers.
    private static readonly FrozenDictionary<string, string> Person = new Dictionary<string, string>
    {
        [Keys.FullName] = Keys.FullName, [Keys.IdNumber] = Keys.IdNumber, [Keys.BirthDate] = Keys.BirthDate, [Keys.Mobile] = Keys.Mobile, [Keys.CurrentAddress] = Keys.CurrentAddress,
        [Keys.RegisteredAddress] = Keys.RegisteredAddress, ["owner"] = Keys.ResponsibleDoctor, [Keys.HusbandName] = Keys.ContactName, [Keys.HusbandPhone] = Keys.ContactPhone,
    }.ToFrozenDictionary();

    // Measured values are not among them: a roster names neither day nor hand, and a rule must not ring on hearsay.
    private static readonly FrozenSet<string> First = FrozenSet.ToFrozenSet(
    [
        Keys.Gravidity, Keys.VaginalBirths, Keys.CaesareanCount, Keys.Lmp, Keys.Edd, Keys.Fetuses, Keys.BookingStatus, Keys.BookingDate, Keys.BookingOrganization, Keys.HandbookNo, Keys.HeightCm,
        Keys.PrepregnancyWeightKg, Keys.HusbandAge, Keys.RiskColourReported, Keys.RiskFlagReported, Keys.FactorsReported, Keys.HbsagPositive, Keys.SyphilisSerology, Keys.HivAntibody,
    ]);

    // Read only to check another column, or said by the reading itself.
    private static readonly FrozenSet<string> CheckedOnly = FrozenSet.ToFrozenSet(["age", Purple, "id_type", "sex"]);

    /// <summary>The part of the first-visit form that a roster can answer.</summary>
    public static readonly FormPart Part = new(["pregnancy", "history", "screening", FieldDefinition.Restricted], [Keys.HeightCm, Keys.HusbandAge]);

    /// <summary>What a row may leave open: all of it.</summary>
    public static readonly FrozenSet<string> Later = PersonForm.Fields.Concat(FirstForm.Fields).Select(f => f.Key).ToFrozenSet();

    /// <summary>The field of the form <c>person</c> that a column answers, or null.</summary>
    public static FieldDefinition? PersonField(string column) => Person.TryGetValue(column, out var key) ? PersonForm[key] : null;

    /// <summary>The field of the first-visit form that a column answers, or null.</summary>
    public static FieldDefinition? FirstField(string column) => First.Contains(column) ? FirstForm[column] : null;

    /// <summary>The column that answers a key of either form.</summary>
    public static string ColumnOf(string key) => Person.FirstOrDefault(p => p.Value == key).Key ?? key;

    /// <summary>True for a column of the template, and for what its cells are split into.</summary>
    public static bool IsKnown(string column) => Template(column) is not null || column is Purple or SecondPhone or "dbp" || (column.EndsWith("_flag", StringComparison.Ordinal) && Template(column[..^5]) is not null);

    public static bool IsRestricted(string column) => Template(column)?.Restricted == true;

    public static bool IsKept(string column) => !CheckedOnly.Contains(column);

    /// <summary>The words of a column.</summary>
    public static string NameOf(string column, bool english = false) => Template(column) is { } known ? english ? known.En : known.Zh : column;

    /// <summary>A code in words, as the form has it.</summary>
    public static string WordOf(string column, string text)
    {
        var field = column switch { "birth_mode" => FormDefinition.Of(FormNames.Delivery)["birth_mode"], "newborn_sex" => PersonForm[Keys.Sex], _ => PersonField(column) ?? FirstField(column) };
        return field?.Options.FirstOrDefault(o => o.Code == text)?.Zh ?? text;
    }

    private static RosterColumn? Template(string column) => RosterTemplate.Pregnancies.Column(column);
}
