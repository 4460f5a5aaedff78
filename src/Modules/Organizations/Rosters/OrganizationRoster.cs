using System.Globalization;
using System.Text.Json;
using Lianxin.ClinicalRules.Identifiers;
using Lianxin.Contracts.Organizations;
using Lianxin.Contracts.Rosters;
using Lianxin.Rosters.Columns;

namespace Lianxin.Organizations.Rosters;

/// <summary>A list of hospitals, centres, communities, below the organization that it is sent to.</summary>
internal sealed class OrganizationRoster(LianxinDb db, ImportBook book, OrganizationTree tree, Core.Access.CallerHolder holder) : PlainRoster<OrganizationRow, Organization>(RosterKinds.Organizations, db, book), IRosterWork
{
    private const int OldCode = 9;

    static RosterKind IRosterWork.Kind => RosterKinds.Organizations;

    public override string NumberColumn => OrganizationRow.InstitutionCode;
    public override string NameColumn => OrganizationRow.NameOf;

    protected override OrganizationRow Read(IReadOnlyDictionary<string, JsonElement> values, DateOnly today, DateOnly? listDate) => new(Template, values);

    protected override IEnumerable<(Refusal Refusal, bool Asked)> Against(OrganizationRow row, Author about)
    {
        foreach (var fault in row.Faults) yield return (fault, false);
        if (row.Number is null) yield return (new("required", OrganizationRow.InstitutionCode), false);
        if (row.Text(OrganizationRow.KindOf) is not { } kind) yield return (new("required", OrganizationRow.KindOf), false);
        else if (!OrganizationKinds.All.Contains(kind)) yield return (new("unknown-code", OrganizationRow.KindOf), false);
        if (row.Text(OrganizationRow.InstitutionCode) is { } code && !code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) yield return (new("invalid", OrganizationRow.InstitutionCode), false);
        if (row.Text("division_code") is { } d && (d.Length is not (6 or 9 or 12) || !d.All(char.IsAsciiDigit))) yield return (new("division-code", "division_code"), false);
        // The older code of an organization has nine characters and no check that says much.
        if (row.Text("uscc") is { } credit && credit.Length != OldCode && !UnifiedSocialCreditCode.TryParse(credit, out _, out _)) yield return (new("social-credit-code", "uscc"), false);
        if (row.Amount("tier") is < 1 or > 3) yield return (new("out-of-range", "tier"), false);
        if (row.Text(OrganizationRow.Parent) is not null && row.ParentId is null && row.Above is null) yield return (new("unknown-code", OrganizationRow.Parent), false);
        if (InCircle(row)) yield return (new("out-of-range", OrganizationRow.Parent), false);
        foreach (var one in row.Coordinates()) yield return one;
    }

