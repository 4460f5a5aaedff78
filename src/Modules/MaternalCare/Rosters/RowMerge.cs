using System.Globalization;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts.Rosters;
using Lianxin.Residents.Rosters;

namespace Lianxin.MaternalCare.Rosters;

/// <summary>A row of a roster beside the pregnancies of a woman who is registered already: what agrees, what is new, what says something else.</summary>
internal sealed class RowMerge
{
    private const string StillPregnant = "妊娠中";

    private readonly PregnancyRow content;
    private readonly Dictionary<string, RosterFieldView> fields = [];

    public RowMerge(PregnancyRow content, KnownWoman known, DatingView? dating, bool english = false)
    {
        this.content = content;
        Pregnancy = known.Same(content, dating);
        void Add(RosterFieldView field) => fields.Add(field.Column, field);
        string Name(string column) => RosterColumns.Person.NameOf(column, english);
        foreach (var key in content.First.Keys) Add(RosterField.Of(key, Name(key), RosterColumns.FirstForm[key]!, OldFirst(key), content.First.Find(key)!.Value));
        if (content.DeliveredOn is { } day && Pregnancy is { State: var state })
            Add(new(RosterColumns.Delivered, Name(RosterColumns.Delivered), state == PregnancyState.Open ? StillPregnant : "", Text(day), state == PregnancyState.Open ? RosterField.Differs : RosterField.Same));
        if (content.NextVisitOn is { } next)
            Add(new(RosterColumns.NextVisit, Name(RosterColumns.NextVisit), Planned is { } on ? Text(on) : "", Text(next), Planned is null ? RosterField.Fills : Planned == next ? RosterField.Same : RosterField.Differs));
    }

    /// <summary>The pregnancy that the row speaks of, or null where it tells of a new one.</summary>
    public PregnancyView? Pregnancy { get; }

    /// <summary>Old and new of each field of her pregnancy.</summary>
    public IEnumerable<RosterFieldView> Fields => fields.Values;

    /// <summary>What of the first-visit form goes into the record: what it lacks, and what was ticked.</summary>
    public Answers TakenOfFirst(IReadOnlyList<string> overwrite) => content.First.Where((key, _) => Takes(key, overwrite));

    public bool Takes(string column, IReadOnlyList<string> overwrite) => fields.TryGetValue(column, out var field) && RosterField.Takes(field.State, column, overwrite);

    private DateOnly? Planned => Pregnancy is { State: PregnancyState.Open, Next: { Kind: PregnancyLogic.VisitContact } next } ? next.On : null;

    private AnswerValue OldFirst(string key) => Pregnancy is null ? default : Pregnancy.First.Find(key)?.Value ?? (key switch
    {
        Keys.Lmp when Pregnancy.Dating?.Lmp is { } lmp => AnswerValue.Of(Text(lmp)),
        Keys.Edd when Pregnancy.Dating is { } dating => AnswerValue.Of(Text(dating.Edd)),
        _ => default,
    });

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
