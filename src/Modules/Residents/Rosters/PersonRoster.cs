using System.Globalization;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts.Rosters;
using Lianxin.Core.Access;
using Lianxin.Core.Secrets;
using Lianxin.Organizations.Rosters;
using Lianxin.Residents.Duplicates;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Lianxin.Residents.Rosters;

/// <summary>What lists of people share: who is known already by number or name, whose record is in reach, what of a person is filled and what only changed where it was ticked.</summary>
public abstract class PersonRoster<T>(RosterKind kind, PersonColumns columns, PersonRosterServices services) : RosterWork<T>(kind, services.Db, services.Book) where T : PersonRow
{
    private const int AtOnce = 500;
    private static readonly FormDefinition PersonForm = FormDefinition.Of(FormNames.Person);

    public override string NumberColumn => Keys.IdNumber;
    public override string NameColumn => Keys.FullName;
    public override bool Keeps(string column) => columns.IsKept(column);

    protected PersonRosterServices Services => services;

    /// <summary>What the software itself adds to a row of this kind: no news on its own.</summary>
    protected virtual IReadOnlySet<string> OwnKeys { get; } = new HashSet<string> { Keys.Sex, Keys.Tags, Keys.ContactRelation };

    protected override IEnumerable<(Refusal Refusal, bool Asked)> Against(T row, Author about)
    {
        foreach (var fault in row.Faults) yield return (fault, false);
        if (row.KeptRestricted.Count > 0 && !about.SeesRestricted) yield return (new("not-permitted", row.KeptRestricted[0].Key), false);
        var state = Form.Check(PersonForm, row.Person, new FormContext { Now = about.HappenedAt, SeesRestricted = about.SeesRestricted, Pregnant = IsPregnant(row), Later = PersonColumns.Later });
        foreach (var problem in state.Refused) yield return (At(problem), false);
        foreach (var problem in state.Asked) yield return (At(problem), true);
    }

    /// <summary>Whether the person expects a child; null = nobody says.</summary>
    protected virtual bool? IsPregnant(T row) => null;

    protected Refusal At(FormProblem problem) => new(problem.Code, columns.ColumnOf(problem.Key), problem.Facts);

    protected override async Task<(Dictionary<int, Named> InReach, HashSet<int> Elsewhere)> FindAsync(IReadOnlyList<T> rows, Guid organization, CancellationToken ct)
    {
        Dictionary<int, Named> found = [];
        HashSet<int> elsewhere = [];
        foreach (var part in rows.Select((row, index) => (index, row.Number)).Where(r => r.Number is not null).Chunk(AtOnce))
        {
            var (owners, beyond) = await services.Register.OwnersAsync([.. part.Select(p => p.Number!)], ct);
            foreach (var (index, number) in part)
            {
                if (owners.TryGetValue(number!, out var owner)) found[index] = new(owner, ByNumber: true);
                else if (beyond.Contains(number!)) elsewhere.Add(index);
            }
        }
        var named = rows.Select((row, index) => (index, row.Person)).Where(r => !found.ContainsKey(r.index) && !elsewhere.Contains(r.index) && r.Person.Has(Keys.FullName)).ToList();
        var same = await services.Register.SameNamesAsync([.. named.Select(n => new NamedRow(n.Person.Text(Keys.FullName)!, n.Person.Date(Keys.BirthDate), n.Person.Text(Keys.Mobile), n.Person.Text(Keys.IdNumber)))], ct);
        foreach (var (at, resident) in same) found[named[at].index] = new(resident, ByNumber: false);
        return (found, elsewhere);
    }

    protected override async Task<IReadOnlyDictionary<int, RosterMatchView>> CompareAsync(IReadOnlyDictionary<int, (T Row, Named Named)> rows, Author about, bool english, CancellationToken ct)
    {
        var known = await ParticularsAsync(rows.Values.Select(r => r.Named.Subject), ct);
        return rows.ToDictionary(r => r.Key, r => new RosterMatchView(r.Value.Named.Subject, r.Value.Named.ByNumber ? ByNumber : ByName, "known", [.. PersonFields(r.Value.Row, known[r.Value.Named.Subject], english)]));
    }

