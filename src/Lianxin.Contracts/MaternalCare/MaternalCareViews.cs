using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;

namespace Lianxin.Contracts.MaternalCare;

/// <summary>How a pregnancy stands.</summary>
public enum PregnancyState
{
    Open,

    /// <summary>A roster says it has ended; somebody has to verify it. It stands in no due list.</summary>
    ReportedEnded,

    /// <summary>Ended by an outcome; staff goes on to 42 days.</summary>
    Ended,

    /// <summary>Sent elsewhere, and the receiver has not confirmed: she is still ours.</summary>
    Moving,

    /// <summary>Elsewhere, confirmed by the receiver.</summary>
    MovedAway,
}

/// <summary>One dating; the newest is in force.</summary>
/// <param name="Basis">lmp, us, art, hand, stated.</param>
/// <param name="Start">The first day that the age counts from: the due date less 280 days.</param>
public sealed record DatingView(Guid Id, string Basis, DateOnly? Lmp, DateOnly Edd, DateOnly Start, DateOnly From, string By, string Reason);

/// <summary>One follow-up, as it was recorded.</summary>
public sealed record VisitView
{
    public required Guid Id { get; init; }
    public required DateOnly On { get; init; }

    /// <summary>Instant at which it was recorded, for the order of two on one day.</summary>
    public DateTimeOffset At { get; init; }
    public Answers Answers { get; init; } = Answers.Empty;
    public string By { get; init; } = "";

    /// <summary>Observation ids of results that are owed, by key.</summary>
    public IReadOnlyDictionary<string, Guid> Owed { get; init; } = new Dictionary<string, Guid>();
}

/// <summary>One reason of a colour.</summary>
/// <param name="Row">Id of the row in the table of five colours.</param>
/// <param name="Answer">What a physician said, or null.</param>
/// <param name="Proposes">The fact that a physician would establish, for a reason that is only proposed; null for one that is true.</param>
public sealed record ReasonView(string Row, IReadOnlyList<int> Fetuses, ReasonAnswer? Answer, string? Proposes);

/// <summary>One assessment of the colour.</summary>
public sealed record ColorView
{
    public required Guid Id { get; init; }
    public required DateOnly On { get; init; }

    /// <summary>green, yellow, orange, red: the highest of the rows that are true.</summary>
    public required string Base { get; init; }

    /// <summary>The mark beside it; only for those who may see it.</summary>
    public bool Purple { get; init; }

    /// <summary>not_assessed, provisional, proposed, confirmed, reported.</summary>
    public required string State { get; init; }
    public IReadOnlyList<ReasonView> Reasons { get; init; } = [];

    /// <summary>How many reasons are restricted and not shown here.</summary>
    public int Hidden { get; init; }

    /// <summary>Keys of facts that are still missing.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Who confirmed, or who reported it.</summary>
    public string By { get; init; } = "";
}

/// <summary>A planned contact.</summary>
/// <param name="Kind">visit, call, home, repeat-rest, repeat-4h.</param>
/// <param name="State">planned, overdue, done, replaced.</param>
public sealed record ContactView(Guid Id, string Kind, DateOnly On, DateTimeOffset? At, string State, string OwnerName);

/// <summary>One pregnancy with all that is needed to judge the next visit.</summary>
public sealed record PregnancyView
{
    public required Guid Id { get; init; }
    public required DateOnly OpenedOn { get; init; }
    public PregnancyState State { get; init; }

    /// <summary>Datings, newest first.</summary>
    public IReadOnlyList<DatingView> Datings { get; init; } = [];

    /// <summary>All answers of the first-visit form, the latest of each key.</summary>
    public Answers First { get; init; } = Answers.Empty;

    /// <summary>Visits, oldest first.</summary>
    public IReadOnlyList<VisitView> Visits { get; init; } = [];

    /// <summary>The assessment of today's facts; null before the first.</summary>
    public ColorView? Color { get; init; }

    /// <summary>The colour that a physician confirmed last, or null.</summary>
    public ColorView? Confirmed { get; init; }

    /// <summary>A colour that a roster or another hospital gave; never counted as ours.</summary>
    public ColorView? Reported { get; init; }

    /// <summary>Whether she is followed as a pregnant woman here.</summary>
    public bool GoesOn => State is PregnancyState.Open or PregnancyState.Moving;

