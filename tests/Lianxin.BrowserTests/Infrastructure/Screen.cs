using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Lianxin.BrowserTests.Infrastructure;

/// <summary>One person's browser in front of one server. Whatever goes wrong behind the page's back is kept, and must be nothing at the end.</summary>
/// <remarks><see cref="PlayAsync"/> is the only way to get one: it takes a picture of a failure and asks at the end whether all was clean.</remarks>
public sealed partial class Screen
{
    private readonly IBrowserContext context;
    private readonly Uri server;
    private readonly ConcurrentQueue<string> problems = new();
    private readonly List<Regex> expected = [];
    private int keystrokes, clicks;
    private volatile bool offline;

    private Screen(IBrowserContext context, IPage page, Uri server)
    {
        (this.context, Page, this.server) = (context, page, server);
    }

    /// <summary>The page itself.</summary>
    public IPage Page { get; }

    /// <summary>Console errors, errors of scripts, failed requests, answers of 400 and above, and requests to any other host, so far.</summary>
    public IReadOnlyCollection<string> Problems => problems;

    /// <summary>Plays one story in a browser of its own and then demands that nothing failed behind it.</summary>
    /// <param name="chromium">The assembly's browser; the test is skipped, naming the package, where there is none.</param>
    /// <param name="server">Where the server answers; a request to anywhere else is a finding.</param>
    /// <param name="story">What the person does.</param>
    /// <param name="width">CSS pixels, default 1440; the height is 900, on a phone (below 600) 844.</param>
    /// <param name="language">Language of the browser and chosen in the app, default <c>zh-CN</c>; its zone is always Asia/Shanghai.</param>
    public static async Task PlayAsync(Chromium chromium, Uri server, Func<Screen, Task> story, int width = 1440, string language = "zh-CN")
    {
        var phone = width < 600;
        await using var context = await chromium.Browser.NewContextAsync(new()
        {
            BaseURL = server.ToString(),
            Locale = language,
            TimezoneId = "Asia/Shanghai",
            ViewportSize = new() { Width = width, Height = phone ? 844 : 900 },
            HasTouch = phone,
            ReducedMotion = ReducedMotion.Reduce, // a picture must not catch a movement half-way
        });
        // The app speaks Chinese until somebody chooses otherwise, whatever the browser says.
        if (language != "zh-CN") await context.AddInitScriptAsync($"localStorage.setItem('language', '{language}')");
        context.SetDefaultTimeout(60_000);
        Assertions.SetDefaultExpectTimeout(30_000);
        context.SetDefaultNavigationTimeout(60_000); // a cold load of the app on two busy cores
        Screen screen = new(context, await context.NewPageAsync(), server);
        await screen.ListenAsync();
        try
        {
            await story(screen);
        }
        catch
        {
            await screen.PictureFailureAsync();
            throw;
        }

        await screen.AssertCleanAsync();
    }

    /// <summary>From here on, a problem of this shape is part of the story (a refusal answers 422, and the browser writes it to its console).</summary>
    /// <param name="pattern">A regular expression over the lines of <see cref="Problems"/>.</param>
    public void Expect([StringSyntax(StringSyntaxAttribute.Regex)] string pattern) => expected.Add(new(pattern, RegexOptions.IgnoreCase));

    /// <summary>Pulls the plug or puts it back. Requests that fail while it is out are no finding.</summary>
    public async Task SetOfflineAsync(bool value)
    {
        if (value) offline = true;
        await context.SetOfflineAsync(value);
        if (!value) offline = false;
    }

    /// <summary>Does something while the plug is out or the server is down: requests that fail meanwhile are no finding.</summary>
    public async Task WithoutServerAsync(Func<Task> what)
    {
        offline = true;
        await what();
        offline = false;
    }

    /// <summary>Evaluates in the page, but never waits for ever: Playwright's own has no limit, and a promise may stay pending.</summary>
    /// <param name="script">As for <see cref="IPage.EvaluateAsync{T}(string, object?)"/>.</param>
    /// <param name="within">Default 20 s.</param>
    /// <exception cref="TimeoutException">The promise was still pending.</exception>
    public Task<T> EvaluateAsync<T>(string script, TimeSpan? within = null) => Page.EvaluateAsync<T>(script).WaitAsync(within ?? TimeSpan.FromSeconds(20));

    /// <summary>Waits until the installed service worker would answer without a network.</summary>
    public Task ServiceWorkerReadyAsync() => EvaluateAsync<bool>("navigator.serviceWorker.ready.then(() => true)", TimeSpan.FromSeconds(60));

    /// <summary>Keeps a picture in <c>artifacts/screens</c>.</summary>
    /// <param name="name">Without ending; by default the name of the test.</param>
    /// <param name="whole">The whole length of the page instead of the window.</param>
    /// <returns>The file.</returns>
    public async Task<string> PictureAsync(string? name = null, bool whole = false)
    {
        name ??= $"{TestContext.Current.TestClass?.TestClassSimpleName}.{TestContext.Current.TestMethod?.MethodName}";
        var file = Path.Combine(Repository.Root, "artifacts", "screens", UnsafeInName().Replace(name, "_") + ".png");
        await Page.ScreenshotAsync(new() { Path = file, FullPage = whole, Animations = ScreenshotAnimations.Disabled });
        return file;
    }

    private async Task PictureFailureAsync()
    {
        try
        {
            TestContext.Current.SendDiagnosticMessage("The screen at the failure: {0}\n{1}", await PictureAsync(), string.Join('\n', problems));
        }
        catch (PlaywrightException lost)
        {
            // The browser may be what failed; the story's own error is the one to show.
            TestContext.Current.SendDiagnosticMessage("No picture of the failure: {0}", lost.Message);
        }
    }

    private async Task AssertCleanAsync()
    {
        // One round trip: what the page said before this call has arrived when it returns.
        await EvaluateAsync<int>("0");
        Assert.DoesNotContain(problems, p => !expected.Any(e => e.IsMatch(p)));
    }

    private async Task ListenAsync()
    {
        await CountAsync();
        Page.Console += (_, message) =>
        {
            if (message.Type == "error" && !(offline && message.Text.Contains("net::ERR_", StringComparison.Ordinal))) problems.Enqueue($"console: {message.Text}");
        };
        Page.PageError += (_, error) => problems.Enqueue($"script: {error}");
        // net::ERR_ABORTED: the page itself gave it up, as when it is left.
        Page.RequestFailed += (_, request) =>
        {
            if (!offline && request.Failure != "net::ERR_ABORTED") problems.Enqueue($"request: {request.Method} {request.Url} {request.Failure}");
        };
        Page.Response += (_, response) =>
        {
            if (response.Status >= 400) problems.Enqueue($"answer: {response.Status} {response.Request.Method} {response.Url}");
        };
        context.Request += (_, request) =>
        {
            var url = new Uri(request.Url);
            if (url.Scheme is not ("data" or "blob" or "about") && url.Authority != server.Authority) problems.Enqueue($"leaves the machine: {request.Url}");
        };
    }

    [GeneratedRegex(@"[^\w.\-]+")]
    private static partial Regex UnsafeInName();
}
