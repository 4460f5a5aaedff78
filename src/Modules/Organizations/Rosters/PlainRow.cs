using System.Globalization;
using System.Text.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts.Rosters;
using Lianxin.Rosters.Columns;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Lianxin.Organizations.Rosters;

/// <summary>One row of a list of things: its values by column, of the kinds that the columns have.</summary>
public class PlainRow : IRosterRow
{
    private readonly List<Refusal> faults = [];
    private readonly IReadOnlyDictionary<string, JsonElement> values;

    /// <param name="template">Whose columns they must be.</param>
    /// <param name="values">As the preview gave them.</param>
    /// <param name="longest">Most characters of a text, by column; 100 where none is told.</param>
    protected PlainRow(RosterTemplate template, IReadOnlyDictionary<string, JsonElement> values, IReadOnlyDictionary<string, int> longest)
    {
        this.values = values;
        foreach (var (column, value) in values)
        {
            if (!template.Knows(column)) faults.Add(new("unknown-field", column));
            else if (!Fits((template.Column(column) ?? template.PhoneOf(column))?.Kind ?? "text", value)) faults.Add(new("wrong-type", column));
            else if (value.ValueKind is JsonValueKind.String && value.GetString()!.Length > longest.GetValueOrDefault(column, 100)) faults.Add(new("too-long", column));
        }
    }

    public virtual string? Number => null;
    public virtual bool HasName => true;
    public Guid SubjectId { get; set; }
    public IReadOnlyList<Refusal> Faults => faults;

    /// <summary>Columns that somebody looked at again.</summary>
    public IReadOnlySet<string> Confirmed { get; private set; } = new HashSet<string>();

    public void Confirm(IEnumerable<string> columns, Confirmation by) => Confirmed = columns.ToHashSet();

    public bool Has(string column) => values.ContainsKey(column);
    public string? Text(string column) => values.TryGetValue(column, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text.Trim() : null;

    /// <summary>All numbers of a telephone cell, the main one first.</summary>
    public string? Phones(string column) => Text(column) is not { } first ? null : string.Join('、', new[] { first }.Concat(Enumerable.Range(2, 8).Select(n => Text($"{column}_{n}")).OfType<string>()));
    public decimal? Amount(string column) => values.TryGetValue(column, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : null;
    public int? Count(string column) => Amount(column) is { } number and >= 0 and <= int.MaxValue ? (int)number : null;
    public bool? Flag(string column) => values.TryGetValue(column, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;
    public DateOnly? Day(string column) => DateOnly.TryParseExact(Text(column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    public IReadOnlyList<string> Words(string column) => values.TryGetValue(column, out var value) && value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray().Select(v => v.GetString() ?? "")] : [];

    /// <summary>Coordinates are asked about once: copies of Chinese maps are not in the system that is kept here.</summary>
    public IEnumerable<(Refusal Refusal, bool Asked)> Coordinates()
    {
        const string longitude = "longitude", latitude = "latitude";
        if (Amount(longitude) is < -180 or > 180) yield return (new("out-of-range", longitude), false);
        if (Amount(latitude) is < -90 or > 90) yield return (new("out-of-range", latitude), false);
        if (Amount(longitude) is null != Amount(latitude) is null) yield return (new("required", Amount(longitude) is null ? longitude : latitude), false);
        else if (Amount(longitude) is not null && !Confirmed.Contains(longitude)) yield return (new("ambiguous-code", longitude), true);
    }

    private static bool Fits(string kind, JsonElement value) => kind switch
    {
        "count" => value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out _),
        "number" => value.ValueKind is JsonValueKind.Number,
        "yes-no" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "codes" => value.ValueKind is JsonValueKind.Array,
        "date" => value.ValueKind is JsonValueKind.String && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => value.ValueKind is JsonValueKind.String,
    };
}

/// <summary>A field of a thing: the column that tells it, what stands there, what the row says, and how it is set.</summary>
/// <param name="Now">Null where the row says nothing: then nothing is changed.</param>
internal sealed record PlainField(string Column, string? Old, string? Now, Action Set);

/// <summary>What lists of things share: rows of the house's own tables, found by a number or by words.</summary>
/// <typeparam name="T">A row.</typeparam>
/// <typeparam name="TEntity">What it becomes.</typeparam>
internal abstract class PlainRoster<T, TEntity>(RosterKind kind, LianxinDb db, ImportBook book) : RosterWork<T>(kind, db, book) where T : PlainRow where TEntity : class
{
    /// <summary>These, tracked, as far as the caller reaches them.</summary>
    protected abstract Task<Dictionary<Guid, TEntity>> LoadAsync(Guid[] ids, CancellationToken ct);

    protected abstract IEnumerable<PlainField> Fields(T row, TEntity entity);

    protected abstract Guid OrganizationOf(TEntity entity);

    protected override async Task<IReadOnlyDictionary<int, RosterMatchView>> CompareAsync(IReadOnlyDictionary<int, (T Row, Named Named)> rows, Author about, bool english, CancellationToken ct)
    {
        var known = await LoadAsync([.. rows.Values.Select(r => r.Named.Subject).Distinct()], ct);
        Db.ChangeTracker.Clear(); // only looked at
        return rows.Where(r => known.ContainsKey(r.Value.Named.Subject)).ToDictionary(r => r.Key, r => new RosterMatchView(r.Value.Named.Subject, r.Value.Named.ByNumber ? ByNumber : ByName, "known",
            [.. Fields(r.Value.Row, known[r.Value.Named.Subject]).Where(f => f.Now is not null).Select(f => new RosterFieldView(f.Column, Words(f.Column, english), f.Old ?? "", f.Now!, State(f)))]));
    }

    protected override async Task<Dictionary<Guid, long>> LockAsync(Guid[] subjects, OperationContext on, CancellationToken ct) =>
        (await LoadAsync(subjects, ct)).Where(e => on.Caller.Reaches(OrganizationOf(e.Value))).ToDictionary(e => e.Key, _ => 0L);

    protected override async Task MergeAsync(RosterImport import, IReadOnlyList<Decided> rows, OperationContext on, CancellationToken ct)
    {
        if (rows.Count == 0) return;
        var known = await LoadAsync([.. rows.Select(r => r.Row.SubjectId)], ct);
        foreach (var (_, row, content) in rows)
            foreach (var field in Fields(content, known[row.SubjectId]).Where(f => f.Now is not null))
                if (State(field) is "fills" || (State(field) is "differs" && row.Overwrite.Contains(field.Column))) field.Set();
    }

    protected override Guid? About(EntityEntry entry) => entry.Entity is TEntity ? entry.Property("Id").CurrentValue as Guid? : null;

    public override async Task RemoveAsync(IReadOnlyList<TakenRow> rows, CancellationToken ct)
    {
        foreach (var part in rows.Select(r => r.SubjectId).Chunk(500))
            await Db.Set<TEntity>().Where(e => part.Contains(EF.Property<Guid>(e, "Id"))).ExecuteDeleteAsync(ct);
    }

    private string Words(string column, bool english) => Template.Column(column) is { } known ? english ? known.En : known.Zh : column;

    private static string State(PlainField field) => string.IsNullOrEmpty(field.Old) ? "fills" : field.Old == field.Now ? "same" : "differs";
}
