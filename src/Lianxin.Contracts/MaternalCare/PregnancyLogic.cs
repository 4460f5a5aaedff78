using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Maternal;
using Lianxin.ClinicalRules.Tables;
using Lianxin.Contracts.Residents;

namespace Lianxin.Contracts.MaternalCare;

/// <summary>How one operation changes one pregnancy. Pure; used by the overlay on the device and by the server's handlers.</summary>
public static class PregnancyLogic
{
    public const string Planned = "planned", Overdue = "overdue", Done = "done", Replaced = "replaced";
    public const string VisitContact = "visit", RestRepeat = "repeat-rest", LateRepeat = "repeat-4h";

    public static PregnancyView Begin(RegisterPregnancy operation, ResidentView resident, Author about)
    {
        var first = operation.First ?? Answers.Empty;
        var view = new PregnancyView { Id = operation.PregnancyId, OpenedOn = about.Today, First = first, Datings = DatingOf(operation, first, about) is { } dating ? [dating] : [] };
        return Reassessed(view, resident, about, StableId.Of(operation.PregnancyId, "color"));
    }

    public static PregnancyView Answer(PregnancyView view, AnswerFirstVisit operation, ResidentView resident, Author about) =>
        Reassessed(view with { First = Merge(view.First, operation.First!) }, resident, about, StableId.Of(operation.EncounterId, "color"));

    public static PregnancyView Visit(PregnancyView view, RecordVisit operation, ResidentView resident, Author about) =>
        Visit(view, operation, resident, about, VisitMeaning.Of(resident, view, operation.Answers!, about, operation.VisitId));

    /// <summary>The same where the meaning is known already.</summary>
    public static PregnancyView Visit(PregnancyView view, RecordVisit operation, ResidentView resident, Author about, VisitMeaning meaning)
    {
        var on = operation.Answers!.Date(Keys.VisitDate) ?? about.Today;
        var visit = new VisitView { Id = operation.VisitId, On = on, At = about.HappenedAt.ToUniversalTime(), Answers = operation.Answers.SignedBy(about.Name, about.HappenedAt), By = about.Name, Owed = OwedOf(operation) };
        List<VisitView> visits = [.. view.Visits, visit];
        visits.Sort((a, b) => a.On != b.On ? a.On.CompareTo(b.On) : a.At != b.At ? a.At.CompareTo(b.At) : a.Id.CompareTo(b.Id));
        return WithColor(view with { Visits = visits, Contacts = ContactsAfter(view, operation, meaning, about) }, meaning.Color);
    }

    public static PregnancyView Date(PregnancyView view, DatePregnancy operation, ResidentView resident, Author about)
    {
        var dating = new DatingView(operation.DatingId, operation.Basis!, operation.Basis == "lmp" ? Dating.Start(operation.Edd!.Value) : view.Dating?.Lmp,
            operation.Edd!.Value, Dating.Start(operation.Edd.Value), about.Today, about.Name, operation.Reason ?? "");
        return Reassessed(view with { Datings = [dating, .. view.Datings] }, resident, about, StableId.Of(operation.DatingId, "color"));
    }

    public static PregnancyView Confirm(PregnancyView view, ConfirmColor operation, ResidentView resident, Author about)
    {
        if (view.Color is not { } proposed) return view;
        var said = operation.Reasons.ToDictionary(r => r.Row!, r => r.Answer!.Value);
        var answered = proposed.Reasons.Select(r => said.TryGetValue(r.Row, out var answer) ? r with { Answer = answer } : r).ToList();
        var established = answered.Where(r => r is { Proposes: not null, Answer: ReasonAnswer.Established }).Select(r => r.Proposes!);
        var changed = view with { Established = [.. view.Established.Union(established).Order(StringComparer.Ordinal)] };
        // What was established makes its row true; the colour is computed anew, and that is what is confirmed.
        var now = ColorLogic.Assess(resident, changed, about, operation.ConfirmationId);
        var reasons = now.Reasons.Select(r => said.TryGetValue(r.Row, out var answer) ? r with { Answer = answer } : r)
            .Concat(answered.Where(a => a.Proposes is not null && a.Answer is not ReasonAnswer.Established && now.Reasons.All(r => r.Row != a.Row))).ToList();
        var confirmed = now with { Reasons = reasons, State = ColorLogic.Confirmed, By = about.Name, Hidden = proposed.Hidden };
        return WithColor(changed, confirmed) with { Confirmed = confirmed };
    }

    public static PregnancyView Plan(PregnancyView view, PlanContact operation, Author about) => view with
    {
        Contacts = [.. view.Contacts.Select(c => c.Id == operation.Replaces ? c with { State = Replaced } : c),
            new(operation.ContactId, operation.ContactKind!, operation.On!.Value, null, Planned, about.Name)],
    };

