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
    public static readonly Outcome NotToOneself = Outcome.Refuse("not-to-oneself", "staffId");
    public static readonly Outcome AdministratorsApart = Outcome.Refuse("administrators-apart", "role");
    public static readonly Outcome PostEndsBefore = Outcome.Refuse("end-before-start", "until");
    public static readonly Outcome PostThere = Outcome.Refuse("already-there", "role");
    public static readonly Outcome NotAboveOneself = Outcome.Refuse("not-permitted", "role");

    /// <summary>A community, a grid, a building manages no record.</summary>
    public static readonly Outcome PlaceManagesNobody = Outcome.Refuse("place-manages-nobody", "organizationId");
    public static readonly Outcome ImportIsAnother = Outcome.Refuse("id-reused", "importId");
    public static readonly Outcome NoSuchImport = Outcome.Refuse("no-such-import", "importId");
    public static readonly Outcome UndoneAlready = Outcome.Refuse("undone-already", "importId");

    public static readonly Outcome NoSuchBranch = Outcome.Refuse("not-found", "branchId");
    public static readonly Outcome BranchEnded = Outcome.Refuse("branch-ended", "branchId");
    public static readonly Outcome BranchNameTaken = Outcome.Refuse("name-taken", "name");
    public static readonly Outcome BranchChangedMeanwhile = new() { Result = Result.Conflict, Refusals = [new("changed-meanwhile", "basedOn")] };
    public static readonly Outcome NoSuchGround = Outcome.Refuse("not-found", "builtOnId");

    /// <summary>A grid branch is built on a place where people live, every other on a house or a department.</summary>
    public static readonly Outcome WrongGround = Outcome.Refuse("branch-on-wrong-ground", "builtOnId");
    public static readonly Outcome HasSecretary = Outcome.Refuse("has-secretary", "function");
    public static readonly Outcome MemberElsewhere = Outcome.Refuse("member-elsewhere", "staffId");
    public static readonly Outcome NoSuchMembership = Outcome.Refuse("not-found", "membershipId");
    public static readonly Outcome MembershipThere = Outcome.Refuse("id-reused", "membershipId");
    public static readonly Outcome MembershipEnded = Outcome.Refuse("ended-already", "membershipId");
    public static readonly Outcome MembershipEndsBefore = Outcome.Refuse("end-before-start", "until");
    public static readonly Outcome NoSuchBrand = Outcome.Refuse("not-found", "brandId");
    public static readonly Outcome BrandEnded = Outcome.Refuse("brand-ended", "brandId");
    public static readonly Outcome VersionTaken = Outcome.Refuse("version-taken", "version");
    public static readonly Outcome NoSuchLink = Outcome.Refuse("not-found", "linkId");
    public static readonly Outcome LinkEnded = Outcome.Refuse("ended-already", "linkId");
    public static readonly Outcome LinkedAlready = Outcome.Refuse("already-there", "staffId");

    public static Outcome InFuture(string field) => Outcome.Refuse("future-date", field);
    public static Outcome BeforeBranch(DateOnly since) => Outcome.Refuse("before-branch", "since", ("since", $"{since:yyyy-MM-dd}"));

    /// <summary>What was written last began on that day or later: what follows begins after it.</summary>
    public static Outcome NotAfter(DateOnly since) => Outcome.Refuse("not-after-last", "since", ("since", $"{since:yyyy-MM-dd}"));

    /// <summary>A member, a brand or a leader would stand outside the dates of the branch.</summary>
    public static Outcome BranchNotAround(DateOnly since, string field) => Outcome.Refuse("branch-not-around", field, ("since", $"{since:yyyy-MM-dd}"));

    /// <summary>Rows of a list whose people or things somebody has used since.</summary>
    public static Outcome RowsInUse(IEnumerable<int> rows) => Outcome.Refuse([.. rows.Select(r => new Refusal("row-in-use", $"rows[{r}]", new Dictionary<string, string> { ["row"] = r.ToString(System.Globalization.CultureInfo.InvariantCulture) }))]);
}
