using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Contracts.Residents;
using Lianxin.Tests.Core;
using Lianxin.Tests.Infrastructure;

namespace Lianxin.Tests.MaternalCare;

public sealed class FormTests : IHaveScopeSamples
{
    private static Guid New => Guid.CreateVersion7();

    static IEnumerable<KeyValuePair<string, ScopeMatrix.Sample>> IHaveScopeSamples.ScopeSamples =>
    [
        new("POST /api/" + FillForm.Kind, new(Permissions.RecordCare, (a, _) => new FillForm { ResidentId = a.Resident, EncounterId = New, AboutId = a.Resident, Form = FormNames.ElderSelfcare, Answers = Answers.Empty })),
        new("GET /api/residents/{resident}/forms", new(Permissions.ReadRecord)),
        new("GET /api/residents/{resident}/forms/{encounter}", new(Permissions.ReadRecord)),
    ];

    private static readonly DateTimeOffset Now = new(2025, 11, 20, 9, 0, 0, TimeSpan.FromHours(8));

    /// <summary>A form with every answer that it waits for, each allowed: as somebody fills it in who has a normal day.</summary>
    internal static Answers Complete(string name, Answers? from = null, DateTimeOffset? at = null)
    {
        var form = FormDefinition.Of(name);
        var answers = from ?? Answers.Empty;
        var now = at ?? Now;
        FormContext context = new() { Now = now, SeesRestricted = true, Stage = FormStage.Save };
        for (var round = 0; round < 20; round++)
        {
            var state = Form.Check(form, answers, context);
            if (state.MaySave) return answers;
            foreach (var missing in state.Missing) answers = Answered(answers, missing, state, now);
            foreach (var asked in state.Asked) answers = answers.Confirm(asked.Key, new("许静", Now), asked.Fetus, asked.Row);
            if (state.Refused.Count > 0) throw new InvalidOperationException($"{name}: {string.Join(", ", state.Refused.Select(r => $"{r.Key} {r.Code} {string.Join(' ', r.Facts)}"))}");
        }
        throw new InvalidOperationException($"{name} does not end: {string.Join(", ", Form.Check(form, answers, context).Problems.Select(p => $"{p.Key} {p.Code}"))}");
    }

    /// <summary>The answers with a quiet one to what is missing.</summary>
    internal static Answers Answered(Answers answers, FormProblem missing, FormState state, DateTimeOffset? at = null)
    {
        var field = state.Find(missing.Key)!.Value.Field;
        return answers.With(missing.Key, Plain(field, at ?? Now), missing.Fetus ?? (field.Repeat is FieldRepeat.Fetus ? 1 : null), missing.Row ?? (field.Repeat is FieldRepeat.List ? "1" : null));
    }

    private static AnswerValue Plain(FieldDefinition field, DateTimeOffset now) => field.Type switch
    {
        FieldType.Integer or FieldType.Decimal => Between(field),
        FieldType.Boolean => false,
        FieldType.Code => Quiet(field).Code,
        FieldType.Codes => new[] { Quiet(field).Code },
        FieldType.Date => Day(field, now),
        FieldType.Datetime => $"{now:yyyy-MM-dd}T0{Math.Min(8, 1 + field.Order / 100)}:{field.Order / 2 % 60:00}",
        FieldType.Person or FieldType.Place or FieldType.Signature => new Named("许静"),
        _ when field.Key == Keys.IdNumber => "430211199503151224",
        _ => "无",
    };

    private static string Day(FieldDefinition field, DateTimeOffset now) => DateOnly.FromDateTime(now.DateTime).AddDays(field.Key switch
    {
        Keys.NextVisitDate or Keys.NextContactDate or Keys.Expiry or Keys.NextCheckDate => 20, Keys.BirthDate or Keys.DeliveryDate => -10, _ => 0,
    }).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static FieldOption Quiet(FieldDefinition field) => field.Options.FirstOrDefault(o => o.Excludes) ?? field.Options[0];

    private static decimal Between(FieldDefinition field)
    {
        var low = field.AskBelow?.Number ?? field.RefuseBelow?.Number ?? 0;
        var high = field.AskAbove?.Number ?? field.RefuseAbove?.Number ?? low + 2;
        return decimal.Round((low + high) / 2, field.Decimals ?? 0);
    }

    public static TheoryData<string> AllForms => [.. FormDefinition.Names.Except(FilledForms.WithOwnAct).Except([FormNames.Delivery, FormNames.PostpartumVisit, FormNames.Postpartum42d, FormNames.NewbornVisit, FormNames.OgttGdm]).Order()];

    [Theory, MemberData(nameof(AllForms))]
    public async Task Every_form_is_filled_in_read_back_and_stays_with_whom_it_is_about(string form)
    {
        await using var clinic = await Clinic.OpenAsync("sqlite");
        var doctor = await clinic.HireAsync("all", "obstetrician", Clinic.Centre);
        var (woman, id, answers) = (await clinic.RegisterAsync(), New, Complete(form));
        FillForm Filled(Answers with, Guid about) => new() { ResidentId = woman.Resident, EncounterId = id, AboutId = about, Form = form, Answers = with };

        Assert.Equal("not-found", (await doctor.SendAsync(Filled(answers, New))).Refusals[0].Code);
        // The answers of another form are refused at their fields, and nothing is half done.
        Assert.Contains((await doctor.SendAsync(Filled(answers.With("no_such_key", 1), woman.Resident))).Refusals, r => r is { Field: "answers.no_such_key", Code: "unknown-field" });
        await doctor.DoAsync(Filled(answers, woman.Resident));

        var read = await doctor.GetAsync<FilledFormView>($"api/residents/{woman.Resident}/forms/{id}");
        Assert.Equal(form, read.Entry.Form);
        foreach (var (key, given) in answers.Entries) Assert.Equal(given.Select(a => a.Value), read.Answers[key].Select(a => a.Value));
        Assert.Contains(await clinic.Midwife.GetAsync<FormEntry[]>($"api/residents/{woman.Resident}/forms"), f => f.Id == id);
        // Whoever may not see section restricted reads the form without it.
        var form1 = FormDefinition.Of(form);
        Assert.DoesNotContain((await clinic.Midwife.GetAsync<FilledFormView>($"api/residents/{woman.Resident}/forms/{id}")).Answers.Keys, k => form1[k]!.IsRestricted);
    }

    [Fact]
    public void Complete_can_be_made_for_every_form()
    {
        foreach (var name in FormDefinition.Names) Assert.NotEqual(0, Complete(name).Count);
    }
}
