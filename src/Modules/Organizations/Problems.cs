namespace Lianxin.Organizations;

/// <summary>Every refusal this module can give.</summary>
internal static class Problems
{
    public static readonly Outcome CodeTaken = Outcome.Refuse("code-taken", "code");
    public static readonly Outcome UnknownRole = Outcome.Refuse("unknown-code", "role");
    public static readonly Outcome NoSuchStaff = Outcome.Refuse("not-found", "staffId");
    public static readonly Outcome NoSuchPost = Outcome.Refuse("not-found", "postId");

    public static readonly Outcome LeaveEndsBefore = Outcome.Refuse("end-before-start", "until");
    public static readonly Outcome LeaveIsOver = Outcome.Refuse("date-in-past", "until");
    public static readonly Outcome NotAtWorkHere = Outcome.Refuse("not-at-work", "staffId");
    public static readonly Outcome DeputyNotAtWork = Outcome.Refuse("not-at-work", "deputyId");

    public static readonly Outcome UserNameTaken = Outcome.Refuse("user-name-taken", "userName");
    public static readonly Outcome HasAccount = Outcome.Refuse("has-account", "staffId");
    public static readonly Outcome NoAccount = Outcome.Refuse("no-account", "staffId");

    /// <summary>Nothing could be opened with such an account.</summary>
    public static readonly Outcome NoPostYet = Outcome.Refuse("no-post-yet", "staffId");

    /// <summary>Whoever makes a password can sign in with it: to nothing that is beyond their own reach, and to no administrator.</summary>
    public static readonly Outcome PostBeyondReach = Outcome.Refuse("post-beyond-reach", "staffId");
    public static readonly Outcome AdministratorsByFounder = Outcome.Refuse("administrators-by-founder", "staffId");

    /// <summary>The first account makes the three administrators and the first organization, nothing else.</summary>
    public static readonly Outcome FounderMakesAdministratorsOnly = Outcome.Refuse("founder-makes-administrators", "role");
    public static readonly Outcome FounderMakesFirstOrganizationOnly = Outcome.Refuse("founder-makes-administrators", "parentId");
    public static readonly Outcome NotAboveOneself = Outcome.Refuse("not-permitted", "role");

    /// <summary>A community, a grid, a building manages no record.</summary>
    public static readonly Outcome PlaceManagesNobody = Outcome.Refuse("place-manages-nobody", "organizationId");
    public static readonly Outcome ImportIsAnother = Outcome.Refuse("id-reused", "importId");
    public static readonly Outcome NoSuchImport = Outcome.Refuse("no-such-import", "importId");
    public static readonly Outcome UndoneAlready = Outcome.Refuse("undone-already", "importId");

    /// <summary>Rows of a list whose people or things somebody has used since.</summary>
    public static Outcome RowsInUse(IEnumerable<int> rows) => Outcome.Refuse([.. rows.Select(r => new Refusal("row-in-use", $"rows[{r}]", new Dictionary<string, string> { ["row"] = r.ToString(System.Globalization.CultureInfo.InvariantCulture) }))]);
}
