namespace Lianxin.Residents;

/// <summary>Who comes: people, their particulars, what was measured of them and what it means.</summary>
public sealed class ResidentsModule : LianxinModule
{
    public override void Map(ModelBuilder model) { }
}