    protected override async Task<Dictionary<Guid, long>> LockAsync(Guid[] subjects, OperationContext on, CancellationToken ct)
    {
        if (subjects.Length == 0) return [];
        var db = services.Db;
        var rows = db.IsSqlite ? db.Subjects.Where(s => subjects.Contains(s.Id)) : db.Subjects.FromSql($"SELECT * FROM subjects WHERE id = ANY({subjects}) ORDER BY id FOR UPDATE");
        return (await rows.AsNoTracking().ToListAsync(ct)).Where(s => on.Caller.Reaches(s) && s.FrozenAt is null).ToDictionary(s => s.Id, s => s.Version);
    }

    /// <summary>Takes a new person in, with the words of the row that no form takes.</summary>
    protected async Task<ResidentView> TakeInAsync(RosterImport import, ImportRow row, T content, OperationContext on, CancellationToken ct)
    {
        var person = WithSource(content.Person, Answers.Empty, import, row, content);
        on.TakeIn(row.SubjectId, import.OrganizationId);
        await services.Register.AddAsync(row.SubjectId, import.OrganizationId, person, on.Caller, on.ReceivedAt, ct);
        on.Count("resident-registered", on.Today, row.SubjectId, import.OrganizationId);
        return new ResidentView
        {
            Id = row.SubjectId, OrganizationId = import.OrganizationId, Name = person.Text(Keys.FullName)!, Sex = person.Text(Keys.Sex) ?? "0", BirthDate = person.Date(Keys.BirthDate), Particulars = person,
        };
    }

