using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Lianxin.Contracts.Rosters;

/// <summary>A sheet of the workbook, to choose from.</summary>
public sealed record RosterSheetView(string Name, bool Hidden, int Rows, int? HeadingRow, int KnownColumns);

/// <summary>A column that a heading may be mapped to.</summary>
/// <param name="Kept">False for what is only read to check another column, or has no room here: it is not taken over.</param>
public sealed record RosterChoice(string Column, string Name, bool Kept = true);

/// <summary>A column of the sheet and what it is taken for.</summary>
/// <param name="Letters">As spreadsheets show them.</param>
/// <param name="Column">Canonical column, or null: not imported.</param>
/// <param name="Name">Its words; empty for none.</param>
/// <param name="By">nothing, confirmed, synonym, containedSynonym, cells, ambiguous.</param>
/// <param name="Candidates">Columns it might be.</param>
/// <param name="Restricted">Values are withheld unless the caller may see them.</param>
/// <param name="Sample">The first value, masked.</param>
public sealed record RosterColumnView(int Index, string Letters, string Heading, string? Column, string Name, string By, IReadOnlyList<string> Candidates, bool Restricted, bool Hidden, string Sample);

/// <summary>One thing to say about one cell.</summary>
/// <param name="Effect">accept (a note), ask, refuse, skip.</param>
/// <param name="Message">In the language of the request.</param>
/// <param name="Proposed">Values by column if the user says yes.</param>
/// <param name="OtherRow">The earlier row that this one repeats.</param>
public sealed record RosterProblemView(string? Heading, string? Column, string Code, string Effect, string Message, IReadOnlyDictionary<string, JsonElement> Proposed, int? OtherRow);

/// <summary>One field of who or what is in the register already, beside the roster's.</summary>
/// <param name="Old">Masked where it names a person; empty when the record has none.</param>
/// <param name="State">same, fills (the record has none), differs (taken only when ticked).</param>
public sealed record RosterFieldView(string Column, string Name, string Old, string New, string State);

/// <summary>Who or what of the register a row seems to name.</summary>
/// <param name="By">id: the same number; name: the same name and whatever else tells it apart (birth date or telephone).</param>
/// <param name="Standing">What the register holds already: of a woman none, open, ended (her pregnancy); else <c>known</c>.</param>
public sealed record RosterMatchView(Guid SubjectId, string By, string Standing, IReadOnlyList<RosterFieldView> Fields);

/// <summary>One row understood, checked and held against the register.</summary>
public sealed record RosterRowView
{
    public required int Row { get; init; }

    /// <summary>accept, ask, refuse, skip.</summary>
    public required string Outcome { get; init; }
    /// <summary>Of a new person or thing, if the row is taken as one.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>Whole values, for the operation.</summary>
    public IReadOnlyDictionary<string, JsonElement> Values { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The cells as the sender wrote them, masked, by column.</summary>
    public IReadOnlyDictionary<string, string> Shown { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<RosterProblemView> Problems { get; init; } = [];
    public RosterMatchView? Match { get; init; }
}

/// <summary>A roster understood; nothing is imported by it and the server keeps nothing of it.</summary>
public sealed record RosterPreviewView
{
    public required Guid OrganizationId { get; init; }
    public required string FileName { get; init; }

    /// <summary>SHA-256 of the file, hexadecimal.</summary>
    public required string FileHash { get; init; }
    public required string Sheet { get; init; }
    public required int HeadingRow { get; init; }
    public DateOnly? ListDate { get; init; }
    public IReadOnlyList<RosterSheetView> Sheets { get; init; } = [];
    public IReadOnlyList<RosterColumnView> Columns { get; init; } = [];
    public IReadOnlyList<RosterChoice> Choices { get; init; } = [];
    public IReadOnlyList<string> Notes { get; init; } = [];
    public IReadOnlyList<RosterRowView> Rows { get; init; } = [];
    public int MostRows { get; init; } = RosterImport.MostRows;
}

/// <summary>A line of the preview's answer: how far it has come or, as the last one, the preview.</summary>
public sealed record RosterLine(int? Progress = null, int? Of = null, RosterPreviewView? Preview = null);

/// <summary>One row with cells that somebody corrected on the screen.</summary>
public sealed record RosterCells
{
    public required Guid OrganizationId { get; init; }

    /// <summary>Number of the row in the sheet.</summary>
    [Range(1, 2_000_000)] public int Row { get; set; }
    public DateOnly? ListDate { get; set; }

    /// <summary>By canonical column, as typed.</summary>
    [Required, MaxLength(100)] public IReadOnlyDictionary<string, string>? Cells { get; set; }
}
