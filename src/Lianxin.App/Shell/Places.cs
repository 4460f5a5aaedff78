using Lianxin.App.Components;
using Lianxin.Contracts;

namespace Lianxin.App.Shell;

/// <summary>One place of the rail and of the bar at the bottom.</summary>
/// <param name="Address">Relative to the base; empty for the first page.</param>
/// <param name="Word">Key of its word in this folder.</param>
/// <param name="Letter">The letter after <c>g</c>.</param>
/// <param name="Permissions">Without any of them the place is absent, not grey.</param>
public sealed record Place(string Address, Glyph Glyph, string Word, string Letter, params string[] Permissions)
{
    public bool IsFor(Session session) => Permissions.Any(session.Can);
}

/// <summary>What exists, in the order of the rail.</summary>
public static class Places
{
    public static readonly IReadOnlyList<Place> All =
    [
        new("", Glyph.Home, "Today", "t", Permissions.ReadRecord),
        new("residents", Glyph.People, "Residents", "r", Permissions.ReadRecord),
        new("pregnancies", Glyph.Heart, "Maternity", "m", Permissions.ReadRecord),
        new("lists", Glyph.Table, "Lists", "l", Permissions.ReadRecord),
        new("cases", Glyph.Folder, "Cases", "c", Permissions.ReadRecord),
        new("reports", Glyph.Chart, "Reports", "b", Permissions.PrepareReports),
        new("staff", Glyph.Person, "Staff", "s", Permissions.ManageStaff),
        new("import", Glyph.Upload, "Import", "i", Permissions.ImportRoster, Permissions.ManageOrganizations, Permissions.ManageStaff),
        new("visit-schedule", Glyph.Calendar, "VisitSchedule", "v", Permissions.ManageOrganizations),
        new("branches", Glyph.Flag, "Branches", "p", Permissions.ManageBranches),
    ];
}
