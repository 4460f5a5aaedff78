using System.ComponentModel.DataAnnotations;

namespace Lianxin.Contracts.Residents;

/// <summary>How a person said what they want.</summary>
public enum ConsentHow
{
    /// <summary>A signed paper.</summary>
    Paper,

    /// <summary>By word of mouth.</summary>
    Spoken,

    /// <summary>An answer of a form.</summary>
    Form,
}

/// <summary>Records that a person allows one purpose or refuses it. What was said before stays; the newest counts. Care never depends on it.</summary>
public sealed record RecordConsent : IOperation, IValidatableObject
{
    public static string Kind => "residents/record-consent";

    public required Guid ResidentId { get; init; }

    /// <summary>Made by the device.</summary>
    public required Guid ConsentId { get; init; }

    /// <summary>Code of the table of purposes; one that rests on the law takes no answer.</summary>
    [Required, StringLength(40)] public string? Purpose { get; set; }
    [Required] public bool? Given { get; set; }

    /// <summary>The day on which it was said.</summary>
    [Required] public DateOnly? On { get; set; }

    /// <summary>Of a refusal that is a pause: its last day. Null = until something else is said.</summary>
    public DateOnly? Until { get; set; }
    [Required] public ConsentHow? How { get; set; }
    [StringLength(100)] public string? Witness { get; set; }
    [StringLength(200)] public string? Note { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Given == true && Until is not null ? [new("pause-of-consent", [nameof(Until)])] : Until < On ? [new("until-before-on", [nameof(Until)])] : [];
}

/// <summary>A purpose for which something about a person is used, and on what ground.</summary>
public sealed record PurposeView
{
    /// <summary>The one that reminders obey.</summary>
    public const string Reminders = "reminders";

    public required string Code { get; init; }

    /// <summary>It rests on the law: nobody is asked.</summary>
    public bool ByLaw { get; init; }

    /// <summary>It can be refused until a day.</summary>
    public bool Pausable { get; init; }

    /// <summary>Whether it is done while nothing was said.</summary>
    public bool UntilAsked { get; init; }
    public string Zh { get; init; } = "";
    public string En { get; init; } = "";

    /// <summary>The ground in words.</summary>
    public string WhyZh { get; init; } = "";
    public string WhyEn { get; init; } = "";
}

/// <summary>One thing that was said about one purpose.</summary>
/// <param name="On">The day on which it was said.</param>
/// <param name="Until">The last day of a pause.</param>
/// <param name="At">When it was written down.</param>
/// <param name="By">Who wrote it down.</param>
public sealed record ConsentView(Guid Id, string Purpose, bool Given, DateOnly On, DateOnly? Until, ConsentHow How, string Witness, string Note, DateTimeOffset At, string By);

/// <summary>For what a person's data may be used, and everything that was said of it.</summary>
public sealed record ConsentSection
{
    /// <summary>Every purpose, in the order of the table.</summary>
    public IReadOnlyList<PurposeView> Purposes { get; init; } = [];

    /// <summary>What was said, the newest first.</summary>
    public IReadOnlyList<ConsentView> Said { get; init; } = [];

    /// <summary>What counts of one purpose: the latest day, and within it the last that was written; null while nothing was said.</summary>
    public ConsentView? Of(string purpose) => Said.Where(s => s.Purpose == purpose).OrderByDescending(s => s.On).ThenByDescending(s => s.At).FirstOrDefault();

    /// <summary>Whether it is allowed on a day.</summary>
    public bool Allows(string purpose, DateOnly on)
    {
        if (Purposes.FirstOrDefault(p => p.Code == purpose) is not { } known) return false;
        return known.ByLaw || (Of(purpose) is { } said ? said.Given || said.Until < on : known.UntilAsked);
    }

    /// <summary>The section with an operation of this person laid over it.</summary>
    public ConsentSection Apply(IOperation operation, Author about) => operation is not RecordConsent o ? this : this with
    {
        Said = [new(o.ConsentId, o.Purpose ?? "", o.Given == true, o.On ?? about.Today, o.Until, o.How ?? ConsentHow.Paper, o.Witness ?? "", o.Note ?? "", about.HappenedAt, about.Name), .. Said],
    };
}
