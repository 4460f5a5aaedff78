using Lianxin.Residents;

namespace Lianxin.MaternalCare;

/// <summary>Who writes, as the pure logic wants to know it.</summary>
internal static class Acting
{
    /// <summary>The author with the rights of the rules: software that computes sees restricted facts; what is shown is cut down when it is read.</summary>
    public static Author ForRules(OperationContext on) => new(on.Caller.StaffId, on.Caller.Name, PlaceTime.Local(on.HappenedAt), SeesRestricted: true);

    /// <summary>The author with the caller's own rights: for what may be typed.</summary>
    public static Author AsCaller(OperationContext on) => ForRules(on) with { SeesRestricted = on.Caller.May(Permissions.ReadRestricted) };

    /// <summary>The person as the rules need her; the door has proved that she is in reach.</summary>
    public static async Task<ResidentView> ResidentAsync(ResidentReader reader, Guid resident, CancellationToken ct) =>
        await reader.ViewAsync(resident, masked: false, ct) ?? throw new InvalidOperationException("A subject without a resident");
}
