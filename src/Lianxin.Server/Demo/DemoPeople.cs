using System.Globalization;
using System.Text.Json;
using Lianxin.Contracts;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Tables;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Rosters;
using Lianxin.Core;

namespace Lianxin.Server.Demo;

/// <summary>The lives of the demo: the people of the pictures from their tables, and others drawn with a fixed seed.</summary>
internal sealed class DemoPeople
{
    private const int Seed = 20251120, Others = 304, MostVisits = 5, MostUntilBirth = 12, FurthestAgreed = 84;
    private static readonly DateOnly LastDay = PlaceTime.DateOf(DemoClock.Begin).AddDays(-1);

    private readonly Dictionary<string, DemoPlace> places;
    private readonly Dictionary<string, DemoStaff> staff;
    private readonly List<Act> acts = [];
    private readonly Random random = new(Seed);
    private int people;

    private DemoPeople(Dictionary<string, DemoPlace> places, Dictionary<string, DemoStaff> staff) => (this.places, this.staff) = (places, staff);

    /// <summary>Everything that was done for them until the demo begins, in no order.</summary>
    public static IReadOnlyList<Act> Lives(Dictionary<string, DemoPlace> places, Dictionary<string, DemoStaff> staff)
    {
        var all = new DemoPeople(places, staff);
        foreach (var row in DemoData.People.Rows) all.Pictured(row);
        all.Imported();
        for (var i = 0; i < Others; i++) all.Drawn(i);
        return all.acts;
    }

    private void Pictured(CsvRow row)
    {
        var community = places[row["community"]];
        var responsible = row["responsible"].Length > 0 ? staff[row["responsible"]] : null;
        DateOnly? lmp = row["lmp"].Length > 0 ? DemoData.Day(row["lmp"]) : null;
        var opened = DemoData.Instant(row["opened"] + "T08:20");
        var midwife = At(community.Parent, "midwife");
        var course = Begin(row["key"], row["name"], row["sex"] == "2", DemoData.Day(row["born"]), community, responsible, Codes(row["tags"]), lmp, opened, midwife);
        if (lmp is null) return;

        course.OpenPregnancy(opened.AddMinutes(10), midwife, DemoSteps.Opening(lmp.Value, Count(row, "gravidity"), Count(row, "vaginal"), Count(row, "caesarean"), Count(row, "spontaneous"), Count(row, "induced")));
        var steps = DemoData.Visits.Rows.Where(v => v["key"] == row["key"]).Select(v => (At: DemoData.Instant(v["at"]), Do: (Action<DateTimeOffset>)(at => Visit(course, v, at, responsible!)))).ToList();
        steps.AddRange(DemoData.Contacts.Rows.Where(c => c["key"] == row["key"])
            .Select(c => (DemoData.Instant(c["planned"]), (Action<DateTimeOffset>)(at => course.Plan(at, staff[c["by"]], DemoData.Day(c["on"]), c["kind"])))));
        if (row["height"].Length > 0)
            steps.Add((opened.AddMinutes(20), at => course.Answer(at, midwife, Questions(row))));
        if (row["confirmed"].Length > 0)
        {
            var (asked, decided) = (DemoData.Instant(row["confirmed"] + "T08:40"), DemoData.Instant(row["confirmed"] + "T16:30"));
            if (row["ticks"].Length > 0) steps.Add((asked, at => course.Tick(at, responsible!, Codes(row["ticks"]))));
            steps.Add((decided, at => Confirm(course, at, responsible!)));
        }
        foreach (var (at, act) in steps.OrderBy(s => s.At)) act(at);
    }

    private void Visit(DemoCourse course, CsvRow row, DateTimeOffset at, DemoStaff responsible)
    {
        course.Visit(at, staff[row["by"]], DemoSteps.Written(row), _ => DemoData.Day(row["next"]));
        // What was found yesterday or this morning still waits; a raised pressure of yesterday was seen.
        if (PlaceTime.DateOf(at) < LastDay) course.Close(at.AddMinutes(25), responsible);
        else if (row["bp"].StartsWith("14", StringComparison.Ordinal)) course.See(at.AddMinutes(25), responsible);
    }

