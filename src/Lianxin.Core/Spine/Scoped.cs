namespace Lianxin.Core;

/// <summary>A row that belongs to a managing organization and, by its own id or <c>ResidentId</c>, to one person. Read through the scope filter only.</summary>
public interface IScoped
{
    /// <summary>The organization that manages the person, not the place where she was seen.</summary>
    Guid OrganizationId { get; }
}

/// <summary>A scoped row that names who performed it: the performer always reads what it wrote.</summary>
public interface IPerformed : IScoped
{
    Guid PerformerId { get; }
}

/// <summary>A scoped row that may tell of infection, special family, drug use or severe mental disorder: read with its own permission only.</summary>
public interface IRestrictable : IScoped
{
    bool Restricted { get; }
}

/// <summary>Declares that a table holds nothing about a person, or is read by Core alone. <paramref name="why"/> stands in the model test's list.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UnscopedAttribute(string why) : Attribute
{
    public string Why => why;
}