    protected override async Task<(Dictionary<int, Named> InReach, HashSet<int> Elsewhere)> FindAsync(IReadOnlyList<OrganizationRow> rows, Guid organization, CancellationToken ct)
    {
        var all = (await tree.AllAsync(ct)).Values;
        var houses = all.Where(n => holder.Caller.Reaches(n.Id)).ToList();
        var byCode = all.GroupBy(n => n.Code, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);
        Dictionary<string, OrganizationRow> named = new(StringComparer.Ordinal);
        foreach (var row in rows) if (row.Text(OrganizationRow.NameOf) is { } name) named.TryAdd(name, row);
        Dictionary<int, Named> found = [];
        HashSet<int> elsewhere = [];
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            row.ParentId = row.Text(OrganizationRow.Parent) is { } parent ? StaffRoster.HouseOf(houses, parent) : organization;
            if (row.ParentId is null && row.Text(OrganizationRow.Parent) is { } inList) row.Above = named.GetValueOrDefault(inList);
            if (row.Number is { } code && byCode.TryGetValue(code, out var known))
            {
                if (holder.Caller.Reaches(known.Id)) found[i] = new(known.Id, ByNumber: true);
                else elsewhere.Add(i);
            }
            else if (row.Text(OrganizationRow.NameOf) is { } name && StaffRoster.HouseOf(houses, name) is { } likely) found[i] = new(likely, ByNumber: false);
        }
        return (found, elsewhere);
    }

    protected override Task AddAsync(RosterImport import, ImportRow row, OrganizationRow content, OperationContext on, CancellationToken ct)
    {
        var entity = new Organization
        {
            Id = row.SubjectId, ParentId = content.ParentId ?? content.Above!.SubjectId, Code = content.Number!, Name = content.Text(OrganizationRow.NameOf)!, Kind = content.Text(OrganizationRow.KindOf)!, From = on.Today,
        };
        foreach (var field in Fields(content, entity)) if (field.Now is not null) field.Set();
        Db.Organizations.Add(entity);
        tree.Changed();
        return Task.CompletedTask;
    }

    protected override async Task MergeAsync(RosterImport import, IReadOnlyList<Decided> rows, OperationContext on, CancellationToken ct)
    {
        await base.MergeAsync(import, rows, on, ct);
        if (rows.Count > 0) tree.Changed();
    }

    protected override async Task<Dictionary<Guid, Organization>> LoadAsync(Guid[] ids, CancellationToken ct) => (await Db.Organizations.Where(o => ids.Contains(o.Id)).ToListAsync(ct)).ToDictionary(o => o.Id);

    protected override Guid OrganizationOf(Organization entity) => entity.Id;

    protected override IEnumerable<PlainField> Fields(OrganizationRow row, Organization entity)
    {
        PlainField Field(string column, string? old, Action<string> set) => new(column, old, row.Text(column), () => set(row.Text(column)!));
        PlainField Degrees(string column, double? old, Action<double> set) => new(column, old?.ToString("0.######", CultureInfo.InvariantCulture), row.Amount(column)?.ToString("0.######", CultureInfo.InvariantCulture), () => set((double)row.Amount(column)!.Value));
        yield return Field(OrganizationRow.NameOf, entity.Name, v => entity.Name = v);
        yield return Field("uscc", entity.SocialCreditCode, v => entity.SocialCreditCode = v);
        yield return Field("division_code", entity.DivisionCode, v => entity.DivisionCode = v);
        yield return Field("address", entity.Address, v => entity.Address = v);
        yield return Field("contact_name", entity.ContactName, v => entity.ContactName = v);
        yield return new PlainField("contact_phone", entity.ContactPhone, row.Phones("contact_phone"), () => entity.ContactPhone = row.Phones("contact_phone"));
        yield return new PlainField("tier", entity.Level?.ToString(CultureInfo.InvariantCulture), row.Count("tier")?.ToString(CultureInfo.InvariantCulture), () => entity.Level = row.Count("tier"));
        yield return Degrees("longitude", entity.Longitude, v => entity.Longitude = v);
        yield return Degrees("latitude", entity.Latitude, v => entity.Latitude = v);
    }

    /// <summary>An organization in which somebody works or is looked after, that has a branch, or below which another stands that did not come with it.</summary>
    public override async Task<IReadOnlyList<TakenRow>> UsedAsync(IReadOnlyList<TakenRow> rows, CancellationToken ct)
    {
        var own = rows.Where(r => r.IsNew).Select(r => r.SubjectId).ToArray();
        HashSet<Guid> used = [];
        foreach (var part in own.Chunk(500))
        {
            used.UnionWith((await Db.Organizations.Where(o => o.ParentId != null && part.Contains(o.ParentId.Value)).Select(o => new { o.Id, Parent = o.ParentId!.Value }).ToListAsync(ct)).Where(o => !own.Contains(o.Id)).Select(o => o.Parent));
            used.UnionWith(await Db.Staff.Where(s => part.Contains(s.OrganizationId)).Select(s => s.OrganizationId).ToListAsync(ct));
            used.UnionWith(await Db.Posts.Where(p => part.Contains(p.OrganizationId)).Select(p => p.OrganizationId).ToListAsync(ct));
            used.UnionWith(await Db.Branches.Where(b => part.Contains(b.OrganizationId)).Select(b => b.OrganizationId).Concat(Db.Branches.Where(b => part.Contains(b.BuiltOnId)).Select(b => b.BuiltOnId)).ToListAsync(ct));
            used.UnionWith(await Db.Buildings.Where(b => part.Contains(b.OrganizationId)).Select(b => b.OrganizationId).ToListAsync(ct));
            used.UnionWith(await Db.Subjects.Where(s => part.Contains(s.OrganizationId)).Select(s => s.OrganizationId).ToListAsync(ct));
            used.UnionWith(await Db.AccessGrants.Where(g => part.Contains(g.GranteeId)).Select(g => g.GranteeId).ToListAsync(ct));
        }
        return [.. rows.Where(r => used.Contains(r.SubjectId))];
    }

    public override async Task RemoveAsync(IReadOnlyList<TakenRow> rows, CancellationToken ct)
    {
        await base.RemoveAsync(rows, ct);
        await Db.RaiseAccessAsync(ct); // who reaches what has changed
        tree.Changed();
    }

    private static bool InCircle(OrganizationRow row)
    {
        HashSet<OrganizationRow> seen = [row];
        for (var above = row.Above; above is not null; above = above.Above)
            if (!seen.Add(above)) return true;
        return false;
    }
}

/// <summary>One organization of a list.</summary>
internal sealed class OrganizationRow(RosterTemplate template, IReadOnlyDictionary<string, JsonElement> values)
    : PlainRow(template, values, new Dictionary<string, int> { [InstitutionCode] = 40, ["uscc"] = 18, ["division_code"] = 12, ["address"] = 200, ["contact_phone"] = 30 })
{
    public const string NameOf = "name", KindOf = "kind", InstitutionCode = "institution_code", Parent = "parent";

    public override string? Number => Text(InstitutionCode) ?? Text("uscc");
    public override bool HasName => Text(NameOf) is not null;

    /// <summary>Above it in the register, once it was looked up.</summary>
    public Guid? ParentId { get; set; }

    /// <summary>Above it in the same list.</summary>
    public OrganizationRow? Above { get; set; }
}
