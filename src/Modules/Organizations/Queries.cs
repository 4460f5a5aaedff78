using Lianxin.Core.Access;

namespace Lianxin.Organizations;

/// <summary>The organizations in reach: to choose one, to show names.</summary>
internal sealed class OrganizationsInReach : IQuery
{
    public static string Route => "organizations/in-reach";
    public static string Permission => Permissions.ReadStaff;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IReadOnlyList<OrganizationView>> AnswerAsync(OrganizationTree tree, CallerHolder holder, CancellationToken ct) =>
        [.. (await tree.AllAsync(ct)).Values.Where(n => holder.Caller.Reaches(n.Id)).OrderBy(n => n.Code, StringComparer.Ordinal)
            .Select(n => new OrganizationView(n.Id, n.ParentId, n.Code, n.Name, n.Kind, n.Level, n.VisitSchedule))];
}

/// <summary>The hospitals and centres of the region: to whom somebody is sent. Names of houses are no secret.</summary>
internal sealed class Houses : IQuery
{
    private static readonly HashSet<string> Kinds = ["hospital", "branch-hospital", "health-centre"];

    public static string Route => "organizations/houses";
    public static string Permission => Permissions.ReadStaff;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IReadOnlyList<OrganizationView>> AnswerAsync(OrganizationTree tree, CancellationToken ct) =>
        [.. (await tree.AllAsync(ct)).Values.Where(n => Kinds.Contains(n.Kind)).OrderBy(n => n.Code, StringComparer.Ordinal).Select(n => new OrganizationView(n.Id, n.ParentId, n.Code, n.Name, n.Kind, n.Level, n.VisitSchedule))];
}

/// <summary>The doctors of the region: whom somebody can be given to as responsible. Who works where is no secret among colleagues.</summary>
internal sealed class Doctors : IQuery
{
    public static string Route => "organizations/doctors";
    public static string Permission => Permissions.ReadStaff;
    public static Delegate Answer => AnswerAsync;

    private static Task<IReadOnlyList<DoctorView>> AnswerAsync(StaffDirectory directory, CancellationToken ct) => directory.DoctorsAsync(ct);
}

/// <summary>The colleagues of one organization in reach.</summary>
internal sealed class StaffOfOrganization : IQuery
{
    public static string Route => "organizations/{organization:guid}/staff";
    public static string Permission => Permissions.ReadStaff;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid organization, StaffDirectory directory, CallerHolder holder, CancellationToken ct) =>
        holder.Caller.Reaches(organization) || holder.Caller.Home == organization
            ? Results.Json(await directory.OfAsync(organization, ct), Wire.Json) : Problem.Of(404, "not-found");
}
