using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lianxin.Core;

/// <summary>A module: its tables, and the assembly in which its handlers, queries, listeners, sections and work are found.</summary>
public abstract class LianxinModule
{
    public Assembly Assembly => GetType().Assembly;

    /// <summary>Handlers and queries that are one generic class for several contracts: discovery finds no closed types in an assembly.</summary>
    public virtual IEnumerable<Type> Closed => [];

    /// <summary>Maps the module's tables, in its own schema.</summary>
    public virtual void Map(ModelBuilder model) { }

    /// <summary>Registers what discovery does not find.</summary>
    public virtual void Register(IServiceCollection services) { }
}

/// <summary>All modules, in the order of the story.</summary>
public sealed record ModuleList(IReadOnlyList<LianxinModule> All);
