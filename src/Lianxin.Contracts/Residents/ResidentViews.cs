using System.ComponentModel.DataAnnotations;
using Lianxin.ClinicalRules.Forms;

namespace Lianxin.Contracts.Residents;

/// <summary>A person as the record opens with. Numbers are masked; the whole is asked for one by one, and audited.</summary>
public sealed record ResidentView
{
    public required Guid Id { get; init; }
    public required Guid OrganizationId { get; init; }
    public string OrganizationName { get; init; } = "";
    public required string Name { get; init; }

    /// <summary>Code of the form <c>person</c>: 1 male, 2 female, 0 and 9 not known.</summary>
    public string Sex { get; init; } = "0";
    public DateOnly? BirthDate { get; init; }

    /// <summary>First and last four characters; empty when there is none.</summary>
    public string IdMasked { get; init; } = "";
    public string PhoneMasked { get; init; } = "";
    public string RecordNumber { get; init; } = "";
    public string Community { get; init; } = "";
    public Guid? ResponsibleId { get; init; }
    public string ResponsibleName { get; init; } = "";

    /// <summary>Version of the particulars, to base a correction on.</summary>
    public long ParticularsVersion { get; init; }

    /// <summary>The answers of the form <c>person</c> that this caller may see; numbers and addresses masked.</summary>
    public Answers Particulars { get; init; } = Answers.Empty;

    /// <summary>Keys that are still to be completed.</summary>
    public IReadOnlyList<string> ToComplete { get; init; } = [];

    /// <summary>Completed years on a day; null when the birth date is not known.</summary>
    public int? AgeOn(DateOnly day) => BirthDate is not { } born || day < born ? null
        : day.Year - born.Year - (day.Month < born.Month || (day.Month == born.Month && day.Day < born.Day) ? 1 : 0);
}

/// <summary>A piece of a name's pinyin, and how many of its first letters were typed.</summary>
public sealed record PinyinPiece(string Text, int Lit);

/// <summary>One person found. Nothing restricted, and no number whole.</summary>
public sealed record ResidentHit
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public IReadOnlyList<PinyinPiece> Pinyin { get; init; } = [];
    public string Sex { get; init; } = "0";
    public DateOnly? BirthDate { get; init; }
    public string IdMasked { get; init; } = "";
    public string PhoneMasked { get; init; } = "";
    public string Community { get; init; } = "";
    public string ResponsibleName { get; init; } = "";

    /// <summary>Another person of the same name is among the hits: compare the number.</summary>
    public bool SameName { get; init; }
}

/// <summary>What to look for; it stands in the body, for names and numbers never stand in a URL.</summary>
public sealed record SearchFor
{
    /// <summary>Name, pinyin, initials, telephone or its last four, identity number or its last four, record number.</summary>
    [Required, StringLength(60)] public string? Text { get; set; }
}

/// <summary>The hits, best first; at most twenty.</summary>
/// <param name="Kind">What the text was taken for: name, pinyin, initials, phone, id, record-number.</param>
/// <param name="More">There are more than shown: type more.</param>
public sealed record SearchHits(string Kind, IReadOnlyList<ResidentHit> Hits, bool More);

/// <summary>Asks for a value that is masked.</summary>
public sealed record UnmaskFor
{
    /// <summary>Key of the form <c>person</c>: id_number, mobile, contact_phone, current_address, registered_address.</summary>
    [Required, StringLength(40)] public string? Key { get; set; }
}

/// <summary>The whole value.</summary>
public sealed record Unmasked(string Key, string Value);

/// <summary>A finding that waits for somebody: on the record, and on Today with its clock.</summary>
public sealed record AlertView
{
    public required Guid Id { get; init; }
    public required Guid ResidentId { get; init; }
    public required string RuleId { get; init; }

    /// <summary>attention, urgent, emergency.</summary>
    public required string Level { get; init; }

    /// <summary>The value as measured, with its unit; empty for a rule that has none.</summary>
    public string Observed { get; init; } = "";
    public int? Fetus { get; init; }
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>Until when somebody has to take notice; null for what has no clock.</summary>
    public DateTimeOffset? RespondBy { get; init; }
    public DateTimeOffset? SeenAt { get; init; }
    public string SeenBy { get; init; } = "";

    /// <summary>Who is responsible, and whom to phone.</summary>
    public Guid? AddressedTo { get; init; }
    public string AddressedName { get; init; } = "";
    public string AddressedPhone { get; init; } = "";

    /// <summary>The clock has run out and nobody had taken notice.</summary>
    public bool Overdue { get; init; }
}
