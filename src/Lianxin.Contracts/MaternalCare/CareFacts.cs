using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.ClinicalRules.Tables;
using Lianxin.Contracts.Residents;

namespace Lianxin.Contracts.MaternalCare;

/// <summary>What the rules may read of a woman: her particulars, the first-visit form, what a physician established, earlier visits. Pure.</summary>
public sealed class CareFacts
{
    private static readonly FormDefinition PersonForm = FormDefinition.Of(FormNames.Person), FirstForm = FormDefinition.Of(FormNames.AntenatalFirst), VisitForm = FormDefinition.Of(FormNames.AntenatalFollowup);
    private const string RiskItems = "risk_items";

    private readonly ResidentView resident;
    private readonly PregnancyView pregnancy;
    private readonly Author about;
    private readonly Facts background;

    /// <summary>Reads everything but the visit that is being judged.</summary>
    /// <param name="resident">Her particulars.</param>
    /// <param name="pregnancy">The pregnancy, without the visit that is being judged.</param>
    /// <param name="about">Who asks and on which day.</param>
    public CareFacts(ResidentView resident, PregnancyView pregnancy, Author about)
    {
        (this.resident, this.pregnancy, this.about) = (resident, pregnancy, about);
        background = Background();
        History = Derived();
        Closed = ClosedKeys();
        Known = History.Copy();
        foreach (var (key, value) in background.Values) Known[key] = value;
        Known.Earlier = background.Earlier;
    }

    /// <summary>What holds whatever is measured today: history, diseases, weeks, number of fetuses. No reading of an earlier visit is in it.</summary>
    public Facts History { get; }

    /// <summary>The history, and <c>form.key</c> of the other forms beside it: what a visit's own answers are laid over.</summary>
    public Facts Known { get; }

    /// <summary>Keys that 未做 or 拒查 closed, in the first-visit form or at the last visit.</summary>
    public HashSet<string> Closed { get; }

    /// <summary>What a form about this pregnancy has to be told.</summary>
    /// <param name="part">The part that is answered; null for the whole.</param>
    /// <param name="bpState">State of today's pressure, once it is known; the form shows the third reading by it.</param>
    public FormContext Context(FormPart? part = null, string? bpState = null)
    {
        var known = background;
        if (bpState is not null)
        {
            known = background.Copy();
            known["bp_state"] = Value.Of(bpState);
        }
        return new() { Now = about.HappenedAt, SeesRestricted = about.SeesRestricted, Fetuses = pregnancy.Fetuses, EndedFetuses = pregnancy.EndedFetuses.ToHashSet(), Part = part, Background = known };
    }

    /// <summary>The facts of a colour: the history, the latest of each reading, and what this visit says.</summary>
    public Facts OfColor(Facts? visit)
    {
        var facts = History.Copy();
        foreach (var earlier in pregnancy.Visits) Latest(facts, earlier.Answers);
        if (visit is null) return facts;
        foreach (var (key, value) in visit.Values)
            if (ClinicalTables.Keys.ContainsKey(key)) facts[key] = value;
        return facts;
    }

    private Facts Background()
    {
        var facts = new Facts();
        facts["today"] = Value.Of(about.Today);
        var person = new AnswersFacts(PersonForm, resident.Particulars, new FormContext { Now = about.HappenedAt, SeesRestricted = true });
        foreach (var key in resident.Particulars.Keys) facts["person." + key] = person.Get(key);
        if (resident.BirthDate is { } born) facts["person.birth_date"] = Value.Of(born);
        var first = new AnswersFacts(FirstForm, pregnancy.First, new FormContext { Now = about.HappenedAt, SeesRestricted = true, Background = facts.Copy() });
        foreach (var key in pregnancy.First.Keys) facts["antenatal-first." + key] = first.Get(key);
        if (pregnancy.Dating is { } dating) facts["pregnancy.start"] = Value.Of(dating.Start);
        facts["fetuses"] = first.Get(Keys.Fetuses);
        facts.Earlier = [.. pregnancy.Visits.Where(v => v.Answers.Text(Keys.VisitKind) == "done")
            .Select(v => (IFacts)new AnswersFacts(VisitForm, v.Answers, new FormContext { Now = about.HappenedAt, SeesRestricted = true, Fetuses = pregnancy.Fetuses }))];
        return facts;
    }

    private Facts Derived()
    {
        var person = new AnswersFacts(PersonForm, resident.Particulars, new FormContext { Now = about.HappenedAt, SeesRestricted = true });
        var facts = Derivation.FactsOf(FormNames.Person, Copy(PersonForm, person), background);
        foreach (var (key, value) in background.Values) if (!facts.Get(key).IsKnown) facts[key] = value;
        var first = new AnswersFacts(FirstForm, pregnancy.First, new FormContext { Now = about.HappenedAt, SeesRestricted = true, Background = background });
        facts = Derivation.FactsOf(FormNames.AntenatalFirst, Copy(FirstForm, first), facts);
        foreach (var visit in pregnancy.Visits)
            foreach (var ticked in visit.Answers.Codes(RiskItems))
                if (ClinicalTables.TickItems.ContainsKey(ticked)) facts[ticked] = Value.Of(true);
        foreach (var key in pregnancy.Established) facts[key] = Value.Of(true);
        if (pregnancy.GaDaysOn(about.Today) is { } days) facts["ga_days"] = Value.Of((decimal)days);
        if (resident.AgeOn(about.Today) is { } age) facts["age"] = Value.Of((decimal)age);
        return facts;
    }

    // A reading of an earlier visit counts for the colour until a newer one is there; a sign of that day does not.
    private static void Latest(Facts facts, Answers visit)
    {
        foreach (var (key, answers) in visit.Entries)
        {
            if (VisitForm[key] is not { TakesStatus: true } field || !ClinicalTables.Keys.ContainsKey(key)) continue;
            if (field.Repeat is FieldRepeat.Fetus) continue;
            if (answers[^1].Value.Number is { } number) facts[key] = Value.Of(number);
        }
    }

    private HashSet<string> ClosedKeys()
    {
        HashSet<string> closed = new(StringComparer.Ordinal);
        foreach (var answers in pregnancy.Visits.Count == 0 ? [pregnancy.First] : new[] { pregnancy.First, pregnancy.Visits[^1].Answers })
            foreach (var (key, given) in answers.Entries)
                if (given.Any(a => a.Status is AnswerStatus.NotDone or AnswerStatus.Declined)) closed.Add(key);
        return closed;
    }

    private static Facts Copy(FormDefinition form, IFacts answers)
    {
        var facts = new Facts { Earlier = answers.Earlier };
        foreach (var key in answers.Known ?? form.Fields.Select(f => f.Key))
            if (form[key] is not null && answers.Get(key) is { IsKnown: true } value) facts[key] = value;
        return facts;
    }
}
