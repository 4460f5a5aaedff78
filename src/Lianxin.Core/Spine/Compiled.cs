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
    private readonly ConditionalWeakTable<IModel, Func<LianxinDb, TIn, IAsyncEnumerable<TOut>>> byModel = [];

    public IAsyncEnumerable<TOut> Run(LianxinDb db, TIn given) => byModel.GetValue(db.Model, _ => EF.CompileAsyncQuery(query))(db, given);
}

/// <inheritdoc cref="Compiled{TIn, TOut}"/>
public sealed class Compiled<TOne, TTwo, TOut>(Expression<Func<LianxinDb, TOne, TTwo, IQueryable<TOut>>> query)
{
    private readonly ConditionalWeakTable<IModel, Func<LianxinDb, TOne, TTwo, IAsyncEnumerable<TOut>>> byModel = [];

    public IAsyncEnumerable<TOut> Run(LianxinDb db, TOne one, TTwo two) => byModel.GetValue(db.Model, _ => EF.CompileAsyncQuery(query))(db, one, two);
}

/// <inheritdoc cref="Compiled{TIn, TOut}"/>
public sealed class Compiled<TOne, TTwo, TThree, TOut>(Expression<Func<LianxinDb, TOne, TTwo, TThree, IQueryable<TOut>>> query)
{
    private readonly ConditionalWeakTable<IModel, Func<LianxinDb, TOne, TTwo, TThree, IAsyncEnumerable<TOut>>> byModel = [];

    public IAsyncEnumerable<TOut> Run(LianxinDb db, TOne one, TTwo two, TThree three) => byModel.GetValue(db.Model, _ => EF.CompileAsyncQuery(query))(db, one, two, three);
}
