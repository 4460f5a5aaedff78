namespace Lianxin.Bench;

/// <summary>Gives the ids of a copy: some are given, all others become new ones.</summary>
internal abstract class Renaming(IReadOnlyDictionary<Guid, Guid> given)
{
    public Guid Of(Guid id) => id == Guid.Empty ? id : given.TryGetValue(id, out var known) ? known : New(id);

    protected abstract Guid New(Guid id);
}

/// <summary>Ids for a numbered copy: the same at every call, and near the old in order, so that a load writes its keys in order too.</summary>
internal sealed class NumberedIds(int copy, IReadOnlyDictionary<Guid, Guid> given) : Renaming(given)
{
    protected override Guid New(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        for (var i = 0; i < 4; i++) bytes[15 - i] ^= (byte)(copy >> (8 * i));
        return new(bytes);
    }
}

/// <summary>Ids as the pipeline would make them now: their time is at the front, so that they fall to the end of an index.</summary>
internal sealed class FreshIds(IReadOnlyDictionary<Guid, Guid> given) : Renaming(given)
{
    private readonly Dictionary<Guid, Guid> made = [];

    protected override Guid New(Guid id) => made.TryGetValue(id, out var known) ? known : made[id] = Guid.CreateVersion7();
}
