using Lianxin.App.Forms;
using Lianxin.ClinicalRules.Forms;

namespace Lianxin.App.MaternalCare;

/// <summary>The follow-up visit in the order of the examination, as on the pictures: what is measured, what was asked, what is proposed, the rest folded.</summary>
internal static class VisitLayout
{
    private static readonly FormLine[] Measured =
    [
        new(["sbp", "dbp"]), new(["bp_repeat_sbp", "bp_repeat_dbp"]), new(["bp_4h_sbp", "bp_4h_dbp"]), new("weight_kg"), new("fundal_height"), new("abdominal_girth"),
        new("fhr"), new("fetal_heart_state"), new("protein_dipstick"), new("hb"), new("oedema"), new("presentation"),
        new("complaint_codes"), new("complaint_codes_other"), new("severe_headache"), new("bleeding_amount"), new("severe_abdominal_pain"), new("epigastric_pain"),
        new("severe_vomiting"), new("dyspnoea"), new("membranes_ruptured"), new("contractions"),
    ];

    private static readonly FormLine[] Proposed = [new("assessment"), new("guidance"), new("referral"), new("next_visit_date"), new("doctor")];

    private static readonly FormLine[] AfterProposals = [new("assessment_note"), new("guidance_other"), new("referral_reason"), new("referral_to")];

    // Stamped when a pressure is typed; there to be corrected.
    private static readonly FormLine[] Times = [new("bp_at"), new("bp_repeat_at"), new("bp_4h_at")];

    public static readonly FormLayout Of = Arrange(FormDefinition.Of("antenatal-followup"));

    private static FormLayout Arrange(FormDefinition form)
    {
        var placed = Measured.Concat(Proposed).Concat(AfterProposals).Concat(Times).SelectMany(l => l.Keys).ToHashSet();
        // Every field has its place: what is not arranged here keeps its section.
        var rest = FormLayout.Of(form).Groups
            .Select(g => g with { Lines = Without(g.Lines), Folded = Without(g.Folded ?? []) })
            .Where(g => g.Lines.Count + g.Folded!.Count > 0);
        var header = rest.Where(g => g.Title == "section:header");
        return new([
            new("section:measures", Measured), .. rest.Where(g => g.Title == "section:notice"), new("section:proposals", Proposed, AsProposals: true), new("section:more", AfterProposals),
            .. rest.Where(g => g.Title is not ("section:header" or "section:notice")).Select(g => g with { Lines = [], Folded = [.. g.Lines, .. g.Folded!] }), .. header.Select(g => g with { Lines = [.. g.Lines, .. Times] }),
        ]);

        IReadOnlyList<FormLine> Without(IReadOnlyList<FormLine> lines) => [.. lines.Where(l => !l.Keys.Any(placed.Contains))];
    }
}
