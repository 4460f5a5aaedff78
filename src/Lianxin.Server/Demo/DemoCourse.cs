using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Tables;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Residents;
using Lianxin.Core;

namespace Lianxin.Server.Demo;

/// <summary>Somebody who works in the demo.</summary>
internal sealed record DemoStaff(string User, Guid Id, string Name, string Role, DemoPlace Place);

/// <summary>An organization of the demo.</summary>
/// <param name="Parent">Code of the one above; empty for the region.</param>
internal sealed record DemoPlace(string Code, Guid Id, string Name, string Parent);

/// <summary>Who a person is, before anything is done.</summary>
internal sealed record DemoPersonData(string Key, string Name, bool Female, DateOnly Born, Guid Centre, string Community, DemoStaff? Responsible, string[] Tags, int Nth);

/// <summary>One person's course: each step is laid over the record as the app does it, so that the next step knows what is there.</summary>
internal sealed class DemoCourse
{
    // Parts of a day, in the order in which they are played.
    private const int Opening = 0, Asking = 1, Ticking = 2, Visiting = 3, Deciding = 4, Following = 5;

    private readonly DemoPersonData who;
    private readonly List<Act> acts;
    private readonly Guid residentId;
    private readonly Guid pregnancyId;
    private readonly Answers person;
    private readonly ResidentView resident;
    private MaternalCareSection section = new();
    private IReadOnlyList<Guid> open = [];

    // What a midwife answers where the form asks and nothing is found.
    private static readonly Dictionary<string, AnswerValue> NothingFound = new() { [Keys.ComplaintCodes] = new[] { "0" }, [Keys.Contractions] = "0" };

    public DemoCourse(DemoPersonData who, DateOnly? lmp, DateTimeOffset opened, List<Act> acts)
    {
        (this.who, this.acts) = (who, acts);
        residentId = DemoId.Of(opened, $"resident/{who.Key}");
        pregnancyId = DemoId.Of(opened, $"pregnancy/{who.Key}");
        person = Particulars(lmp);
        resident = new ResidentView { Id = residentId, OrganizationId = who.Centre, Name = who.Name, Sex = who.Female ? "2" : "1", BirthDate = who.Born, Particulars = person, ResponsibleId = who.Responsible?.Id };
    }

    /// <summary>The pregnancy as it stands after what was done so far.</summary>
    public PregnancyView Pregnancy => section.Pregnancies[0];

    /// <summary>The colour as it stands.</summary>
    public ColorView Color => Pregnancy.Color ?? throw new InvalidOperationException($"{who.Key} has no colour yet");

    /// <summary>The next visit that was agreed at the last one.</summary>
    public DateOnly NextVisit { get; private set; }

    public void Register(DateTimeOffset at, DemoStaff by) =>
        acts.Add(Act.Of(at, Opening, by.User, who.Key, new RegisterResident { ResidentId = residentId, OrganizationId = who.Centre, Person = person, NotADuplicate = true }));

    public void OpenPregnancy(DateTimeOffset at, DemoStaff by, Answers first) =>
        Do(at, Asking, by, new RegisterPregnancy { ResidentId = residentId, PregnancyId = pregnancyId, First = first });

    public void Answer(DateTimeOffset at, DemoStaff by, Answers first) =>
        Do(at, Asking, by, new AnswerFirstVisit { ResidentId = residentId, PregnancyId = pregnancyId, EncounterId = DemoId.Of(at, $"encounter/{who.Key}"), First = first });

    /// <summary>A physician ticks what is known of her.</summary>
    public void Tick(DateTimeOffset at, DemoStaff by, string[] items) => Do(at, Ticking, by, new AnswerFirstVisit
    {
        ResidentId = residentId, PregnancyId = pregnancyId, EncounterId = DemoId.Of(at, $"encounter/{who.Key}"), First = Answers.Empty.With(Keys.RiskItems, items),
    });

    public void Plan(DateTimeOffset at, DemoStaff by, DateOnly on, string kind) =>
        Do(at, Deciding, by, new PlanContact { ResidentId = residentId, PregnancyId = pregnancyId, ContactId = DemoId.Of(at, $"contact/{who.Key}"), ContactKind = kind, On = on });

