using System.Text.Json;
using Lianxin.ClinicalRules.Identifiers;
using Lianxin.Contracts.Rosters;
using Lianxin.Rosters.Columns;

namespace Lianxin.Organizations.Rosters;

/// <summary>A house's list of its people. It gives nobody a right: posts and accounts are given apart.</summary>
internal sealed class StaffRoster(LianxinDb db, ImportBook book, OrganizationTree tree, Core.Access.CallerHolder holder) : PlainRoster<StaffRow, Staff>(RosterKinds.Staff, db, book), IRosterWork
{
    private static readonly HashSet<string> NotKept = ["id_number", "sex", "birth_date", "joined_on", "party_member", "party_branch", "party_post", "availability", "leave", "short_no"];

    static RosterKind IRosterWork.Kind => RosterKinds.Staff;

    public override string NumberColumn => StaffRow.StaffNo;
    public override string NameColumn => StaffRow.FullName;
    public override bool Keeps(string column) => !NotKept.Contains(column);

    protected override StaffRow Read(IReadOnlyDictionary<string, JsonElement> values, DateOnly today, DateOnly? listDate) => new(Template, values);

    protected override IEnumerable<(Refusal Refusal, bool Asked)> Against(StaffRow row, Author about)
    {
        foreach (var fault in row.Faults) yield return (fault, false);
        if (row.Mobile is null) yield return (new("required", StaffRow.Telephone), false);
        if (row.House is null) yield return (new(row.Text(StaffRow.Organization) is null ? "required" : "unknown-code", StaffRow.Organization), false);
        if (row.Day(StaffRow.LicenseUntil) < about.Today && !row.Confirmed.Contains(StaffRow.LicenseUntil)) yield return (new("improbable", StaffRow.LicenseUntil), true);
    }

