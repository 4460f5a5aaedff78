using System.Globalization;
using System.Text.Json;
using Lianxin.Contracts.Rosters;
using Lianxin.Core.Access;
using Lianxin.Rosters.Columns;

namespace Lianxin.Organizations.Rosters;

/// <summary>A community's list of its residential buildings.</summary>
internal sealed class BuildingRoster(LianxinDb db, ImportBook book) : PlainRoster<BuildingRow, Building>(RosterKinds.Buildings, db, book), IRosterWork
{
    private static readonly string[] Counts = ["unit_count", "floor_count", "household_count", "population", "elder_count", "pregnant_count", "bedridden_count"];

    static RosterKind IRosterWork.Kind => RosterKinds.Buildings;

    public override string NumberColumn => BuildingRow.NameOf;
    public override string NameColumn => BuildingRow.NameOf;

    protected override BuildingRow Read(IReadOnlyDictionary<string, JsonElement> values, DateOnly today, DateOnly? listDate) => new(Template, values);

    protected override IEnumerable<(Refusal Refusal, bool Asked)> Against(BuildingRow row, Author about)
    {
        foreach (var fault in row.Faults) yield return (fault, false);
        if (row.Text(BuildingRow.EstateOf) is null) yield return (new("required", BuildingRow.EstateOf), false);
        foreach (var column in Counts)
            if (row.Amount(column) is < 0 or > 1_000_000) yield return (new("out-of-range", column), false);
        foreach (var part in new[] { "elder_count", "pregnant_count", "bedridden_count" })
            if (row.Amount(part) > row.Amount("population") && !row.Confirmed.Contains(part)) yield return (new("improbable", part), true);
        foreach (var one in row.Coordinates()) yield return one;
    }

    protected override async Task<(Dictionary<int, Named> InReach, HashSet<int> Elsewhere)> FindAsync(IReadOnlyList<BuildingRow> rows, Guid organization, CancellationToken ct)
    {
        var known = (await Db.Buildings.AsNoTracking().Where(b => b.OrganizationId == organization).Select(b => new { b.Id, b.Estate, b.Name }).ToListAsync(ct)).ToDictionary(b => BuildingRow.KeyOf(b.Estate, b.Name), b => b.Id, StringComparer.OrdinalIgnoreCase);
        Dictionary<int, Named> found = [];
        for (var i = 0; i < rows.Count; i++)
            if (rows[i].Number is { } key && known.TryGetValue(key, out var id)) found[i] = new(id, ByNumber: true);
        return (found, []);
    }

    protected override Task AddAsync(RosterImport import, ImportRow row, BuildingRow content, OperationContext on, CancellationToken ct)
    {
        var entity = new Building { Id = row.SubjectId, OrganizationId = import.OrganizationId, Estate = content.Text(BuildingRow.EstateOf)!, Name = content.Text(BuildingRow.NameOf)! };
        foreach (var field in Fields(content, entity)) if (field.Now is not null) field.Set();
        Db.Buildings.Add(entity);
        return Task.CompletedTask;
    }

    protected override async Task<Dictionary<Guid, Building>> LoadAsync(Guid[] ids, CancellationToken ct) => (await Db.Buildings.Where(b => ids.Contains(b.Id)).ToListAsync(ct)).ToDictionary(b => b.Id);

    protected override Guid OrganizationOf(Building entity) => entity.OrganizationId;

    protected override IEnumerable<PlainField> Fields(BuildingRow row, Building entity)
    {
        PlainField Field(string column, string? old, Action<string> set) => new(column, old, row.Text(column), () => set(row.Text(column)!));
        PlainField Count(string column, int? old, Action<int> set) => new(column, old?.ToString(CultureInfo.InvariantCulture), row.Count(column)?.ToString(CultureInfo.InvariantCulture), () => set(row.Count(column)!.Value));
        PlainField YesNo(string column, bool? old, Action<bool> set) => new(column, Word(old), Word(row.Flag(column)), () => set(row.Flag(column)!.Value));
        PlainField Degrees(string column, double? old, Action<double> set) => new(column, old?.ToString("0.######", CultureInfo.InvariantCulture), row.Amount(column)?.ToString("0.######", CultureInfo.InvariantCulture), () => set((double)row.Amount(column)!.Value));
        yield return Count("unit_count", entity.Entrances, v => entity.Entrances = v);
        yield return Count("floor_count", entity.Floors, v => entity.Floors = v);
        yield return Count("household_count", entity.Households, v => entity.Households = v);
        yield return Count("population", entity.Population, v => entity.Population = v);
        yield return Count("elder_count", entity.Elders, v => entity.Elders = v);
        yield return Count("pregnant_count", entity.Pregnant, v => entity.Pregnant = v);
        yield return Count("bedridden_count", entity.Bedridden, v => entity.Bedridden = v);
        yield return YesNo("has_lift", entity.HasLift, v => entity.HasLift = v);
        yield return YesNo("ambulance_access", entity.AmbulanceAccess, v => entity.AmbulanceAccess = v);
        yield return Field("building_head", entity.Head, v => entity.Head = v);
        yield return Field("liaison", entity.Liaison, v => entity.Liaison = v);
        yield return Field("doctor", entity.Doctor, v => entity.Doctor = v);
        yield return Degrees("longitude", entity.Longitude, v => entity.Longitude = v);
        yield return Degrees("latitude", entity.Latitude, v => entity.Latitude = v);
    }

    /// <summary>Nothing refers to a building yet.</summary>
    public override Task<IReadOnlyList<TakenRow>> UsedAsync(IReadOnlyList<TakenRow> rows, CancellationToken ct) => Task.FromResult<IReadOnlyList<TakenRow>>([]);

    private static string? Word(bool? flag) => flag switch { true => "是", false => "否", _ => null };
}

/// <summary>One building of a list.</summary>
internal sealed class BuildingRow(RosterTemplate template, IReadOnlyDictionary<string, JsonElement> values) : PlainRow(template, values, new Dictionary<string, int> { ["building_head"] = 50, ["liaison"] = 50, ["doctor"] = 50 })
{
    public const string EstateOf = "estate_name", NameOf = "building_name";

    public override string? Number => Text(EstateOf) is { } estate && Text(NameOf) is { } name ? KeyOf(estate, name) : null;
    public override bool HasName => Text(NameOf) is not null;

    public static string KeyOf(string estate, string name) => $"{estate}\n{name}";
}

/// <summary>The buildings that an organization in reach keeps, or one below it.</summary>
internal sealed class BuildingsOfOrganization : IQuery
{
    private const int Most = 2000;

    public static string Route => "organizations/{organization:guid}/buildings";
    public static string Permission => Permissions.ReadStaff;
    public static Delegate Answer => AnswerAsync;

    private static async Task<IResult> AnswerAsync(Guid organization, LianxinDb db, OrganizationTree tree, CallerHolder holder, CancellationToken ct)
    {
        if (!holder.Caller.Reaches(organization) && holder.Caller.Home != organization) return Problem.Of(404, "not-found");
        var below = (await tree.BelowAsync(organization, ct)).ToArray();
        return Results.Json(await db.Buildings.AsNoTracking().Where(b => below.Contains(b.OrganizationId)).OrderBy(b => b.Estate).ThenBy(b => b.Name).Take(Most)
            .Select(b => new BuildingView(b.Id, b.OrganizationId, b.Estate, b.Name, b.Entrances, b.Floors, b.Households, b.Population, b.Elders, b.Pregnant, b.Bedridden, b.HasLift, b.AmbulanceAccess, b.Head, b.Liaison, b.Doctor)).ToListAsync(ct), Wire.Json);
    }
}
