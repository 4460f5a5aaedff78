using System.ComponentModel.DataAnnotations;
using Lianxin.ClinicalRules.Forms;

namespace Lianxin.Contracts.Residents;

/// <summary>Fills in one form of the catalogue: a delivery, a visit after birth, an assessment. Forms that are an act of their own (registration, the
/// antenatal visits, a case, the end of a pregnancy, a death) have operations of their own.</summary>
public sealed record FillForm : IOperation
{
    public static string Kind => "residents/fill-form";

    public required Guid ResidentId { get; init; }

    /// <summary>Made by the device.</summary>
    public required Guid EncounterId { get; init; }

    /// <summary>What the form is about: the pregnancy, the newborn, or the person herself.</summary>
    public required Guid AboutId { get; init; }

    /// <summary>Name of the form.</summary>
    [Required, StringLength(40)] public string? Form { get; set; }

    /// <summary>Version of the form that was shown.</summary>
    [StringLength(64)] public string? FormVersion { get; set; }

    [Required] public Answers? Answers { get; set; }
}

/// <summary>A filled form in a list.</summary>
/// <param name="Owed">How many results are owed.</param>
public sealed record FormEntry(Guid Id, Guid AboutId, string Form, DateOnly On, DateTimeOffset At, string By, int Owed);

/// <summary>One value that was corrected: what stood there, why it fell, who took its place and when.</summary>
public sealed record CorrectionView(string Key, int? Fetus, Answer Old, string Reason, string By, DateTimeOffset At);

/// <summary>A filled form with its answers as they count now.</summary>
/// <param name="Corrections">What was corrected, oldest first: paper names the old value in a note.</param>
public sealed record FilledFormView(FormEntry Entry, Answers Answers, IReadOnlyDictionary<string, Guid> Owed, IReadOnlyList<CorrectionView> Corrections);

/// <summary>Which forms are filled in by <see cref="FillForm"/>, and on which day a form counts.</summary>
public static class FilledForms
{
    /// <summary>Forms with an operation of their own.</summary>
    public static readonly IReadOnlySet<string> WithOwnAct = new HashSet<string>(StringComparer.Ordinal)
    {
        FormNames.Person, FormNames.AntenatalFirst, FormNames.AntenatalFollowup, FormNames.HighRiskCase, FormNames.PregnancyOutcome, FormNames.MaternalDeath,
    };

    private static readonly HashSet<string> NotTheDay = new(StringComparer.Ordinal) { Keys.BirthDate, Keys.Expiry, Keys.DeliveryDate };

    /// <summary>The day on which a form took place: its first date or time that has to be given; null while it is not answered.</summary>
    public static DateOnly? DayOf(FormDefinition form, Answers answers)
    {
        foreach (var field in form.Fields)
        {
            if (field.Required is not (Requirement.Yes or Requirement.Open) || NotTheDay.Contains(field.Key) || field.Type is not (FieldType.Date or FieldType.Datetime)) continue;
            foreach (var answer in answers[field.Key])
                if (answer.Value.Text is { Length: >= 10 } text && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", out var day)) return day;
        }
        return null;
    }

    /// <summary>A form that is restricted as a whole: even that it exists is shown only to those who may see it.</summary>
    public static bool IsRestricted(FormDefinition form) => form.Fields.All(f => f.IsRestricted);
}

/// <summary>One look at a record, or one thing done to it.</summary>
/// <param name="Action">What was done: <c>read …</c> for a look, else the kind of the operation.</param>
/// <param name="Detail">Which parts were opened, or which number was shown whole; never a value.</param>
public sealed record LookView(DateTimeOffset At, string By, string Organization, string Action, string Detail, string Outcome);