    protected override async Task MergeAsync(RosterImport import, IReadOnlyList<Decided> rows, OperationContext on, CancellationToken ct)
    {
        if (rows.Count > 0)
        {
            var ids = rows.Select(r => r.Row.SubjectId).ToArray();
            var houses = await services.Db.Subjects.AsNoTracking().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.OrganizationId, ct);
            var changed = (await MergeAsync(import, rows, houses, on, ct)).ToArray();
            await services.Db.Subjects.Where(s => changed.Contains(s.Id)).ExecuteUpdateAsync(u => u.SetProperty(s => s.Version, s => s.Version + 1), ct);
        }
        await services.Register.NoteTwinsAsync(ct); // of those taken in before, too
    }

    /// <summary>The same, once it is known who manages each. Answers about whom something was written.</summary>
    protected virtual async Task<List<Guid>> MergeAsync(RosterImport import, IReadOnlyList<Decided> rows, IReadOnlyDictionary<Guid, Guid> houses, OperationContext on, CancellationToken ct)
    {
        List<Guid> written = [];
        var known = await ParticularsAsync(rows.Select(r => r.Row.SubjectId), ct);
        var told = (Told is { } form ? (await services.Encounters.OfAsync([.. houses.Keys], everything: true, ct)).Where(e => e.Form == form.Name) : []).ToLookup(e => e.ResidentId);
        foreach (var (_, row, content) in rows)
        {
            var before = known[row.SubjectId];
            var changed = Taken(content, before, row.Overwrite);
            var isNew = Tells(content) && !told[row.SubjectId].Any(e => IsSame(content, e));
            // A list that says nothing new leaves no trace in the record; that it came stands in the operation and the audit.
            if (changed.Count == 0 && !isNew) continue;
            changed = WithSource(changed, before, import, row, content);
            if (changed.Count > 0) await services.Register.ChangeAsync(row.SubjectId, changed, on.Caller, on.ReceivedAt, Source(import, row), ct);
            Report(row.SubjectId, houses[row.SubjectId], row.SubjectId, content, on);
            if (isNew) Write(import, row, content, houses[row.SubjectId], on);
            written.Add(row.SubjectId);
        }
        return written;
    }

    /// <summary>The form that rows of this kind answer beside particulars; null = none.</summary>
    protected virtual FormDefinition? Told => null;

    /// <summary>True where the row answers that form.</summary>
    protected virtual bool Tells(T content) => false;

    /// <summary>True where the record has it already: a list that comes twice tells nothing twice.</summary>
    protected virtual bool IsSame(T content, EncounterRead told) => false;

    /// <summary>Writes that form.</summary>
    protected virtual void Write(RosterImport import, ImportRow row, T content, Guid organization, OperationContext on) { }

    protected override async Task AddAsync(RosterImport import, ImportRow row, T content, OperationContext on, CancellationToken ct)
    {
        await TakeInAsync(import, row, content, on, ct);
        Report(row.SubjectId, import.OrganizationId, row.SubjectId, content, on);
        if (Tells(content)) Write(import, row, content, import.OrganizationId, on);
    }

    // A pair belongs to two and stays when one of them is put back: it waits for a look, no more.
    protected override Guid? About(EntityEntry entry) => entry.Entity is DuplicatePair ? null : RowJournal.Person(entry);

    public override async Task<IReadOnlyList<TakenRow>> UsedAsync(IReadOnlyList<TakenRow> rows, CancellationToken ct)
    {
        Dictionary<Guid, (long Version, bool Frozen)> now = [];
        foreach (var part in rows.Select(r => r.SubjectId).Chunk(AtOnce))
            foreach (var s in await services.Db.Subjects.AsNoTracking().Where(s => part.Contains(s.Id)).Select(s => new { s.Id, s.Version, s.FrozenAt }).ToListAsync(ct)) now[s.Id] = (s.Version, s.FrozenAt is not null);
        return [.. rows.Where(r => (r.IsNew || r.Changed) && now.TryGetValue(r.SubjectId, out var s) && (s.Version != r.Version || s.Frozen))];
    }

    // Both counts go on beyond those of the import: what was read while it stood is old now.
    public override async Task RestoredAsync(IReadOnlyList<TakenRow> rows, CancellationToken ct)
    {
        foreach (var part in rows.Select(r => r.SubjectId).Chunk(AtOnce))
        {
            await services.Db.Subjects.Where(s => part.Contains(s.Id)).ExecuteUpdateAsync(u => u.SetProperty(s => s.Version, s => s.Version + 1), ct);
            await services.Db.Residents.Where(r => part.Contains(r.Id)).ExecuteUpdateAsync(u => u.SetProperty(r => r.ParticularsVersion, r => r.ParticularsVersion + 2), ct);
        }
    }

    public override Task RemoveAsync(IReadOnlyList<TakenRow> rows, CancellationToken ct) => services.Db.RemoveAsync([.. rows.Select(r => r.SubjectId)], ct);

    /// <summary>Particulars of these people; empty where there are none.</summary>
    protected async Task<Dictionary<Guid, Answers>> ParticularsAsync(IEnumerable<Guid> residents, CancellationToken ct)
    {
        Dictionary<Guid, Answers> known = [];
        foreach (var part in residents.Distinct().Chunk(AtOnce))
        {
            var people = await services.Particulars.OfAsync(part, null, ct);
            foreach (var id in part) known[id] = people.GetValueOrDefault(id) ?? Answers.Empty;
        }
        return known;
    }

    /// <summary>Each field of a row beside the record: same, fills, differs.</summary>
    protected IEnumerable<RosterFieldView> PersonFields(PersonRow row, Answers known, bool english)
    {
        foreach (var key in row.Person.Keys)
        {
            var column = columns.ColumnOf(key);
            if (columns.Field(column) is not { } field || row.Person.Find(key) is not { } now) continue;
            yield return RosterField.Of(column, columns.NameOf(column, english), field, known.Find(key)?.Value ?? default, now.Value);
        }
    }

    /// <summary>What of the row goes into the record: what it lacks, and what was ticked.</summary>
    protected Answers Taken(PersonRow row, Answers known, IReadOnlyList<string> overwrite)
    {
        var fields = PersonFields(row, known, false).ToDictionary(f => f.Column, f => f.State);
        var taken = row.Person.Where((key, _) => columns.ColumnOf(key) is var column && (!fields.TryGetValue(column, out var state) ? !known.Has(key) : RosterField.Takes(state, column, overwrite)));
        return taken.Count > 0 && taken.Keys.All(OwnKeys.Contains) ? Answers.Empty : taken;
    }

    /// <summary>Adds the words of the row that no form takes; they are encrypted like every particular.</summary>
    protected Answers WithSource(Answers person, Answers before, RosterImport import, ImportRow row, PersonRow content)
    {
        if (content.Kept.Count == 0) return person;
        var words = $"{Source(import, row)}：{string.Join("；", content.Kept.Select(k => $"{columns.NameOf(k.Key)} {k.Value}"))}";
        var note = new Answer { Value = AnswerValue.Of(Shortened(words, PersonForm[Keys.ChangeNote]!.MaxLength!.Value)), Row = import.ImportId.ToString("N") };
        return before[Keys.ChangeNote].Append(note).Aggregate(person, (all, answer) => all.With(Keys.ChangeNote, answer));
    }

    /// <summary>Keeps the words of restricted columns, sealed.</summary>
    protected void Report(Guid resident, Guid organization, Guid about, PersonRow content, OperationContext on)
    {
        foreach (var (column, words) in content.KeptRestricted)
            services.Conditions.Add(about, resident, organization, column, ConditionStore.Reported, System.Convert.ToBase64String(services.Secrets.Seal(words, organization)), restricted: true, on);
    }

    protected static string Source(RosterImport import, ImportRow row) => string.Create(CultureInfo.InvariantCulture, $"名册 {import.Sender} 第{row.Row}行");

    private static string Shortened(string words, int longest) => words.Length <= longest ? words : words[..(char.IsHighSurrogate(words[longest - 1]) ? longest - 1 : longest)];
}