    protected override async Task<(Dictionary<int, Named> InReach, HashSet<int> Elsewhere)> FindAsync(IReadOnlyList<StaffRow> rows, Guid organization, CancellationToken ct)
    {
        var ids = await tree.BelowAsync(organization, ct);
        var below = ids.ToHashSet();
        var houses = (await tree.AllAsync(ct)).Values.Where(n => below.Contains(n.Id) && holder.Caller.Reaches(n.Id)).ToList();
        var staff = await Db.Staff.AsNoTracking().Where(s => ids.Contains(s.OrganizationId)).Select(s => new { s.Id, s.OrganizationId, s.Name, s.Phone, s.StaffNo }).ToListAsync(ct);
        var byNumber = staff.Where(s => s.StaffNo is not null).GroupBy(s => (s.OrganizationId, s.StaffNo!.ToUpperInvariant())).ToDictionary(g => g.Key, g => g.First().Id);
        var byName = staff.Where(s => s.Phone is not null).GroupBy(s => (s.Name, MainPhone(s.Phone!))).ToDictionary(g => g.Key, g => g.First().Id);
        Dictionary<int, Named> found = [];
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            row.House = HouseOf(houses, row.Text(StaffRow.Organization));
            if (row.Text(StaffRow.StaffNo) is { } number && row.House is { } house && byNumber.TryGetValue((house, number.ToUpperInvariant()), out var same)) found[i] = new(same, ByNumber: true);
            else if (row.Mobile is { } mobile && row.Text(StaffRow.FullName) is { } name && byName.TryGetValue((name, MainPhone(mobile)), out var likely)) found[i] = new(likely, ByNumber: false);
        }
        return (found, []);
    }

    protected override Task AddAsync(RosterImport import, ImportRow row, StaffRow content, OperationContext on, CancellationToken ct)
    {
        var staff = new Staff { Id = row.SubjectId, OrganizationId = content.House!.Value, Name = content.Text(StaffRow.FullName)!, Title = "" };
        foreach (var field in Fields(content, staff)) if (field.Now is not null) field.Set();
        Db.Staff.Add(staff);
        return Task.CompletedTask;
    }

    protected override async Task<Dictionary<Guid, Staff>> LoadAsync(Guid[] ids, CancellationToken ct) => (await Db.Staff.Where(s => ids.Contains(s.Id)).ToListAsync(ct)).ToDictionary(s => s.Id);

    protected override Guid OrganizationOf(Staff entity) => entity.OrganizationId;

    protected override IEnumerable<PlainField> Fields(StaffRow row, Staff entity)
    {
        PlainField Field(string column, string? old, Action<string> set) => new(column, old, row.Text(column), () => set(row.Text(column)!));
        yield return new(StaffRow.FullName, entity.Name, row.Text(StaffRow.FullName), () => entity.Name = row.Text(StaffRow.FullName)!);
        yield return new(StaffRow.Telephone, entity.Phone, row.Mobile, () => entity.Phone = row.Mobile);
        yield return Field(StaffRow.StaffNo, entity.StaffNo, v => entity.StaffNo = v);
        yield return Field("department", entity.Department, v => entity.Department = v);
        yield return new PlainField("title", entity.Title, row.Title, () => entity.Title = row.Title!);
        var skills = row.Words("skills");
        yield return new PlainField("skills", entity.Skills, skills.Count == 0 ? null : string.Join(' ', skills), () => entity.Skills = string.Join(' ', skills));
        yield return Field("license_no", entity.LicenseNo, v => entity.LicenseNo = v);
        yield return new(StaffRow.LicenseUntil, entity.LicenseUntil is { } until ? $"{until:yyyy-MM-dd}" : null, row.Text(StaffRow.LicenseUntil), () => entity.LicenseUntil = row.Day(StaffRow.LicenseUntil));
    }

    /// <summary>Somebody of whom there is more than the list told: a post, an account, a leave, a branch, anything done.</summary>
    public override async Task<IReadOnlyList<TakenRow>> UsedAsync(IReadOnlyList<TakenRow> rows, CancellationToken ct)
    {
        HashSet<Guid> used = [];
        foreach (var part in rows.Where(r => r.IsNew).Select(r => r.SubjectId).Chunk(500))
        {
            used.UnionWith(await Db.Posts.Where(p => part.Contains(p.StaffId)).Select(p => p.StaffId).ToListAsync(ct));
            used.UnionWith(await Db.Accounts.Where(a => part.Contains(a.StaffId)).Select(a => a.StaffId).ToListAsync(ct));
            used.UnionWith(await Db.BranchMembers.Where(m => part.Contains(m.StaffId)).Select(m => m.StaffId).ToListAsync(ct));
            used.UnionWith(await Db.BranchLeaders.Where(l => part.Contains(l.StaffId)).Select(l => l.StaffId).ToListAsync(ct));
            used.UnionWith(await Db.Leaves.Where(l => part.Contains(l.StaffId)).Select(l => l.StaffId).ToListAsync(ct));
        }
        return [.. rows.Where(r => used.Contains(r.SubjectId))];
    }

    private static string MainPhone(string phones) => PhoneNumber.Parse(PhoneNumber.Split(phones)[0]).Digits;

    /// <summary>The one organization of that name or code.</summary>
    internal static Guid? HouseOf(IEnumerable<OrganizationTree.Node> houses, string? words)
    {
        if (words is null) return null;
        var named = houses.Where(h => h.Name.Equals(words, StringComparison.Ordinal) || h.Code.Equals(words, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return named.Count == 1 ? named[0].Id : null;
    }
}

/// <summary>One colleague of a list.</summary>
internal sealed class StaffRow(RosterTemplate template, IReadOnlyDictionary<string, JsonElement> values)
    : PlainRow(template, values, new Dictionary<string, int> { [FullName] = 50, ["title"] = 30, ["post"] = 30, [Telephone] = 30, [StaffNo] = 40 })
{
    public const string FullName = "full_name", Telephone = "mobile", StaffNo = "staff_no", Organization = "organization", LicenseUntil = "license_until";

    // Each house counts its own people: the same number in two houses is two people.
    public override string? Number => Text(StaffNo) is { } number ? $"{Text(Organization)}\n{number}" : null;
    public override bool HasName => Text(FullName) is not null;
    public string? Mobile => Phones(Telephone);

    /// <summary>What people call her by: her title, or what she does.</summary>
    public string? Title => Text("title") ?? Text("post");

    /// <summary>The house that the row names, once it was looked up.</summary>
    public Guid? House { get; set; }
}
