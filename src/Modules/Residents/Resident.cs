using Lianxin.Residents.Search;

namespace Lianxin.Residents;

/// <summary>A person with a record. What is needed to find and order them stands here; all else is a particular.</summary>
internal sealed class Resident : IScoped
{
    public required Guid Id { get; init; }
    public required Guid OrganizationId { get; set; }
    public required string Name { get; set; }

    /// <summary>Pinyin by which lists are ordered.</summary>
    public required string NameSort { get; set; }

    /// <summary>Code of the form <c>person</c>.</summary>
    public required string Sex { get; set; }
    public DateOnly? BirthDate { get; set; }
    public Guid? ResponsibleId { get; set; }

    /// <summary>Counts the changes of the particulars; a correction names the one it was based on.</summary>
    public long ParticularsVersion { get; set; }
}

/// <summary>One answer of the form <c>person</c>, encrypted. A change closes the row and opens another.</summary>
internal sealed class Particular : IScoped, IRestrictable
{
    public required Guid Id { get; init; }
    public required Guid ResidentId { get; init; }
    public required Guid OrganizationId { get; set; }
    public required string Key { get; init; }

    /// <summary>The answers of the key as JSON, encrypted.</summary>
    public required byte[] Value { get; init; }
    public required bool Restricted { get; init; }

    /// <summary>The version of the particulars that brought it.</summary>
    public required long Version { get; init; }
    public required DateTimeOffset From { get; init; }
    public DateTimeOffset? Until { get; set; }
    public required Guid StaffId { get; init; }

    /// <summary>Why an earlier value was changed.</summary>
    public string? Reason { get; init; }
}

/// <summary>One way to find a person.</summary>
internal sealed class SearchKeyRow : IScoped
{
    public long Id { get; init; }
    public required KeyKind Kind { get; init; }
    public required string Value { get; init; }
    public required Guid ResidentId { get; init; }
    public required Guid OrganizationId { get; set; }
}

/// <summary>Who has an identity number, as a keyed hash: so that nobody is registered twice, here or elsewhere.</summary>
[Unscoped("A keyed hash and ids; asked only with a full valid number, and answers with no data.")]
internal sealed class IdentityClaim
{
    /// <summary>Keyed hash of the whole number.</summary>
    public required string Hash { get; init; }
    public required Guid ResidentId { get; init; }
}