    private static Answers Questions(CsvRow row)
    {
        var births = Count(row, "vaginal") + Count(row, "caesarean");
        var all = DemoSteps.Questions(row.Number("height")!.Value, row.Number("weight")!.Value, Count(row, "caesarean") > 0, row["allergy"].Length > 0, births > 0 ? 40 : null);
        if (row["allergy"].Length > 0) all = all.With(Keys.DrugAllergyNote, row["allergy"]);
        return row["medicines"].Length > 0 ? all.With(Keys.EarlyMedicines, row["medicines"]) : all;
    }

    // The community's list of November: what it says stands in the records as reported, and nothing of it is assessed.
    private void Imported()
    {
        var (at, clerk) = (DemoData.Instant("2025-11-18T10:10"), staff["tangxue"]);
        Guid Resident(CsvRow row) => DemoId.Of(at, $"resident/{row["key"]}");
        acts.Add(Act.Of(at, 0, clerk.User, "roster", new ImportPregnancies
        {
            ImportId = DemoId.Of(at, "roster"), OrganizationId = clerk.Place.Id, Sender = "新塘社区 · 孕产妇名册 2025-11", ListDate = PlaceTime.DateOf(at),
            Rows = [.. DemoData.Roster.Rows.Select(row => new ImportRow
            {
                Row = Count(row, "row"), SubjectId = Resident(row), Decision = ImportDecision.New, Values = RosterValues.Where(c => row[c].Length > 0).ToDictionary(c => c, c => Value(row, c)),
            })],
        }));
        foreach (var contact in DemoData.Contacts.Rows)
            if (DemoData.Roster.Rows.Where(r => r["key"] == contact["key"]).ToList() is [var row])
            {
                var planned = DemoData.Instant(contact["planned"]);
                acts.Add(Act.Of(planned, 4, contact["by"], row["key"], new PlanContact
                {
                    ResidentId = Resident(row), PregnancyId = StableId.Of(Resident(row), "pregnancy"), ContactId = DemoId.Of(planned, $"contact/{row["key"]}"), ContactKind = contact["kind"], On = DemoData.Day(contact["on"]),
                }));
            }
    }

    private static readonly string[] RosterValues = ["full_name", "birth_date", "mobile", "current_address", "lmp", "gravidity", "parity", "risk_colour_reported", "factors_reported", "delivery_date", "owner"];

    private static JsonElement Value(CsvRow row, string column) =>
        column is "gravidity" or "parity" ? JsonSerializer.SerializeToElement(row.Number(column)) : JsonSerializer.SerializeToElement(row[column]);

