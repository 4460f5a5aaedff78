using Lianxin.Core;
using Lianxin.Core.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Lianxin.Database;

/// <summary>Wrapped keys in their table, each stored in a transaction of its own.</summary>
/// <param name="open">Opens a context on a connection that nobody else uses.</param>
public sealed class WrappedKeyStore(Func<LianxinDb> open) : IWrappedKeys
{
    public WrappedKey? Find(Guid id)
    {
        using var db = open();
        return db.WrappedKeys.AsNoTracking().FirstOrDefault(k => k.Id == id);
    }

    public WrappedKey? Latest(string scope)
    {
        using var db = open();
        return db.WrappedKeys.AsNoTracking().Where(k => k.Scope == scope).OrderByDescending(k => k.Generation).FirstOrDefault();
    }

    public WrappedKey Add(WrappedKey key)
    {
        try
        {
            using var db = open();
            db.WrappedKeys.Add(key);
            db.SaveChanges();
            return key;
        }
        catch (DbUpdateException)
        {
            // Another node was first; its key stands. If there is none, the failure was another.
            using var db = open();
            if (db.WrappedKeys.AsNoTracking().FirstOrDefault(k => k.Scope == key.Scope && k.Generation == key.Generation) is { } first) return first;
            throw;
        }
    }
}