    /// <summary>All assessments, newest first.</summary>
    public IReadOnlyList<ColorView> ColorHistory { get; init; } = [];
    public IReadOnlyList<ContactView> Contacts { get; init; } = [];

    /// <summary>What it came to; null while it goes on.</summary>
    public OutcomeView? Ended { get; init; }

    /// <summary>Numbers of the fetuses that have ended, from 1: they are not asked again.</summary>
    public IReadOnlyList<int> EndedFetuses { get; init; } = [];

    /// <summary>Children born of it.</summary>
    public IReadOnlyList<NewbornView> Newborns { get; init; } = [];

    /// <summary>Facts that a physician established, by key; they feed the rules.</summary>
    public IReadOnlyList<string> Established { get; init; } = [];

    /// <summary>By which schedule the house that manages her plans visits.</summary>
    public string Schedule { get; init; } = AntenatalSchedule.Chinese2018;

    public DatingView? Dating => Datings.Count > 0 ? Datings[0] : null;

    /// <summary>Whole days since the start of the dating in force; null when it is not dated.</summary>
    public int? GaDaysOn(DateOnly day) => Dating is { } d ? day.DayNumber - d.Start.DayNumber : null;

    /// <summary>How many fetuses; one while nobody said otherwise.</summary>
    public int Fetuses => (int)(First.Number(Keys.Fetuses) ?? 1);

    /// <summary>The next contact that is planned or overdue.</summary>
    public ContactView? Next => Contacts.Where(c => c.State is "planned" or "overdue").OrderBy(c => c.On).FirstOrDefault();
}

/// <summary>One woman in the list of pregnancies.</summary>
public sealed record PregnancyRow
{
    public required Guid ResidentId { get; init; }
    public required Guid PregnancyId { get; init; }
    public required string Name { get; init; }
    public DateOnly? BirthDate { get; init; }
    public DateOnly? Start { get; init; }
    public DateOnly? Edd { get; init; }

    /// <summary>The higher of the confirmed and the proposed colour; null when not assessed.</summary>
    public string? Color { get; init; }

    /// <summary>State of that colour, as in <see cref="ColorView.State"/>.</summary>
    public string ColorState { get; init; } = "not_assessed";
    public string? ReportedColor { get; init; }
    public PregnancyState State { get; init; }
    public DateOnly? NextContactOn { get; init; }
    public string ResponsibleName { get; init; } = "";
}

/// <summary>A page of the list.</summary>
/// <param name="Next">Cursor of the next page, or null.</param>
public sealed record PregnancyPage(IReadOnlyList<PregnancyRow> Rows, string? Next);

/// <summary>Something owed on Today.</summary>
public sealed record TodayItem
{
    /// <summary>alert, repeat, escalated, task, overdue, due, to-confirm, owed, not-assessed, to-verify.</summary>
    public required string Group { get; init; }
    public required Guid ResidentId { get; init; }
    public Guid? PregnancyId { get; init; }

    /// <summary>The finding, contact, assessment or observation it is about.</summary>
    public required Guid About { get; init; }
    public required string Name { get; init; }
    public DateOnly? BirthDate { get; init; }
    public DateOnly? Start { get; init; }
    public string? Color { get; init; }
    public string ColorState { get; init; } = "not_assessed";

    /// <summary>Rule id, contact kind, or key of the result, by group.</summary>
    public string What { get; init; } = "";
    public string Level { get; init; } = "";

    /// <summary>The value as measured, for an alert.</summary>
    public string Observed { get; init; } = "";

    /// <summary>Until when, or since when it is owed.</summary>
    public DateTimeOffset? By { get; init; }
    public DateOnly? On { get; init; }
    public bool Overdue { get; init; }
    public bool Seen { get; init; }
    public string OwnerName { get; init; } = "";
    public string OwnerPhone { get; init; } = "";
    public bool Mine { get; init; }
}

/// <summary>What is owed now at one organization.</summary>
/// <param name="Items">In the order of urgency: groups as listed at <see cref="TodayItem.Group"/>, then the time left.</param>
/// <param name="Counts">How many there are in each group, shown or not.</param>
public sealed record TodayView(IReadOnlyList<TodayItem> Items, IReadOnlyDictionary<string, int> Counts);
