using Lianxin.ClinicalRules.Expressions;
using Lianxin.ClinicalRules.Forms;

namespace Lianxin.ClinicalRules.Tests.Forms;

/// <summary>A woman at 31+2 on Thursday 2025-11-20 at 09:24 in Zhuzhou, and a complete follow-up visit of hers.</summary>
internal static class FollowUp
{
    public static readonly DateTimeOffset Now = new(2025, 11, 20, 9, 24, 0, TimeSpan.FromHours(8));
    public static readonly FormDefinition Form = FormDefinition.Of(FormNames.AntenatalFollowup);

    public static FormContext Context(int weeks = 31, int days = 2, int fetuses = 1) => new()
    {
        Now = Now, Fetuses = fetuses,
        Background = Facts.Of(("pregnancy.start", Value.Of(DateOnly.FromDateTime(Now.DateTime).AddDays(-((weeks * 7) + days))))),
    };

    public static readonly Answers Header = Answers.Empty
        .With(Keys.Person, new Named("测试", "p1")).With(Keys.VisitNo, 5).With(Keys.VisitDate, "2025-11-20").With(Keys.Doctor, new Named("李医生", Account: "li", At: Now));

    public static readonly Answers Complete = Header.With(Keys.VisitKind, "done")
        .With(Keys.ComplaintCodes, new[] { "0" }).With(Keys.Contractions, "0").With(Keys.WeightKg, 66.8m).With(Keys.FundalHeight, 29)
        .With(Keys.FetalHeartState, "1", fetus: 1).With(Keys.Fhr, 144, fetus: 1).With(Keys.Sbp, 118).With(Keys.Dbp, 76).With(Keys.Hb, 112).With(Keys.ProteinDipstick, "neg")
        .With(Keys.Assessment, "1").With(Keys.Guidance, new[] { "1", "2" }).With(Keys.Referral, "1").With(Keys.NextVisitDate, "2025-12-04");

    public static FormState Check(Answers answers, FormContext? context = null) => Lianxin.ClinicalRules.Forms.Form.Check(Form, answers, context ?? Context());

    public static string Say(IEnumerable<FormProblem> problems) => string.Join(' ', problems.Select(p => $"{p.Key}{(p.Fetus is { } f ? $"#{f}" : "")}:{p.Code}"));
}