/// <summary>What lists of people work with.</summary>
public sealed record PersonRosterServices(LianxinDb Db, ImportBook Book, ResidentRegister Register, ParticularsStore Particulars, EncounterStore Encounters, ConditionStore Conditions, ISecrets Secrets);

/// <summary>One field of a row beside the record.</summary>
public static class RosterField
{
    public const string Same = "same", Fills = "fills", Differs = "differs";

    public static RosterFieldView Of(string column, string name, FieldDefinition field, AnswerValue old, AnswerValue now)
    {
        // Of a name that was chosen from a list the roster knows the words only.
        var same = old == now || (old.Named is { } one && now.Named is { } other && one.Name == other.Name) || (field.Key is Keys.Mobile or Keys.ContactPhone && PhoneText(old.Text) == PhoneText(now.Text));
        return new(column, name, Shown(field, old), Shown(field, now), !old.IsPresent ? Fills : same ? Same : Differs);
    }

    public static bool Takes(string state, string column, IReadOnlyList<string> overwrite) => state == Fills || (state == Differs && overwrite.Contains(column));

    private static string PhoneText(string? text) => ClinicalRules.Identifiers.PhoneNumber.Parse(text).Digits;

    private static string Shown(FieldDefinition field, AnswerValue value)
    {
        var text = value switch
        {
            { Number: { } number } => number.ToString("0.###", CultureInfo.InvariantCulture), { Flag: { } flag } => flag ? "是" : "否", { Named: { } named } => named.Name,
            { Codes: { } codes } => string.Join('、', codes.Select(c => PersonColumns.WordOf(field, c))), { Text: { } words } => PersonColumns.WordOf(field, words), _ => "",
        };
        return ParticularsStore.Masked.Contains(field.Key) ? ParticularsStore.Mask(field.Key, text) : text;
    }
}
