using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Lianxin.BrowserTests.Infrastructure.Chromium))]

namespace Lianxin.BrowserTests.Infrastructure;

/// <summary>The system's Chromium, started once for all tests that need it; each test has a context of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // Nothing may leave the machine, and root has no sandbox.
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--disable-default-apps", "--disable-domain-reliability", "--disable-features=OptimizationHints,MediaRouter", "--metrics-recording-only", "--no-pings",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where it is installed; null when it is not.</summary>
    public static string? Executable { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin")
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>The running browser. Skips the test, naming the package, where there is none.</summary>
    public IBrowser Browser
    {
        get
        {
            Assert.SkipWhen(Executable is null, "Chromium is missing (Debian package: chromium); ./lianxin test installs it as root");
            return browser ?? throw new InvalidOperationException("Chromium did not start.");
        }
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Executable is null) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Flags });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
