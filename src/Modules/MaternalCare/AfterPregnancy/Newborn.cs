using Lianxin.ClinicalRules.Assess;
using Lianxin.ClinicalRules.Forms;
using Lianxin.ClinicalRules.Tables;
using Lianxin.MaternalCare.Tasks;

namespace Lianxin.MaternalCare.AfterPregnancy;

/// <summary>A child that was born of a pregnancy; it stands in its mother's record until it has one of its own. Its sex is an answer of the delivery form only.</summary>
internal sealed class Newborn : IScoped
{
    public required Guid Id { get; init; }
    public required Guid PregnancyId { get; init; }

    /// <summary>The mother.</summary>
    public required Guid ResidentId { get; init; }
    public required Guid OrganizationId { get; set; }

    /// <summary>Which fetus it was, from 1.</summary>
    public required int Fetus { get; init; }
    public required DateTimeOffset BornAt { get; set; }

    /// <summary>False while only the day was told: the delivery form brings the rest.</summary>
    public required bool TimeKnown { get; set; }

    /// <summary>Grams.</summary>
    public int? WeightG { get; set; }

    /// <summary>Rule of the class of the birth weight; null when it was not weighed.</summary>
    public string? ClassRule { get; set; }

    /// <summary>Whole days of the pregnancy at birth.</summary>
    public int? GaDays { get; set; }
    public DateOnly? DiedOn { get; set; }
}

/// <summary>What is told of one birth.</summary>
/// <param name="Fetus">Which, from 1.</param>
/// <param name="Discharged">From when the first visit counts: the discharge, else the birth.</param>
internal sealed record Birth(int Fetus, DateTimeOffset At, bool TimeKnown, DateOnly Discharged)
{
    public int? WeightG { get; init; }
    public int? GaDays { get; init; }
    public DateOnly? DiedOn { get; init; }
}

/// <summary>Takes in the children of a pregnancy: told first by word or by the delivery form, each is one child and has its first visit.</summary>
internal sealed class NewbornBook(LianxinDb db, TaskBook book)
{
    private static readonly HashSet<string> Visit = [CareTaskKinds.NewbornVisit];

    /// <summary>Whether the delivery form of a pregnancy was filled in before.</summary>
    public Task<bool> IsWholeAsync(Guid pregnancy, CancellationToken ct) => db.Newborns.AnyAsync(n => n.PregnancyId == pregnancy && n.TimeKnown, ct);

    /// <summary>Writes a child, or completes the one of whom only the day was told.</summary>
    public async Task TakeInAsync(Guid pregnancy, ResidentView mother, Birth birth, OperationContext on, CancellationToken ct)
    {
        var told = await db.Newborns.FirstOrDefaultAsync(n => n.PregnancyId == pregnancy && n.Fetus == birth.Fetus, ct);
        var newborn = told ?? new Newborn { Id = StableId.Of(pregnancy, $"newborn/{birth.Fetus}"), PregnancyId = pregnancy, ResidentId = mother.Id, OrganizationId = mother.OrganizationId, Fetus = birth.Fetus, BornAt = birth.At.ToUniversalTime(), TimeKnown = birth.TimeKnown };
        (newborn.BornAt, newborn.TimeKnown, newborn.WeightG, newborn.ClassRule) = (birth.At.ToUniversalTime(), birth.TimeKnown, birth.WeightG, ClassOf(birth.WeightG));
        (newborn.GaDays, newborn.DiedOn) = (birth.GaDays, birth.DiedOn);
        if (told is null) db.Newborns.Add(newborn);
        if (newborn.DiedOn is not null) await book.EndAsync(newborn.Id, Visit, CareTask.Cancelled, null, on, ct);
        else if (told is null)
            await book.OpenAsync(StableId.Of(newborn.Id, CareTaskKinds.NewbornVisit), CareTaskKinds.NewbornVisit, newborn.Id, mother,
                PlaceTime.EndOf((birth.Discharged > on.Today ? birth.Discharged : on.Today).AddDays(CareClocks.Of("newborn-visit").Days)), on, ct);
    }

    /// <summary>The rule whose band a birth weight falls in.</summary>
    private static string? ClassOf(int? grams) => grams is not { } weight ? null
        : ClinicalTables.Thresholds.FirstOrDefault(r => r is { Analyte: Keys.BirthWeight, Kind: ThresholdKind.Band } && r.Populations.Contains(Populations.Newborn) && r.Contains(weight))?.Id;
}
