using Lianxin.ClinicalRules.Forms;

namespace Lianxin.App.Forms;

/// <summary>One line of a layout: one field, or fields that are one on the screen (a pressure) or stand side by side.</summary>
public sealed record FormLine(IReadOnlyList<string> Keys)
{
    public FormLine(string key) : this([key]) { }

    /// <summary>Two keys of one pressure: systolic and diastolic, typed as one field.</summary>
    public bool IsPressure => Keys is [var s, var d] && s.EndsWith("sbp", StringComparison.Ordinal) && d.EndsWith("dbp", StringComparison.Ordinal) && s[..^3] == d[..^3];
}

/// <summary>One card of a form.</summary>
/// <param name="Title">Key of its words in Forms/Words, as <c>section:examination</c>.</param>
/// <param name="Lines">In the order of the examination.</param>
/// <param name="AsProposals">True draws the card as dashed boxes to accept (the tail of picture 04).</param>
/// <param name="Folded">Lines behind one press: nobody has to fill them in.</param>
public sealed record FormGroup(string Title, IReadOnlyList<FormLine> Lines, bool AsProposals = false, IReadOnlyList<FormLine>? Folded = null);

/// <summary>How a form lies on the page. The form itself, its fields and what is asked, stays the same.</summary>
public sealed record FormLayout(IReadOnlyList<FormGroup> Groups)
{
    /// <summary>One column by section; what nobody has to fill in stands folded at the end of its section.</summary>
    public static FormLayout Of(FormDefinition form, FormPart? part = null) => new(
    [
        .. form.Sections.Select(section => GroupOf(section, [.. form.Fields.Where(f => f.Section == section && part?.Has(f) != false)])).OfType<FormGroup>(),
    ]);

    private static FormGroup? GroupOf(string section, IReadOnlyList<FieldDefinition> fields)
    {
        if (fields.Count == 0) return null;
        var wanted = fields.Where(f => f.Required is not Requirement.No || f.Fill is not FieldFill.Typed || f.ShownWhen is not null && f.Required is not Requirement.No).ToHashSet();
        // A section in which nothing is wanted is not hidden as a whole.
        if (wanted.Count == 0) return new($"section:{section}", Lines(fields));
        // A pressure stays whole.
        foreach (var field in fields.Where(f => f.Key.EndsWith("bp", StringComparison.Ordinal) && f.Type is FieldType.Integer)) wanted.Add(field);
        return new($"section:{section}", Lines([.. fields.Where(wanted.Contains)]), Folded: Lines([.. fields.Where(f => !wanted.Contains(f))]));
    }

    private static List<FormLine> Lines(IReadOnlyList<FieldDefinition> fields)
    {
        List<FormLine> lines = [];
        for (var i = 0; i < fields.Count; i++)
        {
            var pair = i + 1 < fields.Count ? new FormLine([fields[i].Key, fields[i + 1].Key]) : null;
            if (pair?.IsPressure == true) i++;
            lines.Add(pair?.IsPressure == true ? pair : new(fields[i].Key));
        }
        return lines;
    }
}
