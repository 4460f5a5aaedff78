using System.Text.Json;
using System.Text.RegularExpressions;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Identifiers;
using Lianxin.Contracts;
using Lianxin.Core.Secrets;
using Lianxin.Organizations;
using Lianxin.Residents.Search;

namespace Lianxin.Bench;

/// <summary>A region of invented people: one hospital above twenty centres, a midwife at each, everybody with a search entry, a tenth of them pregnant.</summary>
internal sealed partial class Region
{
    public const int Centres = 20;
    private const int PregnantOneIn = 10;
    private const string Surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵";
    private const string Syllables = "静怡芳娜敏丽娟秀英霞平燕玲桂兰红梅洁琳素云莲真环雪荣爱妹香月莺媛艳瑞凡佳嘉琼勤珍贞莉桦琪晶妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶婵雁蓓仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希宁欣飘育滢馥筠柔竹霭凝晓欢枫芸菲寒伊亚宜可姬舒影荔枝思";

    /// <summary>Organization of the hospital: whoever has a post here reaches the whole region.</summary>
    public static readonly Guid Hospital = Id(1, 1);

    /// <summary>An organization that manages nobody.</summary>
    public static readonly Guid Nowhere = Id(1, 99);

    public const string Outsider = "outsider", Reader = "reader";

    private readonly int people;
    private readonly DateTimeOffset now;

    public Region(int people, DateTimeOffset now) => (this.people, this.now) = (people, now);

    public static Guid Centre(int i) => Id(1, 10 + i % Centres);
    public static Guid MidwifeOf(int centre) => Id(3, 10 + centre % Centres);
    public static string MidwifeName(int centre) => $"midwife{centre % Centres}";

    /// <summary>Women with an open pregnancy are the first people; half of them have visits behind them.</summary>
    public int Women => people / PregnantOneIn;
    public int WithHistory => Women / 2;

    /// <summary>Of those with a history, the first have a summary of it, as after a visit; to the others something was done since, as after an import.</summary>
    public int WithSummary => WithHistory * 8 / 10;
    public static Guid Person(int i) => Id(4, i);
    public static Guid Pregnancy(int i) => Id(5, i);

    /// <summary>Ids that a copy of the template woman bears: her own, her centre's, her midwife's.</summary>
    public static Renaming Copy(TemplateWoman woman, int i) => new NumberedIds(i + 1, Given(woman, i));

    /// <summary>The ids of a copy that are no invention.</summary>
    public static Dictionary<Guid, Guid> Given(TemplateWoman woman, int i) => new()
    {
        [woman.Resident] = Person(i), [woman.Pregnancy] = Pregnancy(i), [Centre(0)] = Centre(i), [MidwifeOf(0)] = MidwifeOf(i),
    };

    /// <summary>The organizations, and who works there.</summary>
    public async Task FoundAsync(Bulk bulk)
    {
        object Day(int year) => bulk.Cell(new DateOnly(year, 1, 1));
        object?[] Organization(Guid id, Guid? parent, string code, string kind, int? level) =>
            [bulk.Cell(id), parent is { } p ? bulk.Cell(p) : null, code, code, kind, level, Day(2020)];
        await bulk.InsertAsync(bulk.Table("organizations", "organizations"), ["id", "parent_id", "code", "name", "kind", "level", "from"],
        [
            Organization(Hospital, null, "HOSPITAL", "hospital", 3), Organization(Nowhere, null, "NOWHERE", "health-centre", null),
            .. Enumerable.Range(0, Centres).Select(i => Organization(Centre(i), Hospital, $"CENTRE-{i}", "health-centre", null)),
        ]);

        List<(Guid Staff, string Name, string Role, string Reach, Guid At)> staff =
        [
            .. Enumerable.Range(0, Centres).Select(i => (MidwifeOf(i), MidwifeName(i), "midwife", "unit", Centre(i))),
            (Id(3, 1), Reader, "obstetrician", "unit", Hospital),
            // May do what a doctor may, and reaches nobody.
            (Id(3, 2), Outsider, "community-doctor", "care-team", Nowhere),
        ];
        await bulk.InsertAsync(bulk.Table("organizations", "staff"), ["id", "organization_id", "name", "title", "phone", "skills"],
            staff.Select(s => new object?[] { bulk.Cell(s.Staff), bulk.Cell(s.At), s.Name, s.Role, "199 0000 0000", "" }));
        await bulk.InsertAsync(bulk.Table("organizations", "posts"), ["id", "staff_id", "organization_id", "role", "reach", "from"],
            staff.Select((s, i) => new object?[] { bulk.Cell(Id(6, i)), bulk.Cell(s.Staff), bulk.Cell(s.At), s.Role, s.Reach, bulk.Cell(now.AddYears(-1)) }));
        await bulk.InsertAsync(bulk.Table("organizations", "accounts"), ["id", "staff_id", "user_name", "password_hash", "must_change_password", "totp_step", "failures", "closed"],
            staff.Select((s, i) => new object?[] { bulk.Cell(Id(7, i)), bulk.Cell(s.Staff), s.Name, "", bulk.Cell(false), 0L, 0, bulk.Cell(false) }));
    }