    /// <summary>Records a visit: what was measured is given, what the software offers is accepted.</summary>
    /// <param name="agree">The day that is agreed for the next visit, given the one that is offered.</param>
    public void Visit(DateTimeOffset at, DemoStaff by, Answers measured, Func<DateOnly, DateOnly> agree)
    {
        var id = DemoId.Of(at, $"visit/{who.Key}");
        var author = AuthorOf(at, by);
        var answers = Started(measured, at);
        var meaning = VisitMeaning.Of(resident, Pregnancy, answers, author, id);
        answers = meaning.Form.ToSend(); // what the form of that week does not ask is not measured
        foreach (var missing in meaning.Form.Missing)
            if (NothingFound.TryGetValue(missing.Key, out var nothing)) answers = answers.With(missing.Key, nothing);
        var offered = Proposals.For(meaning.Form, new ProposalInputs
        {
            Level = meaning.Findings.Count == 0 ? Level.Normal : meaning.Findings.Max(f => f.Level), FindingWords = "有提示项，已告知本人", Colour = ColorLogic.InForce(Pregnancy.Confirmed, meaning.Color),
            SignedIn = new Named(who.Responsible?.Name ?? by.Name),
        });
        foreach (var offer in offered)
            answers = answers.With(offer.Key, offer.Value);
        NextVisit = agree(answers.Date(Keys.NextVisitDate)!.Value);
        answers = answers.With(Keys.NextVisitDate, Text(NextVisit));
        if (answers.Text(Keys.Assessment) == "2") answers = answers.With(Keys.AssessmentNote, "有提示项，已告知本人");
        var operation = new RecordVisit { ResidentId = residentId, PregnancyId = pregnancyId, VisitId = id, Answers = answers };
        acts.Add(Act.Of(at, Visiting, by.User, who.Key, operation));
        section = section with { Pregnancies = [PregnancyLogic.Visit(Pregnancy, operation, resident, author, meaning)] };
        open = [.. meaning.Findings.Select(f => f.IdIn(id))];
        SendOn(at, by);
    }

    private Answers Started(Answers measured, DateTimeOffset at) =>
        measured.With(Keys.Person, new Named(who.Name)).With(Keys.VisitKind, "done").With(Keys.VisitDate, Text(PlaceTime.DateOf(at)));

    /// <summary>Takes notice of what the last visit showed, and closes it.</summary>
    public void Close(DateTimeOffset at, DemoStaff by)
    {
        foreach (var id in open)
            acts.Add(Act.Of(at, Deciding, by.User, $"{who.Key}/{id}", new AnswerFinding { ResidentId = residentId, FindingId = id, Answer = FindingAnswer.Done, Note = "已看过，已和本人说明，按计划随访" }));
        open = [];
    }

    /// <summary>Takes notice of what the last visit showed, and leaves it open.</summary>
    public void See(DateTimeOffset at, DemoStaff by)
    {
        foreach (var id in open)
            acts.Add(Act.Of(at, Deciding, by.User, $"{who.Key}/{id}", new AnswerFinding { ResidentId = residentId, FindingId = id, Answer = FindingAnswer.Seen }));
        open = [];
    }

    /// <summary>Confirms the colour that is proposed; what is only offered is put aside.</summary>
    public void Confirm(DateTimeOffset at, DemoStaff by)
    {
        var reasons = Color.Reasons.Where(r => r.Proposes is not null).Select(r => new AnsweredReason { Row = r.Row, Answer = ReasonAnswer.NotNow }).ToList();
        var confirmation = new ConfirmColor { ResidentId = residentId, PregnancyId = pregnancyId, ConfirmationId = DemoId.Of(at, $"confirm/{who.Key}"), AssessmentId = Color.Id, Color = Color.Base, Reasons = reasons };
        Do(at, Deciding, by, confirmation);
    }

    /// <summary>Ends the pregnancy.</summary>
    public void End(DateTimeOffset at, DemoStaff by, string outcome) => Do(at, Deciding, by, new RecordOutcome
    {
        ResidentId = residentId, PregnancyId = pregnancyId, EncounterId = DemoId.Of(at, $"outcome/{who.Key}"),
        Answers = Answers.Empty.With(Keys.Person, new Named(who.Name)).With(Keys.RecordedOn, Text(PlaceTime.DateOf(at))).With(Keys.RecordedBy, new Named(by.Name)).With(Keys.Fetuses, Pregnancy.Fetuses).With(Keys.Outcome, outcome)
            .With(Keys.EndedOn, Text(PlaceTime.DateOf(at))).With(Keys.FetusOutcome, AnswerValue.Of("1"), fetus: 1).With("place_kind", "2"),
    });

    private static readonly string[] GuidanceAfterBirth = ["1", "3", "4"];

