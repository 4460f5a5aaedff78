using Lianxin.App.Forms;
using Lianxin.ClinicalRules.Forms;

namespace Lianxin.App.Residents;

/// <summary>How the form <c>person</c> lies on the page when somebody is registered, and when what is missing is completed.</summary>
public static class RegistrationLayout
{
    private static readonly FormDefinition Person = FormDefinition.Of(FormNames.Person);

    // What a minute is enough for; the number fills sex and birth date.
    private static readonly string[] First = [Keys.FullName, Keys.IdNumber, Keys.Sex, Keys.BirthDate, Keys.Mobile, Keys.CommitteeName];

    // Kept by the software itself.
    private static readonly string[] Silent = [Keys.BirthDatePrecision, Keys.PinyinInitials, Keys.Photo];

    /// <summary>Six fields; the rest folded, for later.</summary>
    public static FormLayout InAMinute { get; } = new([new("section:identity", Lines(First)), new("section:later", [], Folded: Lines(Rest(First)))]);

    /// <summary>What is to be completed first, then everything else by section, folded.</summary>
    public static FormLayout Complete(IReadOnlyList<string> wanted) => new(
    [
        new("section:to-complete", Lines(wanted.Except(Silent))),
        .. Person.Sections.Select(section => new FormGroup($"section:{section}", [], Folded: Lines(Rest(wanted).Where(k => Person[k]!.Section == section)))),
    ]);

    private static IEnumerable<string> Rest(IEnumerable<string> shown) => Person.Fields.Select(f => f.Key).Except(shown).Except(Silent);

    private static List<FormLine> Lines(IEnumerable<string> keys) => [.. keys.Select(k => new FormLine(k))];
}