    /// <summary>Everybody, with their particulars sealed and their search keys.</summary>
    /// <param name="bulk">Where to.</param>
    /// <param name="secrets">Knows the key of every centre already: it could not store one beside this load.</param>
    /// <param name="woman">The woman whose visits are copied.</param>
    /// <param name="summary">Her summary, opened.</param>
    public async Task LoadPeopleAsync(Bulk bulk, ISecrets secrets, TemplateWoman woman, string summary)
    {
        var pieces = Guids().Split(summary); // text, id, text, id, …, text
        object?[] Summary(int i) => i >= WithSummary ? [null, 0L]
            : [secrets.Seal(string.Concat(pieces.Select((piece, at) => at % 2 == 0 ? piece : Copy(woman, i).Of(Guid.Parse(piece)).ToString())), Centre(i)), 1L];

        // The sealing takes longer than the writing: it is done beside it, a chunk ahead.
        const int chunk = 20_000;
        var made = Task.Run(() => Make(0, Math.Min(chunk, people), bulk, secrets, Summary));
        for (var from = 0; from < people; from += chunk)
        {
            var now = await made;
            var next = from + chunk;
            if (next < people) made = Task.Run(() => Make(next, Math.Min(chunk, people - next), bulk, secrets, Summary));
            await bulk.InsertAsync("subjects", ["id", "organization_id", "version", "summary", "summary_version"], now.Select(p => p.Subject));
            await bulk.InsertAsync(bulk.Table("residents", "residents"), ["id", "organization_id", "name", "name_sort", "sex", "birth_date", "particulars_version"], now.Select(p => p.Resident));
            await bulk.InsertAsync(bulk.Table("residents", "particulars"), ["id", "resident_id", "organization_id", "key", "value", "restricted", "version", "from", "staff_id"], now.SelectMany(p => p.Particulars));
            await bulk.InsertAsync(bulk.Table("residents", "search_keys"), ["kind", "value", "resident_id", "organization_id"], now.SelectMany(p => p.Keys));
            await bulk.InsertAsync(bulk.Table("residents", "identity_claims"), ["hash", "resident_id"], now.Select(p => p.Claim));
        }
    }

    private sealed record Made(object?[] Subject, object?[] Resident, List<object?[]> Particulars, List<object?[]> Keys, object?[] Claim);

    private Made[] Make(int from, int count, Bulk bulk, ISecrets secrets, Func<int, object?[]> summary)
    {
        var made = new Made[count];
        Parallel.For(0, count, i => made[i] = Make(from + i, bulk, secrets, summary(from + i)));
        return made;
    }

    [GeneratedRegex("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")]
    private static partial Regex Guids();

    private Made Make(int i, Bulk bulk, ISecrets secrets, object?[] summary)
    {
        var (name, idNumber, phone, born) = (Name(i), IdNumber(i), $"1990{i:0000000}", Born(i));
        var (person, centre, midwife, at) = (bulk.Cell(Person(i)), bulk.Cell(Centre(i)), bulk.Cell(MidwifeOf(i)), bulk.Cell(now.AddDays(-200)));
        var n = 0;
        object?[] Particular(string key, AnswerValue value) =>
            [bulk.Cell(Id(8, (i * 10) + n++)), person, centre, key, secrets.Seal(JsonSerializer.Serialize(new[] { Answer.Of(value) }, Wire.Json), Centre(i)), bulk.Cell(false), 1L, at, midwife];
        List<object?[]> particulars =
        [
            Particular(Keys.FullName, AnswerValue.Of(name)), Particular(Keys.IdNumber, AnswerValue.Of(idNumber)), Particular(Keys.Mobile, AnswerValue.Of(phone)),
            Particular(Keys.BirthDate, AnswerValue.Of(born.ToString("yyyy-MM-dd", null))), Particular(Keys.Sex, AnswerValue.Of("2")), Particular(Keys.CommitteeName, AnswerValue.Of(new Named($"第{i % 97}社区"))),
        ];
        var keys = NameKeys.For(name).Concat(NumberKeys.Phone(phone)).Concat(NumberKeys.IdNumber(idNumber))
            .Select(k => new object?[] { (int)k.Kind, k.Stored(secrets), person, centre }).ToList();
        return new([person, centre, 1L, .. summary], [person, centre, name, NamePinyin.Sort(name), "2", bulk.Cell(born), 1L], particulars, keys, [secrets.BlindIndex("identity-claim", idNumber), person]);
    }

    /// <summary>The invented name of a person: the same at every run.</summary>
    public static string Name(int i)
    {
        // Common surnames are commoner.
        var random = new Random(i);
        var surname = Surnames[(int)(Math.Pow(random.NextDouble(), 1.7) * Surnames.Length)];
        var name = $"{surname}{Syllables[random.Next(Syllables.Length)]}";
        return random.Next(4) == 0 ? name : name + Syllables[random.Next(Syllables.Length)];
    }

    // Five hundred women a day: with the number of the day no identity number comes twice before three million.
    private static DateOnly Born(int i) => new DateOnly(1984, 1, 1).AddDays(i / 500 * 7919 % 6900);

    private static string IdNumber(int i)
    {
        // 999999 is no place: these numbers belong to nobody.
        var digits = $"999999{Born(i):yyyyMMdd}{i % 500 * 2:000}";
        return digits + ResidentId.CheckCharacter(digits);
    }

    private static Guid Id(byte kind, int n) => new(0x01900000 + kind, 0, 0x7000, 0x80, 0, 0, 0, (byte)(n >> 24), (byte)(n >> 16), (byte)(n >> 8), (byte)n);
}

/// <summary>The woman whose rows are copied.</summary>
internal sealed record TemplateWoman(Guid Resident, Guid Pregnancy);
