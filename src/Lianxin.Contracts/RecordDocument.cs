using Lianxin.Contracts.MaternalCare;
using Lianxin.Contracts.Residents;

namespace Lianxin.Contracts;

/// <summary>A resident's working data: a base and one section a module. <see cref="Apply"/> shows unsent work in it, on the device as on the server.</summary>
public sealed record RecordDocument
{
    public required ResidentView Resident { get; init; }

    /// <summary>Findings that wait for somebody; the server's, for they carry its clock.</summary>
    public IReadOnlyList<AlertView> Alerts { get; init; } = [];
    public MaternalCareSection? MaternalCare { get; init; }

    /// <summary>For what her data may be used.</summary>
    public ConsentSection? Consents { get; init; }

    /// <summary>The document with an operation of this resident laid over it. Pure.</summary>
    /// <param name="operation">As sent.</param>
    /// <param name="about">When it happened and who does it.</param>
    public RecordDocument Apply(IOperation operation, Author about) => this with { MaternalCare = MaternalCare?.Apply(operation, Resident, about), Consents = Consents?.Apply(operation, about) };
}

/// <summary>Who writes, and when: what the server takes from the sign-in and the clock, and the device from its session.</summary>
/// <param name="HappenedAt">The claimed instant, with the offset of the place: its date is “today”.</param>
/// <param name="SeesRestricted">May the author see section restricted.</param>
public sealed record Author(Guid StaffId, string Name, DateTimeOffset HappenedAt, bool SeesRestricted)
{
    public DateOnly Today => DateOnly.FromDateTime(HappenedAt.DateTime);
}
