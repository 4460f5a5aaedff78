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
    public required DateTimeOffset BornAt { get; init; }

    /// <summary>Grams.</summary>
    public int? WeightG { get; init; }

    /// <summary>Rule of the class of the birth weight; null when it was not weighed.</summary>
    public string? ClassRule { get; init; }

    /// <summary>Whole days of the pregnancy at birth.</summary>
    public int? GaDays { get; init; }
    public DateOnly? DiedOn { get; set; }
}
