using System.Globalization;
using Lianxin.App.Forms;
using Lianxin.ClinicalRules.Assess;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Tables;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Residents;
using Microsoft.Extensions.Localization;

namespace Lianxin.App.MaternalCare.Visit;

/// <summary>One visit while it is typed: the form, what the numbers mean now, the times of the readings, and how far it is on its way.</summary>
public sealed class VisitDraft
{
    // Which reading a time belongs to.
    private static readonly (string Systolic, string Diastolic, string At)[] Readings =
        [(Keys.Sbp, Keys.Dbp, Keys.BpAt), (Keys.BpRepeatSbp, Keys.BpRepeatDbp, Keys.BpRepeatAt), (Keys.Bp4hSbp, Keys.Bp4hDbp, Keys.Bp4hAt)];

    /// <summary>What the page answers by itself: whose record it is, which visit, when. All of it can be changed.</summary>
    public static readonly IReadOnlyCollection<string> Given = [Keys.Person, Keys.RecordNo, Keys.VisitKind];

    private readonly ResidentView resident;
    private readonly Author author;
    private readonly Session session;
    private readonly CareFacts care;
    private readonly IStringLocalizer<Forms.Words> text;
    private Answers? settled;
    private DateTimeOffset pressureAt;
    private bool judging;

    /// <param name="resident">Her particulars.</param>
    /// <param name="pregnancy">The pregnancy as it stands, without this visit.</param>
    /// <param name="author">Who types, and when it began.</param>
    /// <param name="session">For the clock of the readings and the signature.</param>
    /// <param name="text">The words of values.</param>
    public VisitDraft(ResidentView resident, PregnancyView pregnancy, Author author, Session session, IStringLocalizer<Forms.Words> text)
    {
        (this.resident, Pregnancy, this.author, this.session, this.text) = (resident, pregnancy, author, session, text);
        care = new(resident, pregnancy, author);
        Model = new(FormDefinition.Of(FormNames.AntenatalFollowup), care.Context(), Begin());
        Meaning = Judge();
        Model.Changed += Look;
    }

    /// <summary>The visit's own id, from the first key on: sent again, it is the same visit.</summary>
    public Guid Id { get; } = Guid.CreateVersion7();
    public PregnancyView Pregnancy { get; }
    public FormModel Model { get; }

    /// <summary>What the values mean that have been left; half a number means nothing yet.</summary>
    public VisitMeaning Meaning { get; private set; } = null!;

    /// <summary>The operation on its way, once it was saved.</summary>
    public Sent? Sent { get; set; }

    /// <summary>A page shows it: that page tells what was refused, else the shell does.</summary>
    public bool IsOpen { get; set; }
    /// <summary>Her special marks when it was opened.</summary>
    public IReadOnlyList<Components.Mark> Marks { get; init; } = [];
    public ResidentView Resident => resident;
    public Author Author => author;
    public ClinicalRules.Expressions.IFacts Facts => care.Known;
    public DateTimeOffset BegunAt => author.HappenedAt;
    public string Kind => Model.Answers.Text(Keys.VisitKind) ?? "";
    public DateOnly On => Model.Answers.Date(Keys.VisitDate) ?? author.Today;

    /// <summary>The meaning changed.</summary>
    public event Action? Changed;

    /// <summary>The contact that this visit plans for a raised pressure, or null.</summary>
    public ContactView? Repeat => After.FirstOrDefault(c => c.Kind is PregnancyLogic.RestRepeat or PregnancyLogic.LateRepeat && c.State == PregnancyLogic.Planned && Pregnancy.Contacts.All(b => b.Id != c.Id));

    /// <summary>The pregnancy with what is typed so far in it: for the list of what is due.</summary>
    public PregnancyView WithThis => Pregnancy with { Visits = [.. Pregnancy.Visits, new() { Id = Id, On = On, At = author.HappenedAt, Answers = Model.Settled }] };

    private IReadOnlyList<ContactView> After => PregnancyLogic.ContactsAfter(Pregnancy, Operation(Model.Settled), Meaning, author with { HappenedAt = pressureAt });

    public RecordVisit Operation(Answers answers) => new()
    {
        ResidentId = resident.Id, PregnancyId = Pregnancy.Id, VisitId = Id, FormVersion = Model.Definition.Version, Answers = answers,
    };

    /// <summary>An instant as the clock on the wall of the site shows it.</summary>
    public DateTime Local(DateTimeOffset at) => session.Local(at);

    /// <summary>Done, urged or refused: another part of the same form.</summary>
    public void Become(string kind) => Model.Set(new(Keys.VisitKind), AnswerValue.Of(kind));

    /// <summary>Nobody types in it any more.</summary>
    public void End()
    {
        Model.Changed -= Look;
        Model.Saved();
    }

    private Answers Begin()
    {
        var known = Answers.Empty.With(Keys.Person, AnswerValue.Of(new Named(resident.Name, resident.Id.ToString())));
        if (resident.RecordNumber.Length > 0) known = known.With(Keys.RecordNo, AnswerValue.Of(resident.RecordNumber));
        // Opening the visit says which, of what kind, and when; the form offers just these.
        foreach (var key in new[] { Keys.VisitKind, Keys.VisitNo, Keys.VisitDate })
        {
            var state = Form.Check(FormDefinition.Of(FormNames.AntenatalFollowup), known, care.Context());
            if (Proposals.For(state, new()).FirstOrDefault(p => p.Key == key) is { } offer) known = known.With(key, offer.Value);
        }
        return known;
    }

    private void Look()
    {
        if (judging) return;
        judging = true;
        try
        {
            Stamp();
            // While a number is typed nothing is settled that was not before.
            if (!Same(Model.Settled)) Meaning = Judge();
        }
        finally
        {
            judging = false;
        }
        Changed?.Invoke();
    }

    private bool Same(Answers now) => settled is not null && settled.Count == now.Count && settled.Entries.All(e => now[e.Key].SequenceEqual(e.Value));

    private VisitMeaning Judge()
    {
        settled = Model.Settled;
        var meaning = VisitMeaning.Of(resident, Pregnancy, settled, author, Id);
        // A rest counts from when the reading was judged, not from when the visit was opened.
        if (meaning.Pressure?.Outcome != Meaning?.Pressure?.Outcome) pressureAt = session.Instant(session.LocalNow);
        if (meaning.Pressure?.Outcome != Model.Context.Background?.Get(Keys.BpState).Text) Model.Look(care.Context(bpState: meaning.Pressure?.Outcome));
        Model.Propose(VisitOffers.Of(Model, meaning, Pregnancy, Signed(), text));
        return meaning;
    }

    private Named? Signed() => session.View is { } who ? new Named(who.Name, Account: who.UserName, At: session.Now) : null;

    // A reading without its time never proves that four hours passed.
    private void Stamp()
    {
        foreach (var (systolic, diastolic, at) in Readings)
        {
            var typed = Model.Answers.Number(systolic) is not null || Model.Answers.Number(diastolic) is not null;
            if (typed && !Model.Answers.Has(at)) Model.Set(new(at), AnswerValue.Of(session.LocalNow.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture)));
            else if (!typed && Model.Answers.Has(at)) Model.Set(new(at), default(AnswerValue));
        }
    }
}
