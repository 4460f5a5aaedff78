using System.ComponentModel.DataAnnotations;
using Lianxin.ClinicalRules.Forms;

namespace Lianxin.Contracts.MaternalCare;

/// <summary>How far a case is.</summary>
public static class CaseStates
{
    public const string Opened = "opened", Managing = "managing", Closed = "closed";
}

/// <summary>Which part of the form <c>high-risk-case</c> each act answers, in the browser and at the door.</summary>
public static class CaseParts
{
    public static FormPart Open { get; } = new(["header", "risk", FieldDefinition.Restricted], [Keys.NextContactDate]);
    public static FormPart Plan { get; } = new(["risk", "conditions", "plan"]);
    public static FormPart Contact { get; } = new(["contact"]);
    public static FormPart Close { get; } = new(["closure"]);
}

/// <summary>Opens the case of a high-risk pregnancy: an owner, the factors, the next contact. What the form asks at opening is needed; the rest comes later.</summary>
public sealed record OpenCase : IOperation
{
    public static string Kind => "maternal-care/open-case";

    public required Guid ResidentId { get; init; }
    public required Guid PregnancyId { get; init; }
    public required Guid CaseId { get; init; }

    /// <summary>The restricted case beside the other: infection, with its own permission.</summary>
    public bool Infection { get; set; }

    /// <summary>Answers of <c>high-risk-case</c>; owner and deputy name registered colleagues.</summary>
    [Required] public Answers? Answers { get; set; }
}

/// <summary>Agrees or changes the plan of a case: sections risk, conditions and plan of the form.</summary>
public sealed record PlanCase : IOperation
{
    public static string Kind => "maternal-care/plan-case";

    public required Guid ResidentId { get; init; }
    public required Guid CaseId { get; init; }
    public required Guid EncounterId { get; init; }
    [Required] public Answers? Answers { get; set; }
}

/// <summary>Records one contact of a case. The next one is named before anybody leaves.</summary>
public sealed record RecordCaseContact : IOperation
{
    public static string Kind => "maternal-care/record-case-contact";

    public required Guid ResidentId { get; init; }
    public required Guid CaseId { get; init; }

    /// <summary>Of the contact; it is the row of the form's list.</summary>
    public required Guid EncounterId { get; init; }

    /// <summary>Section contact of the form; list fields without a row belong to this contact.</summary>
    [Required] public Answers? Answers { get; set; }
}

/// <summary>Another owner, at once: the case, its tasks and its contacts go along.</summary>
public sealed record HandOverCase : IOperation
{
    public static string Kind => "maternal-care/hand-over-case";

    public required Guid ResidentId { get; init; }
    public required Guid CaseId { get; init; }
    public required Guid OwnerId { get; init; }

    /// <summary>Null leaves the deputy as it is.</summary>
    public Guid? DeputyId { get; set; }
    /// <summary>Kept with the operation, for whoever reviews it; the case itself does not show it.</summary>
    [Required, StringLength(200)] public string? Reason { get; set; }
}

/// <summary>Closes a case with its outcome. Refusal and loss never close one; moving away only when the receiver has confirmed.</summary>
public sealed record CloseCase : IOperation
{
    public static string Kind => "maternal-care/close-case";

    public required Guid ResidentId { get; init; }
    public required Guid CaseId { get; init; }
    public required Guid EncounterId { get; init; }

    /// <summary>Section closure of the form.</summary>
    [Required] public Answers? Answers { get; set; }
}

/// <summary>A case as lists show it.</summary>
public sealed record CaseRow
{
    public required Guid CaseId { get; init; }
    public required Guid ResidentId { get; init; }
    public required Guid PregnancyId { get; init; }
    public required string Name { get; init; }
    public DateOnly? BirthDate { get; init; }
    public DateOnly? Start { get; init; }
    public DateOnly? Edd { get; init; }
    public string? Color { get; init; }
    public string ColorState { get; init; } = "not_assessed";
    public required string Number { get; init; }

    /// <summary>One of <see cref="CaseStates"/>.</summary>
    public required string State { get; init; }
    public DateOnly OpenedOn { get; init; }
    public Guid OwnerId { get; init; }
    public string OwnerName { get; init; } = "";
    public string DeputyName { get; init; } = "";

    /// <summary>The next contact; an open case without one is an error.</summary>
    public DateOnly? NextContactOn { get; init; }

    /// <summary>none, refused, lost, moving.</summary>
    public string Flag { get; init; } = "none";

    /// <summary>A missed contact that went up, and to whom.</summary>
    public string EscalatedTo { get; init; } = "";

    /// <summary>The restricted case; only those who may see it have it in a list.</summary>
    public bool Infection { get; init; }
}

/// <summary>The cases of one organization.</summary>
/// <param name="WithoutNextContact">How many open cases have no next contact: it has to be 0.</param>
public sealed record CaseList(IReadOnlyList<CaseRow> Rows, int Open, int WithoutNextContact);

/// <summary>One contact of a case.</summary>
public sealed record CaseContactView(Guid Id, DateOnly On, string Mode, string Finding, string Action, string By);

/// <summary>A case whole.</summary>
public sealed record CaseView
{
    public required CaseRow Row { get; init; }

    /// <summary>Answers of the form as they count now, without the rows of contacts.</summary>
    public Answers Answers { get; init; } = Answers.Empty;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<CaseContactView> Contacts { get; init; } = [];

    /// <summary>Tasks of the case and of its pregnancy, open ones first by their time.</summary>
    public IReadOnlyList<CareTaskView> Tasks { get; init; } = [];

    /// <summary>Reasons of the colour; restricted ones are counted only.</summary>
    public ColorView? Color { get; init; }

    /// <summary>What happens and when if the next contact is missed.</summary>
    public IReadOnlyList<EscalationStep> Escalation { get; init; } = [];
}

/// <summary>One step of what happens when a contact is missed.</summary>
/// <param name="Step">contact, remind, escalate, office.</param>
/// <param name="Whom">By name, as it would be today.</param>
public sealed record EscalationStep(string Step, DateOnly On, string Whom);
