using System.ComponentModel.DataAnnotations;
using Lianxin.ClinicalRules.Forms;

namespace Lianxin.Contracts.MaternalCare;

/// <summary>Ends a pregnancy, or one of its fetuses, or sends her elsewhere: one act for every kind of outcome.</summary>
public sealed record RecordOutcome : IOperation
{
    public static string Kind => "maternal-care/record-outcome";

    public required Guid ResidentId { get; init; }
    public required Guid PregnancyId { get; init; }
    public required Guid EncounterId { get; init; }

    /// <summary>Answers of <c>pregnancy-outcome</c>.</summary>
    [Required] public Answers? Answers { get; set; }
}

/// <summary>A woman died. All messages and links stop, the record is frozen for review, the report card with its clock goes to the health office.</summary>
public sealed record ReportMaternalDeath : IOperation
{
    public static string Kind => "maternal-care/report-maternal-death";

    public required Guid ResidentId { get; init; }

    /// <summary>The pregnancy that it belongs to; null when there is none on record.</summary>
    public Guid? PregnancyId { get; init; }
    public required Guid EncounterId { get; init; }

    /// <summary>Answers of <c>maternal-death</c>; who reports may answer it whatever their rights, and reads it again only with them.</summary>
    [Required] public Answers? Answers { get; set; }
}

/// <summary>What a pregnancy came to.</summary>
/// <param name="Outcome">Code of the form <c>pregnancy-outcome</c>; <c>maternal_death</c> when she died.</param>
public sealed record OutcomeView(string Outcome, DateOnly EndedOn, string By);

/// <summary>A child that was born: what is followed after birth. Its sex stands in the delivery form only, after birth.</summary>
/// <param name="Class">Class of the birth weight by rule: <c>normal</c>, <c>low</c>, <c>very_low</c>, <c>extremely_low</c>, <c>high</c>; null when not weighed.</param>
public sealed record NewbornView(Guid Id, int Fetus, DateTimeOffset BornAt, int? WeightG, string? Class, int? GaDays, DateOnly? DiedOn)
{
    /// <summary>False while only the day of birth was told.</summary>
    public bool TimeKnown { get; init; } = true;

    /// <summary>Weights of the visits, the oldest first; that at birth is <see cref="WeightG"/> or, where there was no delivery form, the first of these.</summary>
    public IReadOnlyList<WeighedView> Weighed { get; init; } = [];
}

/// <summary>A child's weight on a day, in grams.</summary>
public sealed record WeighedView(DateOnly On, int Grams);

/// <summary>How an outcome changes a pregnancy. Pure; used by the overlay on the device and by the server's handler.</summary>
public static class Outcomes
{
    /// <summary>Codes of the form <c>pregnancy-outcome</c> that mean something to the software.</summary>
    public const string LiveBirth = "live_birth", OneFetus = "one_fetus", TransferOut = "transfer_out";

    /// <summary>Not of the form: she died.</summary>
    public const string MaternalDeath = "maternal_death";

    // Codes of the form for one fetus.
    private const string Alive = "1", DiedAfterBirth = "4", Vanished = "5", Reduced = "6", GoesOn = "7";

    public static PregnancyView Apply(PregnancyView view, RecordOutcome operation, Author about)
    {
        var answers = operation.Answers!;
        return answers.Text(Keys.Outcome) switch
        {
            OneFetus => view with { EndedFetuses = EndedAfter(view, answers) },
            TransferOut => view with { State = PregnancyState.Moving },
            { } outcome => view with { State = PregnancyState.Ended, Ended = new(outcome, answers.Date(Keys.EndedOn) ?? about.Today, about.Name), Contacts = EndContacts(view.Contacts), EndedFetuses = EndedAfter(view, answers) },
            _ => view,
        };
    }

    /// <summary>The fetuses that have ended once these answers are counted in.</summary>
    public static IReadOnlyList<int> EndedAfter(PregnancyView view, Answers answers) => [.. view.EndedFetuses.Union(EndedIn(answers)).Order()];

    /// <summary>The fetuses that one outcome form ends before the birth of the others: they are asked no more, in the delivery form neither.</summary>
    public static IEnumerable<int> EndedIn(Answers answers) => answers[Keys.FetusOutcome]
        .Where(a => answers.Text(Keys.Outcome) == OneFetus ? a.Value.Text is { } code && code is not (Alive or GoesOn) : a.Value.Text is Vanished or Reduced).Select(a => a.Fetus ?? 1);

    /// <summary>The children that an outcome form says were born alive, with the day of death of one that died afterwards.</summary>
    public static IEnumerable<(int Fetus, DateOnly? DiedOn)> BornIn(Answers answers) => answers[Keys.FetusOutcome].Where(a => a.Value.Text is Alive or DiedAfterBirth)
        .Select(a => (a.Fetus ?? 1, a.Value.Text == Alive ? (DateOnly?)null : answers.Date(Keys.FetusEndedOn, a.Fetus ?? 1) ?? answers.Date(Keys.EndedOn)));

    /// <summary>What was planned with her as a pregnant woman is planned no more.</summary>
    public static IReadOnlyList<ContactView> EndContacts(IReadOnlyList<ContactView> contacts) =>
        [.. contacts.Select(c => c.State is PregnancyLogic.Planned or PregnancyLogic.Overdue ? c with { State = PregnancyLogic.Replaced } : c)];
}

/// <summary>Confirms that a woman who was sent elsewhere has arrived there. The receiver does it, and she is theirs from then on; or the sender writes down who confirmed outside of this system.</summary>
public sealed record ConfirmTransfer : IOperation
{
    public static string Kind => "maternal-care/confirm-transfer";

    public required Guid ResidentId { get; init; }
    public required Guid PregnancyId { get; init; }

    /// <summary>Who confirmed, where the receiver has no part in this system; needed when the sender writes it.</summary>
    [StringLength(100)] public string? ConfirmedBy { get; set; }
}
