namespace Lianxin.Tests.Model;

/// <summary>The clone that these tests were built in, for rules about its sources.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The C# sources below a folder of the clone, by path from its root; nothing generated.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(string folder) => Files(folder, "*.cs").Select(f => (Path.GetRelativePath(Root, f), File.ReadAllText(f)));

    public static IEnumerable<string> Files(string folder, string pattern) => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));

    private static string Find(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Lianxin.slnx"))) return folder;
        throw new InvalidOperationException($"No Lianxin.slnx above {AppContext.BaseDirectory}.");
    }
}