    /// <summary>The dating that an opening gives: by last period, by due date, or by the weeks as she says.</summary>
    public static DatingView? DatingOf(RegisterPregnancy operation, Answers first, Author about)
    {
        DatingView Made(string basis, DateOnly? lmp, DateOnly edd) =>
            new(StableId.Of(operation.PregnancyId, "dating"), basis, lmp, edd, Dating.Start(edd), about.Today, about.Name, first.Text(Keys.EddReason) ?? "");
        var lmp = first.Date(Keys.Lmp);
        if (first.Date(Keys.Edd) is { } edd) return Made(first.Text(Keys.EddBasis) ?? (lmp is { } l && Dating.Edd(l) == edd ? "lmp" : "hand"), lmp, edd);
        if (lmp is { } period) return Made("lmp", period, Dating.Edd(period));
        return operation.GaDaysStated is { } days ? Made("stated", null, Dating.Edd(about.Today.AddDays(-days))) : null;
    }

    /// <summary>The latest answer of each key.</summary>
    public static Answers Merge(Answers before, Answers after)
    {
        var merged = before;
        foreach (var (key, answers) in after.Entries)
        {
            merged = merged.Without(key);
            foreach (var answer in answers) merged = merged.With(key, answer);
        }
        return merged;
    }

    /// <summary>The contacts after a visit: what was due is done, the next visit is planned, a raised pressure is measured again.</summary>
    public static IReadOnlyList<ContactView> ContactsAfter(PregnancyView view, RecordVisit operation, VisitMeaning meaning, Author about)
    {
        var kind = operation.Answers!.Text(Keys.VisitKind);
        var on = operation.Answers.Date(Keys.VisitDate) ?? about.Today;
        List<ContactView> contacts = [];
        foreach (var contact in view.Contacts)
            contacts.Add(contact.State is Planned or Overdue && contact.On <= on.AddDays(DueWithin(contact)) ? contact with { State = kind == "done" ? Done : Replaced } : contact);
        if (kind == "done" && RepeatAfter(meaning.Pressure?.Outcome) is { } repeat)
            contacts.Add(new(StableId.Of(operation.VisitId, "repeat"), repeat.Outcome, about.Today, RepeatAt(repeat, operation.Answers, about), Planned, about.Name));
        if (operation.Answers.Date(Keys.NextVisitDate) is { } next)
        {
            // One next visit: a date set now takes the place of the one that stood there.
            for (var i = 0; i < contacts.Count; i++)
                if (contacts[i] is { Kind: VisitContact, State: Planned or Overdue } standing) contacts[i] = standing with { State = Replaced };
            contacts.Add(new(StableId.Of(operation.VisitId, "next"), VisitContact, next, null, Planned, about.Name));
        }
        return contacts;
    }

    // A visit that comes a little before its date is that visit; a repeat belongs to its own day.
    private static int DueWithin(ContactView contact) => contact.Kind == VisitContact ? 7 : 0;

    // Which repeat, and after how many minutes, stands in decisions.csv (bp.wait).
    private static DecisionRow? RepeatAfter(string? pressure) =>
        pressure is null ? null : ClinicalTables.Decision("bp.wait").Decide(Facts.Of(("bp_state", Value.Of(pressure))));

    // Four hours count from the first reading, a rest from now.
    private static DateTimeOffset RepeatAt(DecisionRow repeat, Answers answers, Author about)
    {
        var first = answers.Text(Keys.BpAt) is { } text && FormDate.TryParseTime(text, about.HappenedAt.Offset, out var at) ? at : about.HappenedAt;
        return ((repeat.Outcome == LateRepeat ? first : about.HappenedAt) + TimeSpan.FromMinutes((double)repeat.Amount!.Value)).ToUniversalTime();
    }

    private static IReadOnlyDictionary<string, Guid> OwedOf(RecordVisit operation) => operation.Answers!.Entries
        .Where(e => e.Value.Any(a => a.Status is AnswerStatus.Pending)).ToDictionary(e => e.Key, e => ObservationId(operation.VisitId, e.Key, e.Value[0].Fetus));

    /// <summary>The id of the observation that an answer of a visit becomes.</summary>
    public static Guid ObservationId(Guid encounter, string key, int? fetus) => StableId.Of(encounter, $"{key}/{fetus}");

    /// <summary>The pregnancy with its colour assessed anew, after a value changed.</summary>
    public static PregnancyView Reassess(PregnancyView view, ResidentView resident, Author about, Guid id) => Reassessed(view, resident, about, id);

    private static PregnancyView Reassessed(PregnancyView view, ResidentView resident, Author about, Guid id) => WithColor(view, ColorLogic.Assess(resident, view, about, id));

    private static PregnancyView WithColor(PregnancyView view, ColorView color) =>
        view.Color is { } before && before.State == color.State && ColorLogic.Same(before, color) && before.Missing.SequenceEqual(color.Missing)
            ? view : view with { Color = color, ColorHistory = [color, .. view.ColorHistory] };

    /// <summary>Whether the question of low-dose aspirin is to be put to an obstetrician: she is at risk of pre-eclampsia, and its weeks are not over.</summary>
    public static bool AsksForAspirin(PregnancyView pregnancy, ResidentView resident, Author about)
    {
        var row = AntenatalSchedule.AspirinDecision;
        return pregnancy.GoesOn && pregnancy.GaDaysOn(about.Today) <= row.Window!.Value.To && AntenatalSchedule.Holds(row, new CareFacts(resident, pregnancy, about).OfColor(null));
    }
}
