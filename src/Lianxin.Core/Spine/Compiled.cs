using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Lianxin.Core;

/// <summary>A query that is understood once and then only run: for what every request or every write asks. Scope filters hold as in any other query.</summary>
/// <remarks>EF ties a compiled query to one model, and a process may have two (one a database), so there is one a model.
/// Inside it tables are <c>db.Set&lt;T&gt;()</c>: a module's shorthand property cannot be translated.</remarks>
public sealed class Compiled<TIn, TOut>(Expression<Func<LianxinDb, TIn, IQueryable<TOut>>> query)
{
    private readonly OncePerModel<Func<LianxinDb, TIn, IAsyncEnumerable<TOut>>> made = new(() => EF.CompileAsyncQuery(query));

    public IAsyncEnumerable<TOut> Run(LianxinDb db, TIn given) => made.Run(db.Model, run => run(db, given));
}

/// <inheritdoc cref="Compiled{TIn, TOut}"/>
public sealed class Compiled<TOne, TTwo, TOut>(Expression<Func<LianxinDb, TOne, TTwo, IQueryable<TOut>>> query)
{
    private readonly OncePerModel<Func<LianxinDb, TOne, TTwo, IAsyncEnumerable<TOut>>> made = new(() => EF.CompileAsyncQuery(query));

    public IAsyncEnumerable<TOut> Run(LianxinDb db, TOne one, TTwo two) => made.Run(db.Model, run => run(db, one, two));
}

/// <inheritdoc cref="Compiled{TIn, TOut}"/>
public sealed class Compiled<TOne, TTwo, TThree, TOut>(Expression<Func<LianxinDb, TOne, TTwo, TThree, IQueryable<TOut>>> query)
{
    private readonly OncePerModel<Func<LianxinDb, TOne, TTwo, TThree, IAsyncEnumerable<TOut>>> made = new(() => EF.CompileAsyncQuery(query));

    public IAsyncEnumerable<TOut> Run(LianxinDb db, TOne one, TTwo two, TThree three) => made.Run(db.Model, run => run(db, one, two, three));
}

// EF translates at the first run, and does so once more for each who comes meanwhile: thirty tablets after a restart kept two processors busy for ten seconds.
internal sealed class OncePerModel<TQuery>(Func<TQuery> make) where TQuery : Delegate
{
    private readonly ConditionalWeakTable<IModel, One> byModel = [];

    public TResult Run<TResult>(IModel model, Func<TQuery, TResult> run)
    {
        var one = byModel.GetValue(model, _ => new One(make()));
        if (one.Translated) return run(one.Query);
        lock (one)
        {
            var result = run(one.Query); // translates; what it gives is read later
            one.Translated = true;
            return result;
        }
    }

    private sealed class One(TQuery query)
    {
        public TQuery Query => query;
        public volatile bool Translated;
    }
}
