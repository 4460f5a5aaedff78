using System.Text.Json;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Residents;

namespace Lianxin.Bench;

/// <summary>The visits that are recorded: every required field and the further ones of an ordinary follow-up.</summary>
internal static class Visits
{
    /// <summary>Weeks between two visits.</summary>
    private const int Weeks = 4;

    /// <summary>Number of today's visit: three follow-ups lie behind it, and the first visit.</summary>
    public const int Today = 5;

    /// <summary>Registers the template woman, 29 weeks pregnant.</summary>
    public static async Task RegisterAsync(User midwife, TemplateWoman woman, DateTimeOffset now)
    {
        var (at, lmp) = (now.AddDays(-100), Text(now.AddDays(-203)));
        var person = Answers.Empty.With(Keys.FullName, "陈洁").With(Keys.BirthDate, "1996-03-15").With(Keys.Sex, "2").With(Keys.Mobile, "19909999999").With("tags", new[] { "pregnant" }).With(Keys.Lmp, lmp);
        await midwife.DoAsync(new RegisterResident { ResidentId = woman.Resident, OrganizationId = Region.Centre(0), Person = person, NotADuplicate = true }, at);
        await midwife.DoAsync(new RegisterPregnancy { ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, First = Answers.Empty.With(Keys.Lmp, lmp) }, at);
    }

    /// <summary>Three visits before today, each on the date that the one before had set.</summary>
    public static async Task RecordHistoryAsync(User midwife, TemplateWoman woman, DateTimeOffset now)
    {
        for (var visit = 0; visit < 3; visit++)
        {
            var at = now.AddDays(7 * Weeks * (visit - 3));
            await midwife.DoAsync(Visit(woman, at, visit + 2), at);
        }
    }

    // The first visit has a form of its own: follow-ups count from the second.
    private static RecordVisit Visit(TemplateWoman woman, DateTimeOffset at, int number) => new()
    {
        ResidentId = woman.Resident, PregnancyId = woman.Pregnancy, VisitId = Guid.CreateVersion7(),
        Answers = Answers.Empty.With(Keys.Person, new Named("陈洁")).With(Keys.VisitNo, number).With(Keys.VisitKind, "done").With(Keys.VisitDate, Text(at))
            .With(Keys.ComplaintCodes, new[] { "0" }).With(Keys.WeightKg, 60m + number).With(Keys.FundalHeight, 10m + (4 * number))
            .With(Keys.FetalHeartState, AnswerValue.Of("1"), fetus: 1).With(Keys.Fhr, AnswerValue.Of(144m), fetus: 1).With(Keys.Sbp, 112).With(Keys.Dbp, 70)
            .With("pulse", 78).With("temp", 36.6m).With(Keys.Hb, 118).With(Keys.ProteinDipstick, "neg").With(Keys.Assessment, "1").With(Keys.Guidance, new[] { "1" })
            .With(Keys.Referral, "1").With(Keys.NextVisitDate, Text(at.AddDays(7 * Weeks))).With(Keys.Doctor, new Named("许静")),
    };

    /// <summary>Today's visit as it goes over the wire, for one woman after another.</summary>
    public sealed class Envelopes
    {
        private readonly string[] pieces;

        /// <param name="number">Which visit of the pregnancy it is.</param>
        public Envelopes(DateTimeOffset now, int number)
        {
            // Marks in the place of the four ids: the text is built once, and a client's work stays small beside the server's.
            Guid[] marks = [new("00000000-0000-0000-0000-00000000000a"), new("00000000-0000-0000-0000-00000000000b"), new("00000000-0000-0000-0000-00000000000c"), new("00000000-0000-0000-0000-00000000000d")];
            var visit = Visit(new(marks[1], marks[2]), now, number) with { VisitId = marks[3] };
            visit = visit with { Answers = visit.Answers!.With(Keys.Contractions, "0") }; // asked from 28 weeks on
            var text = JsonSerializer.Serialize(new Envelope { Id = marks[0], Kind = RecordVisit.Kind, At = now, Body = JsonSerializer.SerializeToElement(visit, Wire.Json) }, Wire.Json);
            pieces = System.Text.RegularExpressions.Regex.Split(text, "00000000-0000-0000-0000-0000000000(0[a-d])");
        }

        public string For(Guid resident, Guid pregnancy) => string.Concat(pieces.Select((piece, i) => i % 2 == 0 ? piece : (piece switch
        {
            "0b" => resident, "0c" => pregnancy, _ => Guid.CreateVersion7(),
        }).ToString()));
    }

    private static string Text(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", null);
}
