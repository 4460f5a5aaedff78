using System.Collections.Frozen;
using Lianxin.ClinicalRules.Expressions;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>How far a case is; <see cref="Save"/> for every form that is no case.</summary>
public enum FormStage
{
    Save,

    /// <summary>The case is opened.</summary>
    Open,

    /// <summary>The plan counts as agreed.</summary>
    Manage,

    /// <summary>The case is closed.</summary>
    Close,
}

/// <summary>A part of a form: some sections, and single fields beside them.</summary>
public sealed class FormPart(IEnumerable<string> sections, IEnumerable<string>? keys = null)
{
    private readonly FrozenSet<string> _sections = sections.ToFrozenSet(StringComparer.Ordinal);
    private readonly FrozenSet<string> _keys = (keys ?? []).ToFrozenSet(StringComparer.Ordinal);

    public bool Has(FieldDefinition field) => _sections.Contains(field.Section) || _keys.Contains(field.Key);
}

/// <summary>What an engine without clock and database has to be told.</summary>
public sealed record FormContext
{
    private static readonly FrozenSet<int> NoFetus = [];

    /// <summary>The claimed time, in the zone of the one who performs: its date is “today”.</summary>
    public required DateTimeOffset Now { get; init; }

    public FormStage Stage { get; init; }

    /// <summary>May the caller see section restricted? Else nothing there is shown, waited for or taken.</summary>
    public bool SeesRestricted { get; init; }

    /// <summary>How many fetuses the pregnancy has; 1 while nobody knows. An answer to <c>fetuses</c> in the same form wins.</summary>
    public int Fetuses { get; init; } = 1;

    /// <summary>Numbers of the fetuses that have ended: they are not asked again.</summary>
    public IReadOnlySet<int> EndedFetuses { get; init; } = NoFetus;

    /// <summary>The part that is answered; null is the whole form.</summary>
    public FormPart? Part { get; init; }

    /// <summary>Keys whose answer may come later here though the form asks for them before saving: a roster brings no birth date.</summary>
    public IReadOnlySet<string> Later { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Facts from elsewhere: <c>person.birth_date</c>, <c>antenatal-first.lmp</c>, <c>pregnancy.start</c>, results of the rules (<c>risk_state</c>),
    /// and the earlier visits for <c>last(…)</c>. Null where there are none.</summary>
    public IFacts? Background { get; init; }

    /// <summary>Is there an unborn child? Null: the antenatal forms are about one, the others not. Then no text may tell its sex.</summary>
    public bool? Pregnant { get; init; }
}