    private void Drawn(int nth)
    {
        var communities = places.Values.Where(p => p.Code.EndsWith("-1", StringComparison.Ordinal) || p.Code.EndsWith("-2", StringComparison.Ordinal)).ToList();
        var community = communities[nth % communities.Count];
        var (midwife, doctor) = (At(community.Parent, "midwife"), At(community.Parent, "community-doctor"));
        var age = (int)DemoSteps.Draw(random, "age");
        var born = LastDay.AddYears(-age).AddDays(-random.Next(1, 364));
        // One in ten has given birth within the last weeks.
        var delivered = nth % 10 == 9;
        var lmp = delivered ? LastDay.AddDays(-random.Next(281, 318)) : LastDay.AddDays(-(int)DemoSteps.Draw(random, "ga_weeks") * 7 - random.Next(7));
        // Some have only just come, or come from a roster: nothing is assessed of them.
        var fresh = nth % 13 == 4 && !delivered;
        var openedOn = fresh ? LastDay.AddDays(-random.Next(1, 9)) : lmp.AddDays((int)DemoSteps.Draw(random, "opened_week") * 7 + random.Next(7));
        openedOn = ClinicDay(openedOn, midwife);
        if (openedOn > LastDay) openedOn = LastDay.AddDays(-random.Next(0, 3));
        var (vaginal, caesarean, lost) = (nth % 3 == 0 ? 1 : 0, nth % 8 == 5 ? 1 : 0, nth % 7 == 2 ? 1 : 0);
        var tick = nth % 9 == 7 ? DemoData.Ticks.Rows[random.Next(DemoData.Ticks.Rows.Count)]["key"] : null;
        // Who needs a physician at a hospital has one; the others are the community doctor's.
        var atRisk = tick is not null || caesarean > 0 || age >= 35;
        var responsible = atRisk ? Obstetrician(community, nth) : doctor;
        var opened = PlaceTime.At(openedOn, new TimeOnly(8, 30).AddMinutes(random.Next(90)));
        var course = Begin($"other-{nth}", Name(nth), true, born, community, responsible, ["pregnant"], lmp, opened, midwife);
        course.OpenPregnancy(opened.AddMinutes(5), midwife, DemoSteps.Opening(lmp, 1 + vaginal + caesarean + lost, vaginal, caesarean, lost, 0));
        if (fresh) return;

        var height = DemoSteps.Draw(random, Keys.HeightCm);
        var weight = Math.Round(DemoSteps.Draw(random, Keys.Bmi, 1) * height * height / 10000, 1);
        course.Answer(opened.AddMinutes(20), midwife, DemoSteps.Questions(height, weight, caesarean > 0, allergic: nth % 20 == 3, vaginal + caesarean > 0 ? random.Next(28, 70) : null));
        if (tick is not null) course.Tick(opened.AddMinutes(25), responsible, [tick]);
        var birth = Earlier(lmp.AddDays(random.Next(270, 287)), LastDay.AddDays(-1));
        Visits(course, nth, opened.AddMinutes(40), midwife, responsible, weight, atRisk && nth % 5 != 0, delivered ? birth : null);
        if (!delivered) return;
        course.End(PlaceTime.At(birth, new TimeOnly(17, 20)), midwife, "live_birth");
        if (birth.AddDays(8) > LastDay) return;
        var home = PlaceTime.At(birth.AddDays(8), new TimeOnly(10, 10));
        course.SeeAfterBirth(home, midwife, birth);
        course.SeeNewborn(home.AddMinutes(20), midwife, birth, 2900 + nth * 37 % 900);
    }

    // From one agreed visit to the next, until this morning; some did not come to their last.
    private void Visits(DemoCourse course, int nth, DateTimeOffset at, DemoStaff midwife, DemoStaff responsible, decimal weight, bool confirms, DateOnly? until)
    {
        var missedSince = until ?? (nth % 11 == 6 ? LastDay.AddDays(-(int)DemoSteps.Draw(random, "overdue_days")) : LastDay.AddDays(1));
        for (var count = 1; ; count++)
        {
            var on = PlaceTime.DateOf(at);
            var blood = LastDay.DayNumber - on.DayNumber > 3;
            // What the software offers is agreed, on a day of the week at which the centre sees pregnant women; the last that is played here agrees on a day to come.
            var last = count >= MostVisits && until is null;
            course.Visit(at, midwife, DemoSteps.Drawn(random, course.Pregnancy.GaDaysOn(on)!.Value / 7, weight, count == 1, blood),
                offered => ClinicDay(last ? Earlier(LastDay.AddDays(random.Next(2, 15)), on.AddDays(FurthestAgreed)) : offered, midwife));
            if (on < LastDay) course.Close(at.AddHours(5), responsible);
            if (confirms && blood && course.Color.State == ColorLogic.Proposed) Confirm(course, at.AddHours(6), responsible);
            if (until is not null && count >= MostUntilBirth) return;
            if (course.NextVisit >= missedSince || course.NextVisit > LastDay) return;
            at = PlaceTime.At(course.NextVisit, new TimeOnly(9, 0).AddMinutes(random.Next(110)));
        }
    }

