using System.Globalization;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Residents;

namespace Lianxin.MaternalCare.Rosters;

/// <summary>A row of a roster beside a person who is registered already: what agrees, what is new, what says something else.</summary>
internal sealed class RowMerge
{
    public const string Same = "same", Fills = "fills", Differs = "differs";
    private const string StillPregnant = "妊娠中";

    private readonly RowContent content;
    private readonly KnownPerson known;
    private readonly List<(string Column, string Old, string New, string State)> fields = [];

    public RowMerge(RowContent content, KnownPerson known, DatingView? dating)
    {
        (this.content, this.known) = (content, known);
        Pregnancy = known.Same(content, dating);
        foreach (var key in content.Person.Keys)
            if (RosterColumns.ColumnOf(key) is var column && RosterColumns.PersonField(column) is not null) Compare(column, key, known.Particulars.Find(key)?.Value ?? default, content.Person.Find(key)!.Value);
        foreach (var key in content.First.Keys) Compare(key, key, OldFirst(key), content.First.Find(key)!.Value);
        if (content.DeliveredOn is { } day && Pregnancy is not null) fields.Add((RosterColumns.Delivered, Pregnancy.State == PregnancyState.Open ? StillPregnant : "", Text(day), Pregnancy.State == PregnancyState.Open ? Differs : Same));
        if (content.NextVisitOn is { } next) fields.Add((RosterColumns.NextVisit, Planned is { } on ? Text(on) : "", Text(next), Planned is null ? Fills : Planned == next ? Same : Differs));
    }

    /// <summary>The pregnancy that the row speaks of, or null where it tells of a new one.</summary>
    public PregnancyView? Pregnancy { get; }

    /// <summary>Old and new of each field, as text; identity numbers, telephones and addresses masked.</summary>
    public IReadOnlyList<(string Column, string Old, string New, string State)> Fields => fields;

    /// <summary>What of the person goes into the record: what it lacks, and what was ticked.</summary>
    public Answers TakenOfPerson(IReadOnlyList<string> overwrite)
    {
        var taken = content.Person.Where((key, _) => RosterColumns.ColumnOf(key) is var column && (RosterColumns.PersonField(column) is null ? !known.Particulars.Has(key) : Takes(column, overwrite)));
        return taken.Count > 0 && taken.Keys.All(k => k is Keys.Sex or Keys.Tags or Keys.ContactRelation) ? Answers.Empty : taken;
    }

    /// <summary>The same of the first-visit form.</summary>
    public Answers TakenOfFirst(IReadOnlyList<string> overwrite) => content.First.Where((key, _) => Takes(key, overwrite));

    public bool Takes(string column, IReadOnlyList<string> overwrite) => fields.FirstOrDefault(f => f.Column == column) is { Column: not null } field && (field.State == Fills || (field.State == Differs && overwrite.Contains(column)));

    private DateOnly? Planned => Pregnancy is { State: PregnancyState.Open, Next: { Kind: PregnancyLogic.VisitContact } next } ? next.On : null;

    private AnswerValue OldFirst(string key) => Pregnancy is null ? default : Pregnancy.First.Find(key)?.Value ?? (key switch
    {
        Keys.Lmp when Pregnancy.Dating?.Lmp is { } lmp => AnswerValue.Of(Text(lmp)),
        Keys.Edd when Pregnancy.Dating is { } dating => AnswerValue.Of(Text(dating.Edd)),
        _ => default,
    });

    private void Compare(string column, string key, AnswerValue old, AnswerValue now)
    {
        // Of a name that was chosen from a list the roster knows the words only.
        var same = old == now || (old.Named is { } one && now.Named is { } other && one.Name == other.Name) || (Digits(key) && PhoneText(old.Text) == PhoneText(now.Text));
        fields.Add((column, Shown(key, old), Shown(key, now), !old.IsPresent ? Fills : same ? Same : Differs));
    }

    private static bool Digits(string key) => key is Keys.Mobile or Keys.ContactPhone;
    private static string PhoneText(string? text) => ClinicalRules.Identifiers.PhoneNumber.Parse(text).Digits;

    private static string Shown(string key, AnswerValue value)
    {
        var text = value switch
        {
            { Number: { } number } => number.ToString("0.###", CultureInfo.InvariantCulture), { Flag: { } flag } => flag ? "是" : "否", { Named: { } named } => named.Name,
            { Codes: { } codes } => string.Join('、', codes), { Text: { } words } => RosterColumns.WordOf(RosterColumns.ColumnOf(key), words), _ => "",
        };
        return ParticularsStore.Masked.Contains(key) ? ParticularsStore.Mask(key, text) : text;
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
