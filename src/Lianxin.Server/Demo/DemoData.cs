using System.Globalization;
using Lianxin.ClinicalRules.Tables;

namespace Lianxin.Server.Demo;

/// <summary>The invented region in words and numbers: <c>Data/*.csv</c>. All names are invented; the numbers are examples, not medicine.</summary>
internal static class DemoData
{
    public static Csv Organizations { get; } = Read("organizations.csv");
    public static Csv Staff { get; } = Read("staff.csv");

    /// <summary>Branches of the Party.</summary>
    public static Csv Branches { get; } = Read("branches.csv");

    /// <summary>Their brands, version after version.</summary>
    public static Csv Brands { get; } = Read("brands.csv");

    /// <summary>Who came into which branch, when, as what.</summary>
    public static Csv BranchMembers { get; } = Read("branch-members.csv");

    /// <summary>The people of the pictures.</summary>
    public static Csv People { get; } = Read("people.csv");

    /// <summary>Their visits.</summary>
    public static Csv Visits { get; } = Read("visits.csv");

    /// <summary>What was agreed with them.</summary>
    public static Csv Contacts { get; } = Read("contacts.csv");

    /// <summary>A community's list, as the clerk took it over two days before.</summary>
    public static Csv Roster { get; } = Read("roster.csv");

    /// <summary>Surnames and given names to make other people of.</summary>
    public static Csv Names { get; } = Read("names.csv");

    /// <summary>Answers of a first visit at which nothing is found.</summary>
    public static Csv First { get; } = Read("first.csv");

    /// <summary>Between which values the others' measurements are drawn.</summary>
    public static Csv Ranges { get; } = Read("ranges.csv");

    /// <summary>A newborn at home with whom all is well.</summary>
    public static Csv Newborn { get; } = Read("newborn.csv");

    /// <summary>Factors that a physician ticks for some of them.</summary>
    public static Csv Ticks { get; } = Read("ticks.csv");

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>An instant written as the clock of the place shows it.</summary>
    public static DateTimeOffset Instant(string text)
    {
        var local = DateTime.ParseExact(text, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
        return Core.PlaceTime.At(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
    }

    private static Csv Read(string file)
    {
        using var reader = new StreamReader(typeof(DemoData).Assembly.GetManifestResourceStream("Demo." + file) ?? throw new InvalidOperationException($"{file} is not embedded"));
        return Csv.Parse(file, reader.ReadToEnd());
    }
}