    private DemoCourse Begin(string key, string name, bool female, DateOnly born, DemoPlace community, DemoStaff? responsible, string[] tags, DateOnly? lmp, DateTimeOffset opened, DemoStaff by)
    {
        var course = new DemoCourse(new(key, name, female, born, places[community.Parent].Id, community.Name, responsible, tags, people++), lmp, opened, acts);
        course.Register(opened, by);
        return course;
    }

    // Red is for an associate chief; the others are confirmed by her own doctor.
    private void Confirm(DemoCourse course, DateTimeOffset at, DemoStaff responsible)
    {
        course.Confirm(at, course.Color.Base == "red" ? At(responsible.Place.Code, "senior-obstetrician") : responsible);
        if (ColorLogic.Rank(course.Color.Base) < ColorLogic.Rank("orange")) return;
        if (PlaceTime.DateOf(at) < LastDay.AddDays(-2)) course.Report(at.AddHours(2), staff.Values.First(s => s.Role == "health-officer"));
        if (course.HasCase) return;
        // Orange and red have a case on the same day; who answers for her is her doctor, the next contact lies ahead of the morning on which the demo begins.
        var deputy = staff.Values.Where(s => s.Place.Code == responsible.Place.Code && s.User != responsible.User && s.Role is "obstetrician" or "senior-obstetrician" or "nurse" && s.Place.Code == responsible.Place.Code && s.User != responsible.User).OrderBy(s => s.User, StringComparer.Ordinal).First();
        var opened = at.AddMinutes(30);
        var every = course.Color.Base == "red" ? 14 : 21;
        var next = PlaceTime.DateOf(opened).AddDays(every);
        course.OpenCase(opened, responsible, deputy, next);
        course.PlanCase(opened.AddMinutes(15), responsible, "每两周随访一次，甲功每 4–6 周复查；血压升高随时就诊", "云渚妇幼保健院");
        course.Task(opened.AddMinutes(20), responsible, "分娩计划定稿，需本人签字", LastDay.AddDays(15));
        for (var nth = 0; next <= LastDay; nth++)
        {
            var held = PlaceTime.At(next, new TimeOnly(15, 10).AddMinutes(random.Next(60)));
            next = next.AddDays(every);
            course.Contact(held, responsible, nth % 3 == 1 ? "2" : "3", nth % 3 == 1 ? "上门，血压和胎心正常，分娩计划谈过" : "睡眠差，已疏导；无头痛、眼花、上腹痛", "按计划随访", next);
        }
    }

    private DemoStaff Obstetrician(DemoPlace community, int nth)
    {
        var near = community.Parent is "XT-CENTRE" or "YX-CENTRE" or "GZ-CENTRE" ? "YZ-MCH-OB" : "YZ-LX-OB";
        var there = staff.Values.Where(s => s.Place.Code == near && s.Role is "obstetrician" or "senior-obstetrician" && s.Place.Code == near).OrderBy(s => s.User, StringComparer.Ordinal).ToList();
        return there[nth % there.Count];
    }

    private DemoStaff At(string place, string role) => staff.Values.First(s => s.Place.Code == place && s.Role == role);

    private static string Name(int nth)
    {
        var rows = DemoData.Names.Rows;
        return rows[nth * 7 % rows.Count]["surname"] + rows[(nth * 11 + nth / rows.Count * 5 + 3) % rows.Count]["given"];
    }

    // Each centre has its day of the week for pregnant women.
    private DateOnly ClinicDay(DateOnly from, DemoStaff midwife)
    {
        var weekday = 1 + places.Keys.Order(StringComparer.Ordinal).ToList().IndexOf(midwife.Place.Code) % 5;
        return from.AddDays((weekday - (int)from.DayOfWeek + 7) % 7);
    }

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
    private static string[] Codes(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    private static int Count(CsvRow row, string column) => int.Parse(row[column], CultureInfo.InvariantCulture);
}
