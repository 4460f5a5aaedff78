using System.Collections.Frozen;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Residents.Rosters;
using Lianxin.Rosters.Columns;

namespace Lianxin.MaternalCare.Rosters;

/// <summary>Where the columns of a roster of pregnant women go: to the form <c>person</c>, to the first-visit form, or, where no form fits, to the roster's words in the record.</summary>
internal static class RosterColumns
{
    public const string Delivered = "delivery_date", NextVisit = "next_visit_date", Weeks = "ga_days", Purple = "purple_reported", Parity = "parity";

    public static readonly FormDefinition FirstForm = FormDefinition.Of(FormNames.AntenatalFirst);

    // Her husband is whom one phones when she cannot be reached; his number is then encrypted like hers. Age, document and sex only help to check; purple is said by the reading itself.
    public static readonly PersonColumns Person = new(RosterTemplate.Pregnancies, new Dictionary<string, string>
    {
        [Keys.FullName] = Keys.FullName, [Keys.IdNumber] = Keys.IdNumber, [Keys.BirthDate] = Keys.BirthDate, [Keys.Mobile] = Keys.Mobile, [Keys.CurrentAddress] = Keys.CurrentAddress,
        [Keys.RegisteredAddress] = Keys.RegisteredAddress, ["owner"] = Keys.ResponsibleDoctor, [Keys.HusbandName] = Keys.ContactName, [Keys.HusbandPhone] = Keys.ContactPhone,
    }, ["age", Purple, "id_type", "sex"], Purple, "dbp");

    // Measured values are not among them: a roster names neither day nor hand, and a rule must not ring on hearsay.
    private static readonly FrozenSet<string> First = FrozenSet.ToFrozenSet(
    [
        Keys.Gravidity, Keys.VaginalBirths, Keys.CaesareanCount, Keys.Lmp, Keys.Edd, Keys.Fetuses, Keys.BookingStatus, Keys.BookingDate, Keys.BookingOrganization, Keys.HandbookNo, Keys.HeightCm,
        Keys.PrepregnancyWeightKg, Keys.HusbandAge, Keys.RiskColourReported, Keys.RiskFlagReported, Keys.FactorsReported, Keys.HbsagPositive, Keys.SyphilisSerology, Keys.HivAntibody,
    ]);

    /// <summary>The part of the first-visit form that a roster can answer.</summary>
    public static readonly FormPart Part = new(["pregnancy", "history", "screening", FieldDefinition.Restricted], [Keys.HeightCm, Keys.HusbandAge]);

    /// <summary>What a row may leave open: all of it.</summary>
    public static readonly FrozenSet<string> Later = FirstForm.Fields.Select(f => f.Key).ToFrozenSet();

    /// <summary>The field of the first-visit form that a column answers, or null.</summary>
    public static FieldDefinition? FirstField(string column) => First.Contains(column) ? FirstForm[column] : null;

    /// <summary>A code in words, as the form has it.</summary>
    public static string WordOf(string column, string text) => PersonColumns.WordOf(
        column switch { "birth_mode" => FormDefinition.Of(FormNames.Delivery)["birth_mode"], "newborn_sex" => FormDefinition.Of(FormNames.Person)[Keys.Sex], _ => Person.Field(column) ?? FirstField(column) }, text);
}
