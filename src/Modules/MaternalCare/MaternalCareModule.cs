namespace Lianxin.MaternalCare;

/// <summary>Pregnancies: dating, visits, colour, next contacts.</summary>
public sealed class MaternalCareModule : LianxinModule
{
    public override void Map(ModelBuilder model) { }
}
