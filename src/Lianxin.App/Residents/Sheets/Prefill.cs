using System.Globalization;
using Lianxin.ClinicalRules.Forms;
using Lianxin.Contracts;
using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Residents;

namespace Lianxin.App.Residents.Sheets;

/// <summary>What the record knows already and nobody types twice: who she is, which day it is, who writes.</summary>
internal static class Prefill
{
    // The day of the form itself is today until somebody says otherwise.
    private static readonly HashSet<string> Days = new(StringComparer.Ordinal) { Keys.VisitDate, Keys.RecordedOn, Keys.OpenedOn, Keys.ContactDate, Keys.ClosedOn, Keys.AssessedOn, Keys.CheckDate, Keys.TestDate };

    /// <summary>Answers that stand when the form is opened.</summary>
    /// <param name="form">Which form.</param>
    /// <param name="part">The part that is answered; null for the whole.</param>
    /// <param name="record">The person and her pregnancies.</param>
    /// <param name="about">What the form is about: a pregnancy, a newborn, a case, or the person.</param>
    public static Answers Of(FormDefinition form, FormPart? part, RecordDocument record, Guid about, Session session)
    {
        var resident = record.Resident;
        var pregnancy = record.MaternalCare?.Pregnancies.FirstOrDefault(p => p.Id == about || p.Newborns.Any(n => n.Id == about)) ?? record.MaternalCare?.Open;
        var newborn = pregnancy?.Newborns.FirstOrDefault(n => n.Id == about);
        var today = Iso(session.Today);
        var answers = Answers.Empty;
        foreach (var field in form.Fields)
        {
            if (part?.Has(field) == false || field.Repeat is not FieldRepeat.Once || field.Fill is FieldFill.Computed || Value(field, resident, pregnancy, newborn, session, today) is not { IsPresent: true } value) continue;
            answers = answers.With(field.Key, value);
        }
        return answers;
    }

    private static AnswerValue Value(FieldDefinition field, ResidentView resident, PregnancyView? pregnancy, NewbornView? newborn, Session session, string today) => (field.Key, field.Type) switch
    {
        (Keys.Person, FieldType.Person) => newborn is null ? AnswerValue.Of(new Named(resident.Name, $"{resident.Id}")) : default,
        (Keys.RecordNo, _) => resident.RecordNumber,
        (Keys.Organization, FieldType.Place) => new Named(session.View?.OrganizationName ?? "", $"{session.View?.OrganizationId}"),
        (Keys.MotherName, _) => resident.Name,
        (Keys.Fetuses, FieldType.Integer) => pregnancy?.Fetuses ?? default(AnswerValue),
        (Keys.DeliveryDate, _) => pregnancy?.Ended is { } ended ? AnswerValue.Of(Iso(ended.EndedOn)) : default(AnswerValue),
        (Keys.BirthDate, FieldType.Date) => newborn is not null ? AnswerValue.Of(Iso(DateOnly.FromDateTime(session.Local(newborn.BornAt)))) : resident.BirthDate is { } born ? AnswerValue.Of(Iso(born)) : default(AnswerValue),
        (Keys.BirthWeight, FieldType.Integer) => newborn?.WeightG ?? default(AnswerValue),
        (Keys.GaBirthDays, _) => newborn?.GaDays ?? default(AnswerValue),
        (Keys.GaDays, FieldType.Integer) when field.Form == FormNames.Delivery => pregnancy?.GaDaysOn(session.Today) ?? default(AnswerValue),
        (Keys.Gravidity or Keys.Parity, _) => pregnancy?.First.Number(field.Key) ?? default(AnswerValue),
        (Keys.Edd, FieldType.Date) when field.Form != FormNames.AntenatalFirst => pregnancy?.Dating is { } dating ? AnswerValue.Of(Iso(dating.Edd)) : default(AnswerValue),
        (Keys.Owner, FieldType.Person) => session.View is { } me ? AnswerValue.Of(new Named(me.Name, $"{me.StaffId}")) : default,
        (Keys.RiskColour, _) when field.Form == FormNames.HighRiskCase => pregnancy?.Confirmed?.Base ?? "",
        ({ } key, FieldType.Date) when Days.Contains(key) => today,
        _ => default,
    };

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
