using System.Collections.Frozen;
using Lianxin.ClinicalRules.Expressions;

namespace Lianxin.ClinicalRules.Forms;

#pragma warning disable CA1720 // the words of the column type
public enum FieldType { Text, Longtext, Integer, Decimal, Boolean, Date, Datetime, Code, Codes, Person, Place, Signature, File }
#pragma warning restore CA1720

/// <summary>How often a field is answered.</summary>
public enum FieldRepeat
{
    Once,

    /// <summary>One answer per fetus.</summary>
    Fetus,

    /// <summary>One answer per row of a growing list; neighbouring list fields of a section form one row of it.</summary>
    List,
}

/// <summary>When an answer is waited for; only while the field is shown.</summary>
public enum Requirement
{
    No,

    /// <summary>Goes to the list 待补 of the person, never blocks saving.</summary>
    Soon,

    /// <summary>Of somebody who may see the section; others save without it.</summary>
    IfSeen,

    /// <summary>Before the case is closed.</summary>
    Closing,

    /// <summary>Before the plan of a case counts as agreed.</summary>
    Managing,

    /// <summary>Before a case is opened.</summary>
    Open,

    /// <summary>Before saving.</summary>
    Yes,
}

/// <summary>Who fills a field in.</summary>
public enum FieldFill
{
    Typed,

    /// <summary>The software offers a value that one key accepts.</summary>
    Proposed,

    /// <summary>The software computes it; staff may correct it.</summary>
    Computed,
}

/// <summary>One choice of a code field.</summary>
/// <param name="Code">As stored.</param>
/// <param name="Zh">In Chinese.</param>
/// <param name="En">In English.</param>
/// <param name="Group">Group on the screen; null when the field has none.</param>
/// <param name="Restricted">Only for those who may see the section restricted.</param>
/// <param name="Excludes">Says “none of these”: stands alone.</param>
public sealed record FieldOption(string Code, string Zh, string En, string? Group = null, bool Restricted = false, bool Excludes = false);

/// <summary>One field of one form: a row of fields.csv, read once.</summary>
public sealed class FieldDefinition
{
    /// <summary>Answers of these sections may be a status in the place of a value (README of the forms); so may test results in section restricted.</summary>
    public static readonly FrozenSet<string> SectionsWithStatus =
        FrozenSet.ToFrozenSet(["examination", "laboratory", "ultrasound", "vitals", "signs", "test"], StringComparer.Ordinal);

    public const string Restricted = "restricted";

    public required string Form { get; init; }
    public required string Section { get; init; }
    public required int Order { get; init; }

    /// <summary>Name of the field and of its answer; the same word may mean the same fact in several forms, its codes belong to this form.</summary>
    public required string Key { get; init; }

    public required string Zh { get; init; }
    public required string En { get; init; }
    public required FieldType Type { get; init; }

    /// <summary>Unit of the number, in UCUM or as facts.csv has it; null when it has none. Bounds and answers are in this unit.</summary>
    public string? Unit { get; init; }

    public IReadOnlyList<FieldOption> Options { get; init; } = [];
    public FieldRepeat Repeat { get; init; }
    public Requirement Required { get; init; }

    /// <summary>Below it is impossible: refused. The bound itself is allowed, as with the other three.</summary>
    public Bound? RefuseBelow { get; init; }
    public Bound? RefuseAbove { get; init; }

    /// <summary>Below it is improbable: asked once.</summary>
    public Bound? AskBelow { get; init; }
    public Bound? AskAbove { get; init; }

    /// <summary>Most digits after the point; null when the field is no number.</summary>
    public int? Decimals { get; init; }

    /// <summary>The field is shown only when this is true; null is always.</summary>
    public Expression? ShownWhen { get; init; }

    /// <summary>The line on paper; null when it is not on the paper form.</summary>
    public string? PrintsAs { get; init; }

    /// <summary>Codes as the paper numbers them, where they differ.</summary>
    public IReadOnlyDictionary<string, string> PrintedCodes { get; init; } = FrozenDictionary<string, string>.Empty;

    public FieldFill Fill { get; init; }
    public required string Source { get; init; }

    /// <summary>A rule of the field in words; null when it has none.</summary>
    public string? Note { get; init; }

    /// <summary>seen, partly seen, unverified or project, for the field itself.</summary>
    public required string Verification { get; init; }

    /// <summary>The least exact date that is enough.</summary>
    public DatePrecision LeastPrecision { get; init; } = DatePrecision.Day;

    public bool IsRestricted => Section == Restricted;

    /// <summary>Whether a status may stand in the place of a value. A result is what the section is for, and in section restricted what a laboratory finds.</summary>
    public bool TakesStatus { get; init; }

    /// <summary>Most letters; null when the field is no text.</summary>
    public int? MaxLength => Type switch { FieldType.Text => 200, FieldType.Longtext => 2000, _ => null };

    /// <summary>Whether somebody types words of his own into it.</summary>
    public bool IsFreeText => Type is FieldType.Text or FieldType.Longtext or FieldType.File;

    /// <summary>A telephone number: marked 号码待核 when it is none, never refused.</summary>
    public bool IsPhone => Type == FieldType.Text && (Key == Keys.Mobile || Key.EndsWith("phone", StringComparison.Ordinal));

    internal FrozenDictionary<string, FieldOption> OptionsByCode { get; init; } = FrozenDictionary<string, FieldOption>.Empty;

    /// <summary>The condition names a field that is asked per fetus: then this one is shown for each fetus by itself.</summary>
    internal bool ShownPerFetus { get; set; }

    public override string ToString() => $"{Form}.{Key}";
}
