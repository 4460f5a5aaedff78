namespace Lianxin.BrowserTests.Infrastructure;

/// <summary>The clone that these tests were built in.</summary>
internal static class Repository
{
    /// <summary>Its root folder.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Lianxin.slnx"))) return folder;
        throw new InvalidOperationException($"No Lianxin.slnx above {AppContext.BaseDirectory}.");
    }
}
