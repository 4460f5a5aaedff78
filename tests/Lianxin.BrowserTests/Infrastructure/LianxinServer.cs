using System.Globalization;
using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Lianxin.BrowserTests.Infrastructure;

/// <summary>The real executable <c>lianxin</c>, started as an operator starts it, on a free port and its own folder; always ended, also by a failing test.</summary>
internal sealed partial class LianxinServer : IAsyncDisposable
{
    /// <summary>How long a start may take before the test fails: a first start migrates the database and, as demo, plays weeks of work, beside all other tests of the run.</summary>
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(240);

    // Weeks of work are played once a run; every test gets a copy of that morning.
    private static readonly Lazy<Task<DirectoryInfo>> Demo = new(FillDemoAsync);
    private const int SigInt = 2;

    private readonly string verb;
    private readonly IReadOnlyList<string> options;
    private readonly DirectoryInfo? ownFolder;
    private readonly ConcurrentQueue<string> log = new();
    private Process? process;

    private LianxinServer(string verb, IReadOnlyList<string> options, DirectoryInfo? ownFolder) => (this.verb, this.options, this.ownFolder) = (verb, options, ownFolder);

    /// <summary>Where it answers, on 127.0.0.1; the same after <see cref="RestartAsync"/>.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1:0/"); // port 0: the system chooses, and the ready line says which

    /// <summary>All lines it wrote so far, standard output and error as they came.</summary>
    public IReadOnlyCollection<string> Log => log;

    /// <summary>Those lines that a log marks as failed or critical. A test of a healthy day ends with none.</summary>
    public IEnumerable<string> Errors => log.Where(l => l.StartsWith("fail:", StringComparison.Ordinal) || l.StartsWith("crit:", StringComparison.Ordinal) || l.StartsWith("Unhandled exception", StringComparison.Ordinal));

    /// <summary>Memory that it holds now, in bytes (resident set).</summary>
    public long ResidentBytes
    {
        get
        {
            Running.Refresh();
            return Running.WorkingSet64;
        }
    }

    private Process Running => process ?? throw new InvalidOperationException("The server is not running.");

    /// <summary>Starts it with the app on a port that the system gives it and a fresh data folder, and waits for its <c>ready</c> line.</summary>
    /// <param name="verb"><c>demo</c> or <c>serve</c>.</param>
    /// <param name="options">More options as typed (<c>--postgresql</c>, …); naming <c>--data</c> keeps the caller's folder instead of a fresh one.</param>
    /// <exception cref="InvalidOperationException">It ended or said nothing in time; the message holds what it wrote.</exception>
    public static async Task<LianxinServer> StartAsync(string verb, params string[] options)
    {
        var folder = options.Contains("--data") ? null : Directory.CreateTempSubdirectory("lianxin-browser-");
        if (folder is not null && verb == "demo") Copy(await Demo.Value, folder);
        LianxinServer server = new(verb, folder is null ? options : [.. options, "--data", folder.FullName], folder);
        try
        {
            await server.RestartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static async Task<DirectoryInfo> FillDemoAsync()
    {
        var folder = Directory.CreateTempSubdirectory("lianxin-demo-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        await using LianxinServer server = new("demo", ["--data", folder.FullName], null);
        await server.RestartAsync();
        await server.StopAsync();
        return folder;
    }

    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (var inner in from.EnumerateDirectories()) Copy(inner, to.CreateSubdirectory(inner.Name));
        foreach (var file in from.EnumerateFiles().Where(f => f.Extension != ".sock")) file.CopyTo(Path.Combine(to.FullName, file.Name));
    }

    /// <summary>Starts it again, same port and folder, after <see cref="Kill"/> or <see cref="StopAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">It ended or said nothing in time.</exception>
    public async Task RestartAsync()
    {
        if (process is not null) throw new InvalidOperationException("The server is running.");
        string[] address = verb == "serve" ? ["--urls", Url.GetLeftPart(UriPartial.Authority)] : ["--port", $"{Url.Port}"];
        TaskCompletionSource<Uri> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        process = new Process
        {
            StartInfo = new ProcessStartInfo(Setting("LIANXIN_BINARY"), [verb, "--app", Setting("LIANXIN_APP"), .. address, .. options]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true },
            EnableRaisingEvents = true,
        };
        process.OutputDataReceived += (_, line) => Hear(line.Data, ready);
        process.ErrorDataReceived += (_, line) => Hear(line.Data, ready);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("it ended"));
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            Url = await ready.Task.WaitAsync(StartsWithin);
        }
        catch (Exception failed) when (failed is TimeoutException or InvalidOperationException)
        {
            Kill();
            throw new InvalidOperationException($"lianxin {verb} did not become ready ({failed.Message}). It wrote:\n{string.Join('\n', log.TakeLast(40))}", failed);
        }
    }

    /// <summary>Ends it as Ctrl-C does and waits.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="TimeoutException">It did not end within 30 s.</exception>
    public async Task<int> StopAsync()
    {
        if (SendSignal(Running.Id, SigInt) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
        await Running.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        var code = Running.ExitCode;
        Forget();
        return code;
    }

    /// <summary>Lets the demo's days go by: it stops, and starts again at this hour.</summary>
    /// <param name="hour">Later than the hour at which it stands; the demo goes nowhere earlier than its first morning.</param>
    public async Task MoveToAsync(DateTimeOffset hour)
    {
        await StopAsync();
        await File.WriteAllTextAsync(Path.Combine(ownFolder!.FullName, "demo-clock"), hour.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
        await RestartAsync();
    }

    /// <summary>Ends it without warning (kill -9), with whatever it started.</summary>
    public void Kill()
    {
        if (process is null) return;
        process.Kill(entireProcessTree: true); // does nothing when it has ended
        process.WaitForExit();
        Forget();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Kill();
        ownFolder?.Delete(recursive: true);
        return default;
    }

    private void Forget()
    {
        process?.Dispose();
        process = null;
    }

    private void Hear(string? line, TaskCompletionSource<Uri> ready)
    {
        if (line is null) return;
        log.Enqueue(line);
        if (Ready().Match(line) is { Success: true } match) ready.TrySetResult(new Uri(match.Groups[1].Value + "/"));
    }

    [GeneratedRegex(@"^ready .*?(http://127\.0\.0\.1:\d+)")]
    private static partial Regex Ready();

    private static string Setting(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set: ./lianxin test builds the server and the app and sets it.");

    [DllImport("libc", EntryPoint = "kill", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
