using Lianxin.ClinicalRules.Forms;
using Lianxin.MaternalCare.Tasks;

namespace Lianxin.MaternalCare.AfterPregnancy;

/// <summary>What follows from the forms after birth: a delivery makes newborns and ends the pregnancy, a visit ends its task and begins the next.</summary>
internal sealed class AfterBirth(LianxinDb db, TaskBook book, NewbornBook newborns, PregnancyWriter writer)
{
    /// <summary>The pregnancy that a newborn came from; null when there is none in reach.</summary>
    public Task<Guid?> PregnancyOfAsync(Guid newborn, CancellationToken ct) => db.Newborns.Where(n => n.Id == newborn).Select(n => (Guid?)n.PregnancyId).FirstOrDefaultAsync(ct);

    public Task<Outcome> FilledAsync(FillForm form, PregnancyView pregnancy, ResidentView resident, OperationContext on, CancellationToken ct) => form.Form switch
    {
        FormNames.Delivery => BornAsync(form, pregnancy, resident, on, ct),
        FormNames.PostpartumVisit => SeenAsync(pregnancy, CareTaskKinds.PostpartumVisit, on, ct),
        FormNames.Postpartum42d => SeenAsync(pregnancy, CareTaskKinds.Postpartum42d, on, ct),
        FormNames.NewbornVisit => NewbornSeenAsync(form, on, ct),
        _ => Task.FromResult(Outcome.Done),
    };

    private async Task<Outcome> BornAsync(FillForm form, PregnancyView before, ResidentView resident, OperationContext on, CancellationToken ct)
    {
        if (before.State == PregnancyState.MovedAway) return Problems.PregnancyEnded;
        if (await newborns.IsWholeAsync(before.Id, ct)) return Problems.BornAlready;
        var answers = form.Answers!;
        List<DateOnly> days = [];
        List<Birth> births = [];
        foreach (var birth in answers[Keys.BirthAt])
        {
            if (!FormDate.TryParseTime(birth.Value.Text, PlaceTime.Local(on.HappenedAt).Offset, out var at)) continue;
            if (at > on.ReceivedAt) return Problems.NotBornYet;
            var (day, fetus) = (PlaceTime.DateOf(at), birth.Fetus ?? 1);
            // A birth before its mother was pregnant, or before her last visit: one of the dates is wrong.
            if (before.Dating is { } dating && day < dating.Start) return Problems.BirthBeforePregnancy(day, dating.Start);
            days.Add(day);
            births.Add(new(fetus, at, TimeKnown: true, answers.Date(Keys.DischargeDate) ?? day)
            {
                WeightG = (int?)answers.Number(Keys.BirthWeight, fetus), GaDays = before.GaDaysOn(day) ?? (int?)answers.Number(Keys.GaDays), DiedOn = answers.Text(Keys.BirthOutcome, fetus) == "1" ? null : day,
            });
        }
        foreach (var birth in births) await newborns.TakeInAsync(before.Id, resident, birth, on, ct);
        if (before.State is PregnancyState.Open or PregnancyState.Moving or PregnancyState.ReportedEnded && days.Count > 0)
        {
            var alive = answers[Keys.BirthOutcome].Any(a => a.Value.Text is "1" or "4");
            var after = before with { State = PregnancyState.Ended, Ended = new(alive ? Outcomes.LiveBirth : "stillbirth", days.Max(), on.Caller.Name), Contacts = Outcomes.EndContacts(before.Contacts) };
            await writer.SaveAsync(before, after, resident, on, ct);
            await book.EndAsync(before.Id, CareTaskKinds.Antenatal, CareTask.Cancelled, "ended", on, ct);
            await book.OpenAsync(StableId.Of(form.EncounterId, CareTaskKinds.PostpartumVisit), CareTaskKinds.PostpartumVisit, before.Id, resident,
                PlaceTime.EndOf(Max(answers.Date(Keys.DischargeDate) ?? days.Max(), on.Today).AddDays(CareClocks.Of("postpartum-visit").Days)), on, ct);
            var last = PlaceTime.EndOf(Max(days.Max().AddDays(CareClocks.Of("postpartum-42d").Days), on.Today.AddDays(1)));
            await book.OpenAsync(StableId.Of(form.EncounterId, CareTaskKinds.Postpartum42d), CareTaskKinds.Postpartum42d, before.Id, resident, last, on, ct, escalateAt: last + CareClocks.Of("postpartum-42d-late"));
            on.Count($"outcome.{after.Ended.Outcome}", days.Max(), resident.Id);
        }
        return Outcome.Done;
    }

    private async Task<Outcome> SeenAsync(PregnancyView pregnancy, string kind, OperationContext on, CancellationToken ct)
    {
        if (pregnancy.GoesOn) return Problems.NoBirthYet;
        await book.EndAsync(pregnancy.Id, new HashSet<string> { kind, CareTaskKinds.LossCall }, CareTask.Done, null, on, ct);
        return Outcome.Done;
    }

    private async Task<Outcome> NewbornSeenAsync(FillForm form, OperationContext on, CancellationToken ct)
    {
        await book.EndAsync(form.AboutId, new HashSet<string> { CareTaskKinds.NewbornVisit }, CareTask.Done, null, on, ct);
        return Outcome.Done;
    }

    private static DateOnly Max(DateOnly one, DateOnly other) => one > other ? one : other;
}
