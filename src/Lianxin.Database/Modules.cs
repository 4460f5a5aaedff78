using Lianxin.Core;
using Lianxin.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace Lianxin.Database;

/// <summary>The list of modules, in the order of the story. The one place that a new module is named in.</summary>
public static class Modules
{
    public static readonly ModuleList All = new([
        new Organizations.OrganizationsModule(),
        new Residents.ResidentsModule(),
        new MaternalCare.MaternalCareModule(),
    ]);
}

/// <summary>Only for its history: the running program uses <see cref="LianxinDb"/> itself.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : LianxinDb(options, Modules.All, new CallerHolder());

/// <inheritdoc cref="SqliteDb"/>
public sealed class PostgreSqlDb(DbContextOptions<PostgreSqlDb> options) : LianxinDb(options, Modules.All, new CallerHolder());