    /// <summary>The visit after birth, at which nothing is found.</summary>
    public void SeeAfterBirth(DateTimeOffset at, DemoStaff by, DateOnly born)
    {
        var answers = Answers.Empty.With(Keys.Person, new Named(who.Name)).With(Keys.VisitDate, Text(PlaceTime.DateOf(at))).With(Keys.DeliveryDate, Text(born)).With(Keys.DischargeDate, Text(born.AddDays(3))).With("temp", 36.6m)
            .With("general_health", "好").With("mental_state", "好").With(Keys.Sbp, 116).With(Keys.Dbp, 72).With(Keys.Assessment, "1").With(Keys.Guidance, GuidanceAfterBirth).With(Keys.Referral, "1")
            .With(Keys.NextVisitDate, Text(born.AddDays(42))).With(Keys.Doctor, new Named(by.Name));
        foreach (var looked in new[] { "breasts", "lochia", "uterus", "wound" }) answers = answers.With(looked, "1");
        acts.Add(Act.Of(at, Following, by.User, who.Key, new FillForm { ResidentId = residentId, EncounterId = DemoId.Of(at, $"postpartum/{who.Key}"), AboutId = pregnancyId, Form = FormNames.PostpartumVisit, Answers = answers }));
    }

    /// <summary>The child is seen at home on the same day, and all is well with it.</summary>
    public void SeeNewborn(DateTimeOffset at, DemoStaff by, DateOnly born, int grams) => acts.Add(Act.Of(at, Following, by.User, $"{who.Key}/newborn", new FillForm
    {
        ResidentId = residentId, EncounterId = DemoId.Of(at, $"newborn/{who.Key}"), AboutId = StableId.Of(pregnancyId, "newborn/1"), Form = FormNames.NewbornVisit,
        Answers = DemoSteps.Table(DemoData.Newborn, FormNames.NewbornVisit).With(Keys.Person, new Named(who.Name + "之婴")).With(Keys.Sex, who.Nth % 2 == 0 ? "1" : "2").With(Keys.BirthDate, Text(born))
            .With("address", person.Text(Keys.CurrentAddress)!).With("mother_name", who.Name).With("mother_phone", person.Text(Keys.Mobile)!).With("ga_birth_days", Pregnancy.GaDaysOn(born)!.Value)
            .With("birth_institution", new Named(by.Place.Name)).With(Keys.BirthWeight, grams).With(Keys.CurrentWeightG, grams + 40 * (PlaceTime.DateOf(at).DayNumber - born.DayNumber - 5))
            .With(Keys.VisitDate, Text(PlaceTime.DateOf(at))).With("next_visit_place", new Named(by.Place.Name)).With(Keys.NextVisitDate, Text(born.AddDays(30))).With(Keys.Doctor, new Named(by.Name)),
    }));

    /// <summary>Opens her case: who answers for her, and when the next contact is.</summary>
    public void OpenCase(DateTimeOffset at, DemoStaff by, DemoStaff deputy, DateOnly next)
    {
        caseId = DemoId.Of(at, $"case/{who.Key}");
        var factors = Color.Reasons.Where(r => r.Proposes is null).Select(r => r.Row).ToArray();
        acts.Add(Act.Of(at, Following, by.User, who.Key, new OpenCase
        {
            ResidentId = residentId, PregnancyId = pregnancyId, CaseId = caseId,
            Answers = Answers.Empty.With(Keys.Person, new Named(who.Name)).With(Keys.OpenedOn, Text(PlaceTime.DateOf(at))).With(Keys.OpenedBy, new Named(by.Name)).With(Keys.Organization, new Named(by.Place.Name))
                .With(Keys.Owner, Registered(by)).With(Keys.DeputyOwner, Registered(deputy)).With(Keys.FactorItems, factors).With(Keys.PurpleMark, Color.Purple).With(Keys.NextContactDate, Text(next)),
        }));
    }

    /// <summary>Agrees the plan of the case.</summary>
    public void PlanCase(DateTimeOffset at, DemoStaff by, string plan, string hospital) => acts.Add(Act.Of(at, Following, by.User, who.Key, new PlanCase
    {
        ResidentId = residentId, CaseId = caseId, EncounterId = DemoId.Of(at, $"plan/{who.Key}"),
        Answers = Answers.Empty.With(Keys.RiskColour, Color.Base).With(Keys.AssessedOn, Text(PlaceTime.DateOf(at))).With(Keys.AssessedBy, new Named(by.Name)).With(Keys.Plan, plan).With("visit_interval_days", 14)
            .With(Keys.DeliveryHospital, new Named(hospital)).With("delivery_mode_plan", "1").With("transport_plan", "家属驾车 12 分钟；夜间打社区值班电话").With("informed_consent", new Named(who.Name, OnPaper: true, Witness: by.Name)),
    }));

