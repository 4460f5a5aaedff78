using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Lianxin.Tests.Infrastructure;

/// <summary>Runs a <c>[Theory]</c> once on SQLite and once on PostgreSQL; its first parameter is <c>"sqlite"</c> or <c>"postgresql"</c>.
/// Where no PostgreSQL answers, that row is skipped and names what to install.</summary>
/// <param name="values">Values for the parameters after the first; none by default. The attribute may be repeated, one set of values each.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class BothDatabasesAttribute(params object?[] values) : DataAttribute
{
    /// <summary>The values that follow the database's name.</summary>
    public IReadOnlyList<object?> Values => values;

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        List<ITheoryDataRow> rows = [Row("sqlite")];
        if (!PostgreSqlServer.IsOff) rows.Add(Row("postgresql", PostgreSqlServer.MissingBecause));
        return new(rows);
    }

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;

    private TheoryDataRow Row(string database, string? skip = null) => new([database, .. values]) { Skip = skip };
}
