namespace Lianxin.Contracts.MaternalCare;

/// <summary>One figure of a report; it opens to its rows.</summary>
/// <param name="Key">Key of the indicator.</param>
/// <param name="Zh">Its name in Chinese.</param>
/// <param name="En">Its name in English.</param>
/// <param name="DefinitionZh">What is counted, in Chinese.</param>
/// <param name="Definition">What is counted, in English.</param>
/// <param name="Count">How many. Visits are person-times, all else persons.</param>
public sealed record Figure(string Key, string Zh, string En, string DefinitionZh, string Definition, string Source, string Verification, int Count);

/// <summary>The counts of one organization in one month. Prepared by the software; a person sends it.</summary>
/// <param name="Month">First day of the month.</param>
public sealed record MonthlyReport(Guid OrganizationId, DateOnly Month, IReadOnlyList<Figure> Figures);

/// <summary>One row behind a figure.</summary>
/// <param name="On">The day that counts.</param>
public sealed record FigureRow(Guid ResidentId, string Name, DateOnly? BirthDate, DateOnly? On, string ResponsibleName);

/// <summary>The lists of a day, each with how many there are.</summary>
public sealed record DayLists(IReadOnlyDictionary<string, int> Counts);

/// <summary>One woman in a list of the day.</summary>
public sealed record DayRow
{
    public required Guid ResidentId { get; init; }
    public Guid? PregnancyId { get; init; }
    public required string Name { get; init; }
    public DateOnly? BirthDate { get; init; }
    public DateOnly? Start { get; init; }
    public DateOnly? Edd { get; init; }
    public string? Color { get; init; }
    public string ColorState { get; init; } = "not_assessed";

    /// <summary>Contact kind, task kind, key of the result, or colour, by list.</summary>
    public string What { get; init; } = "";
    public DateOnly? On { get; init; }
    public string OwnerName { get; init; } = "";
    public string Community { get; init; } = "";

    /// <summary>Whole, for those who may see it and only in the list that is phoned through; else empty.</summary>
    public string Phone { get; init; } = "";

    /// <summary>How often she was called without an answer since her last visit.</summary>
    public int Unanswered { get; init; }
}