    /// <summary>Records a contact of the case, and agrees the next.</summary>
    public void Contact(DateTimeOffset at, DemoStaff by, string mode, string finding, string action, DateOnly next) => acts.Add(Act.Of(at, Following, by.User, who.Key, new RecordCaseContact
    {
        ResidentId = residentId, CaseId = caseId, EncounterId = DemoId.Of(at, $"case-contact/{who.Key}"),
        Answers = Answers.Empty.With(Keys.ContactDate, Text(PlaceTime.DateOf(at))).With(Keys.ContactMode, mode).With(Keys.ContactFinding, finding).With(Keys.ContactAction, action)
            .With(Keys.ContactBy, new Named(by.Name)).With(Keys.NextContactDate, Text(next)),
    }));

    /// <summary>What colleagues have to do within her case.</summary>
    public void Task(DateTimeOffset at, DemoStaff by, string text, DateOnly due) =>
        acts.Add(Act.Of(at, Following, by.User, $"{who.Key}/{text}", new AddCareTask { ResidentId = residentId, TaskId = DemoId.Of(at, $"task/{who.Key}/{text}"), AboutId = caseId, Text = text, DueOn = due }));

    private static Named Registered(DemoStaff colleague) => new(colleague.Name, $"{colleague.Id}");

    private Guid caseId;

    /// <summary>A case of hers was opened.</summary>
    public bool HasCase => caseId != default;

    private void Do<T>(DateTimeOffset at, int slot, DemoStaff by, T operation) where T : IOperation
    {
        acts.Add(Act.Of(at, slot, by.User, who.Key, operation));
        section = section.Apply(operation, resident, AuthorOf(at, by));
        SendOn(at, by);
        if (operation is AnswerFirstVisit) Decide(at, by);
    }

    // Her doctor answers the question of pre-eclampsia on the day it is asked.
    private void Decide(DateTimeOffset at, DemoStaff by)
    {
        if (decided || !PregnancyLogic.AsksForAspirin(Pregnancy, resident, AuthorOf(at, by))) return;
        decided = true;
        acts.Add(Act.Of(at.AddMinutes(30), Deciding, (who.Responsible ?? by).User, $"{who.Key}/aspirin", new AnswerCareTask
        { ResidentId = residentId, TaskId = StableId.Of(pregnancyId, CareTaskKinds.AspirinQuestion), Answer = CareTaskAnswer.Done, Note = "产科医生已当面评估并告知，记入病历" }));
    }

    private bool decided;

    // Screening positive at the centre: the transfer sheet is given to her within the hour.
    private void SendOn(DateTimeOffset at, DemoStaff by)
    {
        if (Pregnancy.Color is not { State: ColorLogic.Proposed } color || ColorLogic.Rank(color.Base) < 1 || !sheets.Add(color.Base)) return;
        acts.Add(Act.Of(at.AddMinutes(8), Visiting, by.User, $"{who.Key}/sheet", new AnswerCareTask
        { ResidentId = residentId, TaskId = StableId.Of(color.Id, CareTaskKinds.TransferSheet), Answer = CareTaskAnswer.Done, Note = "转诊单已交本人，请她两周内到产科" }));
    }

    private readonly HashSet<string> sheets = [];

    /// <summary>The health office has prepared the report of the colour that was confirmed last, and sent it on.</summary>
    public void Report(DateTimeOffset at, DemoStaff office) => acts.Add(Act.Of(at, Following, office.User, $"{who.Key}/report", new AnswerCareTask
    { ResidentId = residentId, TaskId = StableId.Of(Pregnancy.Confirmed!.Id, CareTaskKinds.AssessmentReport), Answer = CareTaskAnswer.Done, Note = "评估报告单已备好，交区妇幼" }));

    private static Author AuthorOf(DateTimeOffset at, DemoStaff by) => new(by.Id, by.Name, PlaceTime.Local(at), SeesRestricted: true);

    private Answers Particulars(DateOnly? lmp)
    {
        var all = Answers.Empty.With(Keys.FullName, who.Name).With(Keys.Sex, who.Female ? "2" : "1").With(Keys.BirthDate, Text(who.Born)).With("id_type", "01")
            .With(Keys.IdNumber, DemoNumber.Id(who.Born, who.Female, who.Nth)).With(Keys.Mobile, DemoNumber.Phone(100 + who.Nth)).With("committee_name", new Named(who.Community))
            .With(Keys.CurrentAddress, $"{who.Community} {(who.Nth % 18) + 1} 栋 {(who.Nth % 6) + 1}0{(who.Nth % 4) + 1}").With("residence_type", who.Nth % 5 == 0 ? "2" : "1").With("ethnic_group", "01")
            .With("blood_abo", (who.Nth % 4 + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)).With("consent_record", true);
        if (who.Tags.Length > 0) all = all.With("tags", who.Tags);
        if (lmp is { } period) all = all.With(Keys.Lmp, Text(period));
        return who.Responsible is { } doctor ? all.With(Keys.ResponsibleDoctor, new Named(doctor.Name, doctor.Id.ToString())) : all;
    }

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
