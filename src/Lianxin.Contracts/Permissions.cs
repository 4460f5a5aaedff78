namespace Lianxin.Contracts;

/// <summary>Everything that a post can be allowed to do. Roles are data and group these; code asks for one of these only.</summary>
public static class Permissions
{
    /// <summary>Organizations and the posts in them.</summary>
    public const string ManageOrganizations = "organizations.manage";

    /// <summary>Staff, accounts, posts: who may do what. Reads no record.</summary>
    public const string ManageStaff = "staff.manage";

    /// <summary>See colleagues and organizations by name: whom to phone, whose task it is.</summary>
    public const string ReadStaff = "staff.read";

    /// <summary>Branches of the Party, their brands, members and leaders: who is a member too. Reads no record.</summary>
    public const string ManageBranches = "branches.manage";

    /// <summary>Open a new person, correct their particulars.</summary>
    public const string RegisterResident = "residents.register";

    /// <summary>Find people and read their records.</summary>
    public const string ReadRecord = "records.read";

    /// <summary>See the whole identity number, phone or address that is masked by default; each look is audited.</summary>
    public const string Unmask = "records.unmask";

    /// <summary>Section “restricted”: infections, special families, drug use, severe mental disorder.</summary>
    public const string ReadRestricted = "records.restricted";

    /// <summary>Record a visit, a history, a result, a planned contact.</summary>
    public const string RecordCare = "care.record";

    /// <summary>Say what a finding means for this woman and confirm a colour up to orange.</summary>
    public const string ConfirmColor = "care.confirm-color";

    /// <summary>Confirm red: an associate chief physician or above.</summary>
    public const string ConfirmRed = "care.confirm-red";

    /// <summary>Open and keep the restricted case of an infection, apart from the other.</summary>
    public const string ManageInfectionCase = "care.infection-case";

    /// <summary>Report that a woman died.</summary>
    public const string ReportDeath = "care.report-death";

    /// <summary>Prepare reports and registers of an organization.</summary>
    public const string PrepareReports = "reports.prepare";

    /// <summary>Bring in a roster.</summary>
    public const string ImportRoster = "rosters.import";

    /// <summary>Take back a list that was imported, of the kinds that one may import.</summary>
    public const string UndoImport = "rosters.undo";

    /// <summary>Who read and wrote what; reads no record.</summary>
    public const string ReadAudit = "audit.read";
}
